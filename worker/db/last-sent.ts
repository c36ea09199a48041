// The shop of a shared number that wrote last, also when what it wrote answered nothing: a receipt, a person's words, a promotion.

import { sql } from "drizzle-orm";
import { isUnasked } from "./outbox-indexes.ts";
import { conversations } from "./schema.ts";

export interface LastSent {
  readonly merchantId: string;
  /** Unix milliseconds. */
  readonly at: number;
}

/** A column beside a conversation's. Answers of the service are left out: the conversation remembers for whom they were. */
export const lastSent = sql<LastSent | null>`(
    SELECT json_object('merchantId', merchant_id, 'at', submitted_at) FROM outbox
    WHERE recipient = ${conversations.phone} AND sender_id = ${conversations.senderId} AND merchant_id IS NOT NULL
      AND submitted_at IS NOT NULL AND ${isUnasked}
    ORDER BY created_at DESC LIMIT 1)`.mapWith(JSON.parse);
