// Receipts: the text that tells a customer of a transaction at the counter, so that they can say NO to it.

import { and, eq, sql } from "drizzle-orm";
import type { Receipt } from "../../src/loyalty/receipts.ts";
import type { Database, Query } from "./client.ts";
import { queueMessage } from "./outbox.ts";
import { customers, senderMerchants } from "./schema.ts";

/** What a phone was last told of by each shop of a number: a NO of theirs may be to any. */
export const selectReceipts = ({ orm }: Database, senderId: string, phone: string) =>
  orm
    .select({ receipt: customers.lastReceipt })
    .from(senderMerchants)
    .innerJoin(customers, and(eq(customers.merchantId, senderMerchants.merchantId), eq(customers.phone, phone)))
    .where(eq(senderMerchants.senderId, senderId));

export interface NewReceipt {
  /** A fresh id, for the message. */
  readonly id: string;
  readonly senderId: string;
  readonly merchantId: string;
  readonly customerId: string;
  readonly recipient: string;
  readonly recipientHash: string;
  /** In the customer's language. */
  readonly text: string;
  /** The label of the staff code, or the name of whoever acted. */
  readonly by: string;
  /** What is told of: an entry of the customer's ledger, or a claim that was used. */
  readonly of: { readonly seq: number; readonly points: number } | { readonly claimId: string };
}

/** For the batch of the transaction itself: the same transaction told twice kills it on the outbox's (cause, n). */
export function queueReceipt(db: Database, receipt: NewReceipt, now: number): [Query, Query] {
  const { id, senderId, merchantId, customerId, recipient, recipientHash, text, by, of } = receipt;
  const told: Receipt =
    "seq" in of ? { at: now, by, ...of, claimId: null } : { at: now, by, seq: null, points: 0, claimId: of.claimId };
  const message = {
    id,
    // A claim can be put back, and be used again.
    cause: "seq" in of ? `receipt:${customerId}:${of.seq}` : `receipt:${of.claimId}:${now}`,
    n: 0,
    senderId,
    merchantId,
    customerId,
    personId: null,
    recipient,
    recipientHash,
    kind: "receipt",
    text,
    evenIfStopped: false,
    answersAt: null,
  } as const;
  return [
    queueMessage(db, message, now),
    db.orm.update(customers).set({ lastReceipt: told }).where(eq(customers.id, customerId)),
  ];
}

/** Unless another one has come meanwhile. */
export const answerReceipt = ({ orm }: Database, customerId: string, { at }: Receipt): Query =>
  orm
    .update(customers)
    .set({ lastReceipt: null })
    .where(and(eq(customers.id, customerId), sql`${customers.lastReceipt} ->> 'at' = ${at}`));
