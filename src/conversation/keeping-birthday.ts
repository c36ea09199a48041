// BIRTHDAY: a day and a month, kept without a year.

import { parseBirthday } from "../loyalty/birthday.ts";
import { ERRAND_WAIT_MS } from "./dialogue.ts";
import { forward, memberOnly } from "./forwarding.ts";
import type { Language } from "./language.ts";
import { type Reading, readText } from "./reader.ts";
import type { Shop } from "./state.ts";
import { sayBirthday } from "./telling-time.ts";
import type { Turn } from "./turn.ts";

const EXAMPLE = "05-12";
const ANY_DIGIT = /\p{Nd}/u;

export function birthday(turn: Turn, reading: Reading): void {
  const known = memberOnly(turn, reading);
  if (known === null) return;
  if (reading.argument === undefined) askForDay(turn, known.shop, "birthday_ask");
  else keepDay(turn, known.shop, reading.argument, reading.language);
}

/** What follows the question. A text without any figure is not an answer to it. */
export function birthdayTyped(turn: Turn, shop: Shop): void {
  const { text } = turn.input;
  const day = readText(`birthday ${text}`);
  if (day.kind === "birthday" && day.argument !== undefined) return keepDay(turn, shop, day.argument, null);
  if (ANY_DIGIT.test(text)) return askForDay(turn, shop, "birthday_unclear");
  forward(turn);
}

function keepDay(turn: Turn, shop: Shop, typed: string, ofWord: Language | null): void {
  const read = parseBirthday(typed, isMonthFirst(shop, turn.language(ofWord)));
  if (!read.ok) return askForDay(turn, shop, "birthday_unclear");
  turn.endDialogue();
  turn.emit({ type: "BirthdayKept", shopId: shop.id, birthday: read.value });
  turn.reply("birthday_kept", { shop: shop.name, day: sayBirthday(read.value, turn.language()) });
}

function askForDay(turn: Turn, shop: Shop, kind: "birthday_ask" | "birthday_unclear"): void {
  turn.ask({ kind: "asked_birthday", shopId: shop.id, until: turn.now + ERRAND_WAIT_MS });
  const language = turn.language();
  const [month, day] = EXAMPLE.split("-");
  const example = isMonthFirst(shop, language) ? `${month}/${day}` : `${day}/${month}`;
  turn.reply(kind, { shop: shop.name, example, day: sayBirthday(EXAMPLE, language) });
}

/** Only in the United States, and there only in English. */
const isMonthFirst = (shop: Shop, language: Language): boolean => shop.country === "US" && language === "en";
