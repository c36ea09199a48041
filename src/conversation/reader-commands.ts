// Reads a text that is nothing but a command: keywords, what goes with them, and polite words around.
import { type CommandKind, findKeyword, type Keyword } from "./keywords.ts";
import { findWithArgument, type KeywordWithArgument } from "./keywords-arguments.ts";
import { withoutPoliteWords } from "./keywords-polite.ts";
import { correctWord } from "./keywords-typos.ts";
import type { Language } from "./language.ts";

export type ReadingKind = CommandKind | "code" | "text";

export interface Reading {
  readonly kind: ReadingKind;
  /** The language of the word, or the one asked for; null when the word does not tell. */
  readonly language: Language | null;
  /** Only with "stop": it takes a question before it is one. */
  readonly doubt: boolean;
  /** The keyword or phrase that was read, folded, in capitals. */
  readonly word?: string;
  /** What goes with it, folded, in capitals: CAFE in "Join café", 12/05 in "anniv 12-05"; the digits of a code or a choice. */
  readonly argument?: string;
  /** The words of all the shops that a STOP names; `argument` is the first. */
  readonly named?: readonly string[];
}

/** A command with its polite words is shorter. What is longer is an ordinary sentence, or a phrase. */
export const COMMAND_WORDS_MAX = 14;

const CODE = /^(?:(?:(?:mon|my|the|le) )?code (?:is |est )?)?\d{3,8}$/;
const CHOICE = /^(?:(?:option|choix|choice|number|numero|le|la|the) )?\d{1,2}$/;
const NOT_DIGITS = /\D+/g;
const SPELLED_OUT = /^(?:[a-z] ){3,}[a-z]$/;
const CONJUNCTIONS: ReadonlySet<string> = new Set(["and", "or", "et", "ou"]);
const POSSESSIVES: ReadonlySet<string> = new Set(["my", "mon", "mes"]);

/** Stop words that mean it beside other words too: END, CANCEL or REMOVE do only alone. */
export const PLAIN_STOP = /\b(?:s+t+o+p|ar+e+t|unsub|des(?:abon|ins))/;
/** "No stop" may be "no, stop" or not; "non stop" is something else. */
export const NO_STOP = /\bnon? (?:stop|arret)/;
const NON_STOP = /\bnon[ -]stop/;
const ANSWERS: ReadonlySet<CommandKind> = new Set(["yes", "no"]);

/** @param folded The text that the words are from. */
export function readCommand(words: readonly string[], folded: string): Reading | undefined {
  const distinct = words.length > COMMAND_WORDS_MAX ? [...new Set(words)] : words;
  if (distinct.length > COMMAND_WORDS_MAX) return undefined;
  const spoken = withoutPoliteWords(distinct);
  const [first] = spoken;
  if (first === undefined) return undefined;
  const core = spoken.join(" ");
  const keyword = findKeyword(core) ?? findSpelledOut(core);
  if (keyword) return readingOf(keyword);
  const digits = core.replace(NOT_DIGITS, "");
  if (CODE.test(core)) return { kind: "code", language: null, doubt: false, argument: digits };
  if (CHOICE.test(core)) return { kind: "text", language: null, doubt: false, argument: digits };

  if (!POSSESSIVES.has(first) && correctWord(first) === undefined) return undefined;
  const corrected = spoken.filter((word) => !CONJUNCTIONS.has(word)).map((word) => correctWord(word) ?? word);
  const meant = findKeyword(corrected.join(" ")) ?? findWithArgument(corrected, folded);
  return meant ? readingOf(meant) : readSeveral(corrected, folded);
}

export function readingOf({ kind, language, word, ...argument }: Keyword | KeywordWithArgument): Reading {
  return { kind, language, doubt: false, word: word.toUpperCase(), ...argument };
}

// "S T O P", "sto p".
function findSpelledOut(core: string): Keyword | undefined {
  const keyword = core.includes(" ") ? findKeyword(core.replaceAll(" ", "")) : undefined;
  return keyword && (keyword.kind === "stop" || SPELLED_OUT.test(core)) ? keyword : undefined;
}

// "Stop stop stop", "STOP / ARRET", "yes, stop", "non merci, stop".
function readSeveral(words: readonly string[], folded: string): Reading | undefined {
  const keywords: Keyword[] = [];
  for (const word of words) {
    const keyword = findKeyword(word);
    if (keyword === undefined) return undefined;
    keywords.push(keyword);
  }
  const [first] = keywords;
  if (first && keywords.every(({ kind }) => kind === first.kind)) return readingOf(first);
  const stop = keywords.find(({ kind }) => kind === "stop");
  if (stop === undefined || !PLAIN_STOP.test(stop.word) || NON_STOP.test(folded)) return undefined;
  if (!keywords.every(({ kind }) => kind === "stop" || ANSWERS.has(kind))) return undefined;
  return { ...readingOf(stop), doubt: NO_STOP.test(folded) };
}
