// OFFERS: what is on, and the coupons among it. A coupon costs nothing, so that naming it takes it.

import { givesCoupon } from "../rewards/coupons.ts";
import { actOnRewards } from "./acting.ts";
import { ERRAND_WAIT_MS, type Errand } from "./dialogue.ts";
import { forward, memberOnly } from "./forwarding.ts";
import { numbered, pick, replyWithList, shorten } from "./lists.ts";
import type { Reading } from "./reader.ts";
import type { Offer, Shop } from "./state.ts";
import { sayDay } from "./telling-time.ts";
import type { Turn } from "./turn.ts";

const OFFERS_LISTED_MAX = 3;

type Picking = Extract<Errand, { kind: "picking_coupon" }>;

/** OFFERS, or OFFERS 2 for who knows the list. */
export function offers(turn: Turn, reading: Reading): void {
  const known = memberOnly(turn, reading);
  if (known === null) return;
  const { shop } = known;
  if (shop.offers.length === 0) return turn.reply("no_offers", { shop: shop.name });
  const coupons = couponsFor(turn, shop).slice(0, OFFERS_LISTED_MAX);
  const picked = pick(coupons, reading.argument);
  if (picked) take(turn, shop, picked.id);
  else if (coupons.length > 0) listCoupons(turn, shop, coupons, false);
  else listOffers(turn, shop);
}

/** A number, when coupons have been listed, or a YES to the only one: a wrong one brings the list again, once. */
export function pickCoupon(turn: Turn, shop: Shop, { offerIds, repeated }: Picking, reading: Reading): void {
  const typed = reading.kind === "yes" && offerIds.length === 1 ? "1" : reading.argument;
  const offerId = pick(offerIds, typed);
  if (offerId !== null) {
    turn.endDialogue();
    return take(turn, shop, offerId);
  }
  const coupons = couponsFor(turn, shop).filter(({ id }) => offerIds.includes(id));
  if (!repeated && coupons.length > 0) return listCoupons(turn, shop, coupons, true);
  turn.endDialogue();
  forward(turn);
}

const couponsFor = (turn: Turn, shop: Shop): readonly Offer[] =>
  shop.offers.filter((offer) => givesCoupon(offer, turn.member(shop).taken));

function take(turn: Turn, shop: Shop, offerId: string): void {
  const taken = actOnRewards(turn, shop, { type: "TakeCoupon", offerId });
  if (!taken.ok && taken.error !== "coupon_had") return turn.reply("coupon_gone", { shop: shop.name });
  const [happened] = taken.ok ? taken.value.happenings : [];
  if (happened?.type !== "CouponTaken") return turn.reply("coupon_had", { shop: shop.name });
  const language = turn.language();
  const title = shop.offers.find(({ id }) => id === offerId)?.title[language] ?? "";
  const until = sayDay(happened.expiresAt - 1, shop.timeZone, language);
  turn.reply("coupon_taken", { shop: shop.name, coupon: shorten(title), until });
}

/** Those to pick come first and have a number; what is on without one follows. */
function listCoupons(turn: Turn, shop: Shop, coupons: readonly Offer[], repeated: boolean): void {
  const others = shop.offers.filter((offer) => !coupons.includes(offer));
  const lines = [...numbered(titles(turn, coupons)), ...titles(turn, others)].slice(0, OFFERS_LISTED_MAX);
  turn.issueLink(shop, "wallet");
  const listed = replyWithList(turn, "coupon_list", { shop: shop.name, link: turn.input.link }, lines);
  const offerIds = coupons.slice(0, listed).map(({ id }) => id);
  turn.ask({ kind: "picking_coupon", shopId: shop.id, offerIds, repeated, until: turn.now + ERRAND_WAIT_MS });
}

function listOffers(turn: Turn, shop: Shop): void {
  turn.issueLink(shop, "wallet");
  const lines = titles(turn, shop.offers).slice(0, OFFERS_LISTED_MAX);
  replyWithList(turn, "offer_list", { shop: shop.name, link: turn.input.link }, lines);
}

const titles = (turn: Turn, offers: readonly Offer[]): readonly string[] =>
  offers.map(({ title }) => title[turn.language()]);
