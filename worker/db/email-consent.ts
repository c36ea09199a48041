// Consent to e-mail changes on the wallet: an entry of its ledger and the fold, as statements that read what their batch has left.

import { type SQL, sql } from "drizzle-orm";
import type { Database, Query } from "./client.ts";
import { customers, emailConsentEntries } from "./schema.ts";

/** Where the words were shown. */
export const ACCOUNT_PAGE = "/me/account";
/** What the cause of an entry begins with when it was the address that went, and the consent with it. */
export const ADDRESS_CHANGED = "address_changed";
export const ADDRESS_REMOVED = "address_removed";

export interface EmailConsentChange {
  readonly merchantId: string;
  readonly customerId: string;
  /** As the page said it. */
  readonly shown: string;
  readonly cause: string;
}

/** @param address stands in the entry in place of the customer's own. */
export function endEmailConsent(
  db: Database,
  change: EmailConsentChange & { readonly address?: string },
  now: number,
): readonly [Query, Query] {
  const address = change.address ?? customers.email;
  return append(db, { ...change, change: "withdrawn", address, version: null, where: agreed }, now);
}

/** An address that was agreed to makes way for another, or for none: whoever keeps theirs goes on as before. */
export function endEmailConsentFor(
  db: Database,
  { email, ...change }: EmailConsentChange & { readonly email: string | null },
  now: number,
): readonly [Query, Query] {
  const where = sql`${agreed} AND ${customers.email} IS NOT ${email}`;
  return append(db, { ...change, change: "withdrawn", address: customers.email, version: null, where }, now);
}

/**
 * For the address that the batch has left: agreed to, and not proven yet, so that nothing is sent there. Once: a form that is sent twice is
 * one entry.
 */
export function askEmailConsent(
  db: Database,
  change: EmailConsentChange & { readonly version: string },
  now: number,
): readonly [Query, Query] {
  const where = sql`NOT ${agreed}`;
  return append(db, { ...change, change: "asked", address: customers.email, where }, now);
}

/** Whether or not the address has proven itself. */
const agreed = sql`(${customers.emailConsent} = 'subscribed' OR ${customers.emailAskedAt} IS NOT NULL)`;

interface Appended extends EmailConsentChange {
  readonly change: "asked" | "withdrawn";
  readonly address: string | typeof customers.email;
  readonly version: string | null;
  readonly where: SQL;
}

function append({ orm }: Database, entry: Appended, now: number): readonly [Query, Query] {
  const { merchantId, customerId, change, address, shown, version, cause } = entry;
  const concerned = sql`${customers.id} = ${customerId} AND ${customers.merchantId} = ${merchantId} AND ${entry.where}`;
  return [
    orm.run(sql`INSERT INTO ${emailConsentEntries}
        (customer_id, seq, change, email, shown, words_version, page, actor, cause, at)
      SELECT ${customers.id}, ${customers.emailConsentSeq} + 1, ${change}, coalesce(${address}, ''), ${shown}, ${version}, ${ACCOUNT_PAGE},
        'customer', ${cause}, ${now}
      FROM ${customers} WHERE ${concerned}`),
    orm.run(sql`UPDATE ${customers} SET
        email_consent = ${change === "asked" ? customers.emailConsent : "opted_out"},
        email_asked_at = ${change === "asked" ? now : null}, email_consent_seq = ${customers.emailConsentSeq} + 1
      WHERE ${concerned}`),
  ];
}
