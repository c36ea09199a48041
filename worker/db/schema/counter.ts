// What stands at the counter: kiosks with the codes of their staff, tills with their keys and purchases.

import { index, integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import type { Currency } from "../../../src/loyalty/spending.ts";
import type { ApiScope } from "../../../src/people/api-scopes.ts";

export const kiosks = sqliteTable(
  "kiosks",
  {
    id: text().primaryKey(),
    merchantId: text("merchant_id").notNull(),
    name: text().notNull(),
    pairingHash: text("pairing_hash").unique(),
    pairingUntil: integer("pairing_until"),
    tokenHash: text("token_hash").unique(),
    pairedAt: integer("paired_at"),
    wrongTries: integer("wrong_tries").notNull().default(0),
    lockedUntil: integer("locked_until").notNull().default(0),
    revokedAt: integer("revoked_at"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [index("kiosks_of_merchant").on(t.merchantId, t.createdAt)],
);

export const staffCodes = sqliteTable(
  "staff_codes",
  {
    id: text().primaryKey(),
    merchantId: text("merchant_id").notNull(),
    label: text().notNull(),
    codeHash: text("code_hash").notNull(),
    revokedAt: integer("revoked_at"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [unique().on(t.merchantId, t.codeHash)],
);

export const apiKeys = sqliteTable(
  "api_keys",
  {
    id: text().primaryKey(),
    merchantId: text("merchant_id").notNull(),
    label: text().notNull(),
    keyHash: text("key_hash").notNull().unique(),
    scopes: text({ mode: "json" }).$type<readonly ApiScope[]>().notNull(),
    lastUsedAt: integer("last_used_at"),
    revokedAt: integer("revoked_at"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [index("api_keys_of_merchant").on(t.merchantId, t.createdAt)],
);

export const purchases = sqliteTable(
  "purchases",
  {
    id: text().primaryKey(),
    merchantId: text("merchant_id").notNull(),
    apiKeyId: text("api_key_id").notNull(),
    idempotencyKey: text("idempotency_key").notNull(),
    fingerprint: text().notNull(),
    amountMinor: integer("amount_minor").notNull(),
    currency: text().$type<Currency>().notNull(),
    reference: text(),
    points: integer().notNull(),
    customerId: text("customer_id"),
    entrySeq: integer("entry_seq"),
    pendingId: text("pending_id"),
    balance: integer(),
    refundedAt: integer("refunded_at"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [unique().on(t.apiKeyId, t.idempotencyKey), index("purchases_of_customer").on(t.customerId, t.createdAt)],
);
