// Which unique key a refused batch died on: how a duplicate, a concurrent writer and an empty stock are told apart.

const UNIQUE_VIOLATION = /UNIQUE constraint failed: (\w+)\.(\w+)/;
const CHECK_VIOLATION = /CHECK constraint failed: \(?(\w+)/;
const NOT_NULL_VIOLATION = /NOT NULL constraint failed: (\w+)\.(\w+)/;

/** The table and first column of the violated unique or primary key, `outbox.cause`; null for any other failure. */
export function violatedKey(error: unknown): string | null {
  const [, table, column] = match(error, UNIQUE_VIOLATION) ?? [];
  return table === undefined ? null : `${table}.${column}`;
}

/** What the violated CHECK looks at first, a column; null for any other failure. */
export const violatedCheck = (error: unknown): string | null => match(error, CHECK_VIOLATION)?.[1] ?? null;

/** The table and column that would have been left empty; null for any other failure. */
export function violatedNotNull(error: unknown): string | null {
  const [, table, column] = match(error, NOT_NULL_VIOLATION) ?? [];
  return table === undefined ? null : `${table}.${column}`;
}

function match(error: unknown, pattern: RegExp): RegExpExecArray | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const found = pattern.exec(cause.message);
    if (found) return found;
  }
  return null;
}

/** The columns whose CHECK a batch dies on where an account, a claim or a stock is no longer as it was loaded. */
const CHANGED_MEANWHILE: ReadonlySet<string | null> = new Set(["consent", "status", "stock"]);

/** Another writer came first: loaded again, it may be decided otherwise. */
export const cameSecond = (error: unknown): boolean =>
  violatedKey(error) !== null || CHANGED_MEANWHILE.has(violatedCheck(error));
