// What the shops on a number add to a reading: their own keywords, alone or after JOIN or STOP.

import { withoutPoliteWords } from "./keywords-polite.ts";
import { fold, wordsOf } from "./normalise.ts";
import { type Reading, readText } from "./reader.ts";

const TEXT: Reading = { kind: "text", language: null, doubt: false };

/** @param keywords Upper case, without accents. */
export function readForShops(text: string, keywords: readonly string[]): Reading {
  const reading = readText(text);
  if (reading.kind === "text") {
    const keyword = withoutPoliteWords(wordsOf(fold(text)))
      .join(" ")
      .toUpperCase();
    return keywords.includes(keyword) ? { ...TEXT, kind: "join", word: keyword, argument: keyword } : reading;
  }
  // "STOP CAFE" names a shop, or is talk: the keyword tells.
  if (reading.kind === "stop" && reading.argument !== undefined) {
    return keywords.includes(reading.argument) ? { ...reading, doubt: false } : TEXT;
  }
  return reading;
}
