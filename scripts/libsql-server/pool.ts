/** The connections to one database file, and the wait for a lock that one of them holds. */

import { setTimeout as sleep } from "node:timers/promises";
import { Connection, type Shared } from "./connection.ts";

const IDLE_MAX = 8;
/** A lock can also be held from outside this process, and then nobody announces its end. */
const RETRY_MS = 25;

export class Pool {
  readonly #file: string;
  readonly #durable: boolean;
  readonly #shared: Shared = { schemaVersion: 0, rowsWritten: 0 };
  readonly #idle: Connection[] = [];
  #released = Promise.withResolvers<void>();
  #waiting = 0;
  #isClosed = false;

  constructor(file: string, durable: boolean) {
    this.#file = file;
    this.#durable = durable;
    try {
      this.give(this.take());
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`The database file ${file} can't be used: ${reason}.`, { cause: error });
    }
  }

  get rowsWritten(): number {
    return this.#shared.rowsWritten;
  }

  /** The connection that was used last, because it has the most prepared. */
  take(): Connection {
    return this.#idle.pop() ?? new Connection(this.#file, this.#shared, this.#durable);
  }

  give(connection: Connection): void {
    if (connection.recycle() && this.#idle.length < IDLE_MAX && !this.#isClosed) this.#idle.push(connection);
    else connection.close();
  }

  /** Settles when a lock may have been released: time to try again. */
  async lockReleased(): Promise<void> {
    this.#waiting++;
    const tooLong = new AbortController();
    await Promise.race([
      this.#released.promise,
      sleep(RETRY_MS, undefined, { signal: tooLong.signal }).catch(() => undefined),
    ]);
    tooLong.abort();
    this.#waiting--;
  }

  announceRelease(): void {
    if (this.#waiting === 0) return;
    this.#released.resolve();
    this.#released = Promise.withResolvers<void>();
  }

  close(): void {
    this.#isClosed = true;
    const last = this.take();
    last.checkpoint();
    last.close();
    for (const connection of this.#idle.splice(0)) connection.close();
  }
}
