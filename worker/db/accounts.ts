// A customer's points account: loaded with its shop, moved on only by appending an entry under the next seq.

import { and, eq } from "drizzle-orm";
import type { EarnHistory } from "../../src/loyalty/earning.ts";
import type { EntryCause } from "../../src/loyalty/ledger.ts";
import type { Database, Query } from "./client.ts";
import { customers, merchants, pointEntries } from "./schema.ts";

export interface Account {
  readonly customerId: string;
  readonly points: number;
  readonly seq: number;
}

export interface NewEntry {
  readonly delta: number;
  readonly cause: EntryCause;
  /** Who: `customer`, `person:<id>`, `kiosk:<id>`, `staff:<id>`, `system`. */
  readonly actor: string;
  /** The same key is one entry, however often it is asked for. */
  readonly idempotencyKey: string;
  readonly reason?: string | null;
  readonly reverses?: number | null;
  readonly claimId?: string | null;
  /** Only for what the limits on earning count, and for its reversal. */
  readonly earned?: EarnHistory;
}

export async function loadAccount({ orm }: Database, merchantId: string, customerId: string) {
  const [row] = await selectAccount(orm, merchantId, customerId);
  return row ?? null;
}

/** With the entry that this key has brought about before, of one snapshot: a twin of the request is seen whole or not at all. */
export async function loadAccountAndEntry(
  { orm, read }: Database,
  merchantId: string,
  customerId: string,
  idempotencyKey: string,
) {
  const [[row], [done]] = await read([selectAccount(orm, merchantId, customerId), selectEntry(orm, idempotencyKey)]);
  return row ? { ...row, done: done ?? null } : null;
}

/** The statements of one entry. The batch dies on the seq when another writer came first, and on a balance below zero. */
export function appendEntry(db: Database, account: Account, entry: NewEntry, now: number): [Query, Query] {
  const { customerId } = account;
  const seq = account.seq + 1;
  const balance = account.points + entry.delta;
  const { delta, cause, actor, idempotencyKey, reason = null, reverses = null, claimId = null, earned } = entry;
  const row = { customerId, seq, delta, balance, idempotencyKey, cause, actor, reason, reverses, claimId, at: now };
  return [
    db.insert(pointEntries, row),
    db.update(customers, customerId, {
      points: balance,
      pointsSeq: seq,
      ...(earned ? { lastEarnAt: earned.lastAt, earnsOnLastDay: earned.onLastDay } : {}),
    }),
  ];
}

/** Once in a lifetime. */
export const welcomeKey = (customerId: string): string => `welcome:${customerId}`;

export async function findEntry({ orm }: Database, idempotencyKey: string) {
  const [entry] = await selectEntry(orm, idempotencyKey);
  return entry ?? null;
}

const selectAccount = (orm: Database["orm"], merchantId: string, customerId: string) =>
  orm
    .select({ customer: customers, merchant: merchants })
    .from(customers)
    .innerJoin(merchants, eq(merchants.id, customers.merchantId))
    .where(and(eq(customers.merchantId, merchantId), eq(customers.id, customerId)));

const selectEntry = (orm: Database["orm"], idempotencyKey: string) =>
  orm.select().from(pointEntries).where(eq(pointEntries.idempotencyKey, idempotencyKey));

export const accountOf = (customer: { id: string; points: number; pointsSeq: number }): Account => ({
  customerId: customer.id,
  points: customer.points,
  seq: customer.pointsSeq,
});
