// `restore FILE`: brings a backup back, without taking back what people have said since. Nothing is sent until the audit is clean.

import { chmodSync, copyFileSync, existsSync, linkSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import Database from "libsql";
import { err, ok } from "../../src/result.ts";
import { isKeyOfDatabase } from "../../worker/db/service-keys.ts";
import { createKeyedHash, fingerprintOf } from "../../worker/gateways/keyed-hash.ts";
import { openDataFolder } from "../data-folder.ts";
import { checkDatabaseFile } from "../database-file.ts";
import { migrate } from "../migrations.ts";
import { Refusal } from "../refusal.ts";
import type { Environment } from "../settings.ts";
import type { Command, Say } from "./command.ts";
import { localFolder, MIGRATIONS, readNumberHashKey, serveFile } from "./database.ts";
import { mergeInto } from "./merge.ts";

export const restoreDatabase: Command = {
  name: "restore",
  does: "Puts the backup FILE in place of the database, with the STOPs and deletions since; nothing is sent until audit is clean.",
  takesFile: true,
  flags: {},
  read: (_, file) =>
    file !== "" && !existsSync(resolve(file)) ? err([`${resolve(file)} is not there`]) : ok(async () => {}),
  instead: (env, file, say) => restore(env, resolve(file), say),
};

async function restore(env: Environment, backup: string, say: Say): Promise<void> {
  const path = localFolder(env);
  if (path === null) {
    throw new Refusal(
      "restore works on the local database: bring the backup back there, look at it, and load its file where DATABASE_URL is.",
    );
  }
  // The lock of a running service: nobody writes to what is about to be replaced.
  const folder = openDataFolder(path);
  removeRemains(folder.path);
  const aside = mkdtempSync(join(folder.path, "restore-"));
  try {
    await checkDatabaseFile(backup);
    const made = join(aside, "comptoir.db");
    copyFileSync(backup, made);
    chmodSync(made, 0o600);
    const key = readNumberHashKey(env);
    if (key === null) throw new Refusal("NUMBER_HASH_KEY is missing: it belongs with the backup.");
    const told = await prepare(made, key, folder.databaseFile);
    if (existsSync(folder.databaseFile)) {
      const replaced = join(folder.path, `replaced-${Date.now()}.db`);
      settle(folder.databaseFile);
      keepAs(replaced, folder.databaseFile);
      told.push(`What was replaced is kept as ${replaced}.`);
    }
    settle(made);
    // In one step: however this ends, there is the one database or the other.
    renameSync(made, folder.databaseFile);
    for (const line of told) say(line);
    say("Nothing is sent until the command audit finds everything in order.");
  } finally {
    rmSync(aside, { recursive: true, force: true });
    folder.release();
  }
}

/** Brings the copy up to date and merges in what was said since. @returns what was done, in figures. */
async function prepare(made: string, key: string, replaced: string): Promise<string[]> {
  const database = await serveFile(made);
  try {
    await migrate(database.client, MIGRATIONS);
    const keyedHash = createKeyedHash(key);
    if (!(await isKeyOfDatabase(database.db, await fingerprintOf(keyedHash)))) {
      throw new Refusal(
        "NUMBER_HASH_KEY is not the key that the backup's numbers were hashed with: nothing was restored.",
      );
    }
    if (!existsSync(replaced)) return await mergeInto(database, null, keyedHash);
    await checkDatabaseFile(replaced);
    const since = await serveFile(replaced);
    try {
      await migrate(since.client, MIGRATIONS);
      if (!(await isKeyOfDatabase(since.db, await fingerprintOf(keyedHash)))) {
        throw new Refusal(
          "NUMBER_HASH_KEY is not the key of the database that would be replaced: nothing was restored.",
        );
      }
      return await mergeInto(database, since, keyedHash);
    } finally {
      await since.close();
    }
  } finally {
    await database.close();
  }
}

/** A second name for the file, or where the disk knows none, a copy. */
function keepAs(name: string, file: string): void {
  try {
    linkSync(file, name);
  } catch {
    copyFileSync(file, name);
  }
}

/** What a restore that was killed had prepared. The lock is held: it is nobody's work now. */
function removeRemains(folder: string): void {
  const remains = readdirSync(folder).filter((name) => /^restore-\w{6}$/.test(name));
  for (const name of remains) rmSync(join(folder, name), { recursive: true, force: true });
}

/** Moves what stands beside the file into it, so that the one file is all. */
function settle(file: string): void {
  const database = new Database(file);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
  // Empty now; they would be taken for those of the file that comes in its place.
  for (const beside of ["-wal", "-shm"]) rmSync(`${file}${beside}`, { force: true });
}
