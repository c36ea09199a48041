// Finds a sentence that asks for no more messages, by the lines of phrases-lines.ts.
import { withoutPoliteWords } from "./keywords-polite.ts";
import { correctWord } from "./keywords-typos.ts";
import type { Language } from "./language.ts";
import { sentencesOf, wordsOf } from "./normalise.ts";
import { type Line, linesByFirstWord, wordSet } from "./phrases-parse.ts";
import { CALL_INSTEAD, ELIDING, FUSED, INSTRUCTIONS, OTHERS, REFUSALS, SOFTENING, SUBJECTS } from "./phrases-words.ts";

export interface StopPhrase {
  readonly language: Language;
  readonly doubt: boolean;
  readonly words: string;
}

const OTHERS_DISTANCE_MAX = 4;
const ASKING_WORDS_MAX = 12;

const LINES = linesByFirstWord();
const OTHERS_WORDS = wordSet(OTHERS);
const SUBJECT_WORDS = wordSet(SUBJECTS);
const SOFTENING_WORDS = wordSet(SOFTENING);
const INSTRUCTION_WORDS = wordSet(INSTRUCTIONS);
const STOP_WORDS = wordSet("STOP ARRETE UNSUBSCRIBE");
const CALL_VERBS = wordSet(CALL_INSTEAD.verbs);
const CALL_OBJECTS = wordSet(CALL_INSTEAD.objects);
const CALL_UNLESS = wordSet(CALL_INSTEAD.unless);
const REFUSAL_WORDS = REFUSALS.map(({ negations, between, verbs }) => ({
  negations: wordSet(negations),
  between: wordSet(between),
  verbs: wordSet(verbs),
}));

const SPLIT_WORDS: ReadonlyMap<string, readonly string[]> = new Map([
  ...Object.entries(FUSED).map(([word, parts]): [string, string[]] => [word, parts.split(" ")]),
  ...ELIDING.split(" ")
    .filter((word) => /^[aei]/.test(word))
    .flatMap((word) =>
      [["m"], ["d"], ["n"], ["d", "m"]].map((elided): [string, string[]] => [
        [...elided, word].join(""),
        [...elided, word],
      ]),
    ),
]);

const PAIRS: ReadonlyMap<string, string> = new Map([
  ["do not", "dont"],
  ["any more", "anymore"],
]);

/** Words to read with their typos: doing it for every word would cost more than all the rest. */
const STOP_LIKE = /^(?:s[a-z]{3,5}|ar[a-z]{2,6}|un[a-z]{6,11}|des[a-z]{6,11})$/;
/** Where an unpunctuated sentence may turn to us: "I moved please remove me". */
const CLAUSE_BREAK = /,|\b(?:please|pls|plz|svp|merci|and|so|but|et|donc|mais)\b/;
/** In French "stp" is "please"; before an English gerund it has lost a letter. */
const GERUND = /.ing?$/;

/** The first clear phrase of the text, or else the first doubtful one. */
export function findStopPhrase(folded: string): StopPhrase | undefined {
  const sentences = sentencesOf(folded);
  let doubtful: StopPhrase | undefined;
  for (const sentence of sentences) {
    const found = findInSentence(sentence, sentences.length === 1 ? "message" : "sentence");
    if (found && !found.doubt) return found;
    doubtful ??= found;
  }
  return doubtful;
}

type Extent = "message" | "sentence" | "clause";

function findInSentence(sentence: string, extent: Extent): StopPhrase | undefined {
  const spoken = wordsOf(sentence);
  if (!spoken.some(mayStartLine)) return undefined;
  const words = canonicalWords(spoken);
  if (isInstruction(words) || wantsCall(words)) return undefined;
  const found = findInWords(words, extent);
  if (found) return found;
  const clauses = sentence.split(CLAUSE_BREAK);
  if (clauses.length === 1) return undefined;
  for (const clause of clauses) {
    const inClause = findInWords(canonicalWords(wordsOf(clause)), "clause");
    if (inClause) return inClause;
  }
  return undefined;
}

