// Several batches in one round trip: reads of one snapshot, and writes that are each all or nothing by itself, a savepoint a part.

import { LibsqlError } from "@libsql/client/web";
import { and, decode, not, ok, type Send, type Statement, type Step, type StepResult, takeSteps } from "./hrana.ts";

export interface Part {
  readonly statements: readonly Statement[];
  /** The place of an earlier part that this one builds on: where that is refused, this is not tried. */
  readonly after: number | null;
}

/** What became of a part: an error is the database's own, about this part alone. */
export type PartOutcome = "written" | "not_tried" | LibsqlError;

/** The rows of each. @throws as `takeSteps`, and the first error of a statement. */
export async function readTogether(send: Send, statements: readonly Statement[]): Promise<unknown[][][]> {
  const steps: Step[] = [step("BEGIN TRANSACTION READONLY")];
  for (const statement of statements) steps.push({ ...statement, condition: ok(steps.length - 1), wantRows: true });
  const last = steps.length - 1;
  steps.push({ ...step("COMMIT"), condition: ok(last) }, { ...step("ROLLBACK"), condition: not(ok(last + 1)) });
  const results = await takeSteps(send, steps);
  const error = results.slice(0, last + 2).find((each) => each instanceof LibsqlError);
  if (error) throw error;
  return results.slice(1, last + 1).map((result) => rowsOf(result).map((row) => row.map(decode)));
}

/** @throws as `takeSteps`, and what has ended the transaction for all of them. */
export async function writeParts(send: Send, parts: readonly Part[]): Promise<readonly PartOutcome[]> {
  const steps: Step[] = [];
  const add = (next: Step) => steps.push(next) - 1;
  const begin = add(step("BEGIN IMMEDIATE"));
  // Whatever ends the transaction takes the savepoint along, and then no later part begins one that would commit by itself.
  let alive = begin;
  const frame = [begin];
  const places: { readonly begun: number; readonly last: number; readonly undone: number }[] = [];
  for (const { statements, after } of parts) {
    const begun = add({ ...step("SAVEPOINT part"), condition: ok(alive) });
    const before = after === null ? undefined : places[after];
    let last = begun;
    for (const statement of statements) {
      const goesOn = last === begun && before ? and(ok(begun), ok(before.last)) : ok(last);
      last = add({ ...statement, condition: goesOn, wantRows: false });
    }
    const undone = add({ ...step("ROLLBACK TO part"), condition: and(ok(begun), not(ok(last))) });
    alive = add({ ...step("RELEASE part"), condition: { type: "or", conds: [ok(last), ok(undone)] } });
    frame.push(begun, alive);
    places.push({ begun, last, undone });
  }
  const commit = add({ ...step("COMMIT"), condition: ok(alive) });
  frame.push(commit);
  add({ ...step("ROLLBACK"), condition: and(ok(begin), not(ok(commit))) });

  const results = await takeSteps(send, steps);
  const errorIn = (from: number, to: number) =>
    results.slice(from, to + 1).find((each) => each instanceof LibsqlError) ?? null;
  if (!isDone(results[commit])) {
    const lost = places.find(({ undone }) => results[undone] instanceof LibsqlError);
    const ended = frame.map((at) => errorIn(at, at)).find((error) => error !== null);
    // What refused one part, and was undone, has not ended the others.
    throw (lost && errorIn(lost.begun, lost.last)) ?? ended ?? new LibsqlError("it was ended", "TRANSACTION_CLOSED");
  }
  return places.map(({ begun, last }) => (isDone(results[last]) ? "written" : (errorIn(begun, last) ?? "not_tried")));
}

const step = (sql: string): Step => ({ sql, params: [], wantRows: false });

const isDone = (result: StepResult | undefined): boolean => !(result instanceof LibsqlError) && Boolean(result);

const rowsOf = (result: StepResult | undefined) => (result && "rows" in result ? result.rows : []);
