// Once a minute: finds what a lost nudge or a stopped merchant left behind, and sets it going again.

import { and, eq, inArray, isNotNull, lte, ne, or } from "drizzle-orm";
import type { Context } from "../context.ts";
import { lapsePending } from "../db/pending.ts";
import { customers, merchants, outbox } from "../db/schema.ts";
import { log } from "../log.ts";

export async function sweep(context: Context): Promise<void> {
  const { orm, write } = context.db;
  const now = context.now();
  const complete = orm
    .select({ id: merchants.id })
    .from(merchants)
    .where(and(isNotNull(merchants.country), isNotNull(merchants.region)));
  // Whatever the customer has said since: the Sender asks again, and cancels what may not go.
  const decided = orm.select({ id: customers.id }).from(customers).where(ne(customers.consent, "held"));
  const heldFor = (reason: string) => and(eq(outbox.status, "held"), eq(outbox.reason, reason));

  const [released, resumed, waiting] = await write([
    orm
      .update(outbox)
      .set({ status: "queued", reason: null })
      .where(and(heldFor("merchant_incomplete"), inArray(outbox.merchantId, complete)))
      .returning({ id: outbox.id }),
    orm
      .update(outbox)
      .set({ status: "queued", reason: null })
      .where(and(heldFor("doubtful_stop"), inArray(outbox.customerId, decided)))
      .returning({ id: outbox.id }),
    orm
      .selectDistinct({ senderId: outbox.senderId })
      .from(outbox)
      .where(
        or(
          and(eq(outbox.status, "queued"), lte(outbox.dueAt, now)),
          and(inArray(outbox.status, ["sending", "unconfirmed"]), lte(outbox.leaseUntil, now)),
        ),
      ),
    lapsePending(context.db, now),
  ]);
  for (const { senderId } of waiting) context.nudgeSender(senderId);
  const count = released.length + resumed.length;
  if (waiting.length > 0 || count > 0) log("info", "swept", { released: count, senders: waiting.length });
}
