// Offers, agreed to and ended by themselves: YES OFFERS and NO OFFERS. Nothing but the person's own words agrees to them.

import { stopWord } from "../consent/stop-word.ts";
import { forward } from "./forwarding.ts";
import { joinByPage } from "./joining.ts";
import type { Reading } from "./reader.ts";
import { yes } from "./saying-yes.ts";
import { isMember, type Shop } from "./state.ts";
import { type Turn, wordOf } from "./turn.ts";
import { namesOf, shopsMeant } from "./which-shop.ts";

/** A YES, and to offers as well. Where the shop sends none, it is a YES. */
export function yesOffers(turn: Turn, reading: Reading): void {
  const { dialogue } = turn.state;
  const asked = dialogue?.kind === "asked_to_join" ? dialogue : null;
  const shop = turn.input.shops.find(({ id }) => id === asked?.shopId) ?? turn.shop;
  const wasIn = shop !== null && turn.member(shop).consent === "subscribed";
  if (!wasIn) yes(turn, reading);
  // A word of theirs has brought them in, or they have been asked which shop, or for the terms.
  if (shop === null || turn.member(shop).consent !== "subscribed") return;
  if (shop.isClosedByTrade) return joinByPage(turn, shop, reading);
  if (shop.promotionsPerMonth === 0) return wasIn ? forward(turn) : undefined;
  if (!turn.saysOfOffers(shop.id, true)) return;
  turn.hears(reading.language);
  turn.grantOffers(shop.id, wordOf(reading), asked?.shown ?? null);
  // The welcome says what else there is to say.
  if (wasIn) turn.reply("offers_on", termsOf(turn, shop));
}

/** From who is no member yet it counts as well: a form that agrees to offers may still wait for its code, a YES be on its way. */
export function noOffers(turn: Turn, reading: Reading): void {
  const { shop } = turn;
  if (shop === null) return turn.askWhichShop(reading);
  endOffers(turn, reading);
  const meant = shopsMeant(turn).filter((each) => isMember(turn.member(each)));
  if (meant.length === 0) return forward(turn);
  turn.hears(reading.language);
  turn.reply("offers_off", { shop: namesOf(meant), stop: stopWord(turn.language(), shop.country) });
}

export function endOffers(turn: Turn, reading: Reading): void {
  for (const { id } of shopsMeant(turn)) if (turn.saysOfOffers(id, false)) turn.withdrawOffers(id, wordOf(reading));
}

const termsOf = (turn: Turn, shop: Shop) => ({
  shop: shop.name,
  offers: shop.promotionsPerMonth,
  stop: stopWord(turn.language(), shop.country),
});
