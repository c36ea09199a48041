// Reads what a text asks for, from its words alone: the shop's own keyword and the state of the conversation come after.
import { fold, wordsOf } from "./normalise.ts";
import { type Reading, readCommand } from "./reader-commands.ts";
import { readEndOfOffers } from "./reader-offers.ts";
import { readStop } from "./reader-stops.ts";

export type { Reading, ReadingKind } from "./reader-commands.ts";

const TEXT: Reading = { kind: "text", language: null, doubt: false };

/** Total: any string has a reading, and only its first READ_LENGTH_MAX units are looked at. */
export function readText(text: string): Reading {
  const folded = fold(text);
  const words = wordsOf(folded);
  return readCommand(words, folded) ?? readEndOfOffers(words) ?? readStop(words, folded) ?? TEXT;
}
