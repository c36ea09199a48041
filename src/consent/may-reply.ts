// May a person of the shop answer this customer by text? Asked before the composer is shown, and again when it is sent.

import { storableText } from "../carriers/text.ts";
import { isPlaced } from "../merchant/regions.ts";
import { composeForSms } from "../messaging/segments.ts";
import type { Country } from "../phone.ts";
import { err, ok, type Result } from "../result.ts";
import type { Consent } from "./consent.ts";
import { FIRST_TEXT_ADDED_MAX } from "./first-text.ts";

/** The carrier's own bound on one message (Vonage, Messages API: 1000 characters), less what the first one gets. */
export const REPLY_CHARACTERS_MAX = 1_000 - FIRST_TEXT_ADDED_MAX;

export interface ReplyFacts {
  readonly consent: Consent;
  readonly country: Country | null;
  readonly region: string | null;
  /** What the business sells closes its texts: tradeFacts and isClosed say so. */
  readonly isClosedByTrade: boolean;
  /** The shop has a number to send from. */
  readonly hasSender: boolean;
}

/** Nothing that can be written helps against these. */
export type ReplyRefusal = "opted_out" | "merchant_incomplete" | "forbidden_trade" | "no_sender";

/** What stops a reply. `key_reused`: the same form came twice with two texts. */
export type ReplyError = ReplyRefusal | "empty" | "too_long" | "key_reused";

/** The first rung that applies decides. An answer to someone who wrote needs no consent, only that they have not left. */
export function mayReply(facts: ReplyFacts): Result<null, ReplyRefusal> {
  if (facts.consent === "opted_out") return err("opted_out");
  if (!isPlaced(facts)) return err("merchant_incomplete");
  if (facts.isClosedByTrade) return err("forbidden_trade");
  if (!facts.hasSender) return err("no_sender");
  return ok(null);
}

/** The value is the text as it will be sent, without the blanks around it. */
export function checkReply(text: string, facts: ReplyFacts): Result<string, ReplyError> {
  const may = mayReply(facts);
  if (!may.ok) return may;
  const composed = composeForSms(storableText(text)).trim();
  if (composed === "") return err("empty");
  if (composed.length > REPLY_CHARACTERS_MAX) return err("too_long");
  return ok(composed);
}
