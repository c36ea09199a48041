// What a customer does with rewards on their wallet's pages, as a test says it: at the price of the moment, unless it names another.

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { ok } from "../../src/result.ts";
import { liveCode } from "../../src/rewards/decide.ts";
import type { Context } from "../../worker/context.ts";
import { rewards } from "../../worker/db/schema.ts";
import { actOnRewards } from "../../worker/usecases/act-on-rewards.ts";

interface Owner {
  readonly merchantId: string;
  readonly customerId: string;
}

interface Taking extends Owner {
  readonly rewardId: string;
  /** The form's. */
  readonly claimId?: string;
  readonly cost?: number;
}

export async function takeReward(context: Context, { rewardId, claimId = randomUUID(), cost, ...owner }: Taking) {
  const [reward] = await context.db.orm.select().from(rewards).where(eq(rewards.id, rewardId));
  const act = { type: "TakeReward", rewardId, cost: cost ?? reward?.cost ?? 0 } as const;
  const taken = await actOnRewards(context, { ...owner, act, claimId });
  return taken.ok ? ok({ claimId, balance: taken.value.account.points }) : taken;
}

export const takeCoupon = (context: Context, { offerId, ...owner }: Owner & { readonly offerId: string }) =>
  actOnRewards(context, { ...owner, act: { type: "TakeCoupon", offerId } });

type UsedClaim = Owner & { readonly claimId: string };

/** The code, and until when it counts. */
export async function askForCode(context: Context, { merchantId, customerId, claimId }: UsedClaim) {
  const asked = await actOnRewards(context, { merchantId, customerId, act: { type: "AskForCode", claimId } });
  if (!asked.ok) return asked;
  const claim = asked.value.account.claims.find(({ id }) => id === claimId);
  const live = claim ? liveCode(claim, context.now()) : null;
  if (live === null) throw new Error("there is no code, and no reason why");
  return ok(live);
}

export const showAtCounter = (context: Context, { merchantId, customerId, claimId }: UsedClaim) =>
  actOnRewards(context, { merchantId, customerId, act: { type: "ShowAtCounter", claimId } });
