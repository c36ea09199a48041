// The audit row of a person's act, for the batch that does it: written as it is, or only where the act has found its row.

import type { SQL } from "drizzle-orm";
import { sql } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Database } from "./client.ts";
import { auditEntries } from "./schema.ts";

export interface AuditEntry {
  readonly id: string;
  readonly merchantId: string;
  /** Null for what was done at a kiosk. */
  readonly personId: string | null;
  readonly act: string;
  readonly subject: string;
  readonly at: number;
}

export const audit = ({ orm }: Database, entry: AuditEntry) => orm.insert(auditEntries).values(entry);

/** One row if one row of the table is so, none if none is: an act that changed nothing leaves nothing. */
export const auditWhere = ({ orm }: Database, entry: AuditEntry, table: SQLiteTable, isSo: SQL | undefined) =>
  orm.insert(auditEntries).select(
    orm
      .select({
        id: sql<string>`${entry.id}`.as("id"),
        merchantId: sql<string>`${entry.merchantId}`.as("merchant_id"),
        personId: sql<string>`${entry.personId}`.as("person_id"),
        act: sql<string>`${entry.act}`.as("act"),
        subject: sql<string>`${entry.subject}`.as("subject"),
        at: sql<number>`${entry.at}`.as("at"),
      })
      .from(table)
      .where(isSo),
  );
