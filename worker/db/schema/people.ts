// The people of a shop: how they sign in, and what they did.

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
  },
  (t) => [unique().on(t.merchantId, t.phone), index("people_by_phone").on(t.phone)],
);

export const signInCodes = sqliteTable(
  "sign_in_codes",
  {
    id: text().primaryKey(),
    personId: text("person_id").notNull(),
    codeHash: text("code_hash").notNull(),
    tries: integer().notNull().default(0),
    expiresAt: integer("expires_at").notNull(),
    usedAt: integer("used_at"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [index("sign_in_codes_of_person").on(t.personId, t.createdAt)],
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
  },
  (t) => [index("sessions_of_person").on(t.personId, t.createdAt)],
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
  (t) => [index("audit_of_merchant").on(t.merchantId, t.at)],
);
