// On a shared number: which of its shops a text is for.

import { isErrand, type ShopQuestion } from "./dialogue.ts";
import { ANSWERS } from "./errands.ts";
import { pick } from "./lists.ts";
import type { Reading, ReadingKind } from "./reader.ts";
import type { Conversation, Shop } from "./state.ts";
import type { Turn } from "./turn.ts";

const CONSENT_ANSWERS: ReadonlySet<ReadingKind> = new Set<ReadingKind>(["yes", "yes_offers", "no"]);

/** @param at when the text was written. Returns the one that is named, else the one that has asked, else the one that wrote last; null where nobody knows. */
export function shopMeant(
  reading: Reading,
  { dialogue, shopId }: Conversation,
  shops: readonly Shop[],
  at: number,
): Shop | null {
  const [only] = shops;
  if (shops.length === 1) return only ?? null;
  const byId = (id: string | null) => shops.find((shop) => shop.id === id) ?? null;
  const named = shops.find(({ keyword }) => keyword === reading.argument);
  if (named) return named;
  if (reading.kind === "join" && reading.argument !== undefined) return null;
  if (dialogue !== null && at < dialogue.until) {
    const shop = dialogue.kind === "picking_shop" ? byId(picked(reading, dialogue)) : null;
    if (shop) return shop;
    const isAnswer = isErrand(dialogue) ? ANSWERS.has(reading.kind) : CONSENT_ANSWERS.has(reading.kind);
    if (isAnswer) return byId(dialogue.shopId);
  }
  const last = byId(shopId);
  return reading.kind === "code" ? byCode(reading, shops, last) : last;
}

/** The shop that a number picks of those that were listed; else the one that wrote last goes on. */
const picked = ({ kind, argument }: Reading, { shopIds }: ShopQuestion): string | null =>
  kind === "text" ? pick(shopIds, argument) : null;

/** An earn code says whose it is, where only one shop has it. */
function byCode({ argument = "" }: Reading, shops: readonly Shop[], last: Shop | null): Shop | null {
  const [code] = argument.split(" ");
  const theirs = shops.filter(({ earnCode }) => earnCode === code);
  const [first] = theirs;
  return last === null || (first && !theirs.includes(last)) ? (first ?? last) : last;
}

/**
 * Whom a plain word of refusal is about: the shop that wrote last. Written before that shop did, it may have been for any that knows the
 * customer, and is taken for all of them: too wide a refusal is mended by one word, too narrow a one is no refusal.
 */
export function shopsMeant(turn: Turn): readonly Shop[] {
  const { shop: last } = turn;
  if (last === null) return [];
  return turn.isOlderThanShop() ? turn.input.shops.filter((shop) => shop === last || turn.knows(shop)) : [last];
}

export const namesOf = (shops: readonly Shop[]): string => shops.map(({ name }) => name).join(", ");