function findInWords(spoken: readonly string[], extent: Extent): StopPhrase | undefined {
  if (isRefused(spoken)) return undefined;
  const words = spoken.filter((word) => !SOFTENING_WORDS.has(word));
  const isSoftened = words.length < spoken.length;
  let doubtful: StopPhrase | undefined;
  for (let start = 0; start < words.length; start++) {
    for (const line of LINES.get(words[start] ?? "") ?? []) {
      if (!reaches(line, extent) || !fitsBefore(line, words, start)) continue;
      const end = endOf(line, 0, words, start);
      if (end === undefined) continue;
      const phrase = {
        language: line.language,
        doubt: line.doubt || isSoftened,
        words: words.slice(start, end).join(" "),
      };
      if (!phrase.doubt) return phrase;
      doubtful ??= phrase;
    }
  }
  return doubtful;
}

const reaches = (line: Line, extent: Extent): boolean =>
  extent === "message" || (!line.doubt && (extent === "sentence" || !line.wholeSentence));

function fitsBefore(line: Line, words: readonly string[], start: number): boolean {
  if (line.order && SUBJECT_WORDS.has(words[start - 1] ?? "")) return false;
  const { before } = line;
  if (before !== null) return start <= ASKING_WORDS_MAX && words.slice(0, start).every((word) => before.has(word));
  const near = words.slice(Math.max(0, start - OTHERS_DISTANCE_MAX), start);
  return !near.some((word, i) => OTHERS_WORDS.has(word) && near[i - 1] !== "not");
}

/** Where the line ends if its items from `index` on match the words from `at` on, and the line allows what follows. */
function endOf(line: Line, index: number, words: readonly string[], at: number): number | undefined {
  const item = line.items[index];
  const { after } = line;
  if (item === undefined) return after === null || words.slice(at).every((word) => after.has(word)) ? at : undefined;
  let times = 0;
  while (times < item.timesMax && item.words.has(words[at + times] ?? "")) times++;
  for (; times >= item.timesMin; times--) {
    const end = endOf(line, index + 1, words, at + times);
    if (end !== undefined) return end;
  }
  return undefined;
}

function isRefused(words: readonly string[]): boolean {
  return REFUSAL_WORDS.some(({ negations, between, verbs }) =>
    words.some((word, i) => {
      if (!negations.has(word)) return false;
      let verb = i + 1;
      while (between.has(words[verb] ?? "")) verb++;
      return verbs.has(words[verb] ?? "");
    }),
  );
}

function isInstruction(words: readonly string[]): boolean {
  return words.length > 2 && words.some((word, i) => INSTRUCTION_WORDS.has(word) && STOP_WORDS.has(words[i + 1] ?? ""));
}

function wantsCall(words: readonly string[]): boolean {
  return words.some(
    (word, i) => CALL_VERBS.has(word) && CALL_OBJECTS.has(words[i + 1] ?? "") && !CALL_UNLESS.has(words[i - 1] ?? ""),
  );
}

const mayStartLine = (word: string): boolean =>
  LINES.has(word) || SPLIT_WORDS.has(word) || word === "do" || word === "stp" || STOP_LIKE.test(word);

function canonicalWords(words: readonly string[]): string[] {
  return withoutPoliteWords(joinPairs(words.flatMap(canonicalWord)));
}

function canonicalWord(word: string, at: number, words: readonly string[]): string | readonly string[] {
  if (word === "stp" && GERUND.test(words[at + 1] ?? "")) return "stop";
  if (LINES.has(word)) return word;
  return SPLIT_WORDS.get(word) ?? (STOP_LIKE.test(word) ? correctWord(word) : undefined) ?? word;
}

// "do not" and "any more", each as the one word they also are.
function joinPairs(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const pair = PAIRS.get(`${joined.at(-1)} ${word}`);
    if (pair === undefined) joined.push(word);
    else joined[joined.length - 1] = pair;
  }
  return joined;
}
