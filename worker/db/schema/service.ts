// What the service keeps about itself.

import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const probes = sqliteTable("probes", {
  name: text().primaryKey(),
  at: integer().notNull(),
});

export const serviceState = sqliteTable("service_state", {
  name: text().$type<"restored">().primaryKey(),
  since: integer().notNull(),
});
