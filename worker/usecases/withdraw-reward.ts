// A reward leaves the catalogue. It is never deleted: who has taken it keeps it.

import { and, eq, isNull } from "drizzle-orm";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { auditWhere } from "../db/merchant-audit.ts";
import { rewards } from "../db/schema.ts";
import type { SignedIn } from "../db/sign-in.ts";

export async function withdrawReward(
  context: Context,
  { person, merchant }: SignedIn,
  rewardId: string,
): Promise<Result<void, "no_such_reward">> {
  const { db } = context;
  const at = context.now();
  const isThere = and(
    eq(rewards.id, rewardId),
    eq(rewards.merchantId, merchant.id),
    isNull(rewards.offerId),
    isNull(rewards.withdrawnAt),
  );
  const entry = {
    id: context.newId(),
    merchantId: merchant.id,
    personId: person.id,
    act: "reward_withdrawn",
    at,
  } as const;
  // The audit row first: it looks whether there is still something to withdraw.
  const [, withdrawn] = await db.write([
    auditWhere(db, { ...entry, subject: rewardId }, rewards, isThere),
    db.orm.update(rewards).set({ withdrawnAt: at }).where(isThere).returning({ id: rewards.id }),
  ]);
  if (withdrawn.length === 0) return err("no_such_reward");
  context.nudgeRooms(merchant.id);
  return ok(undefined);
}
