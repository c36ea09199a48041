// May this message go out now? Asked again at the moment of sending, since consent and hours change while a message waits.

import { isPlaced } from "../merchant/regions.ts";
import type { MessageClass } from "../messaging/lifecycle.ts";
import type { Country } from "../phone.ts";
import { kindsFor, stopConfirmations, type TextKind } from "../texts/kinds.ts";
import type { Consent, OffersConsent } from "./consent.ts";
import { isAnsweredDespite, isStoppedByTrade, type TradeFacts } from "./forbidden-trades.ts";
import { nextPromotionTime } from "./quiet-hours.ts";
import { isSuppressed, type Suppression, wroteBefore } from "./suppression.ts";

export interface SendFacts {
  readonly class: MessageClass;
  readonly kind: TextKind;
  /** It answers the customer's own STOP, HELP, JOIN or WHY. */
  readonly evenIfStopped: boolean;
  /** When that was written; null for what answers nothing. */
  readonly answersAt: number | null;
  /** What the number has said to the business and to the pool, as known now. */
  readonly stop: Suppression;
  /** What it has said to the other shops of a shared number. */
  readonly stopsOfOthers: readonly Suppression[];
  readonly expiresAt: number | null;
  readonly consent: Consent;
  /** The purpose of a promotion. */
  readonly offers: OffersConsent;
  /** Of the number that it goes to; null where a table does not know. */
  readonly recipientCountry: Country | null;
  readonly sender: SendingFacts;
  /** Null for an answer of a shared number that names no shop. */
  readonly merchant: MerchantFacts | null;
}

/** Of the number that it goes out from. */
export interface SendingFacts {
  /** Carriers block what it sends, but for answers. */
  readonly lacksRegistration: boolean;
  /** The classes that it carries. */
  readonly purposes: readonly MessageClass[];
}

export interface MerchantFacts {
  readonly country: Country | null;
  readonly region: string | null;
  readonly timeZone: string;
  /** What the business says that it sells. */
  readonly trades: readonly string[];
  /** Unix milliseconds; null where the operator has not opened its transactional texts. */
  readonly transactionalOpenedAt: number | null;
}

/** What the sweep looks after. */
export type HoldReason = "merchant_incomplete" | "doubtful_stop" | "unregistered" | "not_carried";

export type SendVerdict =
  | { readonly kind: "send" }
  | { readonly kind: "cancel"; readonly reason: "opted_out" | "came_back" | "no_consent" | "forbidden_trade" }
  | { readonly kind: "hold"; readonly reason: HoldReason }
  | { readonly kind: "defer"; readonly until: number }
  | { readonly kind: "expire" };

/** Good only for a STOP that is older than the text it answers: one that has come since takes the permission back. */
const answersLater = ({ evenIfStopped, answersAt, stop: { stoppedAt } }: SendFacts): boolean =>
  evenIfStopped && answersAt !== null && (stoppedAt === null || wroteBefore(stoppedAt, answersAt));

/** What a shop begins with: nobody has written to it. */
const begins: ReadonlySet<TextKind> = new Set([...kindsFor("invitation"), "sign_up_code"]);
const aboutPoints = kindsFor("points");

/** On a shared number no shop begins with somebody who has left another one; a code is theirs where their own device asked for it. */
const beginsAfterStop = ({ kind, consent, evenIfStopped, stopsOfOthers }: SendFacts): boolean =>
  stopsOfOthers.some(isSuppressed) &&
  ((begins.has(kind) && consent === "none") || (kind === "sign_in_code" && !evenIfStopped));

/** The first rung that applies decides. @param now Unix milliseconds. */
export function maySend(facts: SendFacts, now: number): SendVerdict {
  if (facts.expiresAt !== null && now >= facts.expiresAt) return { kind: "expire" };
  const hasLeft = isSuppressed(facts.stop) || facts.consent === "opted_out";
  const isConfirmation = stopConfirmations.has(facts.kind);
  if (isConfirmation && !hasLeft) return { kind: "cancel", reason: "came_back" };
  if (!isConfirmation && hasLeft && !answersLater(facts)) return { kind: "cancel", reason: "opted_out" };
  if (beginsAfterStop(facts)) return { kind: "cancel", reason: "opted_out" };
  // A shop that may send nothing yet must be able to read why, and whoever leaves it is told that they have.
  if (facts.kind === "sign_in_code" || isConfirmation) return { kind: "send" };
  const { merchant } = facts;
  if (merchant === null)
    return facts.class === "promotional" ? { kind: "cancel", reason: "no_consent" } : { kind: "send" };
  if (!isPlaced(merchant)) return { kind: "hold", reason: "merchant_incomplete" };
  const obstacle = obstacleTo(facts, merchant, facts.sender, facts.recipientCountry);
  if (obstacle === "forbidden_trade") return { kind: "cancel", reason: obstacle };
  if (obstacle !== null) return { kind: "hold", reason: obstacle };
  const isMember = facts.consent === "subscribed" || facts.consent === "held";
  if (aboutPoints.has(facts.kind) && !isMember) return { kind: "cancel", reason: "no_consent" };
  if (facts.class !== "promotional") return { kind: "send" };
  if (facts.consent === "held") return { kind: "hold", reason: "doubtful_stop" };
  const agrees = !hasLeft && facts.consent === "subscribed" && facts.offers === "subscribed";
  if (!agrees) return { kind: "cancel", reason: "no_consent" };
  const at = nextPromotionTime(now, merchant.country, merchant.timeZone);
  return at > now ? { kind: "defer", until: at } : { kind: "send" };
}

type Message = Pick<SendFacts, "class" | "kind">;

/** What keeps such a text of the shop from anybody there, whatever they have agreed to: also asked before somebody is told that it comes. */
export function obstacleTo(
  message: Message,
  merchant: MerchantFacts,
  sender: SendingFacts,
  recipientCountry: Country | null,
): "forbidden_trade" | "unregistered" | "not_carried" | null {
  if (isStoppedByTrade(tradeFacts(merchant, recipientCountry), message)) return "forbidden_trade";
  return heldBySender(message, sender);
}

/** Answers go out whether or not carriers know the number; what somebody must get, whatever the number was taken for. */
function heldBySender({ class: of, kind }: Message, sender: SendingFacts): "unregistered" | "not_carried" | null {
  if (isAnsweredDespite(kind)) return null;
  if (sender.lacksRegistration && of !== "conversation") return "unregistered";
  return sender.purposes.includes(of) ? null : "not_carried";
}

export const tradeFacts = (
  { trades, transactionalOpenedAt, country }: Omit<MerchantFacts, "region" | "timeZone">,
  recipientCountry: Country | null,
): TradeFacts => ({
  trades,
  transactionalOpened: transactionalOpenedAt !== null,
  countries: [country, recipientCountry],
});
