// Once a minute: finds what a lost nudge or a stopped merchant left behind and sets it going again; ends what has had its time.

import { and, eq, exists, isNotNull, lte, ne, or, type SQL, sql } from "drizzle-orm";
import type { HoldReason } from "../../src/consent/may-send.ts";
import type { Context } from "../context.ts";
import { forgetSent } from "../db/forget-customer.ts";
import { isHeld, isLeased, isQueued } from "../db/outbox-indexes.ts";
import { lapsePending } from "../db/pending.ts";
import { customers, merchants, outbox, senders } from "../db/schema.ts";
import { log } from "../log.ts";

export async function sweep(context: Context): Promise<void> {
  const { orm, write } = context.db;
  const now = context.now();
  const complete = orm
    .select({ id: merchants.id })
    .from(merchants)
    .where(and(eq(merchants.id, outbox.merchantId), isNotNull(merchants.country), isNotNull(merchants.region)));
  // Whatever the customer has said since: the Line asks again, and cancels what may not go.
  const decided = orm
    .select({ id: customers.id })
    .from(customers)
    .where(and(eq(customers.id, outbox.customerId), ne(customers.consent, "held")));
  const heldFor = (reason: HoldReason) => and(isHeld, eq(outbox.reason, reason));

  const onSender = (condition: SQL) =>
    exists(
      orm
        .select({ id: senders.id })
        .from(senders)
        .where(and(eq(senders.id, outbox.senderId), condition)),
    );
  const isCarried = sql`EXISTS (SELECT 1 FROM json_each(${senders.purposes}) WHERE value = ${outbox.class})`;

  const ofSender = (condition: SQL | undefined) =>
    orm
      .select({ id: outbox.id })
      .from(outbox)
      .where(and(eq(outbox.senderId, senders.id), condition));

  const [released, resumed, admitted, waiting] = await write([
    orm
      .update(outbox)
      .set({ status: "queued", reason: null })
      .where(and(heldFor("merchant_incomplete"), exists(complete)))
      .returning({ id: outbox.id }),
    orm
      .update(outbox)
      .set({ status: "queued", reason: null })
      .where(and(heldFor("doubtful_stop"), exists(decided)))
      .returning({ id: outbox.id }),
    orm
      .update(outbox)
      .set({ status: "queued", reason: null })
      .where(
        or(
          and(heldFor("unregistered"), onSender(eq(senders.registered, "yes"))),
          and(heldFor("not_carried"), onSender(isCarried)),
        ),
      )
      .returning({ id: outbox.id }),
    orm
      .select({ senderId: senders.id })
      .from(senders)
      .where(
        or(
          exists(ofSender(and(isQueued, lte(outbox.dueAt, now)))),
          exists(ofSender(and(isLeased, lte(outbox.leaseUntil, now)))),
        ),
      ),
    lapsePending(context.db, now),
    forgetSent(context.db, now),
  ]);
  for (const { senderId } of waiting) context.nudgeSender(senderId);
  const count = released.length + resumed.length + admitted.length;
  if (waiting.length > 0 || count > 0) log("info", "swept", { released: count, senders: waiting.length });
}
