/** Brings a database up to the numbered SQL files of a folder. Files are never edited once applied: their hashes are kept. */

import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Client, LibsqlBatchError, LibsqlError } from "@libsql/client/web";
import { parse } from "./libsql-server/sql.ts";
import { Refusal } from "./refusal.ts";

export type Migrated = {
  /** Names of those applied by this run, in order. */
  applied: string[];
  /** How many the database has now. */
  total: number;
};

/** Why a database is not migrated, in one sentence for the person who started it. */
export class MigrationError extends Refusal {}

type Migration = { number: number; name: string; sql: string; sha256: string };
type Applied = { number: number; name: string; sha256: string };

/** Which files a database has had: the one table that none of them makes. */
export const TABLE_OF_MIGRATIONS = `
  CREATE TABLE IF NOT EXISTS migrations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    applied_at TEXT NOT NULL
  )`;

const FILE_NAME = /^(\d{4})_[a-z0-9_]+\.sql$/;

export async function migrate(client: Client, folder: string): Promise<Migrated> {
  const migrations = await readMigrations(folder);
  const before = await readApplied(client);
  check(before, migrations);
  const missing = migrations.slice(before.length);
  for (const migration of missing) await apply(client, migration);
  return { applied: missing.map(({ name }) => name), total: migrations.length };
}

/** Names of those that the database lacks, in order. Changes nothing. @throws a MigrationError as `migrate` does. */
export async function missingMigrations(client: Client, folder: string): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const { rows } = await client.execute("SELECT 1 FROM sqlite_schema WHERE name = 'migrations'");
  const before = rows.length === 0 ? [] : await selectApplied(client);
  check(before, migrations);
  return migrations.slice(before.length).map(({ name }) => name);
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".sql")).sort();
  if (files.length === 0) throw new MigrationError(`There are no migrations in ${folder}.`);
  const migrations: Migration[] = [];
  for (const file of files) {
    const number = Number(FILE_NAME.exec(file)?.[1]);
    const previous = migrations.at(-1);
    if (Number.isNaN(number)) {
      throw new MigrationError(`${file} is not named like a migration: four digits, "_", lower case words, ".sql".`);
    }
    if (number === previous?.number) {
      throw new MigrationError(`Two migrations have the same number: ${previous.name}.sql and ${file}.`);
    }
    if (number !== migrations.length + 1) {
      const wanted = String(migrations.length + 1).padStart(4, "0");
      throw new MigrationError(`Migration ${wanted} is missing: the next file is ${file}.`);
    }
    // A checkout may have changed the ends of the lines; that is no edit.
    const sql = (await readFile(join(folder, file), "utf8")).replaceAll("\r\n", "\n");
    migrations.push({
      number,
      name: file.slice(0, -".sql".length),
      sql,
      sha256: createHash("sha256").update(sql).digest("hex"),
    });
  }
  return migrations;
}

async function readApplied(client: Client): Promise<Applied[]> {
  await client.execute(TABLE_OF_MIGRATIONS);
  return selectApplied(client);
}

async function selectApplied(client: Client): Promise<Applied[]> {
  const { rows } = await client.execute("SELECT number, name, sha256 FROM migrations ORDER BY number");
  return rows.map(({ number, name, sha256 }) => ({
    number: Number(number),
    name: String(name),
    sha256: String(sha256),
  }));
}

function check(applied: Applied[], migrations: Migration[]): void {
  for (const [i, { number, name, sha256 }] of applied.entries()) {
    const migration = migrations[i];
    if (number !== i + 1) {
      throw new MigrationError(`The database has migration ${name} but lacks the one with number ${i + 1}.`);
    }
    if (migration === undefined) {
      throw new MigrationError(
        `The database has the newer schema of ${applied.at(-1)?.name}, which this version does not know: start the newer version.`,
      );
    }
    if (migration.name !== name) {
      throw new MigrationError(
        `Migration ${name} was applied and is now named ${migration.name}: give it its name back.`,
      );
    }
    if (migration.sha256 !== sha256) {
      throw new MigrationError(
        `Migration ${name} was edited after it was applied: restore it and put the change in a new migration.`,
      );
    }
  }
}

/** A migration and its record are one transaction; the record goes first and stops a second runner. */
async function apply(client: Client, { number, name, sql, sha256 }: Migration): Promise<void> {
  const record = {
    sql: "INSERT INTO migrations (number, name, sha256, applied_at) VALUES (?, ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ'))",
    args: [number, name, sha256],
  };
  try {
    await client.batch([record, ...parse(sql).map(({ text }) => text)], "write");
  } catch (error) {
    if (!(error instanceof LibsqlError)) throw error;
    if (!(error instanceof LibsqlBatchError)) throw failed(name, "", error);
    if (error.statementIndex === 0 && error.code === "SQLITE_CONSTRAINT") {
      throw new MigrationError(`Migration ${name} was applied by another process just now: try again.`);
    }
    throw failed(name, ` at its statement ${error.statementIndex}`, error);
  }
}

function failed(name: string, where: string, { message }: Error): MigrationError {
  return new MigrationError(`Migration ${name} failed${where}, and nothing of it was kept: ${message}.`);
}
