// A customer's thread in the merchant's inbox: there from the first thing that a person should look at.

import { sql } from "drizzle-orm";
import type { ThreadReason } from "../../src/conversation/events.ts";
import { builder, type Held, prepared } from "./prepared.ts";
import { threads } from "./schema.ts";

interface OpenThread {
  readonly merchantId: string;
  readonly customerId: string;
  readonly reason: ThreadReason;
  readonly now: number;
}

/** One that is open already is unread once more. */
export const openThread = prepared(({ merchantId, customerId, reason, now }: Held<OpenThread>) => [
  builder
    .insert(threads)
    .values({ customerId, merchantId, unread: 1, reason, lastAt: now })
    .onConflictDoUpdate({
      target: threads.customerId,
      set: { unread: sql`${threads.unread} + 1`, reason: sql`excluded.reason`, lastAt: sql`excluded.last_at` },
    }),
]);
