// Accounts whose points may be about to lapse: found by an index, loaded with their ledger and their last warning, and moved on.

import { and, asc, eq, inArray, isNotNull, lte, sql } from "drizzle-orm";
import { type LedgerEntry, LOOK_AGAIN_MS } from "../../src/loyalty/expiry.ts";
import type { Database, Query } from "./client.ts";
import { customers, expiryWarnings, merchants, outbox, pointEntries } from "./schema.ts";
import { unaskedText } from "./unasked-texts.ts";

/** One round trip when nothing is due, two otherwise. */
export async function loadDueForExpiry(db: Database, now: number, limit: number) {
  const due = await selectDue(db, now, limit);
  if (due.length === 0) return [];
  const ids = due.map(({ customer }) => customer.id);
  const entries: (LedgerEntry & { readonly customerId: string })[] = await db.orm
    .select({
      customerId: pointEntries.customerId,
      seq: pointEntries.seq,
      delta: pointEntries.delta,
      at: pointEntries.at,
      reverses: pointEntries.reverses,
    })
    .from(pointEntries)
    .where(inArray(pointEntries.customerId, ids))
    .orderBy(asc(pointEntries.customerId), asc(pointEntries.seq));
  const ledgers = Map.groupBy(entries, ({ customerId }) => customerId);
  return due.map((row) => ({ ...row, entries: ledgers.get(row.customer.id) ?? [] }));
}

export type DueForExpiry = Awaited<ReturnType<typeof loadDueForExpiry>>[number];

/**
 * The shops whose points lapse first, then of each the accounts that are due: SQLite keeps the order of a CROSS JOIN. The condition on
 * the points is that of the index, to the letter.
 */
export const selectDue = ({ orm }: Database, now: number, limit: number) =>
  orm
    .select({
      customer: customers,
      merchant: merchants,
      ...unaskedText,
      warning: expiryWarnings,
      message: { status: outbox.status, submittedAt: outbox.submittedAt },
    })
    .from(merchants)
    .crossJoin(customers)
    .leftJoin(
      expiryWarnings,
      and(
        eq(expiryWarnings.customerId, customers.id),
        eq(expiryWarnings.n, sql`(SELECT max(n) FROM expiry_warnings WHERE customer_id = ${customers.id})`),
      ),
    )
    .leftJoin(outbox, eq(outbox.id, expiryWarnings.messageId))
    .where(
      and(
        isNotNull(merchants.pointsLifetimeDays),
        eq(customers.merchantId, merchants.id),
        lte(customers.expiryCheckAt, now),
        sql`${customers.points} > 0`,
      ),
    )
    .limit(limit);

/** When the account is looked at again. */
export const lookAgain = ({ orm }: Database, customerId: string, at: number): Query =>
  orm.update(customers).set({ expiryCheckAt: at }).where(eq(customers.id, customerId));

/** None when there is no warning, or when it is over already. */
export function settleWarning({ orm }: Database, { customer, warning }: DueForExpiry, now: number): Query[] {
  if (warning === null || warning.settledAt !== null) return [];
  const isIt = and(eq(expiryWarnings.customerId, customer.id), eq(expiryWarnings.n, warning.n));
  return [orm.update(expiryWarnings).set({ settledAt: now }).where(isIt)];
}

export interface NewWarning {
  readonly messageId: string;
  readonly throughSeq: number;
  readonly expiresAt: number;
}

/** After the message, in one batch. It dies on n when another run has warned meanwhile. */
export const insertWarning = (db: Database, due: DueForExpiry, warning: NewWarning, now: number): Query[] => [
  ...settleWarning(db, due, now),
  db.orm
    .insert(expiryWarnings)
    .values({ customerId: due.customer.id, n: (due.warning?.n ?? 0) + 1, warnedAt: now, ...warning }),
  lookAgain(db, due.customer.id, Math.min(warning.expiresAt, now + LOOK_AGAIN_MS)),
];
