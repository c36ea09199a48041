// What the wallet says, in the customer's language.

import type { Language } from "../../../src/conversation/language.ts";
import type { RewardRefusal } from "../../../src/rewards/decide.ts";
import type { Words } from "../shared/words.ts";
import { en } from "./words.en.ts";
import { fr } from "./words.fr.ts";

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
  | RewardRefusal
  | "lapsed"
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
  | "no_such_customer";

export type WalletWords = Words<typeof en>;

export const walletWords: Readonly<Record<Language, WalletWords>> = { en, fr };
