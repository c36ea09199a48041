// A copy of a small database as statements, for a reference that keeps its own.

import type { Client, InValue } from "@libsql/client/web";

export interface CopyStatement {
  readonly sql: string;
  readonly values: readonly InValue[];
}

/** Its tables, indexes and triggers, and then its rows, whose foreign keys hold at the end alone. */
export async function copyOf(db: Client): Promise<readonly CopyStatement[]> {
  const schema = await db.execute(
    "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type <> 'table'",
  );
  const tables = schema.rows.filter(({ type }) => type === "table").map(({ name }) => String(name));
  const rows = await Promise.all(tables.map((table) => rowsOf(db, table)));
  return [...schema.rows.map(({ sql }) => ({ sql: String(sql), values: [] })), ...rows.flat()];
}

async function rowsOf(db: Client, table: string): Promise<readonly CopyStatement[]> {
  const { columns, rows } = await db.execute(`SELECT * FROM ${table}`);
  const sql = `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`;
  return rows.map((row) => ({ sql, values: columns.map((column) => row[column] ?? null) }));
}
