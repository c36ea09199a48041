// Who has left, by a hash of the number, and the fingerprints of the keys that such hashes are made with.

import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

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

export const serviceKeys = sqliteTable("service_keys", {
  name: text().primaryKey(),
  fingerprint: text().notNull(),
});

export const backfills = sqliteTable("backfills", {
  name: text().primaryKey(),
  cursor: text().notNull(),
  doneAt: integer("done_at"),
});
