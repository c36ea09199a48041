// Why a command did not do what it was asked for, in one sentence for the person at the terminal.

import { LibsqlError } from "@libsql/client/web";
import { unavailabilityOf } from "../worker/problems.ts";

/** Its message is that sentence, with its full stop. */
export class Refusal extends Error {}

export function explain(error: unknown): string {
  const root = rootOf(error);
  if (root instanceof Refusal) return root.message;
  if (root instanceof LibsqlError) {
    if (root.code === "SQLITE_CORRUPT" || root.code === "SQLITE_NOTADB") {
      return "The database file is damaged: restore a copy of it.";
    }
    if (/no such table/.test(root.message))
      return "The database has no tables yet, or older ones: run npm run migrate first.";
    return `The database refused: ${root.message}.`;
  }
  if (unavailabilityOf(error) !== null || isOffline(root)) return "The database of DATABASE_URL can't be reached.";
  return `This could not be done: ${root instanceof Error ? root.message : root}`;
}

const isOffline = (error: unknown) =>
  error instanceof Error &&
  (error.message === "fetch failed" ||
    error.message === "bad port" ||
    ("code" in error && NETWORK.has(String(error.code))));

const NETWORK = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT"]);

/** Drizzle's own errors hold the values of a statement: only their cause is told. */
function rootOf(error: unknown): unknown {
  let root = error;
  while (
    root instanceof Error &&
    root.cause !== undefined &&
    !(root instanceof Refusal) &&
    !(root instanceof LibsqlError)
  ) {
    root = root.cause;
  }
  return root;
}
