// The runner of migrations: what it applies, what it keeps, and what it refuses to touch.

import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Client, createClient } from "@libsql/client/web";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type LibsqlServer, startLibsqlServer } from "../../scripts/libsql-server.ts";
import { MigrationError, migrate } from "../../scripts/migrations.ts";

let server: LibsqlServer;
let client: Client;
let folder: string;

beforeEach(async () => {
  server = await startLibsqlServer({ file: ":memory:" });
  client = createClient({ url: server.url });
  folder = await mkdtemp(join(tmpdir(), "migrations-"));
  await write("0001_shops.sql", "-- Shops; all of them.\nCREATE TABLE shop (id TEXT PRIMARY KEY);\n");
  await write("0002_hours.sql", "ALTER TABLE shop ADD COLUMN hours TEXT; CREATE INDEX shop_hours ON shop (hours);");
});

afterEach(async () => {
  client.close();
  await server.close();
  await rm(folder, { recursive: true });
});

const write = (file: string, sql: string) => writeFile(join(folder, file), sql);

async function refusal(): Promise<string> {
  const outcome = await migrate(client, folder).catch((error: unknown) => error);
  if (!(outcome instanceof MigrationError)) throw new Error("this had to be refused", { cause: outcome });
  return outcome.message;
}

const names = async () =>
  (await client.execute("SELECT name FROM migrations ORDER BY number")).rows.map((row) => row.name);

test("applies what is missing, in order, and records it", async () => {
  expect(await migrate(client, folder)).toEqual({ applied: ["0001_shops", "0002_hours"], total: 2 });
  await client.execute("INSERT INTO shop (id, hours) VALUES ('a', '9-5')");
  expect(await migrate(client, folder)).toEqual({ applied: [], total: 2 });

  await write("0003_names.sql", "ALTER TABLE shop ADD COLUMN name TEXT");
  expect(await migrate(client, folder)).toEqual({ applied: ["0003_names"], total: 3 });
  expect((await client.execute("SELECT id, hours, name FROM shop")).rows).toHaveLength(1);

  const { rows } = await client.execute("SELECT sha256, applied_at FROM migrations WHERE number = 1");
  expect({ ...rows[0] }).toEqual({
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    applied_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  });
});

test("a migration that fails leaves nothing behind, nor do those after it", async () => {
  await write("0002_hours.sql", "CREATE TABLE half (a); INSERT INTO half VALUES (1); INSERT INTO nowhere VALUES (1)");
  await write("0003_names.sql", "CREATE TABLE whole (a)");
  expect(await refusal()).toMatch(
    /^Migration 0002_hours failed at its statement 3, and nothing of it was kept: .*nowhere/,
  );
  expect(await names()).toEqual(["0001_shops"]);
  await expect(client.execute("SELECT * FROM half")).rejects.toThrow("no such table");
});

test("two at the same time do the work once", async () => {
  const outcomes = await Promise.allSettled([migrate(client, folder), migrate(client, folder)]);
  expect(outcomes.some(({ status }) => status === "fulfilled")).toBe(true);
  for (const outcome of outcomes) {
    if (outcome.status === "rejected") expect(outcome.reason.message).toContain("by another process just now");
  }
  expect(await names()).toEqual(["0001_shops", "0002_hours"]);
});

test("the ends of the lines are no edit", async () => {
  await migrate(client, folder);
  await write("0001_shops.sql", "-- Shops; all of them.\r\nCREATE TABLE shop (id TEXT PRIMARY KEY);\r\n");
  expect((await migrate(client, folder)).applied).toEqual([]);
});

test("an edit is refused", async () => {
  await migrate(client, folder);
  await write("0001_shops.sql", "CREATE TABLE shop (id INTEGER PRIMARY KEY)");
  await write("0003_names.sql", "CREATE TABLE never (a)");
  expect(await refusal()).toBe(
    "Migration 0001_shops was edited after it was applied: restore it and put the change in a new migration.",
  );
  expect(await names()).toHaveLength(2);
});

test("a new name for an applied migration is refused", async () => {
  await migrate(client, folder);
  await rename(join(folder, "0002_hours.sql"), join(folder, "0002_opening.sql"));
  expect(await refusal()).toBe(
    "Migration 0002_hours was applied and is now named 0002_opening: give it its name back.",
  );
});

