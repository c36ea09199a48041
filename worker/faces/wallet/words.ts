// What the wallet says, in the customer's language.

import type { AccountFaults } from "../../../src/consent/account-form.ts";
import type { Consent, ToldChange } from "../../../src/consent/consent.ts";
import type { Language } from "../../../src/conversation/language.ts";
import type { TakeRefusal } from "../../../src/loyalty/claims.ts";
import type { EmailChange, EmailsOf, ProofPlace } from "./consents.tsx";

/** What has just been done, as the address of the page that follows says it. */
export const walletDeeds = [
  "taken",
  "coupon",
  "earned",
  "saved",
  "saved_address",
  "agreed_email",
  "language",
  "left",
  "left_email",
  "left_offers",
] as const;
export type WalletDeed = (typeof walletDeeds)[number];

/** Why something was not done. */
export type WalletError =
  | TakeRefusal
  | "no_such_reward"
  | "no_such_claim"
  | "reversed"
  | "expired"
  | "coupon_gone"
  | "coupon_had"
  | "lapsed"
  | "wants_code"
  | "busy"
  | "wrong_code"
  | "wrong_codes"
  | "not_our_code"
  | "old_code"
  | "too_many_tries"
  | "no_earn_code"
  | "scan_tablet"
  | "daily_limit"
  | "not_an_amount"
  | "needs_multi_point_code"
  | "one_visit_only"
  | "key_reused"
  | "no_such_customer";

type AccountFault = NonNullable<AccountFaults[keyof AccountFaults]>;

export interface WalletWords {
  readonly otherLanguage: { readonly code: Language; readonly short: string; readonly name: string };
  readonly back: string;
  readonly asOf: (hour: string) => string;
  readonly missing: (missing: number, reward: string) => string;
  readonly within: (reward: string) => string;
  readonly ready: string;
  readonly readyHint: string;
  readonly rewards: string;
  readonly noRewards: string;
  readonly offers: string;
  readonly until: (date: string) => string;
  readonly coupon: {
    readonly get: string;
    readonly waiting: string;
    readonly had: string;
    readonly days: (days: number) => string;
  };
  readonly details: string;
  readonly excluded: (what: string) => string;
  readonly toGo: (missing: number) => string;
  readonly take: string;
  readonly use: string;
  readonly showCode: string;
  readonly notNow: Readonly<Record<"out_of_stock" | "limit_reached", string>>;
  readonly earn: (units: string) => string;
  readonly account: string;
  readonly complete: string;
  readonly stopAnyTime: (word: string, number: string | null) => string;
  readonly comeBack: (number: string | null) => string;
  readonly done: Readonly<Record<Exclude<WalletDeed, "earned">, string>> & {
    readonly earned: (points: string) => string;
  };
  readonly sure: {
    readonly title: string;
    readonly leaves: (cost: string, left: string) => string;
    readonly keeps: string;
    readonly yes: string;
    readonly no: string;
  };
  readonly counter: {
    readonly title: string;
    readonly code: string;
    readonly show: string;
    readonly yes: string;
    readonly no: string;
  };
  readonly sheet: {
    readonly typeThis: string;
    readonly showThis: string;
    readonly codeLabel: string;
    readonly until: (hour: string) => string;
    readonly shownUntil: (hour: string) => string;
    readonly close: string;
    readonly closeShown: string;
  };
  readonly last: { readonly title: string; readonly warning: string; readonly yes: string; readonly no: string };
  readonly used: (hour: string) => string;
  readonly gone: string;
  readonly earning: {
    readonly lead: string;
    /** Where the tablet shows a code that changes. */
    readonly leadTablet: string;
    readonly code: string;
    readonly several: (units: string) => string;
    readonly severalLead: string;
    readonly amount: string;
    readonly multiPointCode: string;
    readonly send: (units: string) => string;
    readonly scan: string;
    readonly scanning: string;
    readonly stopScan: string;
    readonly noCamera: string;
  };
  readonly profile: {
    readonly title: string;
    readonly lead: string;
    readonly language: string;
    readonly languageHint: string;
    readonly name: string;
    readonly birthday: string;
    readonly birthdayHint: string;
    readonly email: string;
    readonly phone: string;
    readonly save: string;
    readonly faults: Readonly<Record<AccountFault, string>>;
  };
  readonly texts: {
    readonly title: string;
    readonly is: Readonly<Record<Exclude<Consent, "opted_out">, string>>;
    readonly change: Readonly<Record<ToldChange, string>>;
    readonly leave: string;
    readonly comeBack: string;
    readonly comeBackWord: string;
    readonly offersOn: string;
    readonly offersEnd: string;
    readonly offersHow: string;
  };
  readonly emails: {
    readonly title: string;
    readonly is: Readonly<Record<EmailsOf, string>>;
    readonly ends: string;
    readonly change: Readonly<Record<EmailChange, string>>;
    readonly leave: string;
    readonly what: (shop: string) => string;
  };
  readonly proofs: {
    readonly quoted: (word: string) => string;
    readonly places: Readonly<Record<ProofPlace, string>>;
    readonly shown: string;
    readonly version: (version: string) => string;
  };
  readonly leaving: {
    readonly title: string;
    readonly what: (shop: string) => string;
    readonly yes: string;
    readonly no: string;
  };
  readonly data: {
    readonly title: string;
    readonly download: string;
    readonly downloadHint: string;
    readonly remove: string;
    readonly signOut: string;
  };
  readonly deleting: {
    readonly title: string;
    readonly what: (shop: string, balance: string) => string;
    readonly keeps: string;
    readonly yes: string;
    readonly no: string;
  };
  readonly deleted: { readonly title: string; readonly what: (shop: string) => string };
  readonly ended: { readonly title: string; readonly what: string };
  readonly errors: Readonly<Record<WalletError, string>>;
  readonly tooSoon: (hour: string) => string;
}
