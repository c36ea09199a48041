/**
 * A local libSQL server: the Hrana 2 protocol over HTTP (JSON) in front of the libSQL engine, for a laptop, tests and benches.
 * Speaks to this machine only.
 */

import { timingSafeEqual } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { RequestError } from "./libsql-server/errors.ts";
import { PipelineRunner } from "./libsql-server/pipeline.ts";
import { Pool } from "./libsql-server/pool.ts";
import { decodePipeline } from "./libsql-server/protocol.ts";
import { Streams } from "./libsql-server/streams.ts";

export type LibsqlServerOptions = {
  /** A path, or ":memory:" for a database that is gone with the server. */
  file: string;
  /** 0 takes any free port. */
  port?: number;
  /** With one, every request has to bear it. */
  authToken?: string;
  streamTimeoutMs?: number;
  /** How long a statement waits for the lock of another stream before it answers SQLITE_BUSY. */
  busyTimeoutMs?: number;
};

export type LibsqlServer = {
  url: string;
  port: number;
  /** Pipeline requests so far: the round trips of the clients. */
  requests(): number;
  /** Rows that statements have inserted, changed and deleted so far, what came of it by triggers aside. */
  rowsWritten(): number;
  /** How often each constraint has refused a batch so far, by the engine's words. */
  violations(): ReadonlyMap<string, number>;
  /** The texts of the single statements that came in so far, each once; of very many, the latest. */
  statements(): readonly string[];
  close(): Promise<void>;
};

const HOST = "127.0.0.1";
const BODY_BYTES_MAX = 16 * 1024 * 1024;
const STREAM_TIMEOUT_MS = 10_000;
const BUSY_TIMEOUT_MS = 5_000;

/** Rejects when the file is not a database, when its folder does not exist and when the port is taken. */
export async function startLibsqlServer(options: LibsqlServerOptions): Promise<LibsqlServer> {
  const { port = 0, authToken, streamTimeoutMs = STREAM_TIMEOUT_MS, busyTimeoutMs = BUSY_TIMEOUT_MS } = options;
  const passing = options.file === ":memory:" ? mkdtempSync(join(tmpdir(), "libsql-")) : undefined;
  const pool = new Pool(passing === undefined ? options.file : join(passing, "db"), passing === undefined);
  const streams = new Streams(pool, streamTimeoutMs);
  const runner = new PipelineRunner({ pool, streams, busyTimeoutMs });
  let requests = 0;

  async function pipeline(req: IncomingMessage, res: ServerResponse): Promise<void> {
    requests++;
    const { baton, requests: steps } = decodePipeline(await readBody(req));
    const stream = streams.acquire(baton);
    const onGone = () => {
      stream.isAbandoned = true;
      pool.announceRelease();
    };
    res.once("close", onGone);
    try {
      const results = await runner.run(stream, steps);
      const next = streams.release(stream);
      answer(res, 200, "application/json", `{"baton":${JSON.stringify(next)},"base_url":null,"results":${results}}`);
    } finally {
      res.off("close", onGone);
      // A client that has gone, or that broke the protocol, can't come back with a baton.
      if (stream.isInUse || res.destroyed) streams.close(stream);
    }
  }

  const server = createServer((req, res) => {
    try {
      refuse(req, authToken);
      if (req.method === "GET") answer(res, 200, "text/plain", "Hello, this is HTTP API v2 (Hrana over HTTP)");
      else pipeline(req, res).catch((error: unknown) => answerError(res, error));
    } catch (error) {
      answerError(res, error);
    }
  });
  // A client that keeps its connections would otherwise send into one that is being closed.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;

  function release(): void {
    streams.closeAll();
    pool.close();
    if (passing !== undefined) rmSync(passing, { recursive: true, force: true });
  }

  try {
    await listen(server, port);
  } catch (error) {
    release();
    throw error;
  }
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${HOST}:${actual}`,
    port: actual,
    requests: () => requests,
    rowsWritten: () => pool.rowsWritten,
    violations: () => runner.violations,
    statements: () => runner.statements(),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      release();
    },
  };
}

function refuse(req: IncomingMessage, authToken: string | undefined): void {
  // A page in a browser must not reach the database, neither directly nor through a name that it makes point here.
  if (req.headers.origin !== undefined || !/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(req.headers.host ?? "")) {
    throw new RequestError(403, "Requests from a browser or under another host name are refused");
  }
  if (authToken !== undefined && !isBearer(req.headers.authorization, authToken)) {
    throw new RequestError(401, "Unauthorized: this server wants `Authorization: Bearer` with its token");
  }
  const asked = `${req.method} ${req.url}`;
  if (asked !== "POST /v2/pipeline" && asked !== "GET /v2") {
    throw new RequestError(404, `Not implemented here: ${asked}. There are GET /v2 and POST /v2/pipeline (JSON)`);
  }
}

function isBearer(header: string | undefined, token: string): boolean {
  const given = Buffer.from(header ?? "");
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function readBody(req: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    req.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= BODY_BYTES_MAX) chunks.push(chunk);
      else reject(new RequestError(413, `The body is larger than ${BODY_BYTES_MAX} bytes`));
    });
    req.on("end", () => resolve(Buffer.concat(chunks).toString()));
    req.on("error", reject);
  });
}

function answer(res: ServerResponse, status: number, type: string, body: string): void {
  if (res.destroyed) return;
  res.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body) });
  res.end(body);
}

function answerError(res: ServerResponse, error: unknown): void {
  if (error instanceof RequestError) {
    const { status, message, code } = error;
    if (code === undefined) answer(res, status, "text/plain", message);
    else answer(res, status, "application/json", JSON.stringify({ message, code }));
  } else if (!res.destroyed) {
    console.error("libsql-server:", error);
    answer(res, 500, "text/plain", "Internal error");
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, resolve);
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      file: { type: "string" },
      port: { type: "string", default: "8080" },
      host: { type: "string", default: HOST },
      "auth-token": { type: "string" },
    },
  });
  const { file, port, host, "auth-token": authToken } = values;
  if (file === undefined) throw new Error("Say which database: --file data.db");
  if (host !== HOST && host !== "localhost") throw new Error(`This server listens on ${HOST} only, not on ${host}.`);
  const server = await startLibsqlServer({
    file,
    port: Number(port),
    ...(authToken === undefined ? {} : { authToken }),
  });
  console.log(`libSQL server on ${server.url}`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void server.close());
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
