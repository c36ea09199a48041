/** Streams: what ties the HTTP requests of one client together. A baton is the key to a stream and is good for one request. */

import { randomBytes } from "node:crypto";
import type { Connection } from "./connection.ts";
import { ProtocolError, StreamExpired, TooManyStreams } from "./errors.ts";
import type { Pool } from "./pool.ts";

const STREAMS_MAX = 128;
const EXPIRED_REMEMBERED_MAX = 1_000;

export class Stream {
  readonly id: number;
  readonly sqls = new Map<number, string>();
  connection: Connection;
  /** Random, another one after each request; with the id it is the baton. */
  secret = "";
  isInUse = true;
  /** Set when the client has gone while one of its statements waits for a lock. */
  isAbandoned = false;
  isClosed = false;
  expiresAt = 0;

  constructor(id: number, connection: Connection) {
    this.id = id;
    this.connection = connection;
  }
}

export class Streams {
  readonly #pool: Pool;
  readonly #timeoutMs: number;
  /** The one that was used longest ago comes first. */
  readonly #open = new Map<number, Stream>();
  readonly #expired = new Set<number>();
  readonly #sweeper: NodeJS.Timeout;
  #lastId = 0;

  constructor(pool: Pool, timeoutMs: number) {
    this.#pool = pool;
    this.#timeoutMs = timeoutMs;
    this.#sweeper = setInterval(() => this.#expire(Date.now()), Math.min(timeoutMs / 4, 1_000)).unref();
  }

  acquire(baton: string | null): Stream {
    if (baton === null) return this.#create();
    const [number, secret] = baton.split(".");
    const id = Number(number);
    if (this.#expired.has(id)) throw new StreamExpired();
    const stream = this.#open.get(id);
    if (stream === undefined) throw new ProtocolError("Received an invalid baton");
    if (stream.isInUse || stream.secret !== secret) {
      throw new ProtocolError("Received a baton that has already been used");
    }
    stream.isInUse = true;
    return stream;
  }

  /** Ends a request. Returns the baton for the next one, or null when the stream is closed. */
  release(stream: Stream): string | null {
    if (stream.isClosed) return null;
    stream.isInUse = false;
    stream.secret = randomBytes(24).toString("base64url");
    stream.expiresAt = Date.now() + this.#timeoutMs;
    this.#open.delete(stream.id);
    this.#open.set(stream.id, stream);
    return `${stream.id}.${stream.secret}`;
  }

  /** Rolls back what the stream has not committed. */
  close(stream: Stream): void {
    if (stream.isClosed) return;
    stream.isClosed = true;
    this.#open.delete(stream.id);
    this.#pool.give(stream.connection);
    this.#pool.announceRelease();
  }

  /** A new connection for a stream whose own is spoiled, as long as there is no transaction to lose. */
  renew(stream: Stream): void {
    if (!stream.connection.isSpoiled || stream.connection.inTransaction) return;
    stream.connection.close();
    stream.connection = this.#pool.take();
  }

  closeAll(): void {
    clearInterval(this.#sweeper);
    for (const stream of [...this.#open.values()]) this.close(stream);
  }

  #create(): Stream {
    if (this.#open.size >= STREAMS_MAX) throw new TooManyStreams();
    const stream = new Stream(++this.#lastId, this.#pool.take());
    this.#open.set(stream.id, stream);
    return stream;
  }

  #expire(now: number): void {
    for (const stream of this.#open.values()) {
      if (stream.isInUse) continue;
      if (stream.expiresAt > now) break;
      this.close(stream);
      this.#expired.add(stream.id);
    }
    for (const id of this.#expired) {
      if (this.#expired.size <= EXPIRED_REMEMBERED_MAX) return;
      this.#expired.delete(id);
    }
  }
}
