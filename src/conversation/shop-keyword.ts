// What the shops on a number add to a reading: their own keywords, alone or after JOIN or STOP, and the words of a move back.

import { withoutPoliteWords } from "./keywords-polite.ts";
import type { Language } from "./language.ts";
import { fold, wordsOf } from "./normalise.ts";
import { type Reading, readText } from "./reader.ts";

const TEXT: Reading = { kind: "text", language: null, doubt: false };

/** The argument of a reading "move" that undoes one. */
export const MOVE_BACK = "BACK";
const MOVES_BACK: ReadonlyMap<string, Language> = new Map([
  ["move back", "en"],
  ["undo move", "en"],
  ["changer retour", "fr"],
  ["annuler changement", "fr"],
]);

/** The earn code, the staff's multi-point code, and how many. */
const SEVERAL_POINTS = /^(?:code )?(\d{3,8} \d{3,8} [1-9]\d{0,2})$/;

/** @param keywords Upper case, without accents; more than one makes it a shared number. */
export function readForShops(text: string, keywords: readonly string[]): Reading {
  const reading = readText(text);
  if (reading.kind === "text" && reading.argument === undefined) return readWordsOfShops(text, keywords) ?? reading;
  // "STOP CAFE" names a shop, or is talk: the keyword tells. Where there are several shops, it may be one's other name.
  if (reading.kind === "stop" && reading.argument !== undefined) {
    if (keywords.includes(reading.argument)) return { ...reading, doubt: false };
    return keywords.length > 1 ? reading : TEXT;
  }
  return reading;
}

function readWordsOfShops(text: string, keywords: readonly string[]): Reading | undefined {
  const words = withoutPoliteWords(wordsOf(fold(text))).join(" ");
  const keyword = words.toUpperCase();
  if (keywords.includes(keyword)) return { ...TEXT, kind: "join", word: keyword, argument: keyword };
  // "code wifi" is talk: only the shop's own word tells.
  const [, shop = ""] = /^code (.+)$/.exec(words) ?? [];
  if (keywords.includes(shop.toUpperCase())) {
    return { ...TEXT, kind: "sign_in", word: "CODE", argument: shop.toUpperCase() };
  }
  const language = MOVES_BACK.get(words);
  if (language !== undefined) return { ...TEXT, kind: "move", language, word: keyword, argument: MOVE_BACK };
  const [, figures] = SEVERAL_POINTS.exec(words) ?? [];
  return figures === undefined ? undefined : { ...TEXT, kind: "code", argument: figures };
}
