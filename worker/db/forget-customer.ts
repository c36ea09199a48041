// What names a customer goes out of every table; what the shop must be able to show stays, under a name that is nobody's.

import { and, eq, gt, gte, inArray, isNotNull, isNull, lt, ne, notInArray, or, type SQL, sql } from "drizzle-orm";
import { newConversation } from "../../src/conversation/state.ts";
import { DELETED } from "../../src/merchant/deleted-customer.ts";
import { statusBy, statusesFor } from "../../src/rewards/claims.ts";
import { DAY_MS } from "../../src/time.ts";
import type { Database, Query } from "./client.ts";
import { stillAsLoaded } from "./consent.ts";
import { overtakeTexts } from "./customer-conversation.ts";
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
  senderMerchants,
  senders,
  signUps,
  threads,
} from "./schema.ts";
import { toStoredState } from "./stored-state.ts";

type Customer = typeof customers.$inferSelect;

/** The state remembers what was last said, to tell a robot by it. */
const blank = toStoredState(newConversation);

/** A record, and what stands in it where the telephone number or the address stood. */
export interface Forgotten {
  readonly customer: Customer;
  readonly nobody: string;
}

export interface Forgetting {
  readonly phone: string;
  /** The record of the shop that was asked. */
  readonly own: Forgotten;
  /** Of shops whose member they are not, on the same lines. */
  readonly others: readonly Forgotten[];
  /** Shops and lines that keep the number no longer. */
  readonly merchantIds: readonly string[];
  readonly senderIds: readonly string[];
}

/** The shops that can be come to from this one, from line to line, and the records that any shop has of a number. */
export const selectForgetting = ({ orm }: Database, merchantId: string, phone: string) =>
  [
    orm
      .select({ senderId: senderMerchants.senderId, merchantId: senderMerchants.merchantId })
      .from(senderMerchants)
      .where(
        sql`${senderMerchants.merchantId} IN (
          WITH RECURSIVE near (merchant_id) AS (
            SELECT ${merchantId}
            UNION
            SELECT theirs.merchant_id FROM near
              JOIN sender_merchants AS ours ON ours.merchant_id = near.merchant_id
              JOIN sender_merchants AS theirs ON theirs.sender_id = ours.sender_id
          ) SELECT merchant_id FROM near)`,
      ),
    orm.select().from(customers).where(eq(customers.phone, phone)),
  ] as const;

export function forgetCustomer(db: Database, forgetting: Forgetting, now: number): readonly Query[] {
  const { own, others } = forgetting;
  return [
    ...others.map(({ customer }) => stillAsLoaded(db, customer)),
    ...forgetConversations(db, forgetting, now),
    ...[own, ...others].flatMap(({ customer, nobody }) => [
      ...forgetWords(db, customer, nobody, now),
      ...forgetNumber(db, customer, nobody),
      ...pseudonymise(db, customer, nobody),
      ...closeDoors(db, customer, now),
    ]),
    ...forgetWaiting(db, forgetting),
  ];
}

/** What was said, both ways. */
function forgetWords(db: Database, customer: Customer, nobody: string, now: number): readonly Query[] {
  const { orm } = db;
  return [
    orm.update(inboundMessages).set({ from: nobody, text: "" }).where(eq(inboundMessages.customerId, customer.id)),
    ...forgetOutbox(db, eq(outbox.customerId, customer.id), nobody, now),
    orm.delete(threads).where(eq(threads.customerId, customer.id)),
  ];
}

/** On each line that nobody needs it on, and what was said there before anybody knew to which shop. */
function forgetConversations(db: Database, { phone, own, senderIds }: Forgetting, now: number) {
  const { orm } = db;
  const { nobody } = own;
  const { id } = own.customer;
  if (senderIds.length === 0) return [];
  const theirs = and(inArray(conversations.senderId, senderIds), eq(conversations.phone, phone));
  const numbers = orm.select({ number: senders.number }).from(senders).where(inArray(senders.id, senderIds));
  const isNobodys = and(isNull(outbox.customerId), isNull(outbox.personId));
  const toIt = and(eq(outbox.recipient, phone), inArray(outbox.senderId, senderIds), isNobodys);
  return [
    ...overtakeTexts(db, theirs, { cause: `deleted:${id}`, events: [] }, now),
    orm.update(conversations).set({ phone: nobody, state: blank }).where(theirs),
    orm.delete(inboundConflicts).where(and(eq(inboundConflicts.from, phone), inArray(inboundConflicts.to, numbers))),
    orm
      .update(inboundMessages)
      .set({ from: nobody, text: "" })
      .where(and(eq(inboundMessages.from, phone), inArray(inboundMessages.senderId, senderIds))),
    ...forgetOutbox(db, toIt, nobody, now),
  ];
}

/** A tablet puts points aside for a number that the shop has no record of. */
const forgetWaiting = ({ orm }: Database, { phone, own: { nobody }, merchantIds }: Forgetting): readonly Query[] => [
  orm
    .update(pendingPoints)
    .set({ phone: nobody, status: undoneIfWaiting })
    .where(and(inArray(pendingPoints.merchantId, merchantIds), eq(pendingPoints.phone, phone))),
];

const undoneIfWaiting = sql`iif(${pendingPoints.status} = 'waiting', 'undone', ${pendingPoints.status})`;

function forgetOutbox({ orm }: Database, which: SQL | undefined, nobody: string, now: number): readonly Query[] {
  return [
    orm
      .update(outbox)
      .set({ status: "cancelled", reason: "customer_deleted", settledAt: now })
      .where(and(which, inArray(outbox.status, ["queued", "held"]))),
    // What is at the carrier at this moment still needs its number.
    orm
      .update(outbox)
      .set({ recipient: nobody, recipientHash: null, text: "" })
      .where(and(which, notInArray(outbox.status, ["sending", "unconfirmed"]))),
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
    .set({ recipient: sql`(${nobody})`, recipientHash: null, text: "" })
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
    orm.update(pendingPoints).set({ phone: nobody, status: undoneIfWaiting }).where(waited),
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
      .set({ status: statusBy.lapse, code: null, codeUntil: null })
      .where(and(eq(claims.customerId, id), inArray(claims.status, [...statusesFor("lapse")]))),
    orm.update(links).set({ revokedAt: now }).where(eq(links.customerId, id)),
    orm.delete(customerSessions).where(eq(customerSessions.customerId, id)),
  ];
}
