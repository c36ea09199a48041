// Who has left or was deleted, by a hash of the number, and the fingerprints of the keys that such hashes are made with.

import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { FormerMember } from "../../../src/loyalty/former-member.ts";

export const suppressions = sqliteTable(
  "suppressions",
  {
    scopeKind: text("scope_kind").$type<"business" | "pool">().notNull(),
    scopeId: text("scope_id").notNull(),
    numberHash: text("number_hash").notNull(),
    stoppedAt: integer("stopped_at"),
    liftedAt: integer("lifted_at"),
    source: text().$type<"text" | "page" | "carrier" | "staff">().notNull(),
  },
  (t) => [primaryKey({ columns: [t.numberHash, t.scopeKind, t.scopeId] })],
);

export const formerMembers = sqliteTable(
  "former_members",
  {
    numberHash: text("number_hash").notNull(),
    merchantId: text("merchant_id").notNull(),
    deletedAt: integer("deleted_at").notNull(),
    had: text({ mode: "json" }).$type<FormerMember["had"]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.numberHash, t.merchantId] }), index("former_members_by_age").on(t.deletedAt)],
);

export const serviceKeys = sqliteTable("service_keys", {
  name: text().primaryKey(),
  fingerprint: text().notNull(),
});

export const backfills = sqliteTable("backfills", {
  name: text().primaryKey(),
  cursor: text().notNull(),
  doneAt: integer("done_at"),
});
