// The way in, and the way back in: terms shown, a yes to them, and what a new member gets.

import { stopWord } from "../consent/stop-word.ts";
import { ANSWER_WAIT_MS } from "./dialogue.ts";
import type { Language } from "./language.ts";
import type { Reading } from "./reader.ts";
import { type ReplyValues, renderReply } from "./replies.ts";
import type { Shop } from "./state.ts";
import { stay } from "./stopping.ts";
import { type Turn, wordOf } from "./turn.ts";

export function join(turn: Turn, reading: Reading): void {
  const { shop } = turn;
  if (shop === null) return turn.askWhichShop(reading);
  const { consent } = turn.member(shop);
  if (consent === "held") return stay(turn, shop, reading);
  if (consent === "subscribed") return greetMember(turn, shop);
  turn.speak(reading.language);
  const language = turn.language();
  const shown = renderReply("join_prompt", joinTerms(shop, language), language);
  turn.emit({ type: "CustomerAsked", shopId: shop.id, word: wordOf(reading), shown });
  turn.ask({ kind: "asked_to_join", shopId: shop.id, shown, until: turn.now + ANSWER_WAIT_MS });
  turn.reply("join_prompt", joinTerms(shop, language), { evenIfStopped: true });
}

function greetMember(turn: Turn, shop: Shop): void {
  const { link } = turn.input;
  turn.issueLink(shop, "wallet");
  turn.reply("already_member", { shop: shop.name, balance: turn.balanceOf(shop), link });
}

/** START, UNSTOP, or a YES after a stop. Who never joined is shown the terms first: consent needs to know what it is to. */
export function comeBack(turn: Turn, reading: Reading): void {
  const { shop } = turn;
  if (shop === null) return turn.askWhichShop(reading);
  const member = turn.member(shop);
  const invitation = turn.state.invitations[shop.id] ?? null;
  if (member.consent === "opted_out" && member.joinedBefore) return subscribe(turn, shop, reading, invitation);
  join(turn, reading);
}

/** @param shown What the customer said yes to; null when the carrier said it in its own words. */
export function subscribe(turn: Turn, shop: Shop, reading: Reading, shown: string | null): void {
  const { joinedBefore } = turn.member(shop);
  turn.hears(reading.language);
  turn.grant(shop.id, wordOf(reading), shown);
  turn.endDialogue();
  if (!joinedBefore && shop.welcomePoints > 0) turn.earn(shop, shop.welcomePoints, "welcome", null);
  const { points, pointsWaiting } = turn.member(shop);
  turn.setMember(shop.id, { points: points + pointsWaiting, pointsWaiting: 0 });
  turn.issueLink(shop, joinedBefore ? "wallet" : "profile");
  const values = { shop: shop.name, balance: turn.balanceOf(shop), link: turn.input.link };
  turn.reply(joinedBefore ? "welcome_back" : "welcome", values);
}

const joinTerms = (shop: Shop, language: Language): ReplyValues["join_prompt"] => ({
  shop: shop.name,
  units: shop.unit[language].other,
  offers: shop.promotionsPerMonth,
  stop: stopWord(language, shop.country),
});
