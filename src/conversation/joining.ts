// The way in, and the way back in: terms shown, a yes to them, and what a new member gets.

import { decideJoin, type JoinHappening } from "../consent/decide-join.ts";
import { stopWord } from "../consent/stop-word.ts";
import { renderText } from "../texts/render.ts";
import type { TextValues } from "../texts/values.ts";
import { ANSWER_WAIT_MS } from "./dialogue.ts";
import type { Language } from "./language.ts";
import { numbered, pick, replyWithList } from "./lists.ts";
import type { Reading } from "./reader.ts";
import type { Shop } from "./state.ts";
import { stay } from "./stopping.ts";
import { type Turn, wordOf } from "./turn.ts";

export function join(turn: Turn, reading: Reading): void {
  const { shop } = turn;
  if (shop === null) return turn.askWhichShop(reading);
  const { consent } = turn.member(shop);
  if (shop.isClosedByTrade) return joinByPage(turn, shop, reading);
  if (consent === "held") return stay(turn, shop, reading);
  if (consent === "subscribed") return greetMember(turn, shop);
  if (turn.withholds("join_prompt")) return;
  turn.speak(reading.language);
  const language = turn.language();
  const shown = renderText("join_prompt", joinTerms(shop, language), language);
  turn.emit({ type: "CustomerAsked", shopId: shop.id, word: wordOf(reading), shown });
  turn.cameBack(shop.id);
  turn.ask({ kind: "asked_to_join", shopId: shop.id, shown, until: turn.now + ANSWER_WAIT_MS });
  turn.reply("join_prompt", joinTerms(shop, language), { evenIfStopped: true });
}

/** No text may be promised where what the shop sells closes them all (carriers' content rules): the page takes over. */
export function joinByPage(turn: Turn, shop: Shop, reading: Reading): void {
  if (turn.withholds("join_by_page")) return;
  turn.speak(reading.language);
  turn.issueLink(shop, "wallet");
  turn.reply("join_by_page", { shop: shop.name, link: turn.input.link }, { evenIfStopped: true });
}

function greetMember(turn: Turn, shop: Shop): void {
  const { link } = turn.input;
  turn.issueLink(shop, "wallet");
  turn.reply("already_member", { shop: shop.name, balance: turn.balanceOf(shop), link });
}

/**
 * START, UNSTOP, or a YES after a stop. Who never joined is shown the terms first: consent needs to know what it is to. On a shared
 * number coming back is shop by shop, and a bare word names none.
 */
export function comeBack(turn: Turn, reading: Reading): void {
  const { shop } = turn;
  const isNamed = shop !== null && reading.argument === shop.keyword;
  if (turn.shared && !isNamed && (shop === null ? turn.state.pool.stoppedAt !== null : turn.hasStopped())) {
    return askWhichToComeBackTo(turn, reading);
  }
  if (shop === null) return turn.askWhichShop(reading);
  const member = turn.member(shop);
  const invitation = turn.state.invitations[shop.id] ?? null;
  if (member.consent === "opted_out" && member.joinedBefore) return subscribe(turn, shop, reading, invitation);
  join(turn, reading);
}

/** Those that know the customer come first. */
function askWhichToComeBackTo(turn: Turn, reading: Reading): void {
  if (turn.withholds("shops_to_come_back")) return;
  turn.hears(reading.language);
  const known = (shop: Shop) => (turn.member(shop).joinedBefore ? 0 : 1);
  const shops = turn.input.shops.toSorted((a, b) => known(a) - known(b));
  const names = numbered(shops.map(({ name }) => name));
  const listed = replyWithList(turn, "shops_to_come_back", {}, names, { evenIfStopped: true });
  const shopIds = shops.slice(0, listed).map(({ id }) => id);
  turn.ask({ kind: "picking_shop", shopId: null, shopIds, until: turn.now + ANSWER_WAIT_MS });
}

/** The number of a shop on that list is as good as JOIN and its word. */
export function picksShop(turn: Turn, reading: Reading): boolean {
  const { dialogue } = turn.state;
  if (dialogue?.kind !== "picking_shop" || reading.kind !== "text" || reading.argument === undefined) return false;
  const shop = turn.input.shops.find(({ id }) => id === pick(dialogue.shopIds, reading.argument));
  if (shop === undefined || shop.id !== turn.shop?.id) return false;
  turn.endDialogue();
  join(turn, { kind: "join", language: null, doubt: false, word: shop.keyword, argument: shop.keyword });
  return true;
}

/** @param shown What the customer said yes to; null when the carrier said it in its own words. */
export function subscribe(turn: Turn, shop: Shop, reading: Reading, shown: string | null): void {
  if (shop.isClosedByTrade) return joinByPage(turn, shop, reading);
  const { joinedBefore } = turn.member(shop);
  turn.hears(reading.language);
  const leadsTo = joinedBefore ? "wallet" : "profile";
  const yes = { word: wordOf(reading), shown, leadsTo } as const;
  for (const each of decideJoin({ joinedBefore, welcomePoints: shop.welcomePoints }, yes)) happens(turn, shop, each);
  turn.cameBack(shop.id);
  turn.endDialogue();
  const { points, pointsWaiting } = turn.member(shop);
  turn.setMember(shop.id, { points: points + pointsWaiting, pointsWaiting: 0 });
  const values = { shop: shop.name, balance: turn.balanceOf(shop), link: turn.input.link };
  turn.reply(joinedBefore ? "welcome_back" : "welcome", values);
}

function happens(turn: Turn, shop: Shop, happening: JoinHappening): void {
  switch (happening.type) {
    case "ConsentGranted":
      return turn.grant(shop.id, happening.word, happening.shown);
    case "PointsEarned":
      return turn.earn(shop, happening.points, happening.cause, happening.earned);
    case "LinkIssued":
      return turn.issueLink(shop, happening.purpose);
  }
}

const joinTerms = (shop: Shop, language: Language): TextValues["join_prompt"] => ({
  shop: shop.name,
  units: shop.unit[language].other,
  offers: shop.promotionsPerMonth,
  stop: stopWord(language, shop.country),
});
