// What a conversation knows: the state that decide() may change, and the facts that it only reads. Both survive JSON.

import type { Consent, Proof } from "../consent/consent.ts";
import type { CatalogueReward } from "../loyalty/catalogue.ts";
import type { Claim } from "../loyalty/claims.ts";
import type { CouponOffer } from "../loyalty/coupons.ts";
import type { EarnHistory, EarnLimits } from "../loyalty/earning.ts";
import type { Unit } from "../loyalty/programme.ts";
import type { Receipt } from "../loyalty/receipts.ts";
import type { Country } from "../phone.ts";
import { type CodeTries, noTries } from "./code-tries.ts";
import type { Dialogue } from "./dialogue.ts";
import type { Guard } from "./guard.ts";
import { quietGuard } from "./guard.ts";
import type { Language } from "./language.ts";
import type { OpeningHours } from "./opening-hours.ts";

export type { Dialogue } from "./dialogue.ts";

/** A shop that can be talked to on this sender number. */
export interface Shop extends EarnLimits {
  readonly id: string;
  readonly name: string;
  /** Upper case, without accents: what follows JOIN on a shared number, and joins by itself anywhere. */
  readonly keyword: string;
  readonly country: Country | null;
  readonly region: string | null;
  readonly language: Language;
  /** How to reach a person, shown in HELP: a telephone number. */
  readonly contact: string | null;
  readonly hours: OpeningHours | null;
  readonly welcomePoints: number;
  readonly promotionsPerMonth: number;
  readonly unit: Unit;
  readonly rewards: readonly CatalogueReward[];
  readonly offers: readonly Offer[];
  /** Typed at the counter it gives `pointsPerVisit`; null where the shop has none. */
  readonly earnCode: string | null;
  /** The tablet on the counter shows a code that changes, and the earn code alone gives nothing. */
  readonly rotatingQr: boolean;
  /** The staff's: with it, more points at once. */
  readonly multiPointCode: string | null;
  readonly pointsPerVisit: number;
  /** `code`: staff type the customer's code on the kiosk. `show`: the customer's own word is the proof. */
  readonly redemptionMode: "code" | "show";
}

/** What is on now. */
export interface Offer extends CouponOffer {
  readonly title: Readonly<Record<Language, string>>;
}

export interface SenderFacts {
  readonly number: string;
  readonly carrierAnswersOptOuts: boolean;
}

/** What one shop knows of this customer. */
export interface Membership {
  readonly consent: Consent;
  readonly proof: Proof | null;
  readonly points: number;
  /** Joined before, perhaps long ago: no second welcome points. */
  readonly joinedBefore: boolean;
  /** Of the points, those that a person has to look at before they can be spent. */
  readonly pointsOnHold: number;
  /** Put aside for this number until its YES, beside the points. */
  readonly pointsWaiting: number;
  readonly earned: EarnHistory;
  /** The rewards and coupons that wait in the wallet, oldest first. */
  readonly claims: readonly Claim[];
  /** How many of each reward the customer has had, and of each offer's coupon, by id, reversed ones aside. */
  readonly taken: Readonly<Record<string, number>>;
  readonly receipt: Receipt | null;
}

export interface Conversation {
  readonly language: Language | null;
  /** The shop that wrote last, which a plain STOP is about. */
  readonly shopId: string | null;
  readonly dialogue: Dialogue | null;
  readonly members: Readonly<Record<string, Membership>>;
  /** STOP ALL was said: holds for every shop of the number that has heard nothing since. */
  readonly stoppedAll: boolean;
  readonly stopConfirmedAt: number | null;
  /** The confirmation of a STOP, by shop: the invitation that a YES answers later. */
  readonly invitations: Readonly<Record<string, string>>;
  readonly awayRepliedAt: number | null;
  readonly guard: Guard;
  readonly codeTries: CodeTries;
}

export const newConversation: Conversation = {
  language: null,
  shopId: null,
  dialogue: null,
  members: {},
  stoppedAll: false,
  stopConfirmedAt: null,
  invitations: {},
  awayRepliedAt: null,
  guard: quietGuard,
  codeTries: noTries,
};

export const stranger: Membership = {
  consent: "none",
  proof: null,
  points: 0,
  joinedBefore: false,
  pointsOnHold: 0,
  pointsWaiting: 0,
  earned: { lastAt: null, onLastDay: 0 },
  claims: [],
  taken: {},
  receipt: null,
};

/** What a shop knows of the customer. After STOP ALL a shop that has heard no consent since counts as left too. */
export function membership(conversation: Conversation, shopId: string): Membership {
  const known = conversation.members[shopId] ?? stranger;
  return conversation.stoppedAll && known.consent === "none" ? { ...known, consent: "opted_out" } : known;
}

export const isMember = ({ consent }: Pick<Membership, "consent">): boolean =>
  consent === "subscribed" || consent === "held";
