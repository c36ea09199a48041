// What the wallet says, in the customer's language.

import type { Consent, ConsentChange } from "../../src/consent/consent.ts";
import type { Language } from "../../src/conversation/language.ts";
import type { TakeRefusal } from "../../src/loyalty/claims.ts";
import type { ProfileFaults } from "../../src/loyalty/profile.ts";

/** What has just been done, as the address of the page that follows says it. */
export const walletDeeds = ["taken", "earned", "saved", "language", "left", "left_email"] as const;
export type WalletDeed = (typeof walletDeeds)[number];

/** Why something was not done. */
export type WalletError =
  | TakeRefusal
  | "no_such_reward"
  | "no_such_claim"
  | "reversed"
  | "lapsed"
  | "wants_code"
  | "busy"
  | "wrong_code"
  | "not_our_code"
  | "old_code"
  | "too_many_tries"
  | "no_earn_code"
  | "daily_limit"
  | "not_an_amount"
  | "needs_multi_point_code"
  | "no_such_customer";

export type ProfileFault = NonNullable<ProfileFaults[keyof ProfileFaults]>;

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
    readonly seen: string;
    readonly close: Readonly<Record<"code" | "show", string>>;
  };
  readonly last: { readonly title: string; readonly warning: string; readonly yes: string; readonly no: string };
  readonly used: (hour: string) => string;
  readonly gone: string;
  readonly earning: {
    readonly lead: string;
    readonly code: string;
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
    readonly faults: Readonly<Record<ProfileFault, string>>;
  };
  readonly texts: {
    readonly title: string;
    readonly is: Readonly<Record<Consent, string>>;
    readonly change: Readonly<Record<ConsentChange, string>>;
    readonly proof: (word: string, at: string) => string;
    readonly shown: string;
    readonly leave: string;
  };
  readonly emails: {
    readonly title: string;
    readonly change: Readonly<Record<"granted" | "withdrawn", string>>;
    readonly leave: string;
    readonly what: (shop: string) => string;
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
