// Points that wait for a number to confirm: how they come into its account, and how they lapse. Statements for a batch.

import { and, eq, gt, lte, type SQL, sql } from "drizzle-orm";
import type { Database, Query } from "./client.ts";
import { customers, pendingPoints, pointEntries } from "./schema.ts";

type NewPending = Omit<typeof pendingPoints.$inferInsert, "status">;

/** Nothing comes of it for a member: those points would wait for ever. Returns what was put aside. */
export const putAsideUnlessMember = ({ orm }: Database, row: NewPending) =>
  orm
    .insert(pendingPoints)
    .select(
      sql`SELECT ${row.id}, ${row.merchantId}, ${row.phone}, ${row.points}, ${row.actor}, 'waiting',
        ${row.idempotencyKey}, ${row.createdAt}, ${row.lapsesAt}
      WHERE NOT EXISTS (
        SELECT 1 FROM ${customers}
        WHERE ${customers.merchantId} = ${row.merchantId} AND ${customers.phone} = ${row.phone}
          AND ${customers.consent} IN ('subscribed', 'held')
      )`,
    )
    .returning({ id: pendingPoints.id });

export interface Settlement {
  readonly merchantId: string;
  /** Whose account they come into; its row is written earlier in the batch, if this batch writes it. */
  readonly customerId: string;
  /** All that wait for a number, or one that staff have moved. */
  readonly which: { readonly phone: string } | { readonly pendingId: string };
  /** Midnight of the shop's day: what was put aside since counts towards today's limit. */
  readonly dayStart: number;
}

/**
 * The statements that bring waiting points into an account, each entry under the key that the points waited under. They read the
 * account as the batch has left it, so no seq has to be known. The last one returns what was settled.
 */
export function settlePending({ orm }: Database, settlement: Settlement, now: number) {
  const { merchantId, customerId, which, dayStart } = settlement;
  const waits = and(
    eq(pendingPoints.merchantId, merchantId),
    "phone" in which ? eq(pendingPoints.phone, which.phone) : eq(pendingPoints.id, which.pendingId),
    isWaiting(now),
  );
  const enter = sql`INSERT INTO ${pointEntries} (customer_id, seq, delta, balance, idempotency_key, cause, actor, at)
    SELECT ${customers.id}, ${customers.pointsSeq} + row_number() OVER in_order, ${pendingPoints.points},
      ${customers.points} + sum(${pendingPoints.points}) OVER in_order,
      ${pendingPoints.idempotencyKey}, 'pending', ${pendingPoints.actor}, ${now}
    FROM ${pendingPoints} JOIN ${customers} ON ${customers.id} = ${customerId}
    WHERE ${waits}
    WINDOW in_order AS (ORDER BY ${pendingPoints.createdAt}, ${pendingPoints.id})`;
  const moveOn = sql`UPDATE ${customers} SET
      points = points + settled.sum,
      points_seq = points_seq + settled.count,
      last_earn_at = max(coalesce(last_earn_at, 0), settled.last_at),
      earns_on_last_day = iif(coalesce(last_earn_at, 0) >= ${dayStart}, earns_on_last_day, 0) + settled.today
    FROM (
      SELECT count(*) AS count, sum(${pendingPoints.points}) AS sum, max(${pendingPoints.createdAt}) AS last_at,
        sum(${pendingPoints.createdAt} >= ${dayStart}) AS today
      FROM ${pendingPoints} WHERE ${waits}
    ) AS settled
    WHERE ${customers.id} = ${customerId} AND settled.count > 0`;
  return [
    orm.run(enter),
    orm.run(moveOn),
    orm.update(pendingPoints).set({ status: "settled" }).where(waits).returning({ points: pendingPoints.points }),
  ] as const satisfies readonly Query[];
}

/** Run now and then; what is late to be marked counts as lapsed all the same. */
export const lapsePending = ({ orm }: Database, now: number): Query =>
  orm
    .update(pendingPoints)
    .set({ status: "lapsed" })
    .where(and(marked, lte(pendingPoints.lapsesAt, now)));

/** Not a parameter, so that the partial index serves. */
const marked = sql`${pendingPoints.status} = 'waiting'`;

export const isWaiting = (now: number): SQL | undefined => and(marked, gt(pendingPoints.lapsesAt, now));
