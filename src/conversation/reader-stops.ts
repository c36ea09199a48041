// Reads an opt-out in a text that says more than a command: a phrase, or a bare stop among other words.
import { type CommandKind, findKeyword } from "./keywords.ts";
import { findStopOfShop } from "./keywords-arguments.ts";
import { withoutPoliteWords } from "./keywords-polite.ts";
import { sentencesOf, wordsOf } from "./normalise.ts";
import { findStopPhrase, type StopPhrase } from "./phrases.ts";
import { UNINTERESTED } from "./phrases-words.ts";
import { COMMAND_WORDS_MAX, NO_STOP, PLAIN_STOP, type Reading, readCommand, readingOf } from "./reader-commands.ts";

/** In a longer message a bare stop is only a word. */
const BARE_STOP_WORDS_MAX = 30;
/** In one as short as this, a bare stop at either end may be meant for us whatever the rest says. */
const DOUBT_WORDS_MAX = 12;
/** "20% off today! STOP 36179" is one of our messages, passed on. */
const STOP_NUMBER = /\bstop (?:[a-z]{1,2} )?\d/;

export function readStop(words: readonly string[], folded: string): Reading | undefined {
  const phrase = findStopPhrase(folded);
  if (phrase && !phrase.doubt) return phraseReading(phrase);
  return readBareStop(words, folded) ?? (phrase ? phraseReading(phrase) : readStopOfShop(words));
}

function phraseReading({ language, doubt, words }: StopPhrase): Reading {
  return { kind: "stop", language, doubt, word: words.toUpperCase() };
}

// "Who is this? STOP" is clear, "Stop! You make me blush" is not.
function readBareStop(words: readonly string[], folded: string): Reading | undefined {
  if (words.length > BARE_STOP_WORDS_MAX || !PLAIN_STOP.test(folded)) return undefined;
  const unpunctuated = NO_STOP.test(folded) ? undefined : readUnpunctuatedStop(words);
  if (unpunctuated) return unpunctuated;
  const sentences = sentencesOf(folded);
  const clauses = sentences.flatMap((sentence) => sentence.split(","));
  const stop = clauses.map(bareStop).find((reading) => reading !== undefined);
  if (stop === undefined) return undefined;
  if (clauses.every((clause) => bareStop(clause) ?? isUninterested(clause))) return stop;
  const atAnEnd = bareStop(sentences[0] ?? "") ?? bareStop(clauses.at(-1) ?? "");
  if (atAnEnd === undefined || words.length > DOUBT_WORDS_MAX || STOP_NUMBER.test(folded)) return undefined;
  return { ...atAnEnd, doubt: true };
}

// "not interested stop", "stop wrong number", "no offers stop".
function readUnpunctuatedStop(words: readonly string[]): Reading | undefined {
  const core = withoutPoliteWords(words);
  if (leavesStopClear(core.slice(1).join(" "))) return bareStop(core[0] ?? "");
  return leavesStopClear(core.slice(0, -1).join(" ")) ? bareStop(core.at(-1) ?? "") : undefined;
}

const OFFERS: ReadonlySet<CommandKind | undefined> = new Set(["yes_offers", "no_offers"]);

const leavesStopClear = (words: string): boolean => UNINTERESTED.has(words) || OFFERS.has(findKeyword(words)?.kind);

function bareStop(clause: string): Reading | undefined {
  const reading = PLAIN_STOP.test(clause) ? readCommand(wordsOf(clause), clause) : undefined;
  return reading?.kind === "stop" && !reading.doubt ? reading : undefined;
}

function isUninterested(clause: string): boolean {
  const core = withoutPoliteWords(wordsOf(clause)).join(" ");
  return core === "" || UNINTERESTED.has(core);
}

function readStopOfShop(words: readonly string[]): Reading | undefined {
  const found = words.length <= COMMAND_WORDS_MAX ? findStopOfShop(withoutPoliteWords(words)) : undefined;
  return found && { ...readingOf(found), doubt: true };
}
