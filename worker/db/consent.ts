// Consent changes that do not come from a conversation.

import { and, eq, type Placeholder, type SQL, sql } from "drizzle-orm";
import { afterChange, type ConsentChange } from "../../src/consent/consent.ts";
import type { Database, Query } from "./client.ts";
import { consentEntries, customers } from "./schema.ts";

interface NewConsent {
  readonly change: ConsentChange;
  readonly word: string;
  readonly shown?: string;
  readonly cause: string;
  readonly actor?: "customer" | "carrier";
  /** The form of the sign-up page that it was given on. */
  readonly signUpId?: string;
  /** The phone whose words these are: the batch dies on a CHECK when the account has moved to another one since it was loaded. */
  readonly behind?: string;
}

type Consenting = Pick<typeof customers.$inferSelect, "id" | "consent" | "consentSeq" | "offersConsent">;

/**
 * An entry of the ledger, by the customer unless another actor is named, and its fold. Who leaves the texts leaves the offers too, with an
 * entry of their own. The batch dies on the seq when another writer came first.
 */
export function changeConsent(
  { orm }: Database,
  { id, consent, consentSeq, offersConsent }: Consenting,
  { change, word, shown, cause, signUpId, behind, actor = "customer" }: NewConsent,
  now: number,
): [Query, ...Query[]] {
  const seq = consentSeq + 1;
  const entry = { customerId: id, seq, change, word, shown, actor, cause, signUpId, at: now };
  const proof = change === "granted" ? { proof: { word, at: now } } : {};
  const endsOffers = change === "withdrawn" && offersConsent === "subscribed";
  const offers = endsOffers ? { consentSeq: seq + 1, offersConsent: "opted_out" as const, ...saidOfOffers(now) } : {};
  return [
    orm.insert(consentEntries).values(entry),
    ...(endsOffers ? [orm.insert(consentEntries).values({ ...entry, seq: seq + 1, purpose: "offers" })] : []),
    orm
      .update(customers)
      .set({ consent: unlessMoved(behind, sql`${afterChange(consent, change)}`), consentSeq: seq, ...proof, ...offers })
      .where(eq(customers.id, id)),
  ];
}

export const unlessMoved = (behind: string | Placeholder | undefined, consent: SQL): SQL =>
  behind === undefined ? consent : sql`CASE WHEN ${customers.phone} = ${behind} THEN ${consent} ELSE 'changed' END`;

type AsLoaded = Pick<typeof customers.$inferSelect, "id" | "phone" | "consentSeq">;

/** A customer's consent as it is; the batch dies on a CHECK unless it is so. */
export const consentIf = (isSo: SQL | undefined): SQL<never> =>
  sql`CASE WHEN ${isSo} THEN ${customers.consent} ELSE 'changed' END`;

/** Of a customer that has neither moved nor changed any agreement since. */
export const isAsLoaded = ({ phone, consentSeq }: Pick<AsLoaded, "phone" | "consentSeq">): SQL | undefined =>
  and(eq(customers.phone, phone), eq(customers.consentSeq, consentSeq));

/** The batch dies on a CHECK when the account has moved, or any agreement of it has changed, since it was loaded. */
export const stillAsLoaded = ({ orm }: Database, { id, ...loaded }: AsLoaded): Query =>
  orm
    .update(customers)
    .set({ consent: consentIf(isAsLoaded(loaded)) })
    .where(eq(customers.id, id));

/** For every door that says yes or no to offers, whether or not anything changes by it. A later word stands. */
export const saidOfOffers = (at: number) => ({
  offersSaidAt: sql`max(coalesce(${customers.offersSaidAt}, 0), ${at})`,
});

/** Offers alone, agreed to or ended on a page. @param seq the one that the batch has come to. */
export function changeOffers(
  { orm }: Database,
  { id, seq }: { readonly id: string; readonly seq: number },
  {
    change,
    word,
    shown,
    cause,
    behind,
    saidAt,
  }: NewConsent & {
    readonly change: "granted" | "withdrawn" /** Where that was before now. */;
    readonly saidAt?: number;
  },
  now: number,
): [Query, Query] {
  const fold =
    change === "granted"
      ? { offersConsent: "subscribed" as const, offersProof: { word, at: now } }
      : { offersConsent: "opted_out" as const };
  return [
    orm.insert(consentEntries).values({
      customerId: id,
      seq: seq + 1,
      purpose: "offers",
      change,
      word,
      shown,
      actor: "customer",
      cause,
      at: now,
    }),
    orm
      .update(customers)
      .set({
        consent: unlessMoved(behind, sql`${customers.consent}`),
        consentSeq: seq + 1,
        ...fold,
        ...saidOfOffers(saidAt ?? now),
      })
      .where(eq(customers.id, id)),
  ];
}
