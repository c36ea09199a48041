// A customer's conversation with their shop, as acts from outside it (the wallet) find it and add to its journal.

import { and, desc, eq, inArray, ne, type SQL, sql } from "drizzle-orm";
import type { JournalEvent } from "../../src/conversation/events.ts";
import { newConversation } from "../../src/conversation/state.ts";
import type { Database, Query } from "./client.ts";
import { conversationEntries, conversations, customers, senderMerchants } from "./schema.ts";
import { type StoredState, toStoredState } from "./stored-state.ts";

export interface CustomerConversation {
  readonly customer: typeof customers.$inferSelect;
  /** Null for a shop without a number: nothing can be said there. */
  readonly senderId: string | null;
  /** Null for a customer who has never texted. */
  readonly id: string | null;
  readonly seq: number;
  readonly state: StoredState;
}

/** One round trip; null for a customer of another merchant. */
export async function loadCustomerConversation(
  { orm }: Database,
  merchantId: string,
  customerId: string,
): Promise<CustomerConversation | null> {
  const [row] = await orm
    .select({
      customer: customers,
      senderId: senderMerchants.senderId,
      id: conversations.id,
      seq: conversations.seq,
      state: conversations.state,
    })
    .from(customers)
    .leftJoin(senderMerchants, eq(senderMerchants.merchantId, customers.merchantId))
    .leftJoin(
      conversations,
      and(eq(conversations.senderId, senderMerchants.senderId), eq(conversations.phone, customers.phone)),
    )
    .where(and(eq(customers.merchantId, merchantId), eq(customers.id, customerId)))
    // Of several numbers of a shop, the one that was talked on last.
    .orderBy(desc(conversations.updatedAt))
    .limit(1);
  if (!row) return null;
  const { seq, state, ...rest } = row;
  return {
    ...rest,
    seq: seq ?? 0,
    state: { ...toStoredState(newConversation), ...state },
  };
}

export interface JournalEntry {
  readonly cause: string;
  readonly events: readonly JournalEvent[];
  /** What becomes of the state. */
  readonly change: Partial<StoredState>;
}

/** None for a shop without a number. The batch dies on the seq when a text came first. */
export function addToConversation(
  { orm }: Database,
  { customer, senderId, id, seq, state }: CustomerConversation,
  { cause, events, change }: JournalEntry,
  now: number,
  newId: () => string,
): Query[] {
  if (senderId === null) return [];
  const conversationId = id ?? newId();
  const stored = { seq: seq + 1, state: { ...state, ...change }, updatedAt: now };
  return [
    id === null
      ? orm.insert(conversations).values({ id: conversationId, senderId, phone: customer.phone, ...stored })
      : orm.update(conversations).set(stored).where(eq(conversations.id, id)),
    orm.insert(conversationEntries).values({ conversationId, seq: seq + 1, cause, events, at: now }),
  ];
}

/**
 * For what is done about a phone from outside its conversations: a text of theirs that has been decided upon and not committed dies on the
 * seq, and is decided again. @param which of the conversations.
 */
export function overtakeTexts(
  { orm }: Database,
  which: SQL | undefined,
  { cause, events }: Pick<JournalEntry, "cause" | "events">,
  now: number,
): Query[] {
  return [
    orm.run(sql`INSERT INTO ${conversationEntries} (conversation_id, seq, cause, events, at)
      SELECT ${conversations.id}, ${conversations.seq} + 1, ${cause}, ${JSON.stringify(events)}, ${now} FROM ${conversations} WHERE ${which}`),
    orm
      .update(conversations)
      .set({ seq: sql`${conversations.seq} + 1` })
      .where(which),
  ];
}

/** The same on the other numbers of the shop. @param senderId the one where this is written down; null for a shop without a number. */
export function overtakeElsewhere(
  db: Database,
  {
    merchantId,
    phone,
    senderId,
  }: { readonly merchantId: string; readonly phone: string; readonly senderId: string | null },
  entry: Pick<JournalEntry, "cause" | "events">,
  now: number,
): Query[] {
  const numbers = db.orm
    .select({ id: senderMerchants.senderId })
    .from(senderMerchants)
    .where(and(eq(senderMerchants.merchantId, merchantId), ne(senderMerchants.senderId, senderId ?? "")));
  const theirs = and(eq(conversations.phone, phone), inArray(conversations.senderId, numbers));
  return overtakeTexts(db, theirs, entry, now);
}
