// What a conversation knows: the state that decide() may change, and the facts that it only reads. Both survive JSON.

import type { Consent, OffersConsent, Proof } from "../consent/consent.ts";
import { isOvertaken, isSuppressed, neverStopped, onSharedNumber, type Suppression } from "../consent/suppression.ts";
import { type CodeTries, noTries } from "../loyalty/code-tries.ts";
import type { EarnHistory, EarnLimits } from "../loyalty/earning.ts";
import type { Unit } from "../loyalty/programme.ts";
import type { Receipt } from "../loyalty/receipts.ts";
import type { Country } from "../phone.ts";
import type { CatalogueReward } from "../rewards/catalogue.ts";
import type { Claim } from "../rewards/claims.ts";
import type { CouponOffer } from "../rewards/coupons.ts";
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
  /** What it sells closes its texts to this number: JOIN gets one answer, which names the page. */
  readonly isClosedByTrade: boolean;
}

/** What is on now. */
export interface Offer extends CouponOffer {
  readonly title: Readonly<Record<Language, string>>;
}

export interface SenderFacts {
  readonly number: string;
  readonly carrierAnswersOptOuts: boolean;
  /** A pool's number is shared by shops that may be strangers to each other. */
  readonly pool: "own" | "shared";
  /** Whom a plain STOP leaves on a shared number: every shop of the pool, or the one that wrote last. */
  readonly stopScope: "pool" | "shop";
}

/** What one shop knows of this customer. */
export interface Membership {
  readonly consent: Consent;
  /** What this number has said to this business, whatever became of its record. */
  readonly stop: Suppression;
  readonly proof: Proof | null;
  readonly offers: OffersConsent;
  readonly offersProof: Proof | null;
  readonly points: number;
  /** Joined before, perhaps long ago: no second welcome points. */
  readonly joinedBefore: boolean;
  /** The shop has a record of the number, though it may never have agreed to anything: what a move leaves behind is one. */
  readonly hasRecord: boolean;
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
  /** Since when it is that one, by our clock: a plain STOP that was written before may be about another. */
  readonly shopSince: number | null;
  readonly dialogue: Dialogue | null;
  readonly members: Readonly<Record<string, Membership>>;
  /** What was said to a shared number as a whole: holds for each of its shops that has not been agreed to since. */
  readonly pool: Suppression;
  /** When the text was written that moved the dialogue last. An answer that is older answers something else. */
  readonly steppedAt: number | null;
  /** When the last text was written that asked to come back and was obeyed, by shop: a STOP that is older comes too late. */
  readonly cameBackAt: Readonly<Record<string, number>>;
  /** When the last text was written that may have been a stop, by shop: a YES, a START or a JOIN that is older comes too late. */
  readonly doubtedAt: Readonly<Record<string, number>>;
  /** When the last text was written that said yes or no to offers, by shop. */
  readonly offersSaidAt: Readonly<Record<string, number>>;
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
  shopSince: null,
  dialogue: null,
  members: {},
  pool: neverStopped,
  steppedAt: null,
  cameBackAt: {},
  doubtedAt: {},
  offersSaidAt: {},
  stopConfirmedAt: null,
  invitations: {},
  awayRepliedAt: null,
  guard: quietGuard,
  codeTries: noTries,
};

export const stranger: Membership = {
  consent: "none",
  stop: neverStopped,
  proof: null,
  offers: "none",
  offersProof: null,
  points: 0,
  joinedBefore: false,
  hasRecord: false,
  pointsOnHold: 0,
  pointsWaiting: 0,
  earned: { lastAt: null, onLastDay: 0 },
  claims: [],
  taken: {},
  receipt: null,
};

export const stopOf = ({ members, pool }: Pick<Conversation, "members" | "pool">, shopId: string): Suppression =>
  onSharedNumber((members[shopId] ?? stranger).stop, pool);

/** What a shop knows of the customer. Who has said STOP has left, also where no record says so any more. */
export function membership(conversation: Pick<Conversation, "members" | "pool">, shopId: string): Membership {
  const known = conversation.members[shopId] ?? stranger;
  if (!isSuppressed(stopOf(conversation, shopId))) return known;
  return { ...known, consent: "opted_out", offers: known.offers === "subscribed" ? "opted_out" : known.offers };
}

/**
 * The number has left since this was written, and the shop keeps no record of it: as after a deletion. What is written down of such a
 * text would bring back what was deleted.
 */
export const hasForgotten = (
  conversation: Pick<Conversation, "members" | "pool">,
  shopId: string,
  writtenAt: number,
): boolean => !membership(conversation, shopId).hasRecord && isOvertaken(stopOf(conversation, shopId), writtenAt);

/** Nobody on the number keeps a record, and one of them has had one. */
export const isForgotten = (
  conversation: Pick<Conversation, "members" | "pool">,
  shops: readonly Pick<Shop, "id">[],
  writtenAt: number,
): boolean =>
  shops.every(({ id }) => !membership(conversation, id).hasRecord) &&
  shops.some(({ id }) => hasForgotten(conversation, id, writtenAt));

export const isMember = ({ consent }: Pick<Membership, "consent">): boolean =>
  consent === "subscribed" || consent === "held";

/** Whom none of these shops knows as one of its own, now or before. */
export const isStranger = (conversation: Conversation, shops: readonly Pick<Shop, "id">[]): boolean =>
  shops.every(({ id }) => {
    const known = membership(conversation, id);
    return !isMember(known) && !known.joinedBefore;
  });
