// Queries of a batch that an isolate builds once, at their first use, and binds to the values of each request: building them takes
// Drizzle many times as long as the core takes to decide.

import { eq, is, Param, Placeholder, sql } from "drizzle-orm";
import type { PreparedQuery } from "drizzle-orm/session";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import { drizzle } from "drizzle-orm/sqlite-proxy";
import type { Query } from "./client.ts";

/** What stands in queries for values that come later. */
export type Held<Values> = { readonly [Name in keyof Values]: Placeholder<string, Values[Name]> };

/** Has the same results in a batch; it does not run alone. */
type Bound<Q extends Query> = Pick<Q, "_">;
type ByName = Readonly<Record<string, unknown>>;
type Binder<Q extends Query = Query> = (values: ByName) => Bound<Q>;

/** Builds queries to be prepared; it has no database to run them on. */
export const builder = drizzle(() => Promise.reject(new Error("This builder has no database.")));

/** @param build Is called once: it never sees a value, and what is to be made of one is made in SQL or beforehand. */
export function prepared<Values extends object, Qs extends readonly Query[]>(
  build: (held: Held<Values>) => readonly [...Qs],
): (values: Values) => { readonly [N in keyof Qs]: Bound<Qs[N]> } {
  let binders: readonly Binder[] | null = null;
  return (values) => {
    binders ??= build(holding(Object.keys(values)) as Held<Values>).map(binderOf);
    return binders.map((bind) => bind(values as object as ByName)) as never;
  };
}

const holding = (names: readonly string[]): Held<ByName> =>
  Object.fromEntries(names.map((name) => [name, sql.placeholder(name)]));

type Row<T extends SQLiteTable> = T["$inferInsert"];

/** What the row leaves out gets the column's default. */
export function insertRow<T extends SQLiteTable>(table: T, row: Row<T>): Query {
  return bindOnce(table, "insert", row, (held) => builder.insert(table).values(held as Row<T>));
}

/** What is left out stays as it is. */
export function updateRow<T extends SQLiteTable & { readonly id: SQLiteColumn }>(
  table: T,
  id: string,
  changes: Partial<Omit<Row<T>, "id">>,
): Query {
  return bindOnce(table, "update", { ...changes, id }, ({ id, ...set }) =>
    builder
      .update(table)
      .set(set as never)
      .where(eq(table.id, id)),
  );
}

/** By table; then by the verb and the columns that are written. */
const binders = new Map<SQLiteTable, Map<string, Binder>>();

function bindOnce(table: SQLiteTable, verb: string, values: ByName, build: (held: Held<ByName>) => Query): Query {
  const names = Object.keys(values).filter((name) => values[name] !== undefined);
  const key = `${verb} ${names}`;
  const ofTable = binders.get(table) ?? new Map<string, Binder>();
  const bind = ofTable.get(key) ?? binderOf(build(holding(names)));
  binders.set(table, ofTable.set(key, bind));
  return bind(values);
}

/** All that a batch asks of a query. */
interface BatchItem {
  _prepare(): PreparedQuery;
}

export interface Built {
  readonly sql: string;
  readonly params: readonly unknown[];
  /** What the rows of a batch are to whoever asked. */
  read(rows: readonly unknown[]): unknown;
}

export function builtOf(query: Query): Built {
  const statement = (query as unknown as BatchItem)._prepare();
  const { sql, params, method } = statement.getQuery() as ReturnType<PreparedQuery["getQuery"]> & { method?: string };
  const read = (rows: readonly unknown[]) => statement.mapResult({ rows: method === "get" ? rows[0] : rows }, true);
  return { sql, params, read };
}

function binderOf(query: Query): Binder {
  const statement = (query as unknown as BatchItem)._prepare();
  const built = statement.getQuery();
  const readers = built.params.map(readerOf);
  const mapResult = statement.mapResult.bind(statement);
  return (values) => {
    const bound = { ...built, params: readers.map((read) => read(values)) };
    const item: BatchItem = { _prepare: () => ({ getQuery: () => bound, mapResult }) };
    return item as never;
  };
}

/** Drizzle's own would encode a null too: `"null"` in a column of JSON, 0 in one of booleans. */
function readerOf(parameter: unknown): (values: ByName) => unknown {
  if (is(parameter, Placeholder)) return ({ [parameter.name]: value = null }) => value;
  if (!is(parameter, Param) || !is(parameter.value, Placeholder)) return () => parameter;
  const { encoder } = parameter;
  const { name } = parameter.value;
  return ({ [name]: value = null }) => (value === null ? null : encoder.mapToDriverValue(value));
}