test("a gap is refused", async () => {
  await write("0004_names.sql", "SELECT 1");
  expect(await refusal()).toBe("Migration 0003 is missing: the next file is 0004_names.sql.");
  await expect(client.execute("SELECT * FROM shop")).rejects.toThrow("no such table");
});

test("two files with one number are refused", async () => {
  await write("0002_other.sql", "SELECT 1");
  expect(await refusal()).toBe("Two migrations have the same number: 0002_hours.sql and 0002_other.sql.");
});

test("a file with another kind of name is refused", async () => {
  await write("hotfix.sql", "SELECT 1");
  expect(await refusal()).toMatch(/^hotfix\.sql is not named like a migration/);
});

test("a database of a newer version is refused", async () => {
  await migrate(client, folder);
  await rm(join(folder, "0002_hours.sql"));
  expect(await refusal()).toBe(
    "The database has the newer schema of 0002_hours, which this version does not know: start the newer version.",
  );
});

test("a record that is missing is refused", async () => {
  await migrate(client, folder);
  await client.execute("DELETE FROM migrations WHERE number = 1");
  expect(await refusal()).toBe("The database has migration 0002_hours but lacks the one with number 1.");
});

test("the command migrates the database of DATABASE_URL, or says in one sentence why it can't", async () => {
  const run = (env: NodeJS.ProcessEnv) =>
    promisify(execFile)(process.execPath, ["scripts/migrate.ts"], { env: { ...process.env, ...env } });

  const { stdout } = await run({ DATABASE_URL: server.url });
  expect(stdout).toMatch(/^(Applied \d{4}_\w+\.\n)+The database is up to date: \d+ migrations?\.\n$/);

  await client.execute("INSERT INTO migrations VALUES (9999, '9999_future', '', '')");
  await expect(run({ DATABASE_URL: server.url })).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^The database has [^\n]+\.\n$/),
  });
  await expect(run({ DATABASE_URL: "" })).rejects.toMatchObject({
    code: 1,
    stderr: "DATABASE_URL is missing.\n",
  });
  await expect(run({ DATABASE_URL: "http://127.0.0.1:1" })).rejects.toMatchObject({
    code: 1,
    stderr: "The database of DATABASE_URL can't be reached.\n",
  });
});

test("rewards and claims that are made anew keep what was in them, and who refers to them", async () => {
  const own = join(import.meta.dirname, "../../migrations");
  const files = (await readdir(own)).filter((file) => file.endsWith(".sql"));
  await rm(folder, { recursive: true });
  await mkdir(folder);
  const copy = (from: string, to: string) =>
    Promise.all(
      files.filter((file) => file > from && file < to).map((file) => cp(join(own, file), join(folder, file))),
    );
  await copy("", "0006");
  await migrate(client, folder);
  await client.batch([
    "INSERT INTO merchants (id, slug, name, language, time_zone, unit, created_at) VALUES ('m', 'm', 'M', 'en', 'UTC', '{}', 1)",
    "INSERT INTO customers (id, merchant_id, phone, created_at) VALUES ('c', 'm', '+15145550101', 1)",
    "INSERT INTO rewards (id, merchant_id, cost, title_en, title_fr, stock, created_at) VALUES ('r', 'm', 5, 'A', 'B', 3, 1)",
    "INSERT INTO claims (id, merchant_id, customer_id, reward_id, cost, status, code, code_until, taken_at) VALUES ('k', 'm', 'c', 'r', 5, 'in_use', 'K7M42F', 9, 1)",
    "INSERT INTO disputes (id, merchant_id, customer_id, claim_id, given_by, opened_at) VALUES ('d', 'm', 'c', 'k', 'staff:1', 1)",
  ]);
  const before = await Promise.all(["rewards", "claims", "disputes"].map(rowsOf));

  await copy("0006", "9999");
  await migrate(client, folder);
  const after = await Promise.all(["rewards", "claims", "disputes"].map(rowsOf));
  expect(after).toMatchObject(before);
  expect((await client.execute("PRAGMA foreign_key_check")).rows).toEqual([]);
  for (const refused of ["DELETE FROM claims", "DELETE FROM rewards", "UPDATE claims SET cost = 0"]) {
    await expect(client.execute(refused)).rejects.toThrow(/constraint failed/i);
  }
});

const rowsOf = async (table: string) =>
  (await client.execute(`SELECT * FROM ${table}`)).rows.map((row) => ({ ...row }));
