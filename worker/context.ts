// What a usecase is given: the database, the clock, fresh ids, and the nudges that follow a commit.

import type { Config } from "./config.ts";
import type { Database } from "./db/client.ts";
import type { KeyedHash } from "./gateways/keyed-hash.ts";

export interface Context {
  readonly db: Database;
  readonly config: Config;
  /** Unix milliseconds. */
  now(): number;
  newId(): string;
  readonly keyedHash: KeyedHash;
  /** Has the Line of a sender number look at its outbox. Losing it costs delay, never a message. */
  nudgeSender(senderId: string): void;
  /** Tells open inboxes of a merchant, and the simulator, that something changed. */
  nudgeRooms(...merchantIds: readonly (string | null)[]): void;
  /** Keeps the isolate alive for work that follows the answer. */
  waitUntil(work: Promise<unknown>): void;
}

export const SIMULATOR_ROOM = "simulator";
