// Consent changes that do not come from a conversation.

import { eq } from "drizzle-orm";
import { afterChange, type Consent, type ConsentChange } from "../../src/consent/consent.ts";
import type { Database, Query } from "./client.ts";
import { consentEntries, customers } from "./schema.ts";

interface NewConsent {
  readonly change: ConsentChange;
  readonly word: string;
  readonly shown?: string;
  readonly cause: string;
  readonly actor?: "customer" | "carrier";
}

interface Consenting {
  readonly id: string;
  readonly consent: Consent;
  readonly consentSeq: number;
}

/** An entry of the ledger, by the customer unless another actor is named, and its fold. The batch dies on the seq when another writer came first. */
export function changeConsent(
  { orm }: Database,
  { id, consent, consentSeq }: Consenting,
  { change, word, shown, cause, actor = "customer" }: NewConsent,
  now: number,
): [Query, Query] {
  const seq = consentSeq + 1;
  const proof = change === "granted" ? { proof: { word, at: now } } : {};
  return [
    orm.insert(consentEntries).values({ customerId: id, seq, change, word, shown, actor, cause, at: now }),
    orm
      .update(customers)
      .set({ consent: afterChange(consent, change), consentSeq: seq, ...proof })
      .where(eq(customers.id, id)),
  ];
}
