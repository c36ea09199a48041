// What a customer does with rewards and coupons on their wallet's pages. The rule of each act is the core's, as it is by text.

import { err, type Result } from "../../src/result.ts";
import { decideRewards, type RewardAct, type RewardRefusal, type RewardsDecided } from "../../src/rewards/decide.ts";
import type { Context } from "../context.ts";
import { accountOf, appendEntry } from "../db/accounts.ts";
import { loadRewards, stillTheirs } from "../db/reward-account.ts";
import { rewardRows } from "../db/reward-rows.ts";
import { newRedemptionCode } from "../gateways/secrets.ts";
import { runAct } from "./run-act.ts";

export interface ActOnRewards {
  readonly merchantId: string;
  readonly customerId: string;
  readonly act: RewardAct;
  /** Of what is taken: made with the form, so that one that is sent twice takes once. */
  readonly claimId?: string;
}

export type ActOnRewardsRefusal = RewardRefusal | "busy";

/** `no_such_reward` is also said of a customer of another shop. */
export function actOnRewards(
  context: Context,
  { merchantId, customerId, act, claimId = context.newId() }: ActOnRewards,
): Promise<Result<RewardsDecided, ActOnRewardsRefusal>> {
  const { db } = context;
  const subject = {
    rewardId: "rewardId" in act ? act.rewardId : null,
    claimId: "claimId" in act ? act.claimId : claimId,
    takes: !("claimId" in act),
  };
  const hashOf = (phone: string) => context.keyedHash("number", phone);
  return runAct(context, {
    merchantId,
    load: (now) => loadRewards(db, { merchantId, customerId }, subject, hashOf, now),
    decide(loaded, now): Result<RewardsDecided, RewardRefusal> {
      if (loaded === null) return err("claimId" in act ? "no_such_claim" : "no_such_reward");
      if (loaded.isAnothers) return err("claimId" in act ? "no_such_claim" : "key_reused");
      const fresh = { claimId, redemptionCode: newRedemptionCode() };
      return decideRewards(loaded.account, loaded.shop, act, { now, fresh });
    },
    rows(loaded, { happenings }, now) {
      if (loaded === null || happenings.length === 0) return [];
      const { customer, account } = loaded;
      const points = (entry: Parameters<typeof appendEntry>[2]) => appendEntry(db, accountOf(customer), entry, now);
      const of = { merchantId, customerId, claims: account.claims, points };
      return [stillTheirs(db, loaded), ...happenings.flatMap((happening) => rewardRows(db, of, happening, now))];
    },
  });
}
