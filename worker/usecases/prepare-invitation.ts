// Whether a number with waiting points is texted about them, and what the customer can do to keep them.

import { type Invitation, invite, isAsked, mayInvite } from "../../src/conversation/invitation.ts";
import type { Language } from "../../src/conversation/language.ts";
import type { Context } from "../context.ts";
import type { Counter } from "../db/counter.ts";
import type { NumberFacts } from "../db/kiosk-number.ts";
import { log } from "../log.ts";
import { sendingFacts } from "./sending-facts.ts";

/** By a YES to the text that the customer has or will have, or by texting the shop's keyword. */
export type KeepBy = "yes" | "keyword";

export interface Prepared {
  readonly invitation: Invitation | null;
  readonly keepBy: KeepBy;
}

/** @param points All that wait for the number, once this act is done. */
export function prepareInvitation(
  context: Pick<Context, "config">,
  counter: Counter,
  number: NumberFacts,
  points: number,
  language: Language,
  now: number,
): Prepared {
  const { conversation, phone, sent } = number;
  const { merchant, sender } = counter;
  if (conversation === null || sender === null) return { invitation: null, keepBy: "keyword" };
  const sending = sendingFacts(context, sender, merchant.country);
  const may = mayInvite(conversation.state, merchant, sending, phone, sent, now);
  if (may.ok) return { invitation: invite(conversation.state, merchant, points, language, now), keepBy: "yes" };
  if (may.error === "kiosk_limit") log("warn", "kiosk_invitations_limited", { counterId: counter.id });
  return { invitation: null, keepBy: keepByNow(counter, number, now) };
}

export function keepByNow({ merchant }: Counter, { conversation }: NumberFacts, now: number): KeepBy {
  return conversation !== null && isAsked(conversation.state, merchant.id, now) ? "yes" : "keyword";
}
