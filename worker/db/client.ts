// The way to libSQL: Drizzle builds and maps, the client's own batches carry. A write batch is BEGIN IMMEDIATE, one round trip.

import {
  type Client,
  createClient,
  type InArgs,
  type InStatement,
  type ResultSet,
  type TransactionMode,
} from "@libsql/client/web";
import type { BatchItem, BatchResponse } from "drizzle-orm/batch";
import { drizzle, type SqliteRemoteDatabase } from "drizzle-orm/sqlite-proxy";
import { insertRow, updateRow } from "./prepared.ts";

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
  ping(): Promise<void>;
}

type Row = readonly unknown[];

export function openDatabase(url: string, authToken: string | undefined): Database {
  const client = createClient({ url, ...(authToken ? { authToken } : {}) });
  const run = async (sql: string, args: unknown[], method: string) => {
    const rows = toRows(await client.execute({ sql, args } as InStatement));
    return { rows: (method === "get" ? rows[0] : rows) as unknown[] };
  };
  const batching = (mode: TransactionMode) => drizzle(run, (batch) => runBatch(client, batch, mode));
  const reader = batching("read");
  const writer = batching("write");
  return {
    orm: reader,
    insert: insertRow,
    update: updateRow,
    read: (queries) => reader.batch(queries as never) as never,
    write: (queries) => writer.batch(queries as never) as never,
    ping: async () => void (await client.execute("SELECT 1")),
  };
}

async function runBatch(
  client: Client,
  batch: readonly { sql: string; params: unknown[]; method: string }[],
  mode: TransactionMode,
): Promise<{ rows: unknown[] }[]> {
  // As an object: a primitive text the client would first store with the server, to use it once.
  const statements = batch.map(({ sql, params }): InStatement => ({ sql: Object(sql), args: params as InArgs }));
  const results = await client.batch(statements, mode);
  return results.map((result, i) => {
    const rows = toRows(result);
    return { rows: (batch[i]?.method === "get" ? rows[0] : rows) as unknown[] };
  });
}

const toRows = (result: ResultSet): Row[] =>
  result.rows.map((row) => Array.from({ length: result.columns.length }, (_, i) => row[i]));
