// The way out: STOP from one shop or from all, a stop that is doubtful, and the answer to the question it brings.

import { stopWord } from "../consent/stop-word.ts";
import { later, wroteBefore } from "../consent/suppression.ts";
import { ANSWER_WAIT_MS } from "./dialogue.ts";
import { forward } from "./forwarding.ts";
import type { Reading, ReadingKind } from "./reader.ts";
import { isMember, type Shop } from "./state.ts";
import { type Turn, wordOf } from "./turn.ts";
import { namesOf, shopsMeant } from "./which-shop.ts";

export const isClearStop = ({ kind, doubt }: Reading): boolean => (kind === "stop" && !doubt) || kind === "stop_all";

/**
 * A plain STOP on a shared number leaves the whole pool, unless the pool is set to the shop that wrote last (PRODUCT: shared numbers).
 * @param named the shops that are left, where the text says which.
 */
export function stop(turn: Turn, reading: Reading, named: readonly Shop[] = shopsNamed(turn, reading)): void {
  const isPlain = named.length === 0;
  const leavesPool = turn.shared && isPlain && turn.input.sender.stopScope === "pool";
  const meant = isPlain ? shopsMeant(turn) : named;
  if (leavesPool || meant.length === 0) return stopAll(turn, reading);
  for (const { id } of meant) turn.withdraw(id, wordOf(reading));
  confirmStop(turn, reading, meant);
}

/** Nothing is said of a shop that they came back to after they wrote it. */
function confirmStop(turn: Turn, reading: Reading, meant: readonly Shop[]): void {
  const left = meant.filter(({ id }) => !turn.hasComeBackSince(id));
  const [first, ...others] = left;
  if (first === undefined || !turn.confirmsStop()) return;
  const { country, keyword } = first;
  if (
    others.length > 0 &&
    !hasComeBack(turn) &&
    !turn.input.shops.some((shop) => turn.knows(shop) && !left.includes(shop))
  ) {
    return turn.answersStop("stop_all_confirmed", { keyword }, reading.language);
  }
  // Where STOP is the French word too, it tells no language.
  const bothLanguages = reading.word === "STOP" && stopWord("fr", country) === "STOP";
  const language = bothLanguages ? null : reading.language;
  if (turn.shared) turn.answersStop("stop_confirmed_shared", { shop: namesOf(left), keyword }, language, first);
  else turn.answersStop("stop_confirmed", { shop: first.name }, language);
}

const hasComeBack = (turn: Turn): boolean => turn.input.shops.some(({ id }) => turn.hasComeBackSince(id));

const shopsNamed = ({ input }: Turn, { argument = "", named = [argument] }: Reading): readonly Shop[] =>
  input.shops.filter(({ keyword }) => named.includes(keyword));

/**
 * Every shop of the number, those too that have heard nothing of this customer: none may begin. Each that has a record writes it down,
 * so that no move brings it an agreement that the number has taken back.
 */
export function stopAll(turn: Turn, reading: Reading): void {
  const { shops } = turn.input;
  const known = shops.filter((shop) => turn.knows(shop));
  for (const { id } of known) turn.withdraw(id, wordOf(reading));
  turn.stopEverywhere(wordOf(reading));
  if (hasComeBack(turn)) return confirmStop(turn, reading, known);
  const [first] = shops;
  if (!first || !turn.confirmsStop()) return;
  turn.answersStop("stop_all_confirmed", { keyword: (turn.shop ?? first).keyword }, reading.language);
}

/** Only a member has promotions to hold. Anyone else's doubtful word is for a person to read. */
export function doubtStop(turn: Turn, reading: Reading): void {
  const { shop } = turn;
  hold(turn, reading);
  if (shop === null || !isMember(turn.member(shop))) return forward(turn);
  turn.openThread("doubtful_stop");
  if (turn.state.dialogue?.kind === "asked_to_stop" || turn.isLateForDialogue()) return;
  turn.ask({ kind: "asked_to_stop", shopId: shop.id, until: turn.now + ANSWER_WAIT_MS });
  turn.reply("stop_question", { shop: shop.name, stop: stopWord(turn.language(), shop.country) });
}

/**
 * Promotions wait at the shop that is meant; at every shop of the number when nobody knows which. What asks to come in or back and was
 * written before the doubt, counts no more.
 */
export function hold(turn: Turn, reading: Reading): void {
  for (const shop of turn.shop === null ? turn.input.shops : shopsMeant(turn)) {
    keepDoubt(turn, shop);
    if (turn.member(shop).consent === "subscribed") turn.change(shop.id, "held", wordOf(reading));
  }
}

function keepDoubt(turn: Turn, { id }: Shop): void {
  const at = later(turn.state.doubtedAt[id] ?? null, turn.at) ?? turn.at;
  turn.state = { ...turn.state, doubtedAt: { ...turn.state.doubtedAt, [id]: at } };
}

const COMES_IN: ReadonlySet<ReadingKind> = new Set<ReadingKind>(["join", "start", "yes", "yes_offers"]);

/** It asks to come in or back, and they have doubted since they wrote it; in the same second the doubt counts. */
export function isDoubtedSince({ state, shop, at }: Turn, { kind }: Reading): boolean {
  const doubtedAt = shop === null ? undefined : state.doubtedAt[shop.id];
  return COMES_IN.has(kind) && doubtedAt !== undefined && !wroteBefore(doubtedAt, at);
}

export function stay(turn: Turn, shop: Shop, reading: Reading): void {
  turn.change(shop.id, "resumed", wordOf(reading));
  turn.endDialogue();
  turn.reply("staying", { shop: shop.name, stop: stopWord(turn.language(), shop.country) });
}
