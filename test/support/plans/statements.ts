// Each test that starts the service answers for what it has made the Worker send: every statement's plan is looked at when it ends.

import type { Client } from "@libsql/client/web";
import { inject } from "vitest";
import { openJudge } from "./judge.ts";

/** What a test asks of the database itself is no statement of the Worker. */
export function rememberStatements(db: Client): { readonly db: Client; readonly sent: ReadonlySet<string> } {
  const sent = new Set<string>();
  const { execute, batch } = db;
  db.execute = ((...args: Parameters<Client["execute"]>) => {
    sent.add(textOf(args[0]));
    return execute.apply(db, args);
  }) as Client["execute"];
  db.batch = (statements, ...rest) => {
    for (const statement of statements) sent.add(textOf(Array.isArray(statement) ? statement[0] : statement));
    return batch.call(db, statements, ...rest);
  };
  return { db, sent };
}

const textOf = (statement: string | { readonly sql: string }): string =>
  typeof statement === "string" ? statement : statement.sql;

/** @throws when one of them reads or sorts a table that grows. */
export function weighStatements(statements: readonly string[]): void {
  const judge = openJudge(...inject("grown"));
  const faults = statements.flatMap((statement) => judge.faults(statement));
  judge.close();
  if (faults.length > 0) throw new Error(`These statements read or sort a table that grows:\n${faults.join("\n")}`);
}
