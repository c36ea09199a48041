// What a customer has agreed to, as the fold of an append-only ledger.

/** `held`: a doubtful stop; promotions wait until the customer says. */
export type Consent = "none" | "subscribed" | "held" | "opted_out";

export type ConsentChange = "asked" | "granted" | "held" | "resumed" | "withdrawn";

/** What a consent is to: texts about one's own points and rewards, or offers as well. Each is agreed to, and ended, by itself. */
export type Purpose = "points" | "offers";

/** Offers can be ended alone; who leaves the texts leaves them too. */
export type OffersConsent = "none" | "subscribed" | "opted_out";

/** A change of either consent, told apart by its purpose. */
export type ToldChange = ConsentChange | "offers_granted" | "offers_withdrawn";

export function toldChange({
  change,
  purpose,
}: {
  readonly change: ConsentChange;
  readonly purpose: Purpose;
}): ToldChange {
  if (purpose === "points") return change;
  return change === "withdrawn" ? "offers_withdrawn" : "offers_granted";
}

/** Where the consent came from: which word, when. What WHY answers with. */
export interface Proof {
  readonly word: string;
  readonly at: number;
}

/** Stands for the word that was texted where a form of the sign-up page was sent instead, and its code typed. */
export const SIGN_UP_WORD = "WEB";

/** The state after a change. A withdrawal holds against all but a grant, and only a customer's own words make a grant. */
export function afterChange(consent: Consent, change: ConsentChange): Consent {
  switch (change) {
    case "asked":
      return consent;
    case "granted":
      return "subscribed";
    case "held":
      return consent === "subscribed" ? "held" : consent;
    case "resumed":
      return consent === "held" ? "subscribed" : consent;
    case "withdrawn":
      return "opted_out";
  }
}
