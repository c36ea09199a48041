// Misspelt command words brought back to their spelling, without ever turning another real word into a command.
import { COMMAND_WORDS } from "./keywords.ts";

// Long or rare enough that a word at one edit from them is a slip of the finger.
const TOLERANT = (
  "stop stopall unsubscribe unsub cancel remove revoke optout arret arrete arreter arretez desabonner desabonnez " +
  "desabonnement desinscrire desinscrivez desinscription unstop resubscribe reprendre joignez inscription balance " +
  "redeem echanger utiliser recompense birthday anniversaire pourquoi francais english anglais"
).split(" ");

// Real words and slang at one edit from a tolerant one, in either language.
const REAL_WORDS: ReadonlySet<string> = new Set(
  (
    "shop step spot slop stow swop stob strop stomp sop stp stoi stoic cancer cancels cancelled canceled removed " +
    "removes remover remote renove revoked revokes evoke revote area arest arrest arre caret arrive arrives arretons " +
    "balances balancer balanced balancez redeemed echange echangez echanges echangee utilise utilises utilisez " +
    "utilisee joigne joignes reprendra reprendras rependre reapprendre francis francois francaise anglaise " +
    "inscriptions unsure"
  ).split(" "),
);

// Slips farther off, or in words too short to tolerate any.
const SLIPS: ReadonlyMap<string, string> = new Map(
  (
    "dtop:stop atop:stop 5top:stop unscribe:unsubscribe desabo:desabonner jion:join joingez:joignez joingnez:joignez " +
    "hlep:help hepl:help slode:solde sodle:solde pionts:points poitns:points ofers:offers ofres:offres"
  )
    .split(" ")
    .map((pair) => pair.split(":") as [string, string]),
);

const DOUBLED = /(.)\1+/g;
const REPEATED = /(.)\1/;
const DRAWN_OUT = /(.)\1{2,}/g;
const ENDING_RUN = /(.)\1+$/;
const DIGITS_AFTER_STOP = /^(stop|arret)\d{1,6}$/;

// "arettez" and "arretez" are both "aretez".
const squeeze = (word: string): string => word.replace(DOUBLED, "$1");

function withOneLetterLess(word: string): string[] {
  const all = [word];
  for (let i = 0; i < word.length; i++) all.push(word.slice(0, i) + word.slice(i + 1));
  return all;
}

// Two words at one edit from each other have a form in common, whole or with one letter less.
const TOLERANT_BY_FORM: ReadonlyMap<string, readonly string[]> = (() => {
  const index = new Map<string, string[]>();
  for (const word of TOLERANT) {
    for (const form of [...withOneLetterLess(word), ...withOneLetterLess(squeeze(word))]) {
      index.set(form, [...(index.get(form) ?? []), word]);
    }
  }
  return index;
})();

const TYPO_LENGTH_MIN = 4;
const TYPO_LENGTH_MAX = 20;
const LONG_WORD_LENGTH = 9;

/** The command word that this word is or was meant to be: "stoppp", "stop1", "sotp", "arettez", "unsuscribe". */
export function correctWord(word: string): string | undefined {
  if (COMMAND_WORDS.has(word)) return word;
  const plain = SLIPS.get(word) ?? shortened(word);
  if (plain !== undefined) return plain;
  const numbered = DIGITS_AFTER_STOP.exec(word);
  if (numbered) return numbered[1];
  if (word.length < TYPO_LENGTH_MIN || word.length > TYPO_LENGTH_MAX) return undefined;
  if (REAL_WORDS.has(word)) return undefined;
  return nearest(word, (candidate) => isOneEditAway(word, candidate)) ?? nearest(squeeze(word), sameOnceSqueezed);

  function sameOnceSqueezed(candidate: string): boolean {
    const [a, b] = [squeeze(word), squeeze(candidate)];
    return a === b || (a.length >= LONG_WORD_LENGTH && isOneEditAway(a, b));
  }
}

function nearest(form: string, fits: (candidate: string) => boolean): string | undefined {
  for (const key of withOneLetterLess(form)) {
    const meant = TOLERANT_BY_FORM.get(key)?.find(fits);
    if (meant !== undefined) return meant;
  }
  return undefined;
}

// "stoppp", "ouiii", "yesss", "heeelp": letters drawn out, at the end or three in a row anywhere.
function shortened(word: string): string | undefined {
  if (!REPEATED.test(word)) return undefined;
  for (const shorter of [
    word.replace(ENDING_RUN, "$1"),
    word.replace(DRAWN_OUT, "$1"),
    word.replace(DRAWN_OUT, "$1$1"),
  ]) {
    if (COMMAND_WORDS.has(shorter)) return shorter;
  }
  return undefined;
}

/** Damerau-Levenshtein distance of one at most, the first letters alike or swapped: few people miss the first key. */
function isOneEditAway(a: string, b: string): boolean {
  const startsAlike = a[0] === b[0] || (a[0] === b[1] && a[1] === b[0]);
  if (!startsAlike || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const restA = a.slice(start, endA);
  const restB = b.slice(start, endB);
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}
