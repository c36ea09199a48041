// USE: a reward or a coupon from the wallet is handed over at the counter, by a code that staff type or by the customer's own word.

import { type Claim, codeLapse, statusAt } from "../rewards/claims.ts";
import { spacedCode } from "../rewards/redemption-code.ts";
import { ERRAND_WAIT_MS, type Errand } from "./dialogue.ts";
import { forward, memberOnly } from "./forwarding.ts";
import { numbered, pick, replyWithList, shorten } from "./lists.ts";
import type { Reading } from "./reader.ts";
import type { Shop } from "./state.ts";
import { sayMoment, sayTime } from "./telling-time.ts";
import type { Turn } from "./turn.ts";

export const CLAIMS_LISTED_MAX = 4;

type Picking = Extract<Errand, { kind: "picking_claim" }>;
type AtCounter = Extract<Errand, { kind: "at_counter" }>;

/** USE, or USE 2 for who knows the list. A code that still counts is said again. */
export function use(turn: Turn, reading: Reading): void {
  const known = memberOnly(turn, reading);
  if (known === null) return;
  const { shop } = known;
  const all = waitingClaims(turn, shop);
  const claims = all.slice(0, CLAIMS_LISTED_MAX);
  const picked = pick(claims, reading.argument) ?? all.find((claim) => hasLiveCode(claim, turn.now));
  const [only] = claims.length === 1 ? claims : [];
  if (picked ?? only) return useClaim(turn, shop, picked ?? only);
  if (claims.length === 0) turn.reply("no_claim", { shop: shop.name });
  else listClaims(turn, shop, claims, false);
}

/** A number, when rewards of the wallet have been listed: a wrong one brings the list again, once. */
export function pickClaim(turn: Turn, shop: Shop, { claimIds, repeated }: Picking, reading: Reading): void {
  const claimId = pick(claimIds, reading.argument);
  if (claimId !== null) {
    turn.endDialogue();
    return useClaim(turn, shop, findClaim(turn, shop, claimId));
  }
  if (repeated) {
    turn.endDialogue();
    return forward(turn);
  }
  const claims = claimIds.flatMap((id) => findClaim(turn, shop, id) ?? []);
  listClaims(turn, shop, claims, true);
}

/** The YES of who stands at the counter of a shop without codes: used now, and once. */
export function useAtCounter(turn: Turn, shop: Shop, { claimId }: AtCounter): void {
  turn.endDialogue();
  const claim = findClaim(turn, shop, claimId);
  if (!claim) return turn.reply("claim_gone", { shop: shop.name });
  const { claims } = turn.member(shop);
  turn.setMember(shop.id, { claims: claims.filter(({ id }) => id !== claimId) });
  turn.emit({ type: "RewardUsed", shopId: shop.id, claimId });
  const at = sayMoment(turn.now, shop.timeZone);
  turn.reply("reward_used", { shop: shop.name, reward: titleOf(turn, claim), at });
}

function useClaim(turn: Turn, shop: Shop, claim: Claim | undefined): void {
  if (!claim) return turn.reply("claim_gone", { shop: shop.name });
  const reward = titleOf(turn, claim);
  if (shop.redemptionMode === "show") {
    turn.ask({ kind: "at_counter", shopId: shop.id, claimId: claim.id, until: turn.now + ERRAND_WAIT_MS });
    return turn.reply("at_counter", { shop: shop.name, reward });
  }
  const { code, until } = liveCode(turn, shop, claim);
  const values = { shop: shop.name, code: spacedCode(code), reward, until: sayTime(until, shop.timeZone) };
  turn.reply("redemption_code", values, { lifetimeMs: until - turn.now });
}

function liveCode(turn: Turn, shop: Shop, claim: Claim): { readonly code: string; readonly until: number } {
  if (hasLiveCode(claim, turn.now)) return { code: claim.code, until: claim.codeUntil };
  const code = turn.input.fresh.redemptionCode;
  const until = codeLapse(claim, turn.now);
  const { claims } = turn.member(shop);
  const used: Claim = { ...claim, status: "in_use", code, codeUntil: until };
  turn.setMember(shop.id, { claims: claims.map((each) => (each.id === claim.id ? used : each)) });
  turn.emit({ type: "CodeIssued", shopId: shop.id, claimId: claim.id, code, until });
  return { code, until };
}

function hasLiveCode(
  claim: Claim,
  now: number,
): claim is Claim & { readonly code: string; readonly codeUntil: number } {
  return statusAt(claim, now) === "in_use" && claim.code !== null && claim.codeUntil !== null;
}

function listClaims(turn: Turn, shop: Shop, claims: readonly Claim[], repeated: boolean): void {
  const lines = claims.map((claim) => titleOf(turn, claim));
  const listed = replyWithList(turn, "claim_list", { shop: shop.name }, numbered(lines));
  const claimIds = claims.slice(0, listed).map(({ id }) => id);
  turn.ask({ kind: "picking_claim", shopId: shop.id, claimIds, repeated, until: turn.now + ERRAND_WAIT_MS });
}

const findClaim = (turn: Turn, shop: Shop, claimId: string): Claim | undefined =>
  waitingClaims(turn, shop).find(({ id }) => id === claimId);

/** A coupon may have expired while it was talked about. */
const waitingClaims = (turn: Turn, shop: Shop): readonly Claim[] =>
  turn.member(shop).claims.filter((claim) => statusAt(claim, turn.now) !== "expired");

/** The title of an offer may be longer than a reward's. */
const titleOf = (turn: Turn, { title }: Claim): string => shorten(title[turn.language()]);
