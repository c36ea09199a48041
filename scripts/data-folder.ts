/** The folder in which `npm start` keeps what must outlive it: the database, and the keys that belong to it. */

import { accessSync, chmodSync, constants, existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import Database from "libsql";
import { Refusal } from "./refusal.ts";

export type DataFolder = {
  path: string;
  databaseFile: string;
  /** Lets another start have the folder. */
  release(): void;
};

/** Another start has the folder, or has not quite ended. */
export class DataFolderInUse extends Refusal {}

const DATABASE_FILE = "comptoir.db";
export const LINK_SIGNING_KEYS_FILE = "link-signing-keys";
export const NUMBER_HASH_KEY_FILE = "number-hash-key";

/** With what the engine keeps beside a database and a lock. */
const OURS: ReadonlySet<string> = new Set([
  ...["", "-wal", "-shm"].map((end) => `${DATABASE_FILE}${end}`),
  ...["", "-journal"].map((end) => `lock${end}`),
  LINK_SIGNING_KEYS_FILE,
  NUMBER_HASH_KEY_FILE,
]);

/** Makes nothing in it but the lock. */
export function openDataFolder(folder: string): DataFolder {
  const path = resolve(folder);
  // What this process makes from here on is for its own user.
  process.umask(0o077);
  try {
    makeFolder(path);
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    throw new Refusal(`The data folder ${path} can't be written: change its rights or set DATA_DIR.`);
  }
  const release = lock(path);
  try {
    keepPrivate(path);
    return { path, databaseFile: join(path, DATABASE_FILE), release };
  } catch (error) {
    release();
    throw error;
  }
}

/** Step by step: where nothing can be made, as in /proc, Node's own recursion never ends. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another start may have made it meanwhile.
    if (!existsSync(path)) throw error;
  }
}

/** Numbers and texts of customers are in it, and the keys: what was open to others is closed. A place that all share stays theirs. */
function keepPrivate(path: string): void {
  const names = readdirSync(path).filter((name) => OURS.has(name));
  const isShared = (statSync(path).mode & STICKY) !== 0;
  try {
    if (!isShared) chmodSync(path, 0o700);
    for (const name of names) chmodSync(join(path, name), 0o600);
  } catch {
    throw new Refusal(`The data folder ${path} is somebody else's: only the user that runs the service may read it.`);
  }
}

const STICKY = 0o1000;

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
