// The audit row of a person's act, for the batch that does it: written as it is, or only where the act has found its row.

import type { Column, SQL } from "drizzle-orm";
import { sql } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Act } from "../../src/merchant/acts.ts";
import type { Database } from "./client.ts";
import { auditEntries } from "./schema.ts";

const PERSON = "person:";

export interface AuditEntry {
  readonly id: string;
  readonly merchantId: string;
  /** Null for what nobody did who has signed in. */
  readonly personId: string | null;
  readonly act: Act;
  readonly subject: string;
  readonly at: number;
}

/** Who did it. A person has a column; a kiosk or a staff code (`kiosk:<id>`, `staff:<id>`) stands before the id of the row. */
export const auditedAs = (actor: string, id: string): Pick<AuditEntry, "id" | "personId"> =>
  actor.startsWith(PERSON) ? { id, personId: actor.slice(PERSON.length) } : { id: `${actor}:${id}`, personId: null };

/** What `auditedAs` has written: `person:<id>`, `kiosk:<id>`, `staff:<id>`, or null. */
export const auditActor = sql<
  string | null
>`iif(${auditEntries.personId} IS NOT NULL, ${PERSON} || ${auditEntries.personId},
  iif(instr(${auditEntries.id}, ':') > 0, substr(${auditEntries.id}, 1, length(${auditEntries.id}) - 37), NULL))`;

export const audit = ({ orm }: Database, entry: AuditEntry) => orm.insert(auditEntries).values(entry);

/** What is not known before the act has found it: a column of that row. */
type FoundEntry = Omit<AuditEntry, "subject"> & { readonly subject: string | Column };

/** One row if one row of the table is so, none if none is: an act that changed nothing leaves nothing. */
export const auditWhere = ({ orm }: Database, entry: FoundEntry, table: SQLiteTable, isSo: SQL | undefined) =>
  orm.insert(auditEntries).select(
    orm
      .select({
        id: sql<string>`${entry.id}`.as("id"),
        merchantId: sql<string>`${entry.merchantId}`.as("merchant_id"),
        personId: sql<string>`${entry.personId}`.as("person_id"),
        act: sql<Act>`${entry.act}`.as("act"),
        subject: sql<string>`${entry.subject}`.as("subject"),
        at: sql<number>`${entry.at}`.as("at"),
      })
      .from(table)
      .where(isSo),
  );
