// Transactions that a customer has said NO to. While a dispute is open, the points of its entry cannot be spent.

import { sql } from "drizzle-orm";
import type { Receipt } from "../../src/loyalty/receipts.ts";
import type { Database, Query } from "./client.ts";
import { answerReceipt } from "./receipts.ts";
import { customers, disputes } from "./schema.ts";

/** A column beside a customer's: points of disputed entries that are open still and that nobody has reversed. */
export const pointsOnHold = sql<number>`(
  SELECT coalesce(sum(entry.delta), 0) FROM disputes AS dispute
  JOIN point_entries AS entry ON entry.customer_id = dispute.customer_id AND entry.seq = dispute.entry_seq
  WHERE dispute.customer_id = ${customers}.id AND dispute.settled_at IS NULL AND entry.delta > 0
    AND NOT EXISTS (
      SELECT 1 FROM point_entries AS reversal
      WHERE reversal.customer_id = entry.customer_id AND reversal.reverses = entry.seq))`;

export interface NewDispute {
  readonly id: string;
  readonly merchantId: string;
  readonly customerId: string;
  readonly receipt: Receipt;
}

export function openDispute(db: Database, dispute: NewDispute, now: number): [Query, Query] {
  const { id, merchantId, customerId, receipt } = dispute;
  const { seq: entrySeq, claimId, by: givenBy } = receipt;
  return [
    db.orm.insert(disputes).values({ id, merchantId, customerId, entrySeq, claimId, givenBy, openedAt: now }),
    answerReceipt(db, customerId, receipt),
  ];
}
