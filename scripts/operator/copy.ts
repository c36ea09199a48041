// A database copied row by row, of one snapshot: over HTTP, where nobody can reach its file.

import type { Client, InValue, Row, Transaction } from "@libsql/client/web";
import Database from "libsql";

const ROWS_A_PAGE = 500;

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  /** What its rows are ordered by, uniquely. */
  readonly key: readonly string[];
}

/** Of a table, or all else that was created: indexes and triggers, which come after the rows. */
const CREATED = `SELECT type, name, sql FROM sqlite_schema
  WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'libsql\\_%' ESCAPE '\\' ORDER BY rowid`;

/** @param file is made, and must not be there. */
export async function copyDatabase(client: Client, file: string): Promise<void> {
  const from = await client.transaction("read");
  const to = new Database(file);
  try {
    const { rows: created } = await from.execute(CREATED);
    const tables = created.filter(({ type }) => type === "table");
    // Rows come before those that they refer to.
    to.exec("PRAGMA foreign_keys=OFF; BEGIN");
    for (const { sql } of tables) to.exec(String(sql));
    for (const { name, sql } of tables) {
      await copyRows(from, to, await describe(from, String(name), String(sql)));
    }
    for (const { sql } of created.filter(({ type }) => type !== "table")) to.exec(String(sql));
    to.exec("COMMIT");
  } finally {
    to.close();
    from.close();
  }
}

async function describe(from: Transaction, name: string, sql: string): Promise<Table> {
  const { rows } = await from.execute({ sql: "SELECT name, pk FROM pragma_table_info(?) ORDER BY cid", args: [name] });
  const columns = rows.map((row) => String(row.name));
  const primary = rows.filter(({ pk }) => Number(pk) > 0).sort((a, b) => Number(a.pk) - Number(b.pk));
  const hasRowid = !/WITHOUT\s+ROWID[^)]*$/i.test(sql);
  return { name, columns, key: hasRowid ? ["rowid"] : primary.map((row) => String(row.name)) };
}

async function copyRows(from: Transaction, to: Database.Database, { name, columns, key }: Table): Promise<void> {
  const quoted = (words: readonly string[]) => words.map((word) => `"${word}"`).join(", ");
  // In double quotes rowid would be a text where a table has none.
  const order = key[0] === "rowid" ? "rowid" : quoted(key);
  const places = (words: readonly string[]) => words.map(() => "?").join(", ");
  const insert = to.prepare(`INSERT INTO "${name}" (${quoted(columns)}) VALUES (${places(columns)})`);
  let after: readonly InValue[] | null = null;
  for (;;) {
    const where: string = after === null ? "" : `WHERE (${order}) > (${places(key)})`;
    const sql: string = `SELECT ${order}, ${quoted(columns)} FROM "${name}" ${where} ORDER BY ${order} LIMIT ${ROWS_A_PAGE}`;
    const { rows }: { rows: Row[] } = await from.execute({ sql, args: [...(after ?? [])] });
    for (const row of rows) insert.run(columns.map((_, i) => storable(row[key.length + i])));
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS_A_PAGE) return;
    after = key.map((_, i) => last[i] as InValue);
  }
}

const storable = (value: unknown): unknown => (value instanceof ArrayBuffer ? Buffer.from(value) : value);
