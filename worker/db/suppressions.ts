// Who has left, by a hash of their number: what is asked before anything is begun, and what a STOP and a return write.

import { and, eq, inArray, type Placeholder, type SQL, sql } from "drizzle-orm";
import { isSuppressed, neverStopped, onSharedNumber, type Suppression } from "../../src/consent/suppression.ts";
import { stopConfirmations } from "../../src/texts/kinds.ts";
import type { Database, Query } from "./client.ts";
import { builder } from "./prepared.ts";
import { outbox, senderMerchants, suppressions } from "./schema.ts";

export type Source = (typeof suppressions.$inferInsert)["source"];

/** A business on its own numbers, or the pool of a shared one. */
export type Scope =
  | { readonly kind: "business"; readonly merchantId: string }
  | { readonly kind: "pool"; readonly senderId: string };

const idOf = (scope: Scope): string => (scope.kind === "business" ? scope.merchantId : scope.senderId);

/** A STOP that was written at `at`. An earlier one than is known changes nothing. */
export const writeStop = (
  { orm }: Database,
  scope: Scope,
  { numberHash, at, source }: { readonly numberHash: string; readonly at: number; readonly source: Source },
): Query =>
  orm
    .insert(suppressions)
    .values({ scopeKind: scope.kind, scopeId: idOf(scope), numberHash, stoppedAt: at, liftedAt: null, source })
    .onConflictDoUpdate({
      target: [suppressions.numberHash, suppressions.scopeKind, suppressions.scopeId],
      set: {
        stoppedAt: sql`max(coalesce(${suppressions.stoppedAt}, excluded.stopped_at), excluded.stopped_at)`,
        source: sql`iif(coalesce(${suppressions.stoppedAt}, 0) < excluded.stopped_at, excluded.source, ${suppressions.source})`,
      },
    });

/** What a ledger from before says of a STOP. Whatever is known of one has its time from the STOP itself. */
export const writeOldStop = (
  { orm }: Database,
  scope: Scope,
  { numberHash, at }: { readonly numberHash: string; readonly at: number },
): Query =>
  orm
    .insert(suppressions)
    .values({ scopeKind: scope.kind, scopeId: idOf(scope), numberHash, stoppedAt: at, liftedAt: null, source: "text" })
    .onConflictDoUpdate({
      target: [suppressions.numberHash, suppressions.scopeKind, suppressions.scopeId],
      set: { stoppedAt: sql`coalesce(${suppressions.stoppedAt}, excluded.stopped_at)` },
    });

/** A text of the phone itself, written at `at`, comes back to the business. */
export const liftStop = (
  { orm }: Database,
  { merchantId, numberHash, at }: { readonly merchantId: string; readonly numberHash: string; readonly at: number },
): Query =>
  orm
    .insert(suppressions)
    .values({ scopeKind: "business", scopeId: merchantId, numberHash, stoppedAt: null, liftedAt: at, source: "text" })
    .onConflictDoUpdate({
      target: [suppressions.numberHash, suppressions.scopeKind, suppressions.scopeId],
      set: { liftedAt: sql`max(coalesce(${suppressions.liftedAt}, excluded.lifted_at), excluded.lifted_at)` },
    });

const confirmations = sql.raw([...stopConfirmations].map((kind) => `'${kind}'`).join(", "));

/**
 * Whatever waits for the number within the scope of its STOP is cancelled with it. @param isConfirmed the batch goes on to queue the one
 * confirmation; else one that waits already is the one.
 */
export const cancelWaiting = (
  { orm }: Database,
  scope: Scope,
  { phone, isConfirmed }: { readonly phone: string; readonly isConfirmed: boolean },
  now: number,
): Query =>
  orm
    .update(outbox)
    .set({ status: "cancelled", reason: "opted_out", settledAt: now })
    .where(
      and(
        eq(outbox.recipient, phone),
        // The condition of a partial index, word for word.
        sql`${outbox.status} IN ('queued', 'held')`,
        scope.kind === "business" ? eq(outbox.merchantId, scope.merchantId) : eq(outbox.senderId, scope.senderId),
        isConfirmed ? undefined : sql`${outbox.kind} NOT IN (${confirmations})`,
      ),
    );

