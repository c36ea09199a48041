// The way to libSQL: Drizzle builds and maps, the client's own batches carry. A write batch is BEGIN IMMEDIATE, one round trip.

import {
  type Client,
  createClient,
  type InArgs,
  type InStatement,
  LibsqlError,
  type ResultSet,
} from "@libsql/client/web";
import type { BatchItem, BatchResponse } from "drizzle-orm/batch";
import { drizzle, type SqliteRemoteDatabase } from "drizzle-orm/sqlite-proxy";
import { SECOND_MS } from "../../src/time.ts";
import { Unavailable } from "../problems.ts";
import { builtOf, insertRow, updateRow } from "./prepared.ts";
import { type PartOutcome, readTogether, writeParts } from "./savepoints.ts";

export type Query = BatchItem<"sqlite">;
type Queries = readonly [Query, ...Query[]];

export interface Database {
  /** Builds queries; awaiting one runs it alone. */
  readonly orm: SqliteRemoteDatabase;
  /** For a batch: what the row leaves out gets the column's default. */
  readonly insert: typeof insertRow;
  /** For a batch: changes the row with this id. */
  readonly update: typeof updateRow;
  /** Several reads of one snapshot, in one round trip. */
  read<T extends Queries>(queries: T): Promise<BatchResponse<T>>;
  /** All or nothing, in one round trip. */
  write<T extends Queries>(queries: T): Promise<BatchResponse<T>>;
  /** Each all or nothing by itself, in one round trip together: what is refused takes no other along. */
  writeEach(writes: readonly Write[]): Promise<readonly WriteOutcome[]>;
}

export interface Write {
  readonly queries: readonly Query[];
  /** The place of an earlier one that this one builds on: where that is refused, this is not tried. */
  readonly after: number | null;
}

export type WriteOutcome = PartOutcome | Unavailable;

type Row = readonly unknown[];

/** One round trip. Each work that asks the database goes on or is told within this time, that of a Line and of cron too. */
const CALL_MAX_MS = 10 * SECOND_MS;

export interface DatabaseOptions {
  /** All calls together: how long from now, in milliseconds. */
  readonly totalMaxMs?: number;
  /** Runs before each call, and refuses it by throwing. */
  readonly before?: () => Promise<void>;
}

/** Its calls throw `Unavailable` when the database can't be reached or does not answer in time. */
export function openDatabase(url: string, authToken: string | undefined, options: DatabaseOptions = {}): Database {
  const { totalMaxMs = Number.POSITIVE_INFINITY, before } = options;
  const fetch = fetchUntil(Date.now() + totalMaxMs);
  let opened: Client | undefined;
  /** Reads and the writes of a Line do without. */
  const client = () => {
    opened ??= createClient({ url, fetch, ...(authToken ? { authToken } : {}) });
    return opened;
  };
  const run = async (sql: string, args: unknown[], method: string) => {
    await before?.();
    const rows = toRows(await answered(client().execute({ sql, args } as InStatement)));
    return { rows: (method === "get" ? rows[0] : rows) as unknown[] };
  };
  const orm = drizzle(run, async (batch) => {
    await before?.();
    return runBatch(client(), batch, "write");
  });
  const send = (body: string) => fetch(pipelineRequest(url, authToken, body));
  return {
    orm,
    insert: insertRow,
    update: updateRow,
    async read(queries) {
      await before?.();
      const built = queries.map(builtOf);
      const rows = await answered(readTogether(send, built));
      return built.map(({ read }, i) => read(rows[i] ?? [])) as never;
    },
    write: (queries) => orm.batch(queries as never) as never,
    async writeEach(writes) {
      await before?.();
      const parts = writes.map(({ queries, after }) => ({ statements: queries.map(builtOf), after }));
      const outcomes = await answered(writeParts(send, parts));
      return outcomes.map((outcome) => (outcome instanceof LibsqlError ? told(outcome) : outcome));
    },
  };
}

/** The signal ends the wait for the answer and the reading of it. */
const fetchUntil = (endsAt: number) => async (request: Request) => {
  const leftMs = Math.min(CALL_MAX_MS, endsAt - Date.now());
  if (leftMs <= 0) throw new Unavailable("unavailable", "the time for the database is up");
  return fetch(request, { signal: AbortSignal.timeout(leftMs) });
};

/** What passes: no room, a lock that is held, a disk that fails. */
const PASSING = /^(?:SERVER_ERROR$|SQLITE_(?:BUSY|FULL|IOERR|READONLY|CANTOPEN))/;

/** What the database itself refuses is a LibsqlError; anything else is the way there or back, and a write may have been done. */
async function answered<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw error instanceof LibsqlError || error instanceof Unavailable ? told(error) : failed(error);
  }
}

const told = <E extends LibsqlError | Unavailable>(error: E): E | Unavailable =>
  error instanceof LibsqlError && PASSING.test(error.code) ? failed(error) : error;

const failed = (error: unknown) => new Unavailable("unavailable", "the database failed", error);

/** To the address that the client makes of the same URL. */
function pipelineRequest(url: string, authToken: string | undefined, body: string): Request {
  const given = new URL(url.replace(/^libsql:/, /[?&]tls=0(?:&|$)/.test(url) ? "http:" : "https:"));
  const token = given.searchParams.get("authToken") ?? authToken;
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  return new Request(new URL("v2/pipeline", `${given.origin}${given.pathname}`), { method: "POST", headers, body });
}

async function runBatch(
  client: Client,
  batch: readonly { sql: string; params: unknown[]; method: string }[],
  mode: "write",
): Promise<{ rows: unknown[] }[]> {
  // As an object: a primitive text the client would first store with the server, to use it once.
  const statements = batch.map(({ sql, params }): InStatement => ({ sql: Object(sql), args: params as InArgs }));
  const results = await answered(client.batch(statements, mode));
  return results.map((result, i) => {
    const rows = toRows(result);
    return { rows: (batch[i]?.method === "get" ? rows[0] : rows) as unknown[] };
  });
}

const toRows = (result: ResultSet): Row[] =>
  result.rows.map((row) => Array.from({ length: result.columns.length }, (_, i) => row[i]));
