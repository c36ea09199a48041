/** The requests of Hrana 2 over HTTP as they arrive in JSON, checked in full before anything runs. */

import { ProtocolError } from "./errors.ts";
import { decodeValue, type Value } from "./values.ts";

export type SqlRef = { sql: string } | { sqlId: number };
export type Query = { ref: SqlRef; args: { positional: Value[]; named: Map<string, Value> }; wantRows: boolean };
export type Step = { condition: Condition | null; query: Query };
export type Condition =
  | { type: "ok" | "error"; step: number }
  | { type: "not"; cond: Condition }
  | { type: "and" | "or"; conds: Condition[] }
  | { type: "is_autocommit" };

export type StreamRequest =
  | { type: "close" | "get_autocommit" }
  | { type: "execute"; query: Query }
  | { type: "batch"; steps: Step[] }
  | { type: "sequence" | "describe"; ref: SqlRef }
  | { type: "store_sql"; sqlId: number; sql: string }
  | { type: "close_sql"; sqlId: number };

export type Pipeline = { baton: string | null; requests: StreamRequest[] };

type Json = Record<string, unknown>;

const TYPES = "`close`, `execute`, `batch`, `sequence`, `describe`, `store_sql`, `close_sql`, `get_autocommit`";
const CONDITIONS = "`ok`, `error`, `not`, `and`, `or`, `is_autocommit`";
const CONDITION_DEPTH_MAX = 100;

export function decodePipeline(body: string): Pipeline {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    throw malformed(error instanceof Error ? error.message : "not JSON");
  }
  const { baton = null, requests } = object(json, "the body");
  if (baton !== null && typeof baton !== "string") throw malformed("`baton` is not a string");
  return { baton, requests: array(requests, "`requests`").map(decodeRequest) };
}

function decodeRequest(json: unknown): StreamRequest {
  const request = object(json, "a request");
  switch (request.type) {
    case "close":
    case "get_autocommit":
      return { type: request.type };
    case "execute":
      return { type: "execute", query: decodeQuery(request.stmt) };
    case "batch":
      return { type: "batch", steps: array(object(request.batch, "`batch`").steps, "`steps`").map(decodeStep) };
    case "sequence":
    case "describe":
      return { type: request.type, ref: decodeSqlRef(request) };
    case "store_sql":
      if (typeof request.sql !== "string") throw malformed("`sql` is not a string");
      return { type: "store_sql", sqlId: int32(request.sql_id), sql: request.sql };
    case "close_sql":
      return { type: "close_sql", sqlId: int32(request.sql_id) };
    default:
      throw malformed(`unknown variant \`${request.type}\`, expected one of ${TYPES}`);
  }
}

function decodeQuery(json: unknown): Query {
  const stmt = object(json, "`stmt`");
  const { args, named_args: namedArgs, want_rows: wantRows } = stmt;
  const positional = args == null ? [] : array(args, "`args`").map(decodeValue);
  const named = new Map<string, Value>();
  for (const arg of namedArgs == null ? [] : array(namedArgs, "`named_args`")) {
    const { name, value } = object(arg, "a named argument");
    if (typeof name !== "string") throw malformed("`name` is not a string");
    named.set(name, decodeValue(value));
  }
  return { ref: decodeSqlRef(stmt), args: { positional, named }, wantRows: wantRows !== false };
}

function decodeSqlRef({ sql, sql_id: sqlId }: Json): SqlRef {
  if (sql != null && sqlId != null) throw new ProtocolError("Either `sql` or `sql_id` are required, but not both");
  if (sqlId != null) return { sqlId: int32(sqlId) };
  if (sql == null) throw new ProtocolError("Either `sql` or `sql_id` are required");
  if (typeof sql !== "string") throw malformed("`sql` is not a string");
  return { sql };
}

function decodeStep(json: unknown, position: number): Step {
  const { condition, stmt } = object(json, "a step");
  return {
    condition: condition == null ? null : decodeCondition(condition, position, 0),
    query: decodeQuery(stmt),
  };
}

/** A condition looks back only: at steps before the one that it stands in. */
function decodeCondition(json: unknown, position: number, depth: number): Condition {
  if (depth > CONDITION_DEPTH_MAX) throw malformed("a condition is nested too deep");
  const { type, step, cond, conds } = object(json, "a condition");
  switch (type) {
    case "ok":
    case "error":
      if (typeof step !== "number" || !Number.isInteger(step) || step < 0 || step >= position) {
        throw new ProtocolError("Invalid reference to step in a batch condition");
      }
      return { type, step };
    case "not":
      return { type, cond: decodeCondition(cond, position, depth + 1) };
    case "and":
    case "or":
      return { type, conds: array(conds, "`conds`").map((each) => decodeCondition(each, position, depth + 1)) };
    case "is_autocommit":
      return { type };
    default:
      throw malformed(`unknown variant \`${type}\`, expected one of ${CONDITIONS}`);
  }
}

function object(json: unknown, what: string): Json {
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw malformed(`${what} is not an object`);
  return json as Json;
}

function array(json: unknown, what: string): unknown[] {
  if (!Array.isArray(json)) throw malformed(`${what} is not an array`);
  return json;
}

function int32(json: unknown): number {
  if (typeof json !== "number" || (json | 0) !== json) throw malformed("`sql_id` is not a 32-bit integer");
  return json;
}

function malformed(reason: string): ProtocolError {
  return new ProtocolError(`Cannot deserialize client message from JSON: ${reason}`);
}
