// A customer takes a reward: points leave the balance, the reward waits in the wallet. One batch, or nothing.

import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { takenInAll } from "../../src/loyalty/former-member.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { mayTake, type TakeRefusal } from "../../src/rewards/claims.ts";
import type { Context } from "../context.ts";
import { accountOf, appendEntry } from "../db/accounts.ts";
import { insertClaim } from "../db/claims.ts";
import { violatedCheck } from "../db/constraint.ts";
import { pointsOnHold } from "../db/disputes.ts";
import { loadFormer } from "../db/former-members.ts";
import { claims, customers, merchants, pointEntries, rewards } from "../db/schema.ts";
import { inTurns } from "./in-turns.ts";

export interface TakeReward {
  readonly merchantId: string;
  readonly customerId: string;
  readonly rewardId: string;
  readonly idempotencyKey: string;
}

export interface Taken {
  readonly claimId: string;
  readonly balance: number;
}

export type TakeRewardRefusal = TakeRefusal | "no_such_reward" | "key_reused" | "busy";

export async function takeReward(context: Context, request: TakeReward): Promise<Result<Taken, TakeRewardRefusal>> {
  const taken = await inTurns(() => attemptToTake(context, request));
  return taken === "busy" ? err("busy") : taken;
}

async function attemptToTake(context: Context, request: TakeReward): Promise<Result<Taken, TakeRewardRefusal>> {
  const { db } = context;
  const { merchantId, customerId, rewardId, idempotencyKey } = request;
  const now = context.now();
  const ofCustomer = and(
    eq(claims.customerId, customerId),
    eq(claims.rewardId, rewardId),
    ne(claims.status, "reversed"),
  );
  const [[reward], [known], [before], [done]] = await db.read([
    db.orm
      .select()
      .from(rewards)
      .where(and(eq(rewards.merchantId, merchantId), eq(rewards.id, rewardId), isNull(rewards.offerId))),
    db.orm
      .select({ customer: customers, pointsOnHold })
      .from(customers)
      .innerJoin(merchants, eq(merchants.id, customers.merchantId))
      .where(and(eq(customers.merchantId, merchantId), eq(customers.id, customerId))),
    db.orm.select({ count: sql<number>`count(*)` }).from(claims).where(ofCustomer),
    db.orm
      .select({ entry: pointEntries, claim: claims })
      .from(pointEntries)
      .leftJoin(claims, eq(claims.id, pointEntries.claimId))
      .where(eq(pointEntries.idempotencyKey, idempotencyKey)),
  ]);
  if (!reward || !known) return err("no_such_reward");
  if (done) {
    // A key that was something else's is no retry of this request: another's account, another act, another reward.
    const { entry, claim } = done;
    const isRetry = entry.customerId === customerId && entry.cause === "claim" && claim?.rewardId === rewardId;
    return isRetry ? ok({ claimId: claim.id, balance: entry.balance }) : err("key_reused");
  }

  const { customer } = known;
  const former = await loadFormer(db, merchantId, await context.keyedHash("number", customer.phone));
  const taken = takenInAll({ [rewardId]: before?.count ?? 0 }, former, []);
  const points = customer.points - known.pointsOnHold;
  const allowed = mayTake(reward, { points, takenBefore: taken[rewardId] ?? 0 }, now);
  if (!allowed.ok) return allowed;
  const claimId = context.newId();
  const entry = { delta: -reward.cost, cause: "claim", actor: "customer", idempotencyKey, claimId } as const;
  try {
    await db.write([
      ...appendEntry(db, accountOf(customer), entry, now),
      ...insertClaim(db, { id: claimId, merchantId, customerId, rewardId, cost: reward.cost }, now),
    ]);
  } catch (error) {
    if (violatedCheck(error) === "stock") return err("out_of_stock");
    throw error;
  }
  context.nudgeRooms(merchantId);
  return ok({ claimId, balance: customer.points - reward.cost });
}
