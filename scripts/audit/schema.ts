// The database itself guards its ledgers: every table, index and trigger that the migrations make is there, as they make it.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import type { Rule } from "./rule.ts";

const MIGRATIONS = join(import.meta.dirname, "../../migrations");

/** What a database that was just migrated has, as a literal of SQL. Made when it is first asked for. */
function expected(): string {
  const database = new Database(":memory:");
  try {
    for (const file of readdirSync(MIGRATIONS).sort()) database.exec(readFileSync(join(MIGRATIONS, file), "utf8"));
    const made = database.prepare("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL").all();
    return `'${JSON.stringify(made).replaceAll("'", "''")}'`;
  } finally {
    database.close();
  }
}

let known: string | undefined;

/** Engines write the text of an altered table with other spaces and quotes. */
const plain = (sql: string) =>
  ["char(10)", "char(13)", "' '", "'\"'"].reduce((text, mark) => `replace(${text}, ${mark}, '')`, sql);

export const schemaRule: Rule = {
  name: "the database guards itself",
  meaning: "Every table, index and trigger of the migrations is there, as they make it.",
  asked: "SELECT count(*) FROM sqlite_schema",
  get faults() {
    known ??= expected();
    return `SELECT printf('%s %s is %s', e.value ->> 'type', e.value ->> 'name', iif(there.name IS NULL, 'not there', 'another'))
      FROM json_each(${known}) AS e
      LEFT JOIN sqlite_schema AS there ON there.type = e.value ->> 'type' AND there.name = e.value ->> 'name'
      WHERE there.name IS NULL OR ${plain("there.sql")} <> ${plain("e.value ->> 'sql'")}`;
  },
};
