/** One connection to the engine: runs single statements and keeps those that it has prepared. */

import Database from "libsql";
import { isLocked, StatementError, toStatementError } from "./errors.ts";
import type { Statement } from "./sql.ts";
import { encodeValue, type Value } from "./values.ts";

export type Args = { positional: Value[]; named: Map<string, Value> };

type Prepared = {
  engine: Database.Statement;
  returnsRows: boolean;
  columns: string;
};

export type Column = { name: string; decltype: string | null };

const PREPARED_MAX = 256;
const RESULT_BYTES_MAX = 10 * 1024 * 1024;

/** Shared by the connections of one file: each forgets its prepared statements when any of them changes the schema. */
export type Shared = { schemaVersion: number; rowsWritten: number };

export class Connection {
  readonly #database: Database.Database;
  readonly #prepared = new Map<string, Prepared>();
  readonly #shared: Shared;
  #schemaSeen: number;
  #changedSchema = false;
  #setPragma = false;
  #halfRun: { text: string; prepared: Prepared } | undefined;

  constructor(file: string, shared: Shared, durable: boolean) {
    this.#database = new Database(file);
    this.#database.defaultSafeIntegers(true);
    this.#database.exec(`PRAGMA journal_mode=WAL; PRAGMA synchronous=${durable ? "FULL" : "OFF"}; ${FOREIGN_KEYS_ON}`);
    this.#shared = shared;
    this.#schemaSeen = shared.schemaVersion;
  }

  get inTransaction(): boolean {
    return this.#database.inTransaction;
  }

  /**
   * True while a statement that met a lock hangs half run. Only running it again resets it; the engine offers no other
   * way, and as long as it hangs no other write of this connection is ever committed.
   */
  get isSpoiled(): boolean {
    return this.#halfRun !== undefined;
  }

  /** Runs a statement and returns its result as JSON. Throws the engine's error when the database is busy. */
  run(statement: Statement, args: Args, wantRows: boolean): string {
    let prepared: Prepared | undefined;
    try {
      const values = bind(statement, args);
      prepared = this.#prepare(statement);
      const result = prepared.returnsRows
        ? this.#query(statement, prepared, values, wantRows)
        : this.#execute(statement, prepared, values);
      this.#hasEnded(prepared);
      this.#followSchema(statement);
      return result;
    } catch (error) {
      if (!isLocked(error)) {
        this.#hasEnded(prepared);
        throw toStatementError(error);
      }
      if (prepared !== undefined) this.#halfRun = { text: statement.text, prepared };
      throw error;
    }
  }

  columns(statement: Statement): Column[] {
    try {
      const { engine, returnsRows } = this.#prepare(statement);
      return returnsRows ? engine.columns().map(({ name, type }) => ({ name, decltype: type })) : [];
    } catch (error) {
      throw toStatementError(error);
    }
  }

  /** Makes the connection as good as new for another stream; false when it has to be thrown away. */
  recycle(): boolean {
    if (this.inTransaction) this.#database.exec("ROLLBACK");
    this.#followSchema(undefined);
    if (this.isSpoiled) return false;
    if (this.#setPragma) this.#database.exec(FOREIGN_KEYS_ON);
    this.#setPragma = false;
    return true;
  }

  /** Moves all that was written into the database file itself. */
  checkpoint(): void {
    this.#database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  close(): void {
    if (this.#database.open) this.#database.close();
    this.#prepared.clear();
  }

  #prepare(statement: Statement): Prepared {
    if (this.#halfRun?.text === statement.text) return this.#halfRun.prepared;
    if (this.#schemaSeen !== this.#shared.schemaVersion) {
      this.#prepared.clear();
      this.#schemaSeen = this.#shared.schemaVersion;
    }
    const { text, kind } = statement;
    const known = this.#prepared.get(text);
    if (known !== undefined) return known;

    const engine = this.#database.prepare(text);
    const returnsRows = engine.reader;
    if (returnsRows) engine.raw(true);
    const columns = returnsRows ? engine.columns() : [];
    const prepared = {
      engine,
      returnsRows,
      columns: JSON.stringify(columns.map(({ name, type }) => ({ name, decltype: type }))),
    };
    // SQLite carries out a pragma while it prepares it, so a prepared one must not be used twice.
    if (kind === "pragma") this.#setPragma = true;
    else if (kind !== "schema") this.#keep(text, prepared);
    return prepared;
  }

  #hasEnded(prepared: Prepared | undefined): void {
    if (this.#halfRun?.prepared === prepared) this.#halfRun = undefined;
  }

  #keep(text: string, prepared: Prepared): void {
    if (this.#prepared.size >= PREPARED_MAX) {
      for (const oldest of this.#prepared.keys()) {
        this.#prepared.delete(oldest);
        break;
      }
    }
    this.#prepared.set(text, prepared);
  }

  #query(statement: Statement, { engine, columns }: Prepared, values: Value[], wantRows: boolean): string {
    const rows = engine.all(values) as Value[][];
    const [changes, rowid] = isWrite(statement) ? this.#lastWrite() : [0, 0n];
    this.#shared.rowsWritten += changes;
    return encodeResult(columns, wantRows ? encodeRows(rows) : "", changes, insertedRowid(statement, rowid));
  }

