// `backup FILE`: a consistent copy of the database, while the service runs.

import { chmodSync, closeSync, existsSync, openSync, renameSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import Database from "libsql";
import { err, ok } from "../../src/result.ts";
import { Refusal } from "../refusal.ts";
import type { Command, Say } from "./command.ts";
import { copyDatabase } from "./copy.ts";
import type { OperatorDatabase } from "./database.ts";

const BUSY_TIMEOUT_MS = 5_000;

export const backupDatabase: Command = {
  name: "backup",
  does: "Writes a consistent copy of the database to FILE, beside the running service. Keep NUMBER_HASH_KEY and LINK_SIGNING_KEYS with it.",
  takesFile: true,
  flags: {},
  read(_, file) {
    const path = resolve(file);
    if (file !== "" && existsSync(path)) return err([`${path} is there already, and is not written over`]);
    return ok((database, say) => backup(database, path, say));
  },
};

async function backup(database: OperatorDatabase, path: string, say: Say): Promise<void> {
  const part = `${path}.part`;
  try {
    // Nobody else on the machine reads it while it is written, either.
    closeSync(openSync(part, "wx", 0o600));
  } catch {
    throw new Refusal(`${part} can't be written: choose another place.`);
  }
  try {
    await copyTo(part, database);
    chmodSync(part, 0o600);
    renameSync(part, path);
  } finally {
    rmSync(part, { force: true });
  }
  say(`The database was written to ${path}, whole and of one moment.`);
  say("NUMBER_HASH_KEY and LINK_SIGNING_KEYS belong with it, kept apart from it: without the first nobody knows");
  say("which numbers have left, and without the second no link that was sent opens anything.");
}

async function copyTo(file: string, { client, file: local }: OperatorDatabase): Promise<void> {
  if (local === null) return copyDatabase(client, file);
  const source = new Database(local, { timeout: BUSY_TIMEOUT_MS });
  try {
    source.prepare("VACUUM INTO ?").run(file);
  } finally {
    source.close();
  }
}
