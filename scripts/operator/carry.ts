// Rows of the database that is replaced, as one statement of the restored one reads them.

import type { Client } from "@libsql/client/web";

/** So many rows in one statement. */
const ROWS_AT_ONCE = 5_000;

interface Carried {
  /** Of the database that is replaced. */
  readonly read: string;
  /** Of the restored one; `:rows` is a JSON list of what was read. */
  readonly write: string;
  /** What was not read counts too: all of it goes into one statement. */
  readonly whole?: boolean;
}

/** @returns how many rows were changed. */
export async function carry(into: Client, since: Client, { read, write, whole = false }: Carried): Promise<number> {
  const { rows, columns } = await since.execute(read);
  const all = rows.map((row) => Object.fromEntries(columns.map((name) => [name, row[name]])));
  const size = whole ? Math.max(all.length, 1) : ROWS_AT_ONCE;
  let changed = 0;
  for (let i = 0; i < all.length || (whole && i === 0); i += size) {
    const args = { rows: JSON.stringify(all.slice(i, i + size)) };
    const [done] = await into.batch([{ sql: write, args }], "write");
    changed += done?.rowsAffected ?? 0;
  }
  return changed;
}
