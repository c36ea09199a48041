// Turns the lines of phrases-lines.ts into what a sentence is matched against, found by the words that a line can start with.
import type { Language } from "./language.ts";
import { PHRASES } from "./phrases-lines.ts";
import { CLASSES } from "./phrases-words.ts";

interface Item {
  readonly words: ReadonlySet<string>;
  readonly timesMin: 0 | 1;
  readonly timesMax: number;
}

export interface Line {
  readonly language: Language;
  readonly doubt: boolean;
  readonly items: readonly Item[];
  /** The words allowed before and after the line in its sentence; null allows any. */
  readonly before: ReadonlySet<string> | null;
  readonly after: ReadonlySet<string> | null;
  /** Not for a part of a sentence. */
  readonly wholeSentence: boolean;
  /** Not with a subject right before it. */
  readonly order: boolean;
}

const FILLING_WORDS_MAX = 4;
const NO_WORDS: ReadonlySet<string> = new Set();
const NOTATION = /^(!)?(==?|\.\.\.)? ?(.+?)( \.\.\.| \.)?$/;

/** The words of the classes that are named, and the names that are words themselves. */
export function wordSet(names: string): ReadonlySet<string> {
  const classes: Readonly<Record<string, string>> = CLASSES;
  return new Set(names.split(" ").flatMap((name) => (classes[name] ?? name).split(" ")));
}

export function linesByFirstWord(): ReadonlyMap<string, readonly Line[]> {
  const index = new Map<string, Line[]>();
  for (const line of parseLines()) {
    for (const word of firstWords(line)) {
      const starting = index.get(word);
      if (starting) starting.push(line);
      else index.set(word, [line]);
    }
  }
  return index;
}

function parseLines(): Line[] {
  return (["en", "fr"] as const).flatMap((language) => {
    const phrases = PHRASES[language];
    const filling = { words: wordSet(phrases.filling), timesMin: 0, timesMax: FILLING_WORDS_MAX } as const;
    const asking = wordSet(phrases.asking);
    const insisting = wordSet(phrases.insisting);
    const parse = (notation: string, doubt: boolean): Line => {
      const [, order, start, row = "", end] = NOTATION.exec(notation) ?? [];
      const alone = start?.startsWith("=") ?? false;
      return {
        language,
        doubt,
        order: order !== undefined,
        wholeSentence: start === "==",
        before: start === "..." ? null : alone ? NO_WORDS : asking,
        after: end === " ..." ? null : end || alone ? NO_WORDS : insisting,
        items: row.split(" ").map((item) => (item === "~" ? filling : parseItem(item))),
      };
    };
    return [...phrases.lines.map((line) => parse(line, false)), ...phrases.doubts.map((line) => parse(line, true))];
  });
}

function parseItem(item: string): Item {
  const optional = item.endsWith("?");
  const names = optional ? item.slice(0, -1) : item;
  return { words: wordSet(names.replaceAll("|", " ")), timesMin: optional ? 0 : 1, timesMax: 1 };
}

function firstWords({ items }: Line): ReadonlySet<string> {
  const first = new Set<string>();
  for (const { words, timesMin } of items) {
    for (const word of words) first.add(word);
    if (timesMin === 1) break;
  }
  return first;
}
