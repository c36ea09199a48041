// May this message go out now? Asked again at the moment of sending, since consent and hours change while a message waits.

import { isPlaced } from "../merchant/regions.ts";
import type { MessageClass } from "../messaging/lifecycle.ts";
import type { Country } from "../phone.ts";
import type { Consent } from "./consent.ts";
import { isForbiddenTrade } from "./forbidden-trades.ts";
import { nextPromotionTime } from "./quiet-hours.ts";

export interface SendFacts {
  readonly class: MessageClass;
  /** It answers the customer's own STOP, HELP, JOIN or WHY. */
  readonly evenIfStopped: boolean;
  readonly expiresAt: number | null;
  readonly consent: Consent;
  /** Null for an answer of a shared number that names no shop. */
  readonly merchant: MerchantFacts | null;
}

export interface MerchantFacts {
  readonly country: Country | null;
  readonly region: string | null;
  readonly timeZone: string;
  readonly trade: string | null;
}

export type SendVerdict =
  | { readonly kind: "send" }
  | { readonly kind: "cancel"; readonly reason: "opted_out" | "no_consent" | "forbidden_trade" }
  | { readonly kind: "hold"; readonly reason: "merchant_incomplete" | "doubtful_stop" }
  | { readonly kind: "defer"; readonly until: number }
  | { readonly kind: "expire" };

/** The first rung that applies decides. @param now Unix milliseconds. */
export function maySend(facts: SendFacts, now: number): SendVerdict {
  if (facts.expiresAt !== null && now >= facts.expiresAt) return { kind: "expire" };
  if (facts.consent === "opted_out" && !facts.evenIfStopped) return { kind: "cancel", reason: "opted_out" };
  const { merchant } = facts;
  if (merchant === null)
    return facts.class === "promotional" ? { kind: "cancel", reason: "no_consent" } : { kind: "send" };
  if (!isPlaced(merchant)) return { kind: "hold", reason: "merchant_incomplete" };
  if (facts.class !== "promotional") return { kind: "send" };
  if (facts.consent === "held") return { kind: "hold", reason: "doubtful_stop" };
  if (facts.consent !== "subscribed") return { kind: "cancel", reason: "no_consent" };
  if (isForbiddenTrade(merchant.trade, merchant.country)) return { kind: "cancel", reason: "forbidden_trade" };
  const at = nextPromotionTime(now, merchant.country, merchant.timeZone);
  return at > now ? { kind: "defer", until: at } : { kind: "send" };
}
