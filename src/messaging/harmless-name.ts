// A name that a merchant has typed, for texts to people who have agreed to nothing: it can name, and neither sell, link nor order.

import type { YesNo } from "../texts/values.ts";
import { gsm7Twin, septetsOf } from "./gsm7.ts";

export const HARMLESS_NAME_LENGTH_MAX = 20;

/** "caf.ee/x", "a@b", "https://…": a word that a phone would make a link of goes as a whole. */
const LINK = /[/@\\]|\p{L}[.．。]\p{L}{2,}|^(?:https?|www)\b/iu;
/** What tells the reader to do something, and what our own texts ask for. Folded. */
const ORDERS: ReadonlySet<string> = new Set(
  (
    "stop arret start yes oui join joignez code reply repondez text textez send envoyez call appelez rappelez dial " +
    "composez click cliquez tap tapez pay payez urgent free gratuit gagnez win http https www"
  ).split(" "),
);
const MARKS = /\p{M}+/gu;
const LETTER = /^\p{L}$/u;
const MAY_STAND = /^[ '&-]$/;

const fold = (word: string): string => word.normalize("NFKD").replace(MARKS, "").toLowerCase();

/** GSM-7 of one septet a character: letters, and what stands between the words of a name. Anything else is a space. */
function plain(character: string): string {
  const written = septetsOf(character.charCodeAt(0)) === 1 && character.length === 1 ? character : gsm7Twin(character);
  return Array.from(written ?? " ", (each) =>
    (LETTER.test(each) || MAY_STAND.test(each)) && septetsOf(each.charCodeAt(0)) === 1 ? each : " ",
  ).join("");
}

/** For the words of a text: is there anything left to say? @param name as `harmlessName` returns it. */
export const isNamed = (name: string): YesNo => (name === "" ? "no" : "yes");

/** At most HARMLESS_NAME_LENGTH_MAX characters, without digits and dots; empty where nothing of a name is left. */
export function harmlessName(name: string): string {
  const words = name
    .slice(0, 200)
    .normalize("NFKC")
    .split(/\s+/u)
    .filter((word) => !LINK.test(word))
    .flatMap((word) => Array.from(word, plain).join("").split(" "))
    .filter((word) => /\p{L}/u.test(word) && !ORDERS.has(fold(word).replace(/[^a-z]/g, "")));
  const [first = "", ...rest] = words;
  let kept = first.slice(0, HARMLESS_NAME_LENGTH_MAX);
  for (const word of rest) {
    if (`${kept} ${word}`.length > HARMLESS_NAME_LENGTH_MAX) break;
    kept = `${kept} ${word}`;
  }
  return kept;
}
