// A database that has grown: every table of the migrations filled with rows that a rule makes up from its columns, so that a table
// of tomorrow is filled too. What SQLite knows of it (ANALYZE) is what it would know of many shops.

import { copyFileSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { TABLE_OF_MIGRATIONS } from "../../../scripts/migrations.ts";
import { messageStatuses } from "../../../src/messaging/lifecycle.ts";

const MIGRATIONS = join(import.meta.dirname, "../../../migrations");
const ROWS = 8_000;
/** Shops, and what each has ten of; all else grows with customers and their texts. */
const SHOPS = 200;
const OF_THE_PLATFORM: ReadonlySet<string> = new Set(["merchants", "senders"]);
const OF_A_SHOP: ReadonlySet<string> = new Set(["people", "rewards", "offers", "kiosks", "staff_codes", "api_keys"]);
/** Everybody who has a row has some ten. */
const CUSTOMERS_WITH_ROWS = 800;

interface Column {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly pk: number;
}

/** Two databases with the same rows, at `<path>` and at `<path>.analyzed`: without and with SQLite's own statistics. */
export function growDatabase(path: string): readonly string[] {
  const analyzed = `${path}.analyzed`;
  const db = new Database(path);
  db.exec("PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF");
  db.exec(TABLE_OF_MIGRATIONS);
  for (const file of readdirSync(MIGRATIONS).sort()) db.exec(readFileSync(join(MIGRATIONS, file), "utf8"));
  db.exec("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; BEGIN");
  const tables = db
    .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all();
  for (const { name, sql } of tables as { name: string; sql: string }[]) db.exec(filling(db, name, sql));
  db.exec("COMMIT");
  db.close();
  copyFileSync(path, analyzed);
  const known = new Database(analyzed);
  known.exec("ANALYZE");
  known.close();
  return [path, analyzed];
}

function filling(db: Database.Database, table: string, created: string): string {
  const columns = db.prepare(`PRAGMA table_info(${table})`).all() as Column[];
  const keys = db.prepare(`PRAGMA foreign_key_list(${table})`).all() as { from: string; table: string }[];
  const parents = new Map(keys.map((key) => [key.from, key.table]));
  const values = columns.map((column) => made(table, column, parents.get(column.name), created));
  return `WITH RECURSIVE rows (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM rows WHERE n + 1 < ${rowsOf(table)})
    INSERT OR IGNORE INTO ${table} (${columns.map(({ name }) => name)}) SELECT ${values} FROM rows`;
}

const rowsOf = (table: string): number =>
  OF_THE_PLATFORM.has(table) ? SHOPS : OF_A_SHOP.has(table) ? 10 * SHOPS : ROWS;

/** An expression in n, the number of the row. */
function made(table: string, column: Column, parent: string | undefined, created: string): string {
  const value = madeAnyway(table, column, parent, created);
  // What may be missing is missing in every third row.
  return column.notnull === 1 || column.pk > 0 ? value : `iif(n % 3, ${value}, NULL)`;
}

function madeAnyway(table: string, { name, type, pk }: Column, parent: string | undefined, created: string): string {
  const listed = new RegExp(`\\(${name} IN \\(([^)]*)\\)`).exec(created)?.[1];
  const choices =
    table === "outbox" && name === "status" ? messageStatuses.map((each) => `'${each}'`) : listed?.split(", ");
  if (choices) return `json_extract(json_array(${choices}), '$[' || (n % ${choices.length}) || ']')`;
  if (parent) return `'${parent}-' || (n % ${Math.min(rowsOf(parent), CUSTOMERS_WITH_ROWS)})`;
  if (name === "id") return `'${table}-' || n`;
  if (type === "INTEGER") return name === "seq" || pk > 0 ? `n / ${CUSTOMERS_WITH_ROWS}` : "n";
  if (type === "REAL") return "n * 1.0";
  if (type === "BLOB") return "x'00'";
  return `'${name}-' || n`;
}
