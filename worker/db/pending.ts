// Points that wait for a number to confirm: how they come into its account, and how they lapse. Statements for a batch.

import { and, eq, gt, inArray, lte, notLike, type Placeholder, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { TILL } from "../../src/loyalty/spending.ts";
import type { Database, Query } from "./client.ts";
import { builder, type Held, prepared } from "./prepared.ts";
import { customers, merchants, pendingPoints, pointEntries } from "./schema.ts";

type NewPending = Omit<typeof pendingPoints.$inferInsert, "status">;

/** Whose points would wait for ever: a YES has brought in what waited, and there is none to come. */
export const isNoMember = (merchantId: string, phone: string): SQL =>
  sql`NOT EXISTS (
    SELECT 1 FROM ${customers}
    WHERE ${customers.merchantId} = ${merchantId} AND ${customers.phone} = ${phone}
      AND ${customers.consent} IN ('subscribed', 'held'))`;

/** The limits on earning do not count what a till has sent. */
const isLimited = notLike(pendingPoints.actor, `${TILL}%`);

/** As many wait for a number as the limits on earning were asked about. */
export const waitAsCounted = (merchantId: string, phone: string, counted: number, now: number): SQL =>
  sql`${counted} = (
    SELECT count(*) FROM ${pendingPoints}
    WHERE ${and(eq(pendingPoints.merchantId, merchantId), eq(pendingPoints.phone, phone), isWaiting(now), isLimited)})`;

/** Nothing comes of it for a member, nor where something has changed meanwhile. Returns what was put aside. */
export const putAsideUnlessMember = ({ orm }: Database, row: NewPending, unchanged: SQL = sql`TRUE`) =>
  orm
    .insert(pendingPoints)
    .select(
      sql`SELECT ${row.id}, ${row.merchantId}, ${row.phone}, ${row.points}, ${row.actor}, 'waiting',
        ${row.idempotencyKey}, ${row.createdAt}, ${row.lapsesAt}
      WHERE ${isNoMember(row.merchantId, row.phone)} AND ${unchanged}`,
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
export function settlePending({ which, ...account }: Settlement, now: number) {
  const values = { ...account, now };
  return "phone" in which ? settleAll({ ...values, ...which }) : settleOne({ ...values, ...which });
}

type Account = Omit<Settlement, "which"> & { readonly now: number };

const settleAll = prepared(({ phone, ...account }: Held<Account & { phone: string }>) =>
  settling(eq(pendingPoints.phone, phone), account),
);

const settleOne = prepared(({ pendingId, ...account }: Held<Account & { pendingId: string }>) =>
  settling(eq(pendingPoints.id, pendingId), account),
);

function settling(which: SQL, { merchantId, customerId, dayStart, now }: Held<Account>) {
  const waits = and(eq(pendingPoints.merchantId, merchantId), which, isWaiting(now));
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
      last_earn_at = coalesce(max(coalesce(last_earn_at, 0), settled.last_at), last_earn_at),
      earns_on_last_day = iif(coalesce(last_earn_at, 0) >= ${dayStart}, earns_on_last_day, 0) + settled.today
    FROM (
      SELECT count(*) AS count, sum(${pendingPoints.points}) AS sum,
        max(${pendingPoints.createdAt}) FILTER (WHERE ${isLimited}) AS last_at,
        coalesce(sum(${pendingPoints.createdAt} >= ${dayStart}) FILTER (WHERE ${isLimited}), 0) AS today
      FROM ${pendingPoints} WHERE ${waits}
    ) AS settled
    WHERE ${customers.id} = ${customerId} AND settled.count > 0`;
  return [
    builder.run(enter),
    builder.run(moveOn),
    builder.update(pendingPoints).set({ status: "settled" }).where(waits).returning({ points: pendingPoints.points }),
  ] as const;
}

/** A column beside a merchant's: the points that wait there for a number. */
export const pointsWaitingFor = (phone: string | Placeholder | SQLiteColumn, now: number | Placeholder) =>
  sql<number>`(
    SELECT coalesce(sum(points), 0) FROM pending_points
    WHERE merchant_id = ${merchants}.id AND phone = ${phone} AND status = 'waiting' AND lapses_at > ${now})`;

/** The same at these merchants for these numbers; a row for each that has any. */
export const selectPointsWaiting = (merchantIds: SQLWrapper, phones: SQL, now: Placeholder) =>
  builder
    .select({
      merchantId: pendingPoints.merchantId,
      phone: pendingPoints.phone,
      points: sql<number>`sum(${pendingPoints.points})`,
    })
    .from(pendingPoints)
    .where(and(inArray(pendingPoints.merchantId, merchantIds), inArray(pendingPoints.phone, phones), isWaiting(now)))
    .groupBy(pendingPoints.merchantId, pendingPoints.phone);

/** Run now and then; what is late to be marked counts as lapsed all the same. */
export const lapsePending = ({ orm }: Database, now: number): Query =>
  orm
    .update(pendingPoints)
    .set({ status: "lapsed" })
    .where(and(marked, lte(pendingPoints.lapsesAt, now)));

/** Not a parameter, so that the partial index serves. */
const marked = sql`${pendingPoints.status} = 'waiting'`;

export const isWaiting = (now: number | Placeholder): SQL | undefined => and(marked, gt(pendingPoints.lapsesAt, now));
