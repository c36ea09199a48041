// A customer's points account: loaded with its shop, moved on only by appending an entry under the next seq.

import { and, eq } from "drizzle-orm";
import type { EarnHistory } from "../../src/loyalty/earning.ts";
import type { Database, Query } from "./client.ts";
import { customers, merchants, pointEntries } from "./schema.ts";

export interface Account {
  readonly customerId: string;
  readonly points: number;
  readonly seq: number;
}

export interface NewEntry {
  readonly delta: number;
  readonly cause: string;
  /** Who: `customer`, `person:<id>`, `kiosk:<id>`, `staff:<id>`, `system`. */
  readonly actor: string;
  /** The same key is one entry, however often it is asked for. */
  readonly idempotencyKey: string;
  readonly reason?: string | null;
  readonly reverses?: number | null;
  readonly claimId?: string | null;
  /** Only for what the limits on earning count. */
  readonly earned?: EarnHistory;
}

export async function loadAccount({ orm }: Database, merchantId: string, customerId: string) {
  const [row] = await orm
    .select({ customer: customers, merchant: merchants })
    .from(customers)
    .innerJoin(merchants, eq(merchants.id, customers.merchantId))
    .where(and(eq(customers.merchantId, merchantId), eq(customers.id, customerId)));
  return row ?? null;
}

/** The statements of one entry. The batch dies on the seq when another writer came first, and on a balance below zero. */
export function appendEntry({ orm }: Database, account: Account, entry: NewEntry, now: number): [Query, Query] {
  const { customerId } = account;
  const seq = account.seq + 1;
  const balance = account.points + entry.delta;
  const { delta, cause, actor, idempotencyKey, reason = null, reverses = null, claimId = null, earned } = entry;
  const row = { customerId, seq, delta, balance, idempotencyKey, cause, actor, reason, reverses, claimId, at: now };
  return [
    orm.insert(pointEntries).values(row),
    orm
      .update(customers)
      .set({
        points: balance,
        pointsSeq: seq,
        ...(earned ? { lastEarnAt: earned.lastAt, earnsOnLastDay: earned.onLastDay } : {}),
      })
      .where(eq(customers.id, customerId)),
  ];
}

export async function findEntry({ orm }: Database, idempotencyKey: string) {
  const [entry] = await orm.select().from(pointEntries).where(eq(pointEntries.idempotencyKey, idempotencyKey));
  return entry ?? null;
}

export const accountOf = (customer: { id: string; points: number; pointsSeq: number }): Account => ({
  customerId: customer.id,
  points: customer.points,
  seq: customer.pointsSeq,
});
