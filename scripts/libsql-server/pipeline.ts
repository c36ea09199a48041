/** Carries out the requests of one HTTP call on a stream, one after the other. */

import type { Column } from "./connection.ts";
import { isLocked, isWorthWaiting, ProtocolError, StatementError, toStatementError } from "./errors.ts";
import type { Pool } from "./pool.ts";
import type { Condition, Query, SqlRef, Step, StreamRequest } from "./protocol.ts";
import { parse, parseOne, type Statement } from "./sql.ts";
import type { Stream, Streams } from "./streams.ts";

const STORED_SQLS_MAX = 50;
const STORED_SQL_BYTES_MAX = 5_000;
const PARSED_MAX = 2_000;
const NO_ARGS = { positional: [], named: new Map() };

export type PipelineOptions = { pool: Pool; streams: Streams; busyTimeoutMs: number };

/** Thrown into the wait of a client that has gone. */
class Abandoned extends Error {}

export class PipelineRunner {
  /** How often each constraint has refused a batch, by the engine's words. */
  readonly violations = new Map<string, number>();
  readonly #pool: Pool;
  readonly #streams: Streams;
  readonly #busyTimeoutMs: number;
  readonly #parsed = new Map<string, Statement>();

  constructor({ pool, streams, busyTimeoutMs }: PipelineOptions) {
    this.#pool = pool;
    this.#streams = streams;
    this.#busyTimeoutMs = busyTimeoutMs;
  }

  /** The texts of the single statements that came in so far, each once; of very many, the latest. */
  statements(): readonly string[] {
    return [...this.#parsed.keys()];
  }

  /** The results as a JSON array. A statement that fails is a result like any other. */
  async run(stream: Stream, requests: StreamRequest[]): Promise<string> {
    const hadTransaction = stream.connection.inTransaction;
    let results = "";
    for (const request of requests) {
      const result = await this.#result(stream, request);
      results += results === "" ? result : `,${result}`;
    }
    if (hadTransaction && !stream.isClosed && !stream.connection.inTransaction) this.#pool.announceRelease();
    return `[${results}]`;
  }

  async #result(stream: Stream, request: StreamRequest): Promise<string> {
    try {
      const fields = await this.#handle(stream, request);
      return `{"type":"ok","response":{"type":"${request.type}"${fields}}}`;
    } catch (error) {
      if (!(error instanceof StatementError)) throw error;
      return `{"type":"error","error":${encodeError(error)}}`;
    }
  }

