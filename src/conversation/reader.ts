// Reads what a customer's text asks for, from its words alone: the shop's own keyword and the state of the conversation come after.
import { type CommandKind, findKeyword, type Keyword } from "./keywords.ts";
import { findStopOfShop, findWithArgument, type KeywordWithArgument } from "./keywords-arguments.ts";
import { withoutPoliteWords } from "./keywords-polite.ts";
import { correctWord } from "./keywords-typos.ts";
import type { Language } from "./language.ts";
import { fold, sentencesOf, wordsOf } from "./normalise.ts";
import { findStopPhrase, type StopPhrase } from "./phrases.ts";
import { UNINTERESTED } from "./phrases-lines.ts";

export type ReadingKind = CommandKind | "code" | "text";

export interface Reading {
  readonly kind: ReadingKind;
  /** The language of the word, or the one asked for; null when the word does not tell. */
  readonly language: Language | null;
  /** Only with "stop": it takes a question before it is one. */
  readonly doubt: boolean;
  /** The keyword or phrase that was read, folded, in capitals. */
  readonly word?: string;
  /** What follows it, folded, in capitals: CAFE in "Join café", 12/05 in "anniv 12-05"; the digits of a code or of a choice. */
  readonly argument?: string;
}

const TEXT: Reading = { kind: "text", language: null, doubt: false };

/** A command with its polite words is shorter. What is longer is an ordinary sentence, or a phrase. */
const COMMAND_WORDS_MAX = 14;
/** A bare stop among other sentences may still be meant for us in a message as short as this. */
const DOUBT_WORDS_MAX = 12;
const BARE_STOP_WORDS_MAX = 30;
const BARE_STOP = /\b(?:s+t+o+p|ar+e+t|unsub|des(?:abon|ins))/;

const CODE = /^(?:(?:(?:mon|my|the|le) )?code (?:is |est )?)?\d{3,8}$/;
const CHOICE = /^(?:(?:option|choix|choice|number|numero|le|la|the) )?\d{1,2}$/;
const NOT_DIGITS = /\D+/g;
/** "20% off today! STOP 36179" is one of our messages, passed on. */
const STOP_NUMBER = /\bstop (?:[a-z]{1,2} )?\d/;
const CONJUNCTIONS: ReadonlySet<string> = new Set(["and", "or", "et", "ou"]);
const POSSESSIVES: ReadonlySet<string> = new Set(["my", "mon", "mes"]);
const SPELLED_OUT = /^(?:[a-z] ){3,}[a-z]$/;

/** Total: any string has a reading, and only the first READ_LENGTH_MAX units of it are looked at. */
export function readText(text: string): Reading {
  const folded = fold(text);
  const words = wordsOf(folded);
  return readCommand(words, folded) ?? readStop(words, folded) ?? TEXT;
}

function readCommand(words: readonly string[], folded: string): Reading | undefined {
  const distinct = words.length > COMMAND_WORDS_MAX ? [...new Set(words)] : words;
  if (distinct.length > COMMAND_WORDS_MAX) return undefined;
  const spoken = withoutPoliteWords(distinct);
  if (spoken.length === 0) return undefined;
  const core = spoken.join(" ");
  const keyword = findKeyword(core) ?? findSpelledOut(core);
  if (keyword) return command(keyword);
  if (CODE.test(core)) return { ...TEXT, kind: "code", argument: core.replace(NOT_DIGITS, "") };
  if (CHOICE.test(core)) return { ...TEXT, argument: core.replace(NOT_DIGITS, "") };

  const [first = ""] = spoken;
  if (!POSSESSIVES.has(first) && correctWord(first) === undefined) return undefined;
  const corrected = spoken.filter((word) => !CONJUNCTIONS.has(word)).map((word) => correctWord(word) ?? word);
  const meant = findKeyword(corrected.join(" ")) ?? findWithArgument(corrected, folded);
  return meant ? command(meant) : readSeveral(corrected, folded);
}

