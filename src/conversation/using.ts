// USE: a reward or a coupon from the wallet is handed over at the counter, by a code that staff type or by the customer's own word.

import type { Claim } from "../rewards/claims.ts";
import { isWaiting, liveCode } from "../rewards/decide.ts";
import { spacedCode } from "../rewards/redemption-code.ts";
import { actOnRewards } from "./acting.ts";
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
  const picked = pick(claims, reading.argument) ?? all.find((claim) => liveCode(claim, turn.now) !== null);
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
  const shown = actOnRewards(turn, shop, { type: "ShowAtCounter", claimId });
  // Since the question was asked, the shop has begun to type codes.
  if (!shown.ok && shown.error === "wants_code") return useClaim(turn, shop, claim);
  if (!shown.ok || !claim) return turn.reply("claim_gone", { shop: shop.name });
  const at = sayMoment(turn.now, shop.timeZone);
  turn.reply("reward_used", { shop: shop.name, reward: titleOf(turn, claim), at });
}

function useClaim(turn: Turn, shop: Shop, claim: Claim | undefined): void {
  if (!claim) return turn.reply("claim_gone", { shop: shop.name });
  const claimId = claim.id;
  const reward = titleOf(turn, claim);
  const asked = actOnRewards(turn, shop, { type: "AskForCode", claimId });
  if (!asked.ok && asked.error === "wants_screen") {
    turn.ask({ kind: "at_counter", shopId: shop.id, claimId, until: turn.now + ERRAND_WAIT_MS });
    return turn.reply("at_counter", { shop: shop.name, reward });
  }
  const given = findClaim(turn, shop, claimId);
  const live = given ? liveCode(given, turn.now) : null;
  if (live === null) return turn.reply("claim_gone", { shop: shop.name });
  const values = { shop: shop.name, code: spacedCode(live.code), reward, until: sayTime(live.until, shop.timeZone) };
  turn.reply("redemption_code", values, { lifetimeMs: live.until - turn.now });
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
  turn.member(shop).claims.filter((claim) => isWaiting(claim, turn.now));

/** The title of an offer may be longer than a reward's. */
const titleOf = (turn: Turn, { title }: Claim): string => shorten(title[turn.language()]);
