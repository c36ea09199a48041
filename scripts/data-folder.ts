/** The folder in which `npm start` keeps what must outlive it: the database and the keys that sign short links. */

import { randomBytes } from "node:crypto";
import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import Database from "libsql";
import * as v from "valibot";
import { variables } from "../worker/config.ts";
import { Refusal } from "./refusal.ts";

export type DataFolder = {
  path: string;
  databaseFile: string;
  linkSigningKeys: string;
  numberHashKey: string;
  /** Lets another start have the folder. */
  release(): void;
};

/** Another start has the folder, or has not quite ended. */
export class DataFolderInUse extends Refusal {}

const KEY_BYTES = 32;

type Keys = { schema: v.GenericSchema<string>; advice: string };

const LINK_SIGNING_KEYS: Keys = {
  schema: variables.LINK_SIGNING_KEYS,
  advice: "restore it, or delete it and void all short links.",
};
const NUMBER_HASH_KEY: Keys = {
  schema: variables.NUMBER_HASH_KEY,
  advice: "restore it from a backup: without it nobody knows which numbers have left.",
};

export function openDataFolder(folder: string): DataFolder {
  const path = resolve(folder);
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    throw new Refusal(`The data folder ${path} can't be written: change its rights or set DATA_DIR.`);
  }
  const release = lock(path);
  try {
    const linkSigningKeys = readKeys(join(path, "link-signing-keys"), LINK_SIGNING_KEYS);
    const numberHashKey = readKeys(join(path, "number-hash-key"), NUMBER_HASH_KEY);
    const databaseFile = join(path, "comptoir.db");
    keepPrivate(databaseFile);
    return { path, databaseFile, linkSigningKeys, numberHashKey, release };
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * Numbers and texts of customers are in it, whoever made the folder. What this process makes from here on is for its own user; what was
 * open to others is closed. The file is not made here: an empty one is a database that has lost everything.
 */
function keepPrivate(databaseFile: string): void {
  process.umask(0o077);
  try {
    for (const file of [databaseFile, `${databaseFile}-wal`, `${databaseFile}-shm`]) {
      if (existsSync(file)) chmodSync(file, 0o600);
    }
  } catch {
    throw new Refusal(`${databaseFile} is somebody else's: only the user that runs the service may read it.`);
  }
}

/** An SQLite lock: unlike a file with a process id in it, the system frees it however the process ends. */
function lock(path: string): () => void {
  const database = new Database(join(path, "lock"));
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch {
    database.close();
    throw new DataFolderInUse(`The data folder ${path} is in use by another start: stop that one or set DATA_DIR.`);
  }
  return () => database.close();
}

function readKeys(file: string, { schema, advice }: Keys): string {
  const fresh = `1:${randomBytes(KEY_BYTES).toString("base64url")}`;
  try {
    writeFileSync(file, fresh, { mode: 0o600, flag: "wx" });
    return fresh;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  const kept = readFileSync(file, "utf8").trim();
  if (!v.is(schema, kept)) throw new Refusal(`${file} does not hold id:base64url keys: ${advice}`);
  return kept;
}
