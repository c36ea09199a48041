/** The errors of the protocol, with the codes and words of the real libSQL server. */

/** What one request of a pipeline answers when its SQL fails; the stream goes on. */
export class StatementError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Refuses a whole HTTP request; its stream is closed. */
export class RequestError extends Error {
  readonly status: number;
  /** With a code the answer is JSON, as the client expects it. */
  readonly code: string | undefined;

  constructor(status: number, message: string, code?: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** What a correct client never causes. */
export class ProtocolError extends RequestError {
  constructor(message: string) {
    super(400, message);
  }
}

export class StreamExpired extends RequestError {
  constructor() {
    super(400, "The stream has expired due to inactivity", "STREAM_EXPIRED");
  }
}

export class TooManyStreams extends RequestError {
  constructor() {
    super(429, "Too many concurrent requests");
  }
}

const SQLITE_BUSY = 5;
const SQLITE_BUSY_SNAPSHOT = 517;

// The real server sends SQLite's primary code and no extended one; the message tells which constraint failed.
const PRIMARY_CODES: Record<number, string> = {
  2: "SQLITE_INTERNAL",
  3: "SQLITE_PERM",
  4: "SQLITE_ABORT",
  5: "SQLITE_BUSY",
  6: "SQLITE_LOCKED",
  7: "SQLITE_NOMEM",
  8: "SQLITE_READONLY",
  9: "SQLITE_INTERRUPT",
  10: "SQLITE_IOERR",
  11: "SQLITE_CORRUPT",
  12: "SQLITE_NOTFOUND",
  13: "SQLITE_FULL",
  14: "SQLITE_CANTOPEN",
  15: "SQLITE_PROTOCOL",
  17: "SQLITE_SCHEMA",
  18: "SQLITE_TOOBIG",
  19: "SQLITE_CONSTRAINT",
  20: "SQLITE_MISMATCH",
  21: "SQLITE_MISUSE",
  22: "SQLITE_NOLFS",
  23: "SQLITE_AUTH",
  25: "SQLITE_RANGE",
  26: "SQLITE_NOTADB",
};

const SYNTAX = /^(near ".*": syntax error|incomplete input|unrecognized token:)/s;
// SQLite knows where in the text these are, and the real server then has another code for them.
const AT_AN_OFFSET =
  /^(no such column:|ambiguous column name:|no such function:|wrong number of arguments to function)/;

type EngineError = Error & { rawCode: number };

function isEngineError(error: unknown): error is EngineError {
  return error instanceof Error && "rawCode" in error && typeof error.rawCode === "number";
}

export function isLocked(error: unknown): boolean {
  return isEngineError(error) && (error.rawCode & 0xff) === SQLITE_BUSY;
}

/** Another connection has the lock and will free it. A transaction with a stale snapshot would wait for ever. */
export function isWorthWaiting(error: unknown): boolean {
  return isEngineError(error) && isLocked(error) && error.rawCode !== SQLITE_BUSY_SNAPSHOT;
}

export function toStatementError(error: unknown): StatementError {
  if (error instanceof StatementError) return error;
  if (!isEngineError(error)) throw error;
  const { message, rawCode } = error;
  if (rawCode === 1 && SYNTAX.test(message)) {
    return new StatementError("SQL_PARSE_ERROR", `SQL string could not be parsed: ${message}`);
  }
  if (rawCode === 1 && AT_AN_OFFSET.test(message)) {
    return new StatementError("SQL_INPUT_ERROR", `SQL input error: ${message}`);
  }
  return new StatementError(PRIMARY_CODES[rawCode & 0xff] ?? "SQLITE_UNKNOWN", `SQLite error: ${message}`);
}
