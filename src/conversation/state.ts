// What a conversation knows: the state that decide() may change, and the facts that it only reads. Both survive JSON.

import type { Consent, Proof } from "../consent/consent.ts";
import type { Reward, Unit } from "../loyalty/programme.ts";
import type { Country } from "../phone.ts";
import type { Guard } from "./guard.ts";
import { quietGuard } from "./guard.ts";
import type { Language } from "./language.ts";
import type { OpeningHours } from "./opening-hours.ts";

/** A shop that can be talked to on this sender number. */
export interface Shop {
  readonly id: string;
  readonly name: string;
  /** Upper case, without accents: what follows JOIN on a shared number, and joins by itself anywhere. */
  readonly keyword: string;
  readonly country: Country | null;
  readonly region: string | null;
  readonly language: Language;
  readonly timeZone: string;
  /** How to reach a person, shown in HELP: a telephone number. */
  readonly contact: string | null;
  readonly hours: OpeningHours | null;
  readonly welcomePoints: number;
  readonly promotionsPerMonth: number;
  readonly unit: Unit;
  readonly rewards: readonly Reward[];
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
}

/** What the service has asked and waits for; each wait has an end. */
export type Dialogue =
  | { readonly kind: "asked_to_join"; readonly shopId: string; readonly shown: string; readonly until: number }
  | { readonly kind: "asked_to_stop"; readonly shopId: string; readonly until: number };

export interface Conversation {
  readonly language: Language | null;
  /** The shop that wrote last, which a plain STOP is about. */
  readonly shopId: string | null;
  readonly dialogue: Dialogue | null;
  readonly members: Readonly<Record<string, Membership>>;
  /** STOP ALL was said: holds for every shop of the number that has heard nothing since. */
  readonly stoppedAll: boolean;
  readonly stopConfirmedAt: number | null;
  readonly awayRepliedAt: number | null;
  readonly guard: Guard;
}

export const newConversation: Conversation = {
  language: null,
  shopId: null,
  dialogue: null,
  members: {},
  stoppedAll: false,
  stopConfirmedAt: null,
  awayRepliedAt: null,
  guard: quietGuard,
};

/** What a shop knows of the customer. After STOP ALL a shop that has heard no consent since counts as left too. */
export function membership(conversation: Conversation, shopId: string): Membership {
  const known = conversation.members[shopId] ?? { consent: "none", proof: null, points: 0, joinedBefore: false };
  return conversation.stoppedAll && known.consent === "none" ? { ...known, consent: "opted_out" } : known;
}

export const isMember = (member: Membership): boolean => member.consent === "subscribed" || member.consent === "held";
