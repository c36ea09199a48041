// Hrana over HTTP in JSON, as far as a batch needs it: a list of steps, each with its condition, in one round trip. The client speaks the
// same, at several times the cost, and has no conditions.

import { LibsqlError } from "@libsql/client/web";

export interface Statement {
  readonly sql: string;
  readonly params: readonly unknown[];
}

export type Condition =
  | { readonly type: "ok"; readonly step: number }
  | { readonly type: "not"; readonly cond: Condition }
  | { readonly type: "and" | "or"; readonly conds: readonly Condition[] };

export interface Step extends Statement {
  /** What has come of earlier steps; without one it is always taken. */
  readonly condition?: Condition;
  readonly wantRows: boolean;
}

/** Of one step: null where it was not taken. */
export type StepResult = { readonly rows: readonly (readonly HranaValue[])[] } | LibsqlError | null;

export type HranaValue =
  | { readonly type: "null" }
  | { readonly type: "integer" | "text"; readonly value: string }
  | { readonly type: "float"; readonly value: number }
  | { readonly type: "blob"; readonly base64: string };

interface HranaError {
  readonly message: string;
  readonly code?: string | null;
}

interface BatchResult {
  readonly step_results: readonly ({ readonly rows: readonly (readonly HranaValue[])[] } | null)[];
  readonly step_errors: readonly (HranaError | null)[];
}

type StreamResult =
  | { readonly type: "ok"; readonly response: { readonly result?: BatchResult } }
  | { readonly type: "error"; readonly error: HranaError };

export type Send = (body: string) => Promise<Response>;

/** As many as the client stores: a server takes fifty, of 5,000 bytes each. */
const STORED_MAX = 30;
const STORED_CHARACTERS_MAX = 1_500;

export const ok = (step: number): Condition => ({ type: "ok", step });
export const not = (cond: Condition): Condition => ({ type: "not", cond });
export const and = (...conds: readonly Condition[]): Condition => ({ type: "and", conds });

/** @throws what refused all of them, a LibsqlError; or whatever the way there and back has thrown: then they may have been taken all the same. */
export async function takeSteps(send: Send, steps: readonly Step[]): Promise<readonly StepResult[]> {
  const stored = storedOf(steps);
  const storing = [...stored].map(([sql, sql_id]) => ({ type: "store_sql", sql_id, sql }));
  const hranaSteps = steps.map(({ sql, params, condition, wantRows }) => {
    const id = stored.get(sql);
    const stmt = { ...(id === undefined ? { sql } : { sql_id: id }), args: params.map(encode), want_rows: wantRows };
    return condition ? { condition, stmt } : { stmt };
  });
  const requests = [...storing, { type: "batch", batch: { steps: hranaSteps } }, { type: "close" }];
  const response = await send(JSON.stringify({ requests }));
  if (!response.ok) throw await refusal(response);
  const { results } = (await response.json()) as { readonly results: readonly StreamResult[] };
  const refused = results.find((each) => each.type === "error");
  if (refused?.type === "error") throw asLibsqlError(refused.error);
  const answer = results[storing.length];
  const batch = answer?.type === "ok" ? answer.response.result : undefined;
  if (!batch) throw new TypeError("the database answered with no result");
  return steps.map((_, i) => {
    const error = batch.step_errors[i];
    return error ? asLibsqlError(error) : (batch.step_results[i] ?? null);
  });
}

/** The texts of SQL that come more than once, by text: each is sent once. */
function storedOf(steps: readonly Step[]): ReadonlyMap<string, number> {
  const seen = new Set<string>();
  const stored = new Map<string, number>();
  for (const { sql } of steps) {
    const isWorthIt = seen.has(sql) && !stored.has(sql) && sql.length > 100 && sql.length <= STORED_CHARACTERS_MAX;
    if (isWorthIt && stored.size < STORED_MAX) stored.set(sql, stored.size);
    seen.add(sql);
  }
  return stored;
}

/** With a message it is the database's own, else that of the way there. */
async function refusal(response: Response): Promise<LibsqlError> {
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  const said = isJson ? ((await response.json()) as Partial<HranaError>) : {};
  if (said.message !== undefined) return asLibsqlError({ ...said, message: said.message });
  return new LibsqlError(`Server returned HTTP status ${response.status}`, "SERVER_ERROR");
}

/** In the client's own words, which constraint.ts reads. */
const asLibsqlError = ({ message, code }: HranaError): LibsqlError => new LibsqlError(message, code ?? "UNKNOWN");

function encode(value: unknown): HranaValue {
  if (value === null) return { type: "null" };
  if (typeof value === "string") return { type: "text", value };
  if (typeof value === "boolean") return { type: "integer", value: value ? "1" : "0" };
  if (typeof value === "number" && Number.isFinite(value)) return { type: "float", value };
  throw new TypeError("a value that no column of ours has");
}

export function decode(value: HranaValue): unknown {
  switch (value.type) {
    case "null":
      return null;
    case "integer": {
      const number = Number(value.value);
      if (!Number.isSafeInteger(number)) throw new RangeError("an integer that no number holds exactly");
      return number;
    }
    case "blob":
      return Uint8Array.from(atob(value.base64), (character) => character.charCodeAt(0)).buffer;
    default:
      return value.value;
  }
}
