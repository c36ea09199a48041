// One write batch of several parts, each all or nothing by itself: a savepoint a part, by steps with conditions, which the client's own
// batch cannot set. Hrana over HTTP in JSON, as the client speaks it.

import { LibsqlError } from "@libsql/client/web";

export interface Statement {
  readonly sql: string;
  readonly params: readonly unknown[];
}

export interface Part {
  readonly statements: readonly Statement[];
  /** The place of an earlier part that this one builds on: where that is refused, this is not tried. */
  readonly after: number | null;
}

/** What became of a part: an error is the database's own, about this part alone. */
export type PartOutcome = "written" | "not_tried" | LibsqlError;

type Condition =
  | { readonly type: "ok"; readonly step: number }
  | { readonly type: "not"; readonly cond: Condition }
  | { readonly type: "and" | "or"; readonly conds: readonly Condition[] };

interface Step {
  readonly condition?: Condition;
  readonly stmt: object;
}

interface HranaError {
  readonly message: string;
  readonly code?: string | null;
}

interface BatchResult {
  readonly step_results: readonly (object | null)[];
  readonly step_errors: readonly (HranaError | null)[];
}

type StreamResult =
  | { readonly type: "ok"; readonly response: { readonly result?: BatchResult } }
  | { readonly type: "error"; readonly error: HranaError };

/** As many as the client stores: a server takes fifty, of 5,000 bytes each. */
const STORED_MAX = 30;
const STORED_CHARACTERS_MAX = 1_500;

const ok = (step: number): Condition => ({ type: "ok", step });
const not = (cond: Condition): Condition => ({ type: "not", cond });
const and = (...conds: readonly Condition[]): Condition => ({ type: "and", conds });

/** @throws what refused them together: a LibsqlError, or whatever the way there and back has thrown; then it may have been done all the same. */
export async function writeParts(
  send: (body: string) => Promise<Response>,
  parts: readonly Part[],
): Promise<readonly PartOutcome[]> {
  const steps: Step[] = [];
  const stored = storedOf(parts);
  const add = (sql: string, condition?: Condition, params: readonly unknown[] = []): number => {
    const id = stored.get(sql);
    const text = id === undefined ? { sql } : { sql_id: id };
    const stmt = { ...text, args: params.map(encode), want_rows: false };
    return steps.push(condition ? { condition, stmt } : { stmt }) - 1;
  };
  const begin = add("BEGIN IMMEDIATE");
  // Whatever ends the transaction takes the savepoint along, and then no later part begins one that would commit by itself.
  let alive = begin;
  const places: { readonly begun: number; readonly last: number; readonly undone: number }[] = [];
  for (const { statements, after } of parts) {
    const begun = add("SAVEPOINT part", ok(alive));
    const before = after === null ? undefined : places[after];
    let last = begun;
    for (const { sql, params } of statements) {
      const goesOn = last === begun && before ? and(ok(begun), ok(before.last)) : ok(last);
      last = add(sql, goesOn, params);
    }
    const undone = add("ROLLBACK TO part", and(ok(begun), not(ok(last))));
    alive = add("RELEASE part", { type: "or", conds: [ok(last), ok(undone)] });
    places.push({ begun, last, undone });
  }
  const commit = add("COMMIT", ok(alive));
  add("ROLLBACK", and(ok(begin), not(ok(commit))));

  const { step_results: results, step_errors: errors } = await sent(send, stored, steps);
  const errorIn = (from: number, to: number) => errors.slice(from, to + 1).find((error) => error != null);
  if (!results[commit]) {
    const lost = places.find(({ undone }) => errors[undone]) ?? { begun: begin, last: commit };
    throw asLibsqlError(
      errorIn(lost.begun, lost.last) ?? { message: "the transaction was ended", code: "TRANSACTION_CLOSED" },
    );
  }
  return places.map(({ begun, last }) => {
    if (results[last]) return "written";
    const error = errorIn(begun, last);
    return error ? asLibsqlError(error) : "not_tried";
  });
}

/** The texts of SQL that come more than once, by text: each is sent once. */
function storedOf(parts: readonly Part[]): ReadonlyMap<string, number> {
  const seen = new Set<string>();
  const stored = new Map<string, number>();
  for (const { sql } of parts.flatMap(({ statements }) => statements)) {
    if (seen.has(sql) && !stored.has(sql) && stored.size < STORED_MAX && sql.length <= STORED_CHARACTERS_MAX) {
      stored.set(sql, stored.size);
    }
    seen.add(sql);
  }
  return stored;
}

async function sent(
  send: (body: string) => Promise<Response>,
  stored: ReadonlyMap<string, number>,
  steps: readonly Step[],
): Promise<BatchResult> {
  const storing = [...stored].map(([sql, sql_id]) => ({ type: "store_sql", sql_id, sql }));
  const requests = [...storing, { type: "batch", batch: { steps } }, { type: "close" }];
  const response = await send(JSON.stringify({ requests }));
  if (!response.ok) throw await refusal(response);
  const { results } = (await response.json()) as { readonly results: readonly StreamResult[] };
  const refused = results.find((each) => each.type === "error");
  if (refused?.type === "error") throw asLibsqlError(refused.error);
  const answer = results[storing.length];
  const result = answer?.type === "ok" ? answer.response.result : undefined;
  if (!result) throw new TypeError("the database answered with no result");
  return result;
}

/** With a code it is the database's, else the way's there. */
async function refusal(response: Response): Promise<LibsqlError> {
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  if (isJson) return asLibsqlError((await response.json()) as HranaError);
  return new LibsqlError(`Server returned HTTP status ${response.status}`, "SERVER_ERROR");
}

/** In the client's own words, which constraint.ts reads. */
const asLibsqlError = ({ message, code }: HranaError): LibsqlError => new LibsqlError(message, code ?? "UNKNOWN");

function encode(value: unknown): object {
  if (value === null) return { type: "null" };
  if (typeof value === "string") return { type: "text", value };
  if (typeof value === "boolean") return { type: "integer", value: value ? "1" : "0" };
  if (typeof value === "number" && Number.isFinite(value)) return { type: "float", value };
  throw new TypeError("a value that a text brings no column");
}
