// A reward is added to the catalogue or changed. Its id is made with the form, so that a form sent twice is one reward.

import { sql } from "drizzle-orm";
import { err, ok, type Result } from "../../src/result.ts";
import type { RewardSettings } from "../../src/rewards/reward-settings.ts";
import type { Context } from "../context.ts";
import { auditWhere } from "../db/merchant-audit.ts";
import { rewards } from "../db/schema.ts";
import type { SignedIn } from "../db/sign-in.ts";

export async function saveReward(
  context: Context,
  { person, merchant }: SignedIn,
  rewardId: string,
  settings: RewardSettings,
): Promise<Result<void, "no_such_reward">> {
  const { db } = context;
  const at = context.now();
  const isEditable = sql`${rewards.id} = ${rewardId} AND ${rewards.merchantId} = ${merchant.id} AND ${rewards.offerId} IS NULL AND ${rewards.withdrawnAt} IS NULL`;
  const entry = { id: context.newId(), merchantId: merchant.id, personId: person.id, act: "reward_saved", at } as const;
  const [saved] = await db.write([
    db.orm
      .insert(rewards)
      .values({ ...settings, id: rewardId, merchantId: merchant.id, createdAt: at })
      .onConflictDoUpdate({ target: rewards.id, set: settings, setWhere: isEditable })
      .returning({ id: rewards.id }),
    auditWhere(db, { ...entry, subject: rewardId }, rewards, isEditable),
  ]);
  if (saved.length === 0) return err("no_such_reward");
  context.nudgeRooms(merchant.id);
  return ok(undefined);
}
