// The ledger of points, and what has a hold on it: warnings, points that wait, disputes, moves to another number.

import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { EntryCause } from "../../../src/loyalty/ledger.ts";

export const pointEntries = sqliteTable(
  "point_entries",
  {
    customerId: text("customer_id").notNull(),
    seq: integer().notNull(),
    delta: integer().notNull(),
    balance: integer().notNull(),
    idempotencyKey: text("idempotency_key").notNull().unique(),
    cause: text().$type<EntryCause>().notNull(),
    actor: text().notNull(),
    reverses: integer(),
    reason: text(),
    claimId: text("claim_id"),
    at: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.seq] }),
    uniqueIndex("point_entries_reversed_once").on(t.customerId, t.reverses),
    index("point_entries_by_time").on(t.customerId, t.at),
  ],
);

/** An index of point_entries by shop and time, of what was given at a counter. A trigger keeps it. */
export const counterEntries = sqliteTable(
  "counter_entries",
  {
    merchantId: text("merchant_id").notNull(),
    at: integer().notNull(),
    id: text().notNull(),
    customerId: text("customer_id").notNull(),
    seq: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.at, t.id] }),
    index("counter_entries_of_customer").on(t.customerId, t.at, t.id),
  ],
);

export const expiryWarnings = sqliteTable(
  "expiry_warnings",
  {
    customerId: text("customer_id").notNull(),
    n: integer().notNull(),
    messageId: text("message_id").notNull(),
    warnedAt: integer("warned_at").notNull(),
    throughSeq: integer("through_seq").notNull(),
    expiresAt: integer("expires_at").notNull(),
    settledAt: integer("settled_at"),
  },
  (t) => [primaryKey({ columns: [t.customerId, t.n] })],
);

export const pendingPoints = sqliteTable(
  "pending_points",
  {
    id: text().primaryKey(),
    merchantId: text("merchant_id").notNull(),
    phone: text().notNull(),
    points: integer().notNull(),
    actor: text().notNull(),
    status: text().$type<"waiting" | "settled" | "lapsed" | "undone">().notNull().default("waiting"),
    idempotencyKey: text("idempotency_key").notNull().unique(),
    createdAt: integer("created_at").notNull(),
    lapsesAt: integer("lapses_at").notNull(),
  },
  (t) => [
    index("pending_of_phone").on(t.merchantId, t.phone),
    index("pending_by_number").on(t.merchantId, t.phone),
    index("pending_lapsing").on(t.lapsesAt),
    index("pending_waiting").on(t.merchantId, t.createdAt, t.id),
  ],
);

export const disputes = sqliteTable(
  "disputes",
  {
    id: text().primaryKey(),
    merchantId: text("merchant_id").notNull(),
    customerId: text("customer_id").notNull(),
    entrySeq: integer("entry_seq"),
    claimId: text("claim_id"),
    givenBy: text("given_by").notNull(),
    openedAt: integer("opened_at").notNull(),
    settledAt: integer("settled_at"),
    settledBy: text("settled_by"),
  },
  (t) => [
    index("disputes_of_customer").on(t.customerId, t.openedAt),
    index("disputes_open").on(t.merchantId, t.openedAt),
    index("disputes_settled_by").on(t.settledBy),
  ],
);

export const moves = sqliteTable(
  "moves",
  {
    id: text().primaryKey(),
    merchantId: text("merchant_id").notNull(),
    customerId: text("customer_id").notNull(),
    leftCustomerId: text("left_customer_id"),
    holdSeq: integer("hold_seq"),
    senderId: text("sender_id").notNull(),
    fromPhone: text("from_phone").notNull(),
    toPhone: text("to_phone").notNull(),
    codeHash: text("code_hash").notNull(),
    askedAt: integer("asked_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    movedAt: integer("moved_at"),
    movedBackAt: integer("moved_back_at"),
  },
  (t) => [
    index("moves_of_customer").on(t.customerId, t.askedAt),
    index("moves_of_merchant").on(t.merchantId, t.askedAt),
    index("moves_to_phone").on(t.toPhone, t.askedAt),
    index("moves_from_phone").on(t.fromPhone, t.askedAt),
    index("moves_left").on(t.leftCustomerId),
  ],
);
