// What the shops on a number add to a reading: their own keywords, alone or after JOIN or STOP, and the words of a move back.

import { findKeyword } from "./keywords.ts";
import { withoutPoliteWords } from "./keywords-polite.ts";
import { correctWord } from "./keywords-typos.ts";
import type { Language } from "./language.ts";
import { fold, wordsOf } from "./normalise.ts";
import { type Reading, readText } from "./reader.ts";
import { COMMAND_WORDS_MAX, PLAIN_STOP, readingOf } from "./reader-commands.ts";
import type { Shop } from "./state.ts";

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

/** What a shop is called: its name, and its keyword in upper case without accents. */
type Called = Pick<Shop, "keyword" | "name">;

/** @param shops More than one makes it a shared number. */
export function readForShops(text: string, shops: readonly Called[]): Reading {
  const reading = readText(text);
  const mayNameShop = reading.kind === "text" ? reading.argument === undefined : reading.doubt;
  if (!mayNameShop) return reading;
  const words = withoutPoliteWords(wordsOf(fold(text)));
  const stop = readStopOfShops(words, shops);
  if (stop !== undefined) return stop;
  if (reading.kind === "text") return readWordsOfShops(words.join(" "), shops) ?? reading;
  // "STOP coffee" is talk. Where there are several shops, it may be one's other name.
  return reading.argument === undefined || shops.length > 1 ? reading : TEXT;
}

/** "STOP Café Comptoir", "arrêtez SALON", "STOP CAFE SALON", "STOPCAFE": a word that stops, and what shops of the number are called. */
function readStopOfShops(words: readonly string[], shops: readonly Called[]): Reading | undefined {
  const [first = "", ...rest] = words;
  const [, fused = "", name = ""] = FUSED_STOP.exec(first) ?? [];
  const word = correctWord(first);
  const [stop, names] = word === undefined ? [fused, [name, ...rest]] : [word, rest];
  const keyword = findKeyword(stop);
  if (keyword?.kind !== "stop" || !PLAIN_STOP.test(stop)) return undefined;
  const named = names.length > COMMAND_WORDS_MAX ? null : keywordsOf(names, shops);
  const [argument] = named ?? [];
  if (named === null || argument === undefined) return undefined;
  return { ...readingOf(keyword), argument, ...(named.length > 1 && { named }) };
}

const FUSED_STOP = /^(stop|arret)([a-z]\w+)$/;
const BETWEEN_SHOPS: ReadonlySet<string> = new Set(["and", "et"]);

/** Null where a word is left that calls none of them. */
function keywordsOf(words: readonly string[], shops: readonly Called[]): readonly string[] | null {
  const [first] = words;
  if (first === undefined) return [];
  if (BETWEEN_SHOPS.has(first)) return keywordsOf(words.slice(1), shops);
  for (const { keyword, name } of shops) {
    for (const called of [withoutPoliteWords(wordsOf(fold(name))), wordsOf(fold(keyword))]) {
      if (called.length === 0 || !called.every((word, i) => word === words[i])) continue;
      const others = keywordsOf(words.slice(called.length), shops);
      if (others !== null) return [...new Set([keyword, ...others])];
    }
  }
  return null;
}

function readWordsOfShops(words: string, shops: readonly Called[]): Reading | undefined {
  const keywords = shops.map((shop) => shop.keyword);
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