// "S T O P", "sto p"
function findSpelledOut(core: string): Keyword | undefined {
  const keyword = core.includes(" ") ? findKeyword(core.replaceAll(" ", "")) : undefined;
  return keyword && (keyword.kind === "stop" || SPELLED_OUT.test(core)) ? keyword : undefined;
}

// "Stop stop stop", "STOP / ARRET", "yes, stop", "non merci, stop".
function readSeveral(words: readonly string[], folded: string): Reading | undefined {
  const keywords = words.map(findKeyword);
  const [first] = keywords;
  if (first === undefined) return undefined;
  if (keywords.every((keyword) => keyword?.kind === first.kind)) return command(first);
  const stop = keywords.find((keyword) => keyword?.kind === "stop");
  if (
    stop === undefined ||
    !BARE_STOP.test(stop.word) ||
    !keywords.every((keyword) => keyword !== undefined && STOP_OR_ANSWER.has(keyword.kind))
  )
    return undefined;
  if (NON_STOP.test(folded)) return undefined;
  return { ...command(stop), doubt: NO_STOP.test(folded) };
}

const STOP_OR_ANSWER: ReadonlySet<CommandKind> = new Set(["stop", "yes", "no"]);
const NON_STOP = /\bnon[ -]stop/;
const NO_STOP = /\bnon? (?:stop|arret)/;

function readStop(words: readonly string[], folded: string): Reading | undefined {
  const phrase = findStopPhrase(folded);
  if (phrase && !phrase.doubt) return stopReading(phrase);
  return readBareStop(words, folded) ?? (phrase ? stopReading(phrase) : readStopOfShop(words));
}

function readStopOfShop(words: readonly string[]): Reading | undefined {
  if (words.length > COMMAND_WORDS_MAX) return undefined;
  const found = findStopOfShop(withoutPoliteWords(words));
  return found && { ...command(found), doubt: true };
}

// "Who is this? STOP" is clear, "Stop! You're killing me" is not, and in a long message a bare stop is only a word.
function readBareStop(words: readonly string[], folded: string): Reading | undefined {
  if (words.length > BARE_STOP_WORDS_MAX || !BARE_STOP.test(folded)) return undefined;
  const around = NO_STOP.test(folded) ? undefined : readAroundStop(words);
  if (around) return around;
  const sentences = sentencesOf(folded);
  const clauses = sentences.flatMap((sentence) => sentence.split(","));
  const stop = clauses.map(bareStop).find((reading) => reading !== undefined);
  if (stop === undefined) return undefined;
  if (clauses.every((clause) => bareStop(clause) ?? isUninterested(clause))) return stop;
  const atAnEnd = bareStop(sentences[0] ?? "") ?? bareStop(clauses.at(-1) ?? "");
  return atAnEnd && words.length <= DOUBT_WORDS_MAX && !STOP_NUMBER.test(folded)
    ? { ...atAnEnd, doubt: true }
    : undefined;
}

// The same without punctuation: "not interested stop", "stop wrong number".
function readAroundStop(words: readonly string[]): Reading | undefined {
  const core = withoutPoliteWords(words).join(" ");
  const space = core.indexOf(" ");
  const lastSpace = core.lastIndexOf(" ");
  if (UNINTERESTED.has(core.slice(space + 1))) return bareStop(core.slice(0, Math.max(0, space)));
  return UNINTERESTED.has(core.slice(0, Math.max(0, lastSpace))) ? bareStop(core.slice(lastSpace + 1)) : undefined;
}

function bareStop(clause: string): Reading | undefined {
  const reading = BARE_STOP.test(clause) ? readCommand(wordsOf(clause), clause) : undefined;
  return reading?.kind === "stop" && !reading.doubt ? reading : undefined;
}

function isUninterested(clause: string): boolean {
  const core = withoutPoliteWords(wordsOf(clause)).join(" ");
  return core === "" || UNINTERESTED.has(core);
}

function command({ kind, language, word, ...rest }: Keyword | KeywordWithArgument): Reading {
  return { kind, language, doubt: false, word: word.toUpperCase(), ...rest };
}

function stopReading({ language, doubt, words }: StopPhrase): Reading {
  return { kind: "stop", language, doubt, word: words.toUpperCase() };
}
