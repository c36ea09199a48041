// Polite words, which may stand around a command and change nothing to it.

const FRENCH =
  "svp, stp, s v p, s t p, s il vous plait, s il te plait, sil vous plait, sil te plait, s il vous plet, siouplait, merci, " +
  "merci beaucoup, merci bcp, merci bien, merci d avance, mrc, mci, d accord, dac, desole, desolee, cordialement, bonjour, " +
  "bonjours, bjr, bonsoir, bsr, salut, slt, coucou, allo, bonne journee, bonne soiree, bonne nuit, belle journee, " +
  "au revoir, madame, monsieur, mme, mr, envoye de mon iphone";
const ENGLISH =
  "please, pleas, pls, plz, plse, plea, pleae, kindly, sorry, thank, thanks, thank you, thank u, thank you very much, " +
  "thank you so much, thanks a lot, thanks so much, and thank you, and thanks, thanx, thnx, thx, thks, tks, ty, tyvm, hi, " +
  "hello, hey, good morning, good afternoon, good evening, good day, good night, goodnight, have a good day, " +
  "have a nice day, have a great day, goodbye, bye, ok, okay, oki, sir, madam, regards, sent from my iphone, " +
  "sent from my android";

const PHRASES_BY_FIRST_WORD: ReadonlyMap<string, readonly (readonly string[])[]> = (() => {
  const phrases = new Map<string, string[][]>();
  for (const phrase of `${FRENCH}, ${ENGLISH}`.split(", ").map((words) => words.split(" "))) {
    const [first = ""] = phrase;
    phrases.set(
      first,
      [...(phrases.get(first) ?? []), phrase].sort((a, b) => b.length - a.length),
    );
  }
  return phrases;
})();

const ENDING_RUN = /(.)\1+$/;

export function withoutPoliteWords(words: readonly string[]): string[] {
  const core: string[] = [];
  for (let at = 0; at < words.length; ) {
    const polite = politeWordsAt(words, at);
    if (polite === 0) core.push(words[at] ?? "");
    at += polite || 1;
  }
  return core;
}

/** How many words of politeness start here. */
function politeWordsAt(words: readonly string[], at: number): number {
  const word = words[at] ?? "";
  const phrases =
    PHRASES_BY_FIRST_WORD.get(word) ??
    (word.at(-1) === word.at(-2) ? PHRASES_BY_FIRST_WORD.get(word.replace(ENDING_RUN, "$1")) : undefined);
  const phrase = phrases?.find((said) => said.every((part, i) => i === 0 || words[at + i] === part));
  return phrase?.length ?? 0;
}
