// The keys that `npm start` makes once and keeps beside its database. Where one of them or the database is lost, a new one would hide it.

import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import * as v from "valibot";
import { variables } from "../worker/config.ts";
import { type DataFolder, LINK_SIGNING_KEYS_FILE, NUMBER_HASH_KEY_FILE } from "./data-folder.ts";
import { Refusal } from "./refusal.ts";
import type { Environment } from "./settings.ts";

export interface Keys {
  readonly LINK_SIGNING_KEYS: string;
  readonly NUMBER_HASH_KEY: string;
}

type Kept = { readonly file: string; readonly schema: v.GenericSchema<string>; readonly advice: string };

const kept = {
  LINK_SIGNING_KEYS: {
    file: LINK_SIGNING_KEYS_FILE,
    schema: variables.LINK_SIGNING_KEYS,
    advice: "restore it, or delete it and void all short links",
  },
  NUMBER_HASH_KEY: {
    file: NUMBER_HASH_KEY_FILE,
    schema: variables.NUMBER_HASH_KEY,
    advice: "restore it from a backup: without it nobody knows which numbers have left",
  },
} as const satisfies Readonly<Record<keyof Keys, Kept>>;

const KEY_BYTES = 32;

/** What the environment gives is not made here. A database in the folder is begun together with its keys. @throws a Refusal. */
export function openKeys(folder: DataFolder, given: Environment): Keys {
  const isLocal = !given.DATABASE_URL;
  if (isLocal) refuseHalf(folder, given);
  const keys = {
    LINK_SIGNING_KEYS: given.LINK_SIGNING_KEYS ?? readOrMake(folder, kept.LINK_SIGNING_KEYS),
    NUMBER_HASH_KEY: given.NUMBER_HASH_KEY ?? readOrMake(folder, kept.NUMBER_HASH_KEY),
  };
  if (isLocal && !existsSync(folder.databaseFile)) begin(folder.databaseFile);
  return keys;
}

function refuseHalf({ path, databaseFile }: DataFolder, given: Environment): void {
  const hasDatabase = existsSync(databaseFile);
  const files = [LINK_SIGNING_KEYS_FILE, NUMBER_HASH_KEY_FILE].map((file) => join(path, file));
  if (!hasDatabase && files.every((file) => existsSync(file))) {
    throw new Refusal(
      `The database file ${databaseFile} is missing, and its keys are there: restore a copy of it, or delete ${files.join(" and ")} to begin anew.`,
    );
  }
  const keyFile = join(path, NUMBER_HASH_KEY_FILE);
  if (hasDatabase && !given.NUMBER_HASH_KEY && !existsSync(keyFile) && hasHashes(databaseFile)) {
    throw new Refusal(
      `${keyFile} is missing, and the numbers of the database were hashed with it: ${kept.NUMBER_HASH_KEY.advice}.`,
    );
  }
}

/** It remembers which key it was given; one that has no such table yet takes any. */
function hasHashes(databaseFile: string): boolean {
  const database = new Database(databaseFile);
  try {
    return database.prepare("SELECT 1 FROM service_keys WHERE name = 'number_hash_key'").raw().all().length > 0;
  } catch {
    return false;
  } finally {
    database.close();
  }
}

/** Not an empty file: that is a database which has lost everything. */
function begin(databaseFile: string): void {
  const database = new Database(databaseFile);
  database.exec("PRAGMA journal_mode=WAL");
  database.close();
}

function readOrMake({ path }: DataFolder, { file: name, schema, advice }: Kept): string {
  const file = join(path, name);
  if (!existsSync(file)) {
    writeFileSync(file, `1:${randomBytes(KEY_BYTES).toString("base64url")}`, { mode: 0o600, flag: "wx" });
  }
  const key = readFileSync(file, "utf8").trim();
  if (!v.is(schema, key)) throw new Refusal(`${file} does not hold id:base64url keys: ${advice}.`);
  return key;
}
