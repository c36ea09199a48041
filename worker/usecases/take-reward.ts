// A customer takes a reward: points leave the balance, the reward waits in the wallet. One batch, or nothing.

import { and, eq, ne, sql } from "drizzle-orm";
import { mayTake, type TakeRefusal } from "../../src/loyalty/claims.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { accountOf, appendEntry, findEntry } from "../db/accounts.ts";
import { violatedCheck } from "../db/constraint.ts";
import { claims, customers, rewards } from "../db/schema.ts";
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

export type TakeRewardRefusal = TakeRefusal | "no_such_reward" | "busy";

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
  const [[reward], [customer], [before]] = await db.read([
    db.orm
      .select()
      .from(rewards)
      .where(and(eq(rewards.merchantId, merchantId), eq(rewards.id, rewardId))),
    db.orm
      .select()
      .from(customers)
      .where(and(eq(customers.merchantId, merchantId), eq(customers.id, customerId))),
    db.orm.select({ count: sql<number>`count(*)` }).from(claims).where(ofCustomer),
  ]);
  if (!reward || !customer) return err("no_such_reward");
  const done = await findEntry(db, idempotencyKey);
  if (done?.customerId === customerId) return ok({ claimId: done.claimId ?? "", balance: done.balance });

  const allowed = mayTake(reward, { points: customer.points, takenBefore: before?.count ?? 0 }, now);
  if (!allowed.ok) return allowed;
  const claimId = context.newId();
  const entry = { delta: -reward.cost, cause: "claim", actor: "customer", idempotencyKey, claimId };
  try {
    await db.write([
      ...appendEntry(db, accountOf(customer), entry, now),
      db.orm
        .insert(claims)
        .values({ id: claimId, merchantId, customerId, rewardId, cost: reward.cost, status: "taken", takenAt: now }),
      // Stays NULL where stock is not counted; a CHECK refuses to go below zero.
      db.orm
        .update(rewards)
        .set({ stock: sql`${rewards.stock} - 1` })
        .where(eq(rewards.id, rewardId)),
    ]);
  } catch (error) {
    if (violatedCheck(error) === "stock") return err("out_of_stock");
    throw error;
  }
  context.nudgeRooms(merchantId);
  return ok({ claimId, balance: allowed.value.balance });
}
