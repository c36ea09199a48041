// What is said: conversations, texts that came in, texts to go out, threads of the inbox.

import { index, integer, primaryKey, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import type { JournalEvent, ThreadReason } from "../../../src/conversation/events.ts";
import type { MessageClass, MessageStatus } from "../../../src/messaging/lifecycle.ts";
import type { Encoding } from "../../../src/messaging/segments.ts";
import type { TextKind } from "../../../src/texts/kinds.ts";
import type { StoredState } from "../stored-state.ts";

export const conversations = sqliteTable(
  "conversations",
  {
    id: text().primaryKey(),
    senderId: text("sender_id").notNull(),
    phone: text().notNull(),
    seq: integer().notNull(),
    state: text({ mode: "json" }).$type<StoredState>().notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [unique().on(t.senderId, t.phone)],
);

export const conversationEntries = sqliteTable(
  "conversation_entries",
  {
    conversationId: text("conversation_id").notNull(),
    seq: integer().notNull(),
    cause: text().notNull(),
    events: text({ mode: "json" }).$type<readonly JournalEvent[]>().notNull(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.conversationId, t.seq] })],
);

export const inboundMessages = sqliteTable(
  "inbound_messages",
  {
    id: text().primaryKey(),
    carrier: text().$type<"vonage" | "simulator">().notNull(),
    carrierMessageId: text("carrier_message_id").notNull(),
    senderId: text("sender_id"),
    customerId: text("customer_id"),
    from: text("from_number").notNull(),
    to: text("to_number").notNull(),
    text: text().notNull(),
    sentAt: integer("sent_at"),
    writtenAt: integer("written_at"),
    receivedAt: integer("received_at").notNull(),
  },
  (t) => [
    unique().on(t.carrier, t.carrierMessageId),
    index("inbound_of_customer").on(t.customerId, t.receivedAt),
    index("inbound_by_phone").on(t.from, t.receivedAt),
  ],
);

export const inboundConflicts = sqliteTable("inbound_conflicts", {
  id: text().primaryKey(),
  carrier: text().notNull(),
  carrierMessageId: text("carrier_message_id").notNull(),
  from: text("from_number").notNull(),
  to: text("to_number").notNull(),
  text: text().notNull(),
  receivedAt: integer("received_at").notNull(),
});

export const outbox = sqliteTable(
  "outbox",
  {
    id: text().primaryKey(),
    cause: text().notNull(),
    n: integer().notNull(),
    senderId: text("sender_id").notNull(),
    merchantId: text("merchant_id"),
    customerId: text("customer_id"),
    personId: text("person_id"),
    recipient: text().notNull(),
    recipientHash: text("recipient_hash"),
    class: text().$type<MessageClass>().notNull(),
    kind: text().$type<TextKind>().notNull(),
    text: text().notNull(),
    encoding: text().$type<Encoding>().notNull(),
    segments: integer().notNull(),
    holdsSecret: integer("holds_secret", { mode: "boolean" }).notNull().default(false),
    evenIfStopped: integer("even_if_stopped", { mode: "boolean" }).notNull().default(false),
    answersAt: integer("answers_at"),
    introduces: integer({ mode: "boolean" }).notNull().default(false),
    status: text().$type<MessageStatus>().notNull(),
    reason: text(),
    priority: integer().notNull(),
    dueAt: integer("due_at").notNull(),
    expiresAt: integer("expires_at"),
    attempt: integer().notNull().default(0),
    claim: text(),
    leaseUntil: integer("lease_until"),
    carrierMessageId: text("carrier_message_id"),
    createdAt: integer("created_at").notNull(),
    submittedAt: integer("submitted_at"),
    settledAt: integer("settled_at"),
  },
  (t) => [
    unique().on(t.cause, t.n),
    index("outbox_of_customer").on(t.customerId, t.createdAt),
    index("outbox_to_person").on(t.personId),
  ],
);

export const threads = sqliteTable(
  "threads",
  {
    customerId: text("customer_id").primaryKey(),
    merchantId: text("merchant_id").notNull(),
    unread: integer().notNull().default(0),
    reason: text().$type<ThreadReason>().notNull(),
    lastAt: integer("last_at").notNull(),
  },
  (t) => [index("threads_of_merchant").on(t.merchantId, t.lastAt)],
);
