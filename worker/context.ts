// What a usecase is given: the database, the clock, fresh ids, and the nudges that follow a commit.

import { UUID_RANDOM_BYTES, uuidv7 } from "../src/ids.ts";
import { type Database, openDatabase } from "./db/client.ts";
import type { Config, Env } from "./env.ts";

export interface Context {
  readonly db: Database;
  readonly config: Config;
  /** Unix milliseconds. */
  now(): number;
  newId(): string;
  /** Wakes the Sender of a sender number. Losing it costs delay, never a message. */
  nudgeSender(senderId: string): void;
  /** Tells open inboxes of a merchant, and the simulator, that something changed. */
  nudgeRooms(...merchantIds: readonly (string | null)[]): void;
  /** Keeps the isolate alive for work that follows the answer. */
  waitUntil(work: Promise<unknown>): void;
}

export const SIMULATOR_ROOM = "simulator";

export function createContext(env: Env, config: Config, waitUntil: (work: Promise<unknown>) => void): Context {
  const quietly = (work: Promise<unknown>) => waitUntil(work.catch(() => {}));
  return {
    db: openDatabase(config.DATABASE_URL, config.DATABASE_AUTH_TOKEN),
    config,
    now: () => Date.now(),
    newId: () => uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(UUID_RANDOM_BYTES))),
    nudgeSender: (senderId) => quietly(env.SENDER.get(env.SENDER.idFromName(senderId)).nudge(senderId)),
    nudgeRooms(...merchantIds) {
      const rooms = new Set(merchantIds.filter((id) => id !== null));
      if (config.CARRIER === "simulator") rooms.add(SIMULATOR_ROOM);
      for (const room of rooms) quietly(env.ROOM.get(env.ROOM.idFromName(room)).changed());
    },
    waitUntil,
  };
}
