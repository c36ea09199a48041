// The people of a shop: how they sign in, and what they did.

import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import type { Act } from "../../../src/merchant/acts.ts";
import type { Role } from "../../../src/people/roles.ts";

export const people = sqliteTable(
  "people",
  {
    id: text().primaryKey(),
    merchantId: text("merchant_id").notNull(),
    phone: text().notNull(),
    name: text().notNull(),
    role: text().$type<Role>().notNull(),
    createdAt: integer("created_at").notNull(),
    invitedBy: text("invited_by"),
    confirmedAt: integer("confirmed_at"),
  },
  (t) => [
    unique().on(t.merchantId, t.phone),
    index("people_by_phone").on(t.phone),
    index("people_invited_by").on(t.invitedBy),
  ],
);

export const signInCodes = sqliteTable(
  "sign_in_codes",
  {
    id: text().primaryKey(),
    phone: text(),
    askedBy: text("asked_by").$type<"page" | "text">().notNull(),
    codeHash: text("code_hash"),
    tries: integer().notNull().default(0),
    expiresAt: integer("expires_at").notNull(),
    usedAt: integer("used_at"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [
    index("sign_in_codes_by_text").on(t.phone, t.createdAt).where(sql`${t.askedBy} = 'text'`),
    index("sign_in_codes_by_time").on(t.createdAt),
  ],
);

export const devices = sqliteTable(
  "devices",
  {
    id: text().primaryKey(),
    tokenHash: text("token_hash").notNull().unique(),
    phone: text().notNull(),
    provenUntil: integer("proven_until"),
    expiresAt: integer("expires_at").notNull(),
    usedAt: integer("used_at").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [index("devices_of_phone").on(t.phone, t.createdAt), index("devices_by_expiry").on(t.expiresAt)],
);

export const limitCounters = sqliteTable(
  "limit_counters",
  {
    key: text().primaryKey(),
    count: integer().notNull(),
    until: integer().notNull(),
  },
  (t) => [index("limit_counters_by_time").on(t.until)],
);

export const sessions = sqliteTable(
  "sessions",
  {
    id: text().primaryKey(),
    tokenHash: text("token_hash").notNull().unique(),
    personId: text("person_id").notNull(),
    expiresAt: integer("expires_at").notNull(),
    revokedAt: integer("revoked_at"),
    createdAt: integer("created_at").notNull(),
    deviceId: text("device_id"),
  },
  (t) => [index("sessions_of_person").on(t.personId, t.createdAt), index("sessions_of_device").on(t.deviceId)],
);

export const auditEntries = sqliteTable(
  "audit_entries",
  {
    id: text().primaryKey(),
    merchantId: text("merchant_id").notNull(),
    personId: text("person_id"),
    act: text().$type<Act>().notNull(),
    subject: text().notNull(),
    at: integer().notNull(),
  },
  (t) => [
    index("audit_of_merchant").on(t.merchantId, t.at, t.id),
    index("audit_shown").on(t.merchantId, t.at, t.id),
    index("audit_of_person").on(t.personId),
  ],
);
