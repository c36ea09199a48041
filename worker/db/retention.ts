// What src/retention.ts says, as statements: the oldest rows first, so many at a time.

import { is, sql } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import { DELETED } from "../../src/merchant/deleted-customer.ts";
import type { Retained } from "../../src/retention.ts";
import type { Database, Query } from "./client.ts";
import * as schema from "./schema.ts";

export const ROWS_AT_ONCE_MAX = 500;

const tables = new Map(
  Object.values(schema).flatMap((table) =>
    is(table, SQLiteTable) ? [[getTableConfig(table).name, table] as const] : [],
  ),
);

/** @throws for a table that there is none of; a test reads the whole list. */
export function carryOut({ orm }: Database, { table: name, key, since, ageMs, only, emptied }: Retained, now: number) {
  const table = tables.get(name);
  if (!table) throw new Error(`no table ${name}`);
  const keys = sql.raw(key.join(", "));
  const isOver = sql`${sql.raw(since)} <= ${now - ageMs}${sql.raw(only === undefined ? "" : ` AND ${only}`)}`;
  const oldest = sql`(${keys}) IN (SELECT ${keys} FROM ${sql.raw(name)} WHERE ${isOver} ORDER BY ${sql.raw(since)} LIMIT ${sql.raw(String(ROWS_AT_ONCE_MAX))})`;
  const query: Query = emptied
    ? orm
        .update(table)
        .set({ [emptied]: emptied === "phone" ? DELETED : "" } as never)
        .where(oldest)
    : orm.delete(table).where(oldest);
  return query;
}
