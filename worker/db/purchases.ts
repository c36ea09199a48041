// Purchases that tills have sent: what is known when one comes in or is refunded, and the statements that keep it.

import { and, desc, eq, exists, getTableColumns, isNull, sql } from "drizzle-orm";
import { newConversation } from "../../src/conversation/state.ts";
import { standingOf } from "../../src/loyalty/pending.ts";
import type { ApiCaller } from "./api-keys.ts";
import type { Database, Query } from "./client.ts";
import { isWaiting } from "./pending.ts";
import {
  apiKeys,
  conversations,
  customers,
  pendingPoints,
  pointEntries,
  purchases,
  senderMerchants,
} from "./schema.ts";
import { poolStop } from "./stored-state.ts";
import { hasStopped, selectStops, stopsOf } from "./suppressions.ts";

export type Purchase = typeof purchases.$inferSelect;
type NewPurchase = typeof purchases.$inferInsert;

/** The key under which its points are in the ledger, or wait. */
export const purchaseKey = (purchaseId: string): string => `purchase:${purchaseId}`;

/** One round trip. */
/** @param numberHash `keyedHash("number", phone)`. */
export async function loadBuyer(
  db: Database,
  { keyId, merchant }: ApiCaller,
  { phone, numberHash }: { readonly phone: string; readonly numberHash: string },
  idempotencyKey: string,
) {
  const { orm } = db;
  const [[done], [customer], [talk], stopRows] = await db.read([
    orm
      .select()
      .from(purchases)
      .where(and(eq(purchases.apiKeyId, keyId), eq(purchases.idempotencyKey, idempotencyKey))),
    orm
      .select()
      .from(customers)
      .where(and(eq(customers.merchantId, merchant.id), eq(customers.phone, phone))),
    orm
      .select({ senderId: senderMerchants.senderId, state: conversations.state })
      .from(senderMerchants)
      .leftJoin(
        conversations,
        and(eq(conversations.senderId, senderMerchants.senderId), eq(conversations.phone, phone)),
      )
      .where(eq(senderMerchants.merchantId, merchant.id))
      // Of several numbers of a shop, the one that was talked on last.
      .orderBy(desc(conversations.updatedAt))
      .limit(1),
    selectStops(numberHash, eq(senderMerchants.merchantId, merchant.id)),
  ]);
  const state = { ...newConversation, ...talk?.state };
  const senderId = talk?.senderId ?? null;
  const stops = stopsOf(stopRows, senderId);
  const pool = poolStop(stops.pool, talk?.state ?? undefined);
  return {
    done: done ?? null,
    customer: customer ?? null,
    standing: standingOf(customer?.consent ?? "none", hasStopped({ ...stops, pool }, merchant.id)),
    senderId,
    language: state.language ?? merchant.language,
  };
}

/** For the batch that enters its points. It dies on the key when the same purchase has come in meanwhile. */
export const keepPurchase = ({ orm }: Database, row: NewPurchase): Query => orm.insert(purchases).values(row);

/** Nothing comes of it where nothing was put aside for it, earlier in the batch. */
export function keepWaitingPurchase({ orm }: Database, row: NewPurchase): Query {
  const columns = Object.keys(getTableColumns(purchases)) as (keyof NewPurchase)[];
  const values = sql.join(
    columns.map((column) => sql`${row[column] ?? null}`),
    sql`, `,
  );
  const aside = sql`SELECT ${values} FROM ${pendingPoints} WHERE ${pendingPoints.id} = ${row.pendingId}`;
  return orm.insert(purchases).select(aside);
}

/** With where its points are now: one round trip. */
export async function loadPurchase(db: Database, merchantId: string, purchaseId: string) {
  const { orm } = db;
  const isIt = and(eq(purchases.id, purchaseId), eq(purchases.merchantId, merchantId));
  const [[purchase], [entry], [pending]] = await db.read([
    orm.select().from(purchases).where(isIt),
    orm
      .select({ customerId: pointEntries.customerId, seq: pointEntries.seq })
      .from(pointEntries)
      .innerJoin(customers, eq(customers.id, pointEntries.customerId))
      .where(and(eq(pointEntries.idempotencyKey, purchaseKey(purchaseId)), eq(customers.merchantId, merchantId))),
    orm
      .select({ id: pendingPoints.id, status: pendingPoints.status, lapsesAt: pendingPoints.lapsesAt })
      .from(pendingPoints)
      .where(and(eq(pendingPoints.idempotencyKey, purchaseKey(purchaseId)), eq(pendingPoints.merchantId, merchantId))),
  ]);
  return purchase ? { purchase, entry: entry ?? null, pending: pending ?? null } : null;
}

/** Nothing comes of it when it is refunded already. Returns the purchase that was. */
export const refund = ({ orm }: Database, { id }: Purchase, now: number) =>
  orm
    .update(purchases)
    .set({ refundedAt: now })
    .where(and(eq(purchases.id, id), isNull(purchases.refundedAt)))
    .returning({ id: purchases.id });

/** Nothing comes of it unless its points still wait. */
export function refundWaiting({ orm }: Database, { id, pendingId }: Purchase, now: number) {
  const waits = and(eq(pendingPoints.id, pendingId ?? ""), isWaiting(now));
  return [
    orm
      .update(purchases)
      .set({ refundedAt: now })
      .where(
        and(
          eq(purchases.id, id),
          isNull(purchases.refundedAt),
          exists(orm.select({ id: pendingPoints.id }).from(pendingPoints).where(waits)),
        ),
      )
      .returning({ id: purchases.id }),
    orm.update(pendingPoints).set({ status: "undone" }).where(waits),
  ] as const;
}

/** The till's last sign of life: free in a batch that is written anyway. */
export const keyUsed = ({ orm }: Database, keyId: string, now: number): Query =>
  orm.update(apiKeys).set({ lastUsedAt: now }).where(eq(apiKeys.id, keyId));
