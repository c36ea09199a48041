// worker/db/schema.ts says of the tables what the migrations make of them.

import { join } from "node:path";
import { type Client, createClient } from "@libsql/client/web";
import { is } from "drizzle-orm";
import { getTableConfig, type Index, SQLiteTable } from "drizzle-orm/sqlite-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LibsqlServer, startLibsqlServer } from "../../scripts/libsql-server.ts";
import { migrate } from "../../scripts/migrations.ts";
import * as schema from "../../worker/db/schema.ts";

const configs = Object.values(schema)
  .filter((value) => is(value, SQLiteTable))
  .map(getTableConfig);

let server: LibsqlServer;
let db: Client;
beforeAll(async () => {
  server = await startLibsqlServer({ file: ":memory:" });
  db = createClient({ url: server.url });
  await migrate(db, join(import.meta.dirname, "../../migrations"));
});
afterAll(async () => {
  db.close();
  await server.close();
});

test("every table is known, and no other", async () => {
  const { rows } = await db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
  const names = rows.map((row) => String(row.name)).filter((name) => name !== "migrations");
  expect(configs.map(({ name }) => name).sort()).toEqual(names.sort());
});

describe.each(configs)("$name", (config) => {
  const keys = new Set([
    ...config.primaryKeys.flatMap((key) => key.columns.map((column) => column.name)),
    ...config.columns.filter((column) => column.primary).map((column) => column.name),
  ]);

  test("has these columns: type, null or not, default, key", async () => {
    const { rows } = await db.execute(`PRAGMA table_info(${config.name})`);
    const found = rows.map((row) => ({
      name: row.name,
      type: row.type,
      notNull: row.notnull === 1 || row.pk !== 0,
      default: row.dflt_value === null ? null : String(row.dflt_value).replace(/^'|'$/g, ""),
      isKey: row.pk !== 0,
    }));
    const described = config.columns.map((column) => ({
      name: column.name,
      type: column.getSQLType().toUpperCase(),
      notNull: column.notNull,
      default: column.default === undefined ? null : String(column.mapToDriverValue(column.default)),
      isKey: keys.has(column.name),
    }));
    // A later migration adds its columns at the end; the schema keeps them where they belong.
    expect(described.sort(byName)).toEqual(found.sort(byName));
  });

  test("has these unique keys", async () => {
    const found = (await indexes(config.name)).filter(({ isUnique, isPrimary }) => isUnique && !isPrimary);
    const described = [
      ...config.columns.filter((column) => column.isUnique).map((column) => column.name),
      ...config.uniqueConstraints.map((key) => key.columns.map((column) => column.name).join()),
      ...config.indexes.filter((index) => index.config.unique).map(columnsOf),
    ];
    expect(described.sort()).toEqual(found.map(({ columns }) => columns).sort());
  });

  test("has the indexes that are told of", async () => {
    const found = new Map((await indexes(config.name)).map(({ name, columns }) => [name, columns]));
    for (const index of config.indexes) {
      const { name } = index.config;
      expect(`${name} on ${found.get(name)}`).toBe(`${name} on ${columnsOf(index)}`);
    }
  });
});

const columnsOf = ({ config }: Index): string =>
  config.columns.map((column) => ("name" in column ? column.name : "an expression")).join();

const byName = (a: { name: unknown }, b: { name: unknown }): number => (String(a.name) < String(b.name) ? -1 : 1);

async function indexes(table: string) {
  const { rows } = await db.execute(`PRAGMA index_list(${table})`);
  return Promise.all(
    rows.map(async ({ name, unique, origin }) => {
      const columns = await db.execute(`PRAGMA index_info(${String(name)})`);
      return {
        name: String(name),
        isUnique: unique === 1,
        isPrimary: origin === "pk",
        columns: columns.rows.map((row) => row.name).join(),
      };
    }),
  );
}
