// What happened to a customer's rewards, as statements of the batch that keeps it: the same ones whichever door it came through.

import { type Claim, statusBy } from "../../src/rewards/claims.ts";
import type { RewardHappening } from "../../src/rewards/happenings.ts";
import type { NewEntry } from "./accounts.ts";
import { changeClaim, insertClaim, insertCoupon } from "./claims.ts";
import type { Database, Query } from "./client.ts";

interface RewardsOf {
  readonly merchantId: string;
  readonly customerId: string;
  /** As they were when it was decided. */
  readonly claims: readonly Claim[];
  /** The statements of an entry of their ledger of points. */
  points(entry: NewEntry): readonly Query[];
}

/** They die on a unique key or a CHECK where another writer came first. */
export function rewardRows(
  db: Database,
  { merchantId, customerId, claims, points }: RewardsOf,
  happening: RewardHappening,
  now: number,
): readonly Query[] {
  const { claimId: id } = happening;
  const loaded = (): Claim => {
    const claim = claims.find((each) => each.id === id);
    if (!claim) throw new RangeError("a claim was used that was not loaded");
    return claim;
  };
  switch (happening.type) {
    case "RewardTaken": {
      const { rewardId, cost } = happening;
      const paid = { delta: -cost, cause: "claim", actor: "customer", idempotencyKey: `claim:${id}` } as const;
      return [
        ...points({ ...paid, claimId: id }),
        ...insertClaim(db, { id, merchantId, customerId, rewardId, cost }, now),
      ];
    }
    case "CouponTaken": {
      const { offerId, expiresAt } = happening;
      return [insertCoupon(db, { id, merchantId, customerId, offerId, expiresAt }, now)];
    }
    case "CodeIssued":
      return [changeClaim(db, loaded(), { status: statusBy.use, code: happening.code, codeUntil: happening.until })];
    case "RewardUsed": {
      const used = { status: statusBy.show, usedAt: now, usedWith: "customer", code: null } as const;
      return [changeClaim(db, loaded(), { ...used, codeUntil: happening.shownUntil })];
    }
  }
}
