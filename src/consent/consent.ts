// What a customer has agreed to, as the fold of an append-only ledger.

/** `held`: a doubtful stop; promotions wait until the customer says. */
export type Consent = "none" | "subscribed" | "held" | "opted_out";

export type ConsentChange = "asked" | "granted" | "held" | "resumed" | "withdrawn";

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
