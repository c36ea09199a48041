// Which unique key a refused batch died on: how a duplicate and a concurrent writer are told apart.

const UNIQUE_VIOLATION = /UNIQUE constraint failed: (\w+)\.(\w+)/;

/** The table and first column of the violated unique or primary key, `outbox.cause`; null for any other failure. */
export function violatedKey(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const [, table, column] = UNIQUE_VIOLATION.exec(cause.message) ?? [];
    if (table !== undefined) return `${table}.${column}`;
  }
  return null;
}
