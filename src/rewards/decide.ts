// What a customer may do with the rewards of a shop: the rule of each act, the same whichever door it comes through.

import { err, ok, type Result } from "../result.ts";
import { type CatalogueReward, type Holdings, holdingsOf, takeRefusal } from "./catalogue.ts";
import { type Claim, CODE_LIFETIME_MS, codeLapse, statusAt, type TakeRefusal } from "./claims.ts";
import { type CouponOffer, couponExpiry, givesCoupon } from "./coupons.ts";
import { evolveRewards } from "./evolve.ts";
import type { RewardHappening } from "./happenings.ts";

export type RewardAct =
  /** `cost`: the price that was named, and agreed to. */
  | { readonly type: "TakeReward"; readonly rewardId: string; readonly cost: number }
  | { readonly type: "TakeCoupon"; readonly offerId: string }
  /** For the staff to type. */
  | { readonly type: "AskForCode"; readonly claimId: string }
  /** Where the screen, or the customer's word, is the proof. */
  | { readonly type: "ShowAtCounter"; readonly claimId: string };

/** A customer's side, at one shop. */
export interface RewardAccount {
  readonly points: number;
  /** Of the points, those that can't be spent yet. */
  readonly pointsOnHold: number;
  readonly claims: readonly Claim[];
  readonly taken: Holdings["taken"];
}

type Titled<T> = T & Pick<Claim, "title">;

/** The shop's side. */
export interface RewardShop {
  readonly timeZone: string;
  readonly redemptionMode: "code" | "show";
  readonly rewards: readonly CatalogueReward[];
  /** Those that are on. */
  readonly offers: readonly Titled<CouponOffer>[];
}

export interface RewardsAt {
  readonly now: number;
  readonly fresh: { readonly claimId: string; readonly redemptionCode: string };
}

/** `price_changed`: since it was named. `key_reused`: the form's id was another reward's. `wants_code`, `wants_screen`: the shop does it the other way. */
export type RewardRefusal =
  | TakeRefusal
  | "no_such_reward"
  | "key_reused"
  | "price_changed"
  | "coupon_gone"
  | "coupon_had"
  | "no_such_claim"
  | "already_used"
  | "reversed"
  | "expired"
  | "wants_code"
  | "wants_screen";

export interface RewardsDecided {
  readonly account: RewardAccount;
  /** None for what is so already: a form sent again, a code that still counts, a coupon that waits in the wallet. */
  readonly happenings: readonly RewardHappening[];
}

export function decideRewards(
  account: RewardAccount,
  shop: RewardShop,
  act: RewardAct,
  at: RewardsAt,
): Result<RewardsDecided, RewardRefusal> {
  const decided = happeningOf(account, shop, act, at);
  if (!decided.ok) return decided;
  const happenings = decided.value === null ? [] : [decided.value];
  return ok({ account: happenings.reduce((before, each) => evolveRewards(before, shop, each), account), happenings });
}

function happeningOf(
  account: RewardAccount,
  shop: RewardShop,
  act: RewardAct,
  at: RewardsAt,
): Result<RewardHappening | null, RewardRefusal> {
  switch (act.type) {
    case "TakeReward":
      return takeReward(account, shop, act, at);
    case "TakeCoupon":
      return takeCoupon(account, shop, act.offerId, at);
    case "AskForCode":
      return askForCode(account, shop, act.claimId, at);
    case "ShowAtCounter":
      return showAtCounter(account, shop, act.claimId, at);
  }
}

/** Points leave only for the price that was agreed to, and once: a form that is sent again has the id of its first claim. */
function takeReward(
  account: RewardAccount,
  shop: RewardShop,
  { rewardId, cost }: Extract<RewardAct, { type: "TakeReward" }>,
  { now, fresh: { claimId } }: RewardsAt,
): Result<RewardHappening | null, RewardRefusal> {
  const earlier = account.claims.find(({ id }) => id === claimId);
  if (earlier && earlier.rewardId !== rewardId) return err("key_reused");
  if (earlier) return earlier.status === "reversed" ? err("reversed") : ok(null);
  const reward = shop.rewards.find(({ id }) => id === rewardId);
  if (!reward) return err("no_such_reward");
  const refusal = takeRefusal(reward, holdingsOf(account), now);
  if (refusal !== null) return err(refusal);
  if (reward.cost !== cost) return err("price_changed");
  return ok({ type: "RewardTaken", claimId, rewardId, cost });
}

/** It costs nothing, and is had once. */
function takeCoupon(
  { claims, taken }: RewardAccount,
  { offers, timeZone }: RewardShop,
  offerId: string,
  { now, fresh: { claimId } }: RewardsAt,
): Result<RewardHappening | null, RewardRefusal> {
  const offer = offers.find(({ id }) => id === offerId);
  if (!offer?.hasCoupon) return err("coupon_gone");
  const waits = claims.some((claim) => claim.rewardId === offerId && isWaiting(claim, now));
  if (waits) return ok(null);
  if (!givesCoupon(offer, taken)) return err("coupon_had");
  return ok({ type: "CouponTaken", claimId, offerId, expiresAt: couponExpiry(offer, timeZone, now) });
}

/** A code that still counts is the same one, asked for as often as you like. */
function askForCode(
  account: RewardAccount,
  shop: RewardShop,
  claimId: string,
  { now, fresh: { redemptionCode: code } }: RewardsAt,
): Result<RewardHappening | null, RewardRefusal> {
  const found = goodClaim(account, claimId, now);
  if (!found.ok) return found;
  if (shop.redemptionMode === "show") return err("wants_screen");
  if (liveCode(found.value, now) !== null) return ok(null);
  return ok({ type: "CodeIssued", claimId, code, until: codeLapse(found.value, now) });
}

/** From this moment it is used, seen or unseen; staff can put it back. */
function showAtCounter(
  account: RewardAccount,
  shop: RewardShop,
  claimId: string,
  { now }: RewardsAt,
): Result<RewardHappening, RewardRefusal> {
  const found = goodClaim(account, claimId, now);
  if (!found.ok) return found;
  if (shop.redemptionMode === "code") return err("wants_code");
  return ok({ type: "RewardUsed", claimId, shownUntil: now + CODE_LIFETIME_MS });
}

/** One that can be handed over. */
function goodClaim({ claims }: RewardAccount, claimId: string, now: number): Result<Claim, RewardRefusal> {
  const claim = claims.find(({ id }) => id === claimId);
  return claim ? goodStatus(claim, now) : err("no_such_claim");
}

function goodStatus(claim: Claim, now: number): Result<Claim, "already_used" | "reversed" | "expired"> {
  const status = statusAt(claim, now);
  if (status === "used") return err("already_used");
  return status === "reversed" || status === "expired" ? err(status) : ok(claim);
}

/** In the wallet: neither handed over nor given back, and still good. */
export const isWaiting = (claim: Claim, now: number): boolean => goodStatus(claim, now).ok;

export interface LiveCode {
  readonly code: string;
  /** Unix milliseconds. */
  readonly until: number;
}

/** The code that staff can type now, if there is one. */
export function liveCode(claim: Claim, now: number): LiveCode | null {
  const { code, codeUntil: until } = claim;
  return statusAt(claim, now) === "in_use" && code !== null && until !== null ? { code, until } : null;
}