  async #handle(stream: Stream, request: StreamRequest): Promise<string> {
    if (request.type === "close") {
      this.#streams.close(stream);
      return "";
    }
    if (stream.isClosed) throw new ProtocolError("Stream for this baton was closed");
    switch (request.type) {
      case "execute":
        return `,"result":${await this.#query(stream, this.#statement(stream, request.query.ref), request.query)}`;
      case "batch":
        return `,"result":${await this.#batch(stream, request.steps)}`;
      case "sequence":
        for (const statement of parse(sqlText(stream, request.ref))) {
          await this.#query(stream, statement, { args: NO_ARGS, wantRows: false });
        }
        return "";
      case "describe":
        return `,"result":${this.#describe(stream, request.ref)}`;
      case "store_sql":
        storeSql(stream, request.sqlId, request.sql);
        return "";
      case "close_sql":
        stream.sqls.delete(request.sqlId);
        return "";
      case "get_autocommit":
        return `,"is_autocommit":${!stream.connection.inTransaction}`;
    }
  }

  async #batch(stream: Stream, steps: Step[]): Promise<string> {
    const statements = steps.map(({ query }) => this.#statement(stream, query.ref));
    const outcomes: Outcome[] = [];
    let results = "";
    let errors = "";
    for (const [i, { condition, query }] of steps.entries()) {
      let [outcome, result, error]: [Outcome, string, string] = ["skipped", "null", "null"];
      if (condition === null || isMet(condition, outcomes, stream)) {
        try {
          result = await this.#query(stream, statements[i] as Statement, query);
          outcome = "ok";
        } catch (thrown) {
          if (!(thrown instanceof StatementError)) throw thrown;
          if (thrown.code === "SQLITE_CONSTRAINT") this.#countViolation(thrown.message);
          error = encodeError(thrown);
          outcome = "error";
        }
      }
      outcomes.push(outcome);
      results += i === 0 ? result : `,${result}`;
      errors += i === 0 ? error : `,${error}`;
    }
    return `{"step_results":[${results}],"step_errors":[${errors}]}`;
  }

  #countViolation(message: string): void {
    this.violations.set(message, (this.violations.get(message) ?? 0) + 1);
  }

  /** Runs one statement; while another stream holds the lock it waits for its turn without blocking anybody else. */
  async #query(stream: Stream, statement: Statement, { args, wantRows }: Omit<Query, "ref">): Promise<string> {
    this.#streams.renew(stream);
    let giveUpAt: number | undefined;
    for (;;) {
      try {
        return stream.connection.run(statement, args, wantRows);
      } catch (error) {
        if (!isLocked(error)) throw error;
        giveUpAt ??= Date.now() + this.#busyTimeoutMs;
        if (!isWorthWaiting(error) || Date.now() >= giveUpAt) throw toStatementError(error);
      }
      await this.#pool.lockReleased();
      if (stream.isAbandoned) throw new Abandoned();
    }
  }

  #describe(stream: Stream, ref: SqlRef): string {
    const statement = this.#statement(stream, ref);
    const columns: Column[] = stream.connection.columns(statement);
    return JSON.stringify({
      params: statement.parameters.map((name) => ({ name })),
      cols: columns,
      is_explain: statement.kind === "explain",
      is_readonly: isReadonly(statement),
    });
  }

  #statement(stream: Stream, ref: SqlRef): Statement {
    const sql = sqlText(stream, ref);
    const known = this.#parsed.get(sql);
    if (known !== undefined) return known;
    const statement = parseOne(sql);
    if (this.#parsed.size >= PARSED_MAX) this.#parsed.clear();
    this.#parsed.set(sql, statement);
    return statement;
  }
}

type Outcome = "ok" | "error" | "skipped";

function isMet(condition: Condition, outcomes: Outcome[], stream: Stream): boolean {
  switch (condition.type) {
    case "ok":
    case "error":
      return outcomes[condition.step] === condition.type;
    case "not":
      return !isMet(condition.cond, outcomes, stream);
    case "and":
      return condition.conds.every((each) => isMet(each, outcomes, stream));
    case "or":
      return condition.conds.some((each) => isMet(each, outcomes, stream));
    case "is_autocommit":
      return !stream.connection.inTransaction;
  }
}

function sqlText(stream: Stream, ref: SqlRef): string {
  if ("sql" in ref) return ref.sql;
  const sql = stream.sqls.get(ref.sqlId);
  if (sql === undefined) throw new ProtocolError(`SQL text ${ref.sqlId} not found`);
  return sql;
}

function storeSql({ sqls }: Stream, sqlId: number, sql: string): void {
  if (sqls.has(sqlId)) throw new ProtocolError(`SQL text ${sqlId} already exists`);
  if (sqls.size >= STORED_SQLS_MAX) {
    throw new StatementError(
      "SQL_STORE_TOO_MANY",
      `The server already stores ${sqls.size} SQL texts, it cannot store more`,
    );
  }
  const bytes = Buffer.byteLength(sql);
  if (bytes > STORED_SQL_BYTES_MAX) {
    throw new StatementError(
      "SQL_STORE_TOO_LARGE",
      `The statement is too large to be stored: ${bytes}/${STORED_SQL_BYTES_MAX} bytes`,
    );
  }
  sqls.set(sqlId, sql);
}

function isReadonly({ kind, text }: Statement): boolean {
  if (kind === "begin") return !/\b(immediate|exclusive)\b/i.test(text);
  return kind === "read" || kind === "explain" || kind === "transaction" || kind === "pragma";
}

function encodeError({ message, code }: StatementError): string {
  return JSON.stringify({ message, code });
}
