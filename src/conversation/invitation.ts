// The one text that a number typed on a kiosk gets before it has agreed to anything: points wait, these are the terms, a YES keeps them.

import { type MerchantFacts, obstacleTo, type SendingFacts } from "../consent/may-send.ts";
import { stopWord } from "../consent/stop-word.ts";
import { later } from "../consent/suppression.ts";
import { formatUnits } from "../loyalty/programme.ts";
import { isPlaced } from "../merchant/regions.ts";
import { isServed } from "../messaging/pumping.ts";
import { countryOf } from "../phone.ts";
import { err, ok, type Result } from "../result.ts";
import { textKinds } from "../texts/kinds.ts";
import { renderText } from "../texts/render.ts";
import { ANSWER_WAIT_MS } from "./dialogue.ts";
import type { ConversationEvent } from "./events.ts";
import type { Language } from "./language.ts";
import type { Conversation, Shop } from "./state.ts";

/** A number that never answers is left alone. */
export const INVITATIONS_PER_MONTH_MAX = 3;
/** A kiosk that types numbers all day is somebody's game, at the shop's cost. */
export const INVITATIONS_PER_HOUR_MAX = 30;
export const INVITATIONS_PER_DAY_MAX = 150;

/** What stands for the word that was texted, in the journal. */
const WORD = "KIOSK";

/** What it is among the texts that go out. */
export const INVITATION = "kiosk_invitation";

export type InvitingShop = Pick<
  Shop,
  "id" | "name" | "country" | "region" | "language" | "unit" | "promotionsPerMonth"
>;

export interface InvitationsSent {
  readonly toNumberToday: number;
  readonly toNumberThisMonth: number;
  readonly byKioskThisHour: number;
  readonly byKioskThisDay: number;
  /** On a shared number: they have stopped another shop of the pool. A visit is no ground to write first. */
  readonly leftAnotherShop: boolean;
  /** A NO of theirs would still be to a receipt, of any shop of the number. */
  readonly awaitsNo: boolean;
}

export type InvitationRefusal =
  | "merchant_incomplete"
  | NonNullable<ReturnType<typeof obstacleTo>>
  | "asked_already"
  | "in_a_dialogue"
  | "asked_enough"
  | "abroad"
  | "left_another_shop"
  | "kiosk_limit";

/**
 * The first rung that applies refuses; it is asked for numbers only that have neither joined nor left. The points wait all the same:
 * this is about the text.
 */
export function mayInvite(
  conversation: Conversation,
  shop: InvitingShop & MerchantFacts,
  sender: SendingFacts,
  phone: string,
  sent: InvitationsSent,
  now: number,
): Result<void, InvitationRefusal> {
  if (!isPlaced(shop)) return err("merchant_incomplete");
  const message = { kind: INVITATION, class: textKinds[INVITATION].class } as const;
  const obstacle = obstacleTo(message, shop, sender, countryOf(phone));
  if (obstacle !== null) return err(obstacle);
  if (sent.leftAnotherShop) return err("left_another_shop");
  if (isAsked(conversation, shop.id, now)) return err("asked_already");
  if (sent.awaitsNo || (conversation.dialogue !== null && now < conversation.dialogue.until))
    return err("in_a_dialogue");
  if (sent.toNumberToday > 0 || sent.toNumberThisMonth >= INVITATIONS_PER_MONTH_MAX) return err("asked_enough");
  if (!isServed(phone, shop.country)) return err("abroad");
  if (sent.byKioskThisHour >= INVITATIONS_PER_HOUR_MAX || sent.byKioskThisDay >= INVITATIONS_PER_DAY_MAX) {
    return err("kiosk_limit");
  }
  return ok(undefined);
}

/** A YES of this moment would be to this shop's terms. */
export const isAsked = ({ dialogue }: Conversation, shopId: string, now: number): boolean =>
  dialogue?.kind === "asked_to_join" && dialogue.shopId === shopId && now < dialogue.until;

export interface Invitation {
  readonly state: Conversation;
  readonly events: readonly ConversationEvent[];
  /** The text, which is the evidence of what a YES agrees to. */
  readonly shown: string;
}

/** @param points All that wait for the number. @param language The kiosk's, where the customer has none yet. */
export function invite(
  before: Conversation,
  shop: InvitingShop,
  points: number,
  language: Language,
  now: number,
): Invitation {
  const shown = invitationText(shop, points, before.language ?? language);
  const dialogue = { kind: "asked_to_join", shopId: shop.id, shown, until: now + ANSWER_WAIT_MS } as const;
  return {
    state: { ...before, shopId: shop.id, shopSince: now, dialogue, steppedAt: later(before.steppedAt, now) },
    events: [{ type: "CustomerAsked", shopId: shop.id, word: WORD, shown }],
    shown,
  };
}

function invitationText(shop: InvitingShop, points: number, language: Language): string {
  const { name, country, unit, promotionsPerMonth: offers } = shop;
  const amount = formatUnits(points, unit, language);
  const values = { shop: name, points, amount, offers, stop: stopWord(language, country) };
  return renderText(INVITATION, values, language);
}
