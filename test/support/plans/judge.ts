// Judges the plan that SQLite makes for a statement: whether it reads, or sorts, a table that grows.

import Database from "libsql";
import { type Exception, MAY_BE_SCANNED, MAY_BE_SORTED, TIES } from "./exceptions.ts";

interface Step {
  readonly id: number;
  readonly parent: number;
  readonly detail: string;
}

export interface Judge {
  /** One sentence for each fault of this statement. */
  faults(statement: string): readonly string[];
  /** The steps of its plan, in SQLite's words, in each database. */
  plans(statement: string): readonly string[];
  close(): void;
}

/** Nothing else has a plan. */
const HAS_PLAN = /^\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH)\b/i;

/** @param databases the same tables, as differently as SQLite may know them. */
export function openJudge(...databases: readonly string[]): Judge {
  const opened = databases.map((path) => {
    const db = new Database(path, { readonly: true });
    // Then a plan shows where rows are looked for that refer to one that goes.
    db.exec("PRAGMA foreign_keys = ON");
    return db;
  });
  return {
    faults(statement) {
      if (!HAS_PLAN.test(statement)) return [];
      const found = opened.flatMap((db) => faultsOfPlan(db, statement));
      return [...new Set(found)].map((fault) => `${fault}: ${statement.replace(/\s+/g, " ")}`);
    },
    plans: (statement) =>
      opened.map((db) =>
        planOf(db, statement)
          .map(({ detail }) => detail)
          .join("; "),
      ),
    close() {
      for (const db of opened) db.close();
    },
  };
}

const planOf = (db: Database.Database, statement: string): readonly Step[] =>
  db.prepare(`EXPLAIN QUERY PLAN ${statement}`).all() as Step[];

function faultsOfPlan(db: Database.Database, statement: string): readonly string[] {
  const plan = planOf(db, statement);
  const loops = loopsOf(db, plan, statement);
  return plan.flatMap((step) => {
    const loop = loops.get(step);
    if (loop?.isWhole && !isExcepted(MAY_BE_SCANNED, loop, statement)) return [`SCAN ${loop.rows}`];
    const sort = /^USE TEMP B-TREE FOR (LAST TERM|LAST \d+ TERMS|RIGHT PART)?/.exec(step.detail);
    if (!sort) return [];
    const sorted = plan.flatMap((other) => (other.parent === step.parent ? (loops.get(other) ?? []) : []));
    const many = sorted.filter((each) => !each.isOneRow && !isExcepted(MAY_BE_SORTED, each, statement));
    if (many.length === 0 || (sort[1] && many.every((each) => isExcepted(TIES, each, statement)))) return [];
    return [`${step.detail}, of ${many.map(({ rows }) => rows).join(" and ")}`];
  });
}

const isExcepted = (exceptions: readonly Exception[], { rows, index }: Loop, statement: string): boolean =>
  exceptions.some(
    (each) => (each.rows === rows || each.rows === `${rows} (${index})`) && each.within?.test(statement) !== false,
  );

interface Loop {
  /** `customers by merchant_id`, `links by expires_at<`: the table that is read, and what its rows are found by. */
  readonly rows: string;
  /** Whose condition the rows fulfil; null where it is an index of all rows. */
  readonly index: string | null;
  /** Nothing is looked for: all rows are read, of the table or of an index. */
  readonly isWhole: boolean;
  readonly isOneRow: boolean;
}

/** The steps that read tables. A row of constants, the rows of another step and a function that makes rows are none. */
function loopsOf(db: Database.Database, plan: readonly Step[], statement: string): ReadonlyMap<Step, Loop> {
  const tables = tablesOf(statement);
  const derived = new Set(plan.flatMap(({ detail }) => /^(?:MATERIALIZE|CO-ROUTINE) (\S+)/.exec(detail)?.[1] ?? []));
  return new Map(
    plan.flatMap((step): [Step, Loop][] => {
      const [, verb, name = ""] = /^(SCAN|SEARCH) (\S+)/.exec(step.detail) ?? [];
      if (verb === undefined || name === "CONSTANT" || name.startsWith("(") || derived.has(name)) return [];
      if (step.detail.includes(" VIRTUAL TABLE ")) return [];
      const table = tables.get(name) ?? name;
      const found = Array.from(step.detail.matchAll(/\b(\w+|<expr>)([=<>])\?/g), ([, column = "", how = ""]) => ({
        column,
        how,
      }));
      const by = found.map(({ column, how }) => (how === "=" ? column : `${column}${how}`)).join("+") || "nothing";
      const [, index = ""] = / INDEX (\w+)/.exec(step.detail) ?? [];
      const equal = found.filter(({ how }) => how === "=").map(({ column }) => column);
      // An index for the length of one statement: the whole table was read to make it.
      const isWhole = verb === "SCAN" || step.detail.includes(" AUTOMATIC ");
      const keys = uniqueKeysOf(db, table, index);
      const isOneRow = keys.some((key) => key.every((column) => equal.includes(column)));
      return [[step, { rows: `${table} by ${by}`, index: isPartial(db, index) ? index : null, isWhole, isOneRow }]];
    }),
  );
}

/** What a statement calls its tables: a plan names the alias, and not the table. */
function tablesOf(statement: string): ReadonlyMap<string, string> {
  const named = statement.matchAll(/\b(?:FROM|JOIN|UPDATE|INTO)\s+"?(\w+)"?(?:\s+(?:AS\s+)?"?(\w+)"?)?/gi);
  return new Map(Array.from(named, ([, table = "", alias = table]) => [alias, table]));
}

function isPartial(db: Database.Database, index: string): boolean {
  const made = db.prepare("SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = ?").get(index);
  return /\sWHERE\s/.test(String((made as { sql?: unknown } | undefined)?.sql));
}

/** Of all rows of a table; and the one that is used, if it is of some of them. */
function uniqueKeysOf(db: Database.Database, table: string, used: string): readonly (readonly string[])[] {
  const rows = db
    .prepare(
      `SELECT i.name AS key, c.name AS "column" FROM pragma_index_list(?) AS i, pragma_index_info(i.name) AS c
       WHERE i."unique" AND (NOT i.partial OR i.name = ?)`,
    )
    .all(table, used) as { key: string; column: string }[];
  return [...Map.groupBy(rows, ({ key }) => key).values()].map((key) => key.map(({ column }) => column));
}
