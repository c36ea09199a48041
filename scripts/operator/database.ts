// The database that the operator's commands act on: the one of DATABASE_URL, or the local file, beside a service that runs on it or alone.

import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Client, createClient } from "@libsql/client/web";
import * as v from "valibot";
import { variables } from "../../worker/config.ts";
import { type Database, openDatabase } from "../../worker/db/client.ts";
import { checkDatabaseFile } from "../database-file.ts";
import { startLibsqlServer } from "../libsql-server.ts";
import { missingMigrations } from "../migrations.ts";
import { Refusal } from "../refusal.ts";
import { type Environment, readDatabase } from "../settings.ts";

export interface OperatorDatabase {
  readonly client: Client;
  readonly db: Database;
  /** Null for a database that is reached over HTTP alone. */
  readonly file: string | null;
  /** Of the environment or the data folder; null where neither has it. */
  readonly numberHashKey: string | null;
  close(): Promise<void>;
}

export const MIGRATIONS = join(import.meta.dirname, "../../migrations");

/** Where the local database is, whether it is there or not; null where DATABASE_URL names another. */
export const localFolder = (env: Environment): string | null =>
  env.DATABASE_URL ? null : resolve(env.DATA_DIR || ".data");

/** @throws a Refusal when it is not there, or not as this version knows it. */
export async function openOperatorDatabase(env: Environment): Promise<OperatorDatabase> {
  const folder = localFolder(env);
  const opened = folder === null ? openRemote(env) : await openLocal(folder);
  try {
    const missing = await missingMigrations(opened.client, MIGRATIONS);
    if (missing.length > 0) {
      throw new Refusal(`The database lacks ${missing.join(", ")}: start the service, or run npm run migrate, first.`);
    }
    return { ...opened, numberHashKey: readNumberHashKey(env) };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** @throws a Refusal when it is none. */
export function readNumberHashKey(env: Environment): string | null {
  const kept = join(resolve(env.DATA_DIR || ".data"), "number-hash-key");
  const key = env.NUMBER_HASH_KEY || (existsSync(kept) ? readFileSync(kept, "utf8").trim() : null);
  if (key !== null && !v.is(variables.NUMBER_HASH_KEY, key)) throw new Refusal("NUMBER_HASH_KEY is malformed.");
  return key;
}

function openRemote(env: Environment): OperatorDatabase {
  const address = readDatabase(env);
  if (!address.ok) throw new Refusal(`${address.error}.`);
  return connect(address.value.url, address.value.authToken, null, async () => {});
}

async function openLocal(folder: string): Promise<OperatorDatabase> {
  const file = join(folder, "comptoir.db");
  if (!existsSync(file)) {
    throw new Refusal(`There is no database in ${folder}: npm start makes one there, or set DATA_DIR or DATABASE_URL.`);
  }
  await checkDatabaseFile(file);
  return serveFile(file);
}

/**
 * A server of our own in front of the file, so that the same client sends the same statements. The service may have the file open in
 * another process: the file's own locks (WAL) make two writers take turns, and each waits for the other.
 */
export async function serveFile(file: string): Promise<OperatorDatabase> {
  const authToken = randomBytes(24).toString("base64url");
  const server = await startLibsqlServer({ file, authToken });
  return connect(server.url, authToken, file, server.close);
}

function connect(
  url: string,
  authToken: string | undefined,
  file: string | null,
  end: () => Promise<void>,
): OperatorDatabase {
  const client = createClient({ url, ...(authToken ? { authToken } : {}) });
  return {
    client,
    db: openDatabase(url, authToken),
    file,
    numberHashKey: null,
    async close() {
      client.close();
      await end();
    },
  };
}
