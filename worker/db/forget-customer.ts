// What names a customer goes out of every table; what the shop must be able to show stays, under a name that is nobody's.

import { and, eq, gt, gte, inArray, isNotNull, isNull, lt, ne, notInArray, or, sql } from "drizzle-orm";
import { newConversation } from "../../src/conversation/state.ts";
import { DELETED } from "../../src/merchant/deleted-customer.ts";
import { DAY_MS } from "../../src/time.ts";
import type { Database, Query } from "./client.ts";
import type { CustomerConversation } from "./customer-conversation.ts";
import {
  claims,
  conversations,
  customerSessions,
  customers,
  emailConsentEntries,
  inboundConflicts,
  inboundMessages,
  links,
  moves,
  outbox,
  pendingPoints,
  pointEntries,
  purchases,
  senders,
  signUps,
  threads,
} from "./schema.ts";
import { toStoredState } from "./stored-state.ts";

type Customer = typeof customers.$inferSelect;

/** The state remembers what was last said, to tell a robot by it. */
const blank = toStoredState(newConversation);

/** @param nobody stands where the telephone number or the address stood. */
export function forgetCustomer(
  db: Database,
  conversation: CustomerConversation,
  nobody: string,
  now: number,
): readonly Query[] {
  const { customer } = conversation;
  return [
    ...forgetWords(db, conversation, nobody, now),
    ...forgetNumber(db, customer, nobody),
    ...pseudonymise(db, customer, nobody),
    ...closeDoors(db, customer, now),
  ];
}

/** What was said, both ways. */
function forgetWords(
  { orm }: Database,
  { customer, id, isShared, senderId }: CustomerConversation,
  nobody: string,
  now: number,
): readonly Query[] {
  const itsOutbox = eq(outbox.customerId, customer.id);
  const number = orm
    .select({ number: senders.number })
    .from(senders)
    .where(eq(senders.id, senderId ?? ""));
  // One that has only begun with this batch has no id yet.
  const isIt = and(eq(conversations.senderId, senderId ?? ""), eq(conversations.phone, customer.phone));
  // On a shared number the conversation is with the other shops as well.
  const conversation =
    isShared && id !== null
      ? []
      : [
          orm.update(conversations).set({ phone: nobody, state: blank }).where(isIt),
          orm
            .delete(inboundConflicts)
            .where(and(eq(inboundConflicts.from, customer.phone), inArray(inboundConflicts.to, number))),
        ];
  return [
    ...conversation,
    orm.update(inboundMessages).set({ from: nobody, text: "" }).where(eq(inboundMessages.customerId, customer.id)),
    orm
      .update(outbox)
      .set({ status: "cancelled", reason: "customer_deleted", settledAt: now })
      .where(and(itsOutbox, inArray(outbox.status, ["queued", "held"]))),
    // What is at the carrier at this moment still needs its number.
    orm
      .update(outbox)
      .set({ recipient: nobody, text: "" })
      .where(and(itsOutbox, notInArray(outbox.status, ["sending", "unconfirmed"]))),
    orm.delete(threads).where(eq(threads.customerId, customer.id)),
  ];
}

/** Longer than a text is ever at the carrier. */
const AT_CARRIER_MAX_MS = 7 * DAY_MS;

/** Run now and then: the texts that were at the carrier when their customer was deleted. */
export function forgetSent({ orm }: Database, now: number): Query {
  // A range, so that the index of telephone numbers serves.
  const isDeleted = and(gte(customers.phone, DELETED), lt(customers.phone, `${DELETED}~`));
  const nobody = orm.select({ phone: customers.phone }).from(customers).where(eq(customers.id, outbox.customerId));
  return orm
    .update(outbox)
    .set({ recipient: sql`(${nobody})`, text: "" })
    .where(
      and(
        inArray(outbox.customerId, orm.select({ id: customers.id }).from(customers).where(isDeleted)),
        gt(outbox.createdAt, now - AT_CARRIER_MAX_MS),
        notInArray(outbox.status, ["sending", "unconfirmed", "queued"]),
        ne(outbox.text, ""),
      ),
    );
}

function forgetNumber({ orm }: Database, { id, merchantId, phone }: Customer, nobody: string): readonly Query[] {
  const namesNumber = and(eq(moves.merchantId, merchantId), or(eq(moves.fromPhone, phone), eq(moves.toPhone, phone)));
  // Points that were put aside came in under the keys that they had waited under, whatever the number was then.
  const settled = orm
    .select({ key: pointEntries.idempotencyKey })
    .from(pointEntries)
    .where(eq(pointEntries.customerId, id));
  const waited = and(
    eq(pendingPoints.merchantId, merchantId),
    or(eq(pendingPoints.phone, phone), inArray(pendingPoints.idempotencyKey, settled)),
  );
  const waitedFor = orm.select({ id: pendingPoints.id }).from(pendingPoints).where(waited);
  return [
    // What a till calls a purchase may be a name.
    orm
      .update(purchases)
      .set({ reference: null })
      .where(or(eq(purchases.customerId, id), inArray(purchases.pendingId, waitedFor))),
    orm
      .update(customers)
      .set({ phone: nobody, name: null, birthday: null, email: null, lastReceipt: null })
      .where(eq(customers.id, id)),
    orm.delete(moves).where(or(eq(moves.customerId, id), eq(moves.leftCustomerId, id), namesNumber)),
    orm
      .update(pendingPoints)
      .set({ phone: nobody, status: sql`iif(${pendingPoints.status} = 'waiting', 'undone', ${pendingPoints.status})` })
      .where(waited),
  ];
}

/** Evidence and books, all but whom they name: which words of which version were agreed to, where and when, stays as it was. */
function pseudonymise({ orm }: Database, { id, merchantId, phone }: Customer, nobody: string): readonly Query[] {
  const isUnconfirmed = and(eq(signUps.merchantId, merchantId), eq(signUps.phone, phone), isNull(signUps.confirmedAt));
  return [
    orm
      .update(signUps)
      .set({ phone: nobody, prefix: "", source: null, name: null, birthday: null, email: null })
      .where(eq(signUps.customerId, id)),
    orm.delete(signUps).where(isUnconfirmed),
    orm.update(emailConsentEntries).set({ email: nobody }).where(eq(emailConsentEntries.customerId, id)),
    orm
      .update(pointEntries)
      .set({ reason: null })
      .where(and(eq(pointEntries.customerId, id), isNotNull(pointEntries.reason))),
  ];
}

function closeDoors({ orm }: Database, { id }: Customer, now: number): readonly Query[] {
  return [
    orm
      .update(claims)
      .set({ status: "taken", code: null, codeUntil: null })
      .where(and(eq(claims.customerId, id), eq(claims.status, "in_use"))),
    orm.update(links).set({ revokedAt: now }).where(eq(links.customerId, id)),
    orm.delete(customerSessions).where(eq(customerSessions.customerId, id)),
  ];
}
