// The way out: STOP from one shop or from all, a stop that is doubtful, and the answer to the question it brings.

import { stopWord } from "../consent/stop-word.ts";
import { ANSWER_WAIT_MS } from "./dialogue.ts";
import { forward } from "./forwarding.ts";
import type { Reading } from "./reader.ts";
import { isMember, type Shop } from "./state.ts";
import { type Turn, wordOf } from "./turn.ts";

export const isClearStop = ({ kind, doubt }: Reading): boolean => (kind === "stop" && !doubt) || kind === "stop_all";

/**
 * A plain STOP on a shared number leaves the whole pool, unless the pool is set to the shop that wrote last (PRODUCT: shared numbers).
 * @param only the shop that is left, where the text says which.
 */
export function stop(turn: Turn, reading: Reading, only: Shop | null = shopNamed(turn, reading)): void {
  const leavesPool = turn.shared && only === null && turn.input.sender.stopScope === "pool";
  const shop = only ?? (leavesPool ? null : turn.shop);
  if (shop === null) return stopAll(turn, reading);
  turn.withdraw(shop.id, wordOf(reading));
  if (turn.hasComeBackSince(shop.id) || !turn.confirmsStop()) return;
  // Where STOP is the French word too, it tells no language.
  const bothLanguages = reading.word === "STOP" && stopWord("fr", shop.country) === "STOP";
  const language = bothLanguages ? null : reading.language;
  const { name, keyword } = shop;
  if (turn.shared) turn.answersStop("stop_confirmed_shared", { shop: name, keyword }, language, []);
  else turn.answersStop("stop_confirmed", { shop: name }, language, [shop.id]);
}

const shopNamed = ({ shop }: Turn, { argument }: Reading): Shop | null =>
  shop !== null && argument === shop.keyword ? shop : null;

/**
 * Every shop of the number, those too that have heard nothing of this customer: none may begin. Each that has a record writes it down,
 * so that no move brings it an agreement that the number has taken back.
 */
export function stopAll(turn: Turn, reading: Reading): void {
  const { shops } = turn.input;
  const known = shops.filter((shop) => turn.member(shop).hasRecord || turn.member(shop).consent !== "none");
  for (const { id } of known) turn.withdraw(id, wordOf(reading));
  turn.stopEverywhere(wordOf(reading));
  const [first] = shops;
  if (!first || shops.some(({ id }) => turn.hasComeBackSince(id)) || !turn.confirmsStop()) return;
  turn.answersStop("stop_all_confirmed", { keyword: (turn.shop ?? first).keyword }, reading.language, []);
}

/** Only a member has promotions to hold. Anyone else's doubtful word is for a person to read. */
export function doubtStop(turn: Turn, reading: Reading): void {
  const { shop } = turn;
  hold(turn, reading);
  if (shop === null || !isMember(turn.member(shop))) return forward(turn);
  turn.openThread("doubtful_stop");
  if (turn.state.dialogue?.kind === "asked_to_stop") return;
  turn.ask({ kind: "asked_to_stop", shopId: shop.id, until: turn.now + ANSWER_WAIT_MS });
  turn.reply("stop_question", { shop: shop.name, stop: stopWord(turn.language(), shop.country) });
}

/** Promotions wait at the shop that is meant; at every shop of the number when nobody knows which. */
export function hold(turn: Turn, reading: Reading): void {
  for (const shop of turn.shop === null ? turn.input.shops : [turn.shop]) {
    if (turn.member(shop).consent === "subscribed") turn.change(shop.id, "held", wordOf(reading));
  }
}

export function stay(turn: Turn, shop: Shop, reading: Reading): void {
  turn.change(shop.id, "resumed", wordOf(reading));
  turn.endDialogue();
  turn.reply("staying", { shop: shop.name, stop: stopWord(turn.language(), shop.country) });
}
