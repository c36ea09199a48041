// The context of one request, one tick or one run of cron.

import { UUID_RANDOM_BYTES, uuidv7 } from "../src/ids.ts";
import type { Config } from "./config.ts";
import { type Context, SIMULATOR_ROOM } from "./context.ts";
import { type Database, openDatabase } from "./db/client.ts";
import type { Env } from "./env.ts";
import { createKeyedHash, type KeyedHash } from "./gateways/keyed-hash.ts";

/** By configuration, which an isolate reads once. */
const keyedHashes = new WeakMap<Config, KeyedHash>();

function keyedHashOf(config: Config): KeyedHash {
  const known = keyedHashes.get(config) ?? createKeyedHash(config.NUMBER_HASH_KEY);
  keyedHashes.set(config, known);
  return known;
}

export function createContext(env: Env, config: Config, waitUntil: (work: Promise<unknown>) => void): Context {
  let db: Database | undefined;
  const quietly = (work: Promise<unknown>) => waitUntil(work.catch(() => {}));
  return {
    /** Opened when it is first asked for: to open it costs more than to refuse a forged link. */
    get db() {
      db ??= openDatabase(config.DATABASE_URL, config.DATABASE_AUTH_TOKEN);
      return db;
    },
    config,
    now: () => Date.now(),
    newId: () => uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(UUID_RANDOM_BYTES))),
    keyedHash: keyedHashOf(config),
    nudgeSender: (senderId) => quietly(env.SENDER.get(env.SENDER.idFromName(senderId)).nudge(senderId)),
    nudgeRooms(...merchantIds) {
      const rooms = new Set(merchantIds.filter((id) => id !== null));
      if (config.CARRIER === "simulator") rooms.add(SIMULATOR_ROOM);
      for (const room of rooms) quietly(env.ROOM.get(env.ROOM.idFromName(room)).changed());
    },
    waitUntil,
  };
}
