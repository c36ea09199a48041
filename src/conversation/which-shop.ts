// On a shared number: which of its shops a text is for.

import { isErrand } from "./dialogue.ts";
import { ANSWERS } from "./errands.ts";
import type { Reading } from "./reader.ts";
import type { Conversation, Shop } from "./state.ts";

/** The one that is named, else the one that has asked, else the one that wrote last; null where nobody knows. */
export function shopMeant(
  reading: Reading,
  { dialogue, shopId }: Conversation,
  shops: readonly Shop[],
  now: number,
): Shop | null {
  const [only] = shops;
  if (shops.length === 1) return only ?? null;
  const byId = (id: string | null) => shops.find((shop) => shop.id === id) ?? null;
  const named = shops.find(({ keyword }) => keyword === reading.argument);
  if (named) return named;
  if (reading.kind === "join" && reading.argument !== undefined) return null;
  if (dialogue !== null && now < dialogue.until) {
    const isAnswer = isErrand(dialogue) ? ANSWERS.has(reading.kind) : reading.kind === "yes" || reading.kind === "no";
    if (isAnswer) return byId(dialogue.shopId);
  }
  const last = byId(shopId);
  return reading.kind === "code" ? byCode(reading, shops, last) : last;
}

/** An earn code says whose it is, where only one shop has it. */
function byCode({ argument = "" }: Reading, shops: readonly Shop[], last: Shop | null): Shop | null {
  const [code] = argument.split(" ");
  const theirs = shops.filter(({ earnCode }) => earnCode === code);
  const [first] = theirs;
  return last === null || (first && !theirs.includes(last)) ? (first ?? last) : last;
}
