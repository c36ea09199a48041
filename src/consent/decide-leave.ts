// What leaving comes to at one shop, by text, on a page, or by word of the carrier: the same happenings, in the same order.

import type { Consent, OffersConsent } from "./consent.ts";

export type LeaveHappening =
  /** They had left already: it counts from now. */
  { readonly type: "StopRepeated" } | { readonly type: "ConsentWithdrawn" | "OffersWithdrawn"; readonly word: string };

interface Agreed {
  readonly consent: Consent;
  readonly offers: OffersConsent;
}

/** Who leaves the texts leaves the offers too. */
export function decideLeave({ consent, offers }: Agreed, word: string): readonly LeaveHappening[] {
  if (consent === "opted_out") return [{ type: "StopRepeated" }];
  return [{ type: "ConsentWithdrawn", word }, ...decideLeaveOffers({ offers }, word)];
}

/** None for who gets no offers: that they have said so counts all the same. */
export const decideLeaveOffers = ({ offers }: Pick<Agreed, "offers">, word: string): readonly LeaveHappening[] =>
  offers === "subscribed" ? [{ type: "OffersWithdrawn", word }] : [];
