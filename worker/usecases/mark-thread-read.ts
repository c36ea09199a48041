// Someone has seen a conversation up to a moment. What came after that moment stays unread.

import { and, eq, gt, lte } from "drizzle-orm";
import type { Context } from "../context.ts";
import { threads } from "../db/schema.ts";

/** @param upTo Unix milliseconds: the newest message that was on the page. */
export async function markThreadRead(
  context: Context,
  merchantId: string,
  customerId: string,
  upTo: number,
): Promise<void> {
  const marked = await context.db.orm
    .update(threads)
    .set({ unread: 0 })
    .where(
      and(
        eq(threads.merchantId, merchantId),
        eq(threads.customerId, customerId),
        gt(threads.unread, 0),
        lte(threads.lastAt, upTo),
      ),
    )
    .returning({ customerId: threads.customerId });
  if (marked.length > 0) context.nudgeRooms(merchantId);
}
