// Consent changes that do not come from a conversation.

import { and, eq, gt, inArray, ne, notExists, sql } from "drizzle-orm";
import { afterChange, type Consent, type ConsentChange } from "../../src/consent/consent.ts";
import type { Database, Query } from "./client.ts";
import { consentEntries, customers, outbox } from "./schema.ts";

interface NewConsent {
  readonly change: ConsentChange;
  readonly word: string;
  readonly shown?: string;
  readonly cause: string;
}

interface Consenting {
  readonly id: string;
  readonly consent: Consent;
  readonly consentSeq: number;
}

/** An entry of the ledger, by the customer, and its fold. The batch dies on the seq when another writer came first. */
export function changeConsent(
  { orm }: Database,
  { id, consent, consentSeq }: Consenting,
  { change, word, shown, cause }: NewConsent,
  now: number,
): [Query, Query] {
  const seq = consentSeq + 1;
  const proof = change === "granted" ? { proof: { word, at: now } } : {};
  return [
    orm.insert(consentEntries).values({ customerId: id, seq, change, word, shown, actor: "customer", cause, at: now }),
    orm
      .update(customers)
      .set({ consent: afterChange(consent, change), consentSeq: seq, ...proof })
      .where(eq(customers.id, id)),
  ];
}

/**
 * The carrier says that the customer of this message has opted out. Whoever is out already stays out, without a second entry, and
 * whoever has come back since the message was written stays in: the news is late.
 */
export function withdrawByCarrier(db: Database, messageId: string, code: string, now: number): [Query, Query] {
  const { orm } = db;
  const concerned = orm.select({ id: outbox.customerId }).from(outbox).where(eq(outbox.id, messageId));
  const writtenAt = orm.select({ at: outbox.createdAt }).from(outbox).where(eq(outbox.id, messageId));
  const grantedSince = orm
    .select({ seq: consentEntries.seq })
    .from(consentEntries)
    .where(
      and(
        eq(consentEntries.customerId, customers.id),
        eq(consentEntries.change, "granted"),
        gt(consentEntries.at, writtenAt),
      ),
    );
  const stillIn = and(inArray(customers.id, concerned), ne(customers.consent, "opted_out"), notExists(grantedSince));
  return [
    orm.insert(consentEntries).select(
      orm
        .select({
          customerId: customers.id,
          seq: sql<number>`${customers.consentSeq} + 1`.as("seq"),
          change: sql<"withdrawn">`'withdrawn'`.as("change"),
          word: sql<string>`${code}`.as("word"),
          shown: sql<null>`NULL`.as("shown"),
          actor: sql<"carrier">`'carrier'`.as("actor"),
          cause: sql<string>`${`outbox:${messageId}`}`.as("cause"),
          at: sql<number>`${now}`.as("at"),
        })
        .from(customers)
        .where(stillIn),
    ),
    orm
      .update(customers)
      .set({ consent: "opted_out", consentSeq: sql`${customers.consentSeq} + 1` })
      .where(stillIn),
  ];
}