/** Offers were ended alone: whatever else waits for the number goes on. */
export const cancelOffers = ({ orm }: Database, merchantId: string, phone: string, now: number): Query =>
  orm
    .update(outbox)
    .set({ status: "cancelled", reason: "no_consent", settledAt: now })
    .where(
      and(
        eq(outbox.recipient, phone),
        sql`${outbox.status} IN ('queued', 'held')`,
        eq(outbox.merchantId, merchantId),
        eq(outbox.class, "promotional"),
      ),
    );

/** All that a number has said to the shops of one sender. @param ofShops the condition that finds their ids. */
export const selectStops = (numberHash: string | Placeholder, onSender: SQL) =>
  builder
    .select({
      scopeKind: suppressions.scopeKind,
      scopeId: suppressions.scopeId,
      stoppedAt: suppressions.stoppedAt,
      liftedAt: suppressions.liftedAt,
      isOnSender: sql<number>`(${suppressions.scopeKind} = 'pool' OR ${suppressions.scopeId} IN (
        SELECT ${senderMerchants.merchantId} FROM ${senderMerchants} WHERE ${onSender}))`,
    })
    .from(suppressions)
    .where(eq(suppressions.numberHash, numberHash));

/** The same for several numbers, wherever they have said it. */
export const selectStopsOf = (numberHashes: SQL) =>
  builder
    .select({
      numberHash: suppressions.numberHash,
      scopeKind: suppressions.scopeKind,
      scopeId: suppressions.scopeId,
      stoppedAt: suppressions.stoppedAt,
      liftedAt: suppressions.liftedAt,
    })
    .from(suppressions)
    .where(inArray(suppressions.numberHash, numberHashes));

export type StopRow = Awaited<ReturnType<typeof selectStops>>[number];

export interface Stops {
  readonly pool: Suppression;
  readonly ofBusiness: (merchantId: string) => Suppression;
}

/** @param senderId null for a shop without a number. */
export function stopsOf(rows: readonly Omit<StopRow, "isOnSender">[], senderId: string | null): Stops {
  const find = (kind: StopRow["scopeKind"], id: string | null): Suppression =>
    rows.find(({ scopeKind, scopeId }) => scopeKind === kind && scopeId === id) ?? neverStopped;
  return { pool: find("pool", senderId), ofBusiness: (merchantId) => find("business", merchantId) };
}

const stopOf = ({ pool, ofBusiness }: Stops, merchantId: string): Suppression =>
  onSharedNumber(ofBusiness(merchantId), pool);

/** Has left this shop, on its sender. */
export const hasStopped = (stops: Stops, merchantId: string): boolean => isSuppressed(stopOf(stops, merchantId));

/**
 * On a shared number no shop writes first to somebody who has stopped another one of the pool, or the pool.
 */
export const hasLeftAnother = (rows: readonly StopRow[], senderId: string | null): boolean =>
  rows.some(({ scopeKind, scopeId, isOnSender, ...stop }) =>
    scopeKind === "pool" ? scopeId === senderId && stop.stoppedAt !== null : isOnSender === 1 && isSuppressed(stop),
  );

/** For an act that is about one number, whatever its record says. */
export async function loadStops(
  db: Database,
  { numberHash, merchantId, senderId }: { numberHash: string; merchantId: string; senderId: string | null },
): Promise<{ readonly stop: Suppression; readonly hasStopped: boolean; readonly hasLeftAnother: boolean }> {
  const [rows] = await db.read([selectStops(numberHash, eq(senderMerchants.senderId, senderId ?? ""))]);
  const stop = stopOf(stopsOf(rows, senderId), merchantId);
  return {
    stop,
    hasStopped: isSuppressed(stop),
    hasLeftAnother: hasLeftAnother(rows, senderId),
  };
}