  #execute(statement: Statement, { engine, columns }: Prepared, values: Value[]): string {
    const { changes, lastInsertRowid } = engine.run(values);
    if (!isWrite(statement)) return encodeResult(columns, "", 0, null);
    this.#shared.rowsWritten += changes;
    // The engine gives the row id as a number, which is not exact for every int64.
    const rowid = Number.isSafeInteger(lastInsertRowid) ? lastInsertRowid : this.#lastWrite()[1];
    return encodeResult(columns, "", changes, insertedRowid(statement, rowid));
  }

  #lastWrite(): [changes: number, rowid: bigint] {
    const { engine } = this.#prepare(LAST_WRITE);
    const [row] = engine.all([]) as [[bigint, bigint]];
    return [Number(row[0]), row[1]];
  }

  // A schema change is undone with its transaction, so the end of that transaction counts as one more change.
  #followSchema(statement: Statement | undefined): void {
    const isChange = statement?.kind === "schema";
    if (!isChange && !this.#changedSchema) return;
    const ended = !this.inTransaction;
    if (isChange || ended) this.#shared.schemaVersion++;
    this.#changedSchema = !ended;
  }
}

const FOREIGN_KEYS_ON = "PRAGMA foreign_keys=ON";
const LAST_WRITE: Statement = { text: "SELECT changes(), last_insert_rowid()", kind: "read", parameters: [] };

function isWrite({ kind }: Statement): boolean {
  return kind === "insert" || kind === "change";
}

function insertedRowid(statement: Statement, rowid: number | bigint): string | null {
  return statement.kind === "insert" ? String(rowid) : null;
}

function encodeRows(rows: Value[][]): string {
  let json = "";
  for (const row of rows) {
    let cells = "";
    for (const value of row) cells += cells === "" ? encodeValue(value) : `,${encodeValue(value)}`;
    json += json === "" ? `[${cells}]` : `,[${cells}]`;
    if (json.length > RESULT_BYTES_MAX) throw new StatementError("RESPONSE_TOO_LARGE", "Response is too large");
  }
  return json;
}

function encodeResult(columns: string, rows: string, changes: number, rowid: string | null): string {
  const id = rowid === null ? "null" : `"${rowid}"`;
  return `{"cols":${columns},"rows":[${rows}],"affected_row_count":${changes},"last_insert_rowid":${id}}`;
}

/** The values in the order of the parameters. The engine would keep the values of the last run where one is missing. */
function bind({ parameters, kind }: Statement, { positional, named }: Args): Value[] {
  if (named.size > 0 && positional.length > 0) {
    throw new StatementError(
      "ARGS_BOTH_POSITIONAL_AND_NAMED",
      "Specifying both positional and named arguments is not supported",
    );
  }
  const given = positional.length + named.size;
  if (given > parameters.length) {
    throw invalidArgs(`too many parameters, expected ${parameters.length} found ${given}`);
  }
  return parameters.map((name, i) => {
    const isPositional = name === null || name.startsWith("?");
    const value = isPositional ? positional[i] : named.get(named.has(name) ? name : name.slice(1));
    if (value === undefined && kind !== "explain") throw invalidArgs(`value for parameter ${name ?? i + 1} not found`);
    // The engine would cut such a text short when it is read again.
    if (typeof value === "string" && value.includes("\0")) {
      throw invalidArgs("text with a NUL character is not supported by this server");
    }
    return value ?? null;
  });
}

function invalidArgs(reason: string): StatementError {
  return new StatementError("ARGS_INVALID", `Arguments do not match SQL parameters: ${reason}`);
}
