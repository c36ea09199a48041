// The context of one request, one tick or one run of cron.

import { UUID_RANDOM_BYTES, uuidv7 } from "../src/ids.ts";
import type { Config } from "./config.ts";
import { type Context, SIMULATOR_ROOM } from "./context.ts";
import { type Database, type DatabaseOptions, openDatabase } from "./db/client.ts";
import { isKeyOfDatabase } from "./db/service-keys.ts";
import type { Env } from "./env.ts";
import { createKeyedHash, fingerprintOf, type KeyedHash } from "./gateways/keyed-hash.ts";
import { log } from "./log.ts";
import { Unavailable } from "./problems.ts";

/** By configuration, which an isolate reads once. */
const keyedHashes = new WeakMap<Config, KeyedHash>();

function keyedHashOf(config: Config): KeyedHash {
  const known = keyedHashes.get(config) ?? createKeyedHash(config.NUMBER_HASH_KEY);
  keyedHashes.set(config, known);
  return known;
}

/** Configurations whose key was found to be the one of their database. An isolate asks once; while it is the wrong one, each time. */
const rightKeys = new Set<string>();

/** Nothing is written beside hashes that were made with another key: nobody would be found again who has left. */
function openOwnDatabase(config: Config, totalMaxMs: number | undefined): Database {
  const { DATABASE_URL: url, DATABASE_AUTH_TOKEN: authToken, NUMBER_HASH_KEY } = config;
  const bound: DatabaseOptions = totalMaxMs === undefined ? {} : { totalMaxMs };
  const pair = `${NUMBER_HASH_KEY} ${url}`;
  if (rightKeys.has(pair)) return openDatabase(url, authToken, bound);
  const unchecked = openDatabase(url, authToken, bound);
  const check = async () => {
    if (await isKeyOfDatabase(unchecked, await fingerprintOf(keyedHashOf(config)))) return void rightKeys.add(pair);
    const reason = "NUMBER_HASH_KEY is not the key that the numbers of this database were hashed with";
    log("error", "misconfigured", { reason });
    throw new Unavailable("misconfigured", reason);
  };
  let checked: Promise<void> | undefined;
  const before = () => {
    checked ??= check();
    return checked;
  };
  return openDatabase(url, authToken, { ...bound, before });
}

/**
 * @param databaseMaxMs of all that is asked of the database together; without it each call has its own time. @param nudgeLine for a Line
 * itself, which does not call itself.
 */
export function createContext(
  env: Env,
  config: Config,
  waitUntil: (work: Promise<unknown>) => void,
  databaseMaxMs?: number,
  nudgeLine: (senderId: string) => Promise<void> = (senderId) => env.LINE.getByName(senderId).nudge(senderId),
): Context {
  let db: Database | undefined;
  const quietly = (work: Promise<unknown>) => waitUntil(work.catch(() => {}));
  return {
    /** Opened when it is first asked for: to open it costs more than to refuse a forged link. */
    get db() {
      db ??= openOwnDatabase(config, databaseMaxMs);
      return db;
    },
    config,
    now: () => Date.now(),
    newId: () => uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(UUID_RANDOM_BYTES))),
    keyedHash: keyedHashOf(config),
    nudgeSender: (senderId) => quietly(nudgeLine(senderId)),
    nudgeRooms(...merchantIds) {
      const rooms = new Set(merchantIds.filter((id) => id !== null));
      if (config.CARRIER === "simulator") rooms.add(SIMULATOR_ROOM);
      for (const room of rooms) quietly(env.ROOM.get(env.ROOM.idFromName(room)).changed());
    },
    waitUntil,
  };
}
