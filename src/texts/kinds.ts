// Every kind of text that the service can send: what it is for, when it goes and what it may cost, which secret it carries. No other is queued.

import { WARNING_LIFETIME_MS } from "../loyalty/expiry.ts";
import { MOVE_CODE_LIFETIME_MS } from "../loyalty/moves.ts";
import { DISPUTE_WINDOW_MS } from "../loyalty/receipts.ts";
import type { MessageClass } from "../messaging/lifecycle.ts";
import { SMS_CODE_LIFETIME_MS } from "../messaging/sms-code.ts";
import { DAY_MS, MINUTE_MS } from "../time.ts";
import type { TextValues, WordedKind } from "./values.ts";

export type TextPurpose =
  /** To what the person wrote or did just now, by the service or by hand. */
  | "answer"
  /** About points and rewards, unasked: goes to who has agreed to such texts. */
  | "points"
  /** A promotion: goes to who has agreed to offers. */
  | "offers"
  /** Asks for an agreement, of who gave the number for that. */
  | "invitation"
  | "code"
  | "stop_confirmation";

/** In the words of a person of the shop, and without a secret of ours. */
type WrittenByHand = "campaign" | "reply";

export type TextKind = WordedKind | WrittenByHand;

export type Secret =
  /** The token of a short link, which opens a wallet. */
  | "link"
  /** Six digits that are typed to prove the phone. */
  | "proof"
  /** What staff type to bring an account to a new number. */
  | "counter_code"
  /** The same for a reward: staff of the shop may read it while it is good. */
  | "reward_code";

type KeysOf<Values> = Values extends unknown ? keyof Values : never;

/** A text that is given a link or a code can't say that it carries none. */
type CarriedBy<Kind extends TextKind> = Kind extends WordedKind
  ? "link" extends KeysOf<TextValues[Kind]>
    ? "link"
    : "code" extends KeysOf<TextValues[Kind]>
      ? Exclude<Secret, "link">
      : null
  : null;

interface TextProperties<Kind extends TextKind> {
  readonly purpose: TextPurpose;
  /** As it usually goes: the welcome to a form is transactional, since it answers no text. */
  readonly class: MessageClass;
  /** As long as its values usually get at most; null for what a person writes. */
  readonly segmentsMax: Kind extends WrittenByHand ? null : number;
  /** Worth nothing later; null for what keeps, or lasts as long as what it tells of. */
  readonly lifetimeMs: number | null;
  readonly carries: CarriedBy<Kind>;
}

/** What the law wants complete: the terms, who writes and how to leave, the proof of an agreement. */
const LEGAL_SEGMENTS_MAX = 2;
const LIST_SEGMENTS_MAX = 2;

/** US rule: within five minutes, whatever else waits. */
export const STOP_CONFIRMATION_LIFETIME_MS = 5 * MINUTE_MS;
/** Later, nobody would know what it is about. */
const INVITATION_LIFETIME_MS = DAY_MS;

const answer = { purpose: "answer", class: "conversation", segmentsMax: 1, lifetimeMs: null, carries: null } as const;
const terms = { ...answer, purpose: "invitation" } as const;
const invitation = { ...terms, class: "transactional", lifetimeMs: INVITATION_LIFETIME_MS } as const;
const code = { ...answer, purpose: "code", lifetimeMs: SMS_CODE_LIFETIME_MS, carries: "proof" } as const;
const aboutPoints = { ...answer, purpose: "points", class: "transactional" } as const;
const stopConfirmation = {
  ...answer,
  purpose: "stop_confirmation",
  lifetimeMs: STOP_CONFIRMATION_LIFETIME_MS,
} as const;

export const textKinds: { readonly [Kind in TextKind]: TextProperties<Kind> } = {
  account_moved: { ...answer, class: "transactional" },
  birthday: aboutPoints,
  campaign: { ...answer, purpose: "offers", class: "promotional", segmentsMax: null },
  expiry_warning: { ...aboutPoints, lifetimeMs: WARNING_LIFETIME_MS },
  kiosk_invitation: { ...invitation, segmentsMax: LEGAL_SEGMENTS_MAX },
  person_invitation: invitation,
  /** It invites a NO, which is too late then. */
  receipt: { ...aboutPoints, lifetimeMs: DISPUTE_WINDOW_MS },
  reply: { ...answer, segmentsMax: null },
  sign_in_code: code,
  sign_up_code: { ...code, class: "transactional", segmentsMax: LEGAL_SEGMENTS_MAX },
  join_prompt: { ...terms, segmentsMax: LEGAL_SEGMENTS_MAX },
  join_by_page: { ...terms, carries: "link" },
  offers_on: answer,
  offers_off: answer,
  already_member: { ...answer, carries: "link" },
  welcome: { ...answer, carries: "link" },
  welcome_back: { ...answer, carries: "link" },
  not_member: answer,
  stop_confirmed: stopConfirmation,
  stop_confirmed_shared: stopConfirmation,
  stop_all_confirmed: stopConfirmation,
  stop_question: answer,
  staying: answer,
  help: { ...answer, segmentsMax: LEGAL_SEGMENTS_MAX },
  help_write_here: { ...answer, segmentsMax: LEGAL_SEGMENTS_MAX },
  help_shared: { ...answer, segmentsMax: LEGAL_SEGMENTS_MAX },
  balance: { ...answer, carries: "link" },
  balance_next: { ...answer, carries: "link" },
  balance_ready: { ...answer, carries: "link" },
  language_chosen: answer,
  why: { ...answer, segmentsMax: LEGAL_SEGMENTS_MAX },
  why_page: { ...answer, segmentsMax: LEGAL_SEGMENTS_MAX },
  why_no_consent: answer,
  why_stopped: { ...answer, segmentsMax: LEGAL_SEGMENTS_MAX },
  why_page_stopped: { ...answer, segmentsMax: LEGAL_SEGMENTS_MAX },
  away: answer,
  which_shop: answer,
  shops_to_come_back: { ...answer, segmentsMax: LIST_SEGMENTS_MAX },
  nothing_changed: answer,
  lapsed: answer,
  reward_list: { ...answer, segmentsMax: LIST_SEGMENTS_MAX },
  reward_missing: answer,
  no_rewards: answer,
  points_on_hold: answer,
  reward_confirm: answer,
  reward_taken: answer,
  reward_gone: answer,
  reward_out_of_stock: answer,
  reward_limit: answer,
  reward_too_dear: answer,
  claim_list: { ...answer, segmentsMax: LIST_SEGMENTS_MAX },
  no_claim: answer,
  claim_gone: answer,
  redemption_code: { ...answer, carries: "reward_code" },
  at_counter: answer,
  reward_used: answer,
  earned: answer,
  earned_next: answer,
  earned_ready: answer,
  earned_today: answer,
  earn_later: answer,
  earn_with_staff: answer,
  earn_at_tablet: answer,
  wrong_code: answer,
  offer_list: { ...answer, segmentsMax: LIST_SEGMENTS_MAX, carries: "link" },
  no_offers: answer,
  coupon_list: { ...answer, segmentsMax: LIST_SEGMENTS_MAX, carries: "link" },
  coupon_taken: answer,
  coupon_gone: answer,
  coupon_had: answer,
  birthday_ask: answer,
  birthday_unclear: answer,
  birthday_kept: answer,
  disputed: answer,
  code_which_shop: answer,
  move_how: answer,
  move_code_sent: { ...answer, carries: "counter_code" },
  move_code: { ...code, class: "transactional", lifetimeMs: MOVE_CODE_LIFETIME_MS },
  move_code_wrong: answer,
  move_code_spent: answer,
  moved: answer,
  moved_back: answer,
  moved_back_away: answer,
};

const kinds = Object.keys(textKinds) as TextKind[];

export const kindsFor = (purpose: TextPurpose): ReadonlySet<TextKind> =>
  new Set(kinds.filter((kind) => textKinds[kind].purpose === purpose));

/** Whose six digits may come back as a text, and go to no other phone. */
export const kindsOfProof: readonly TextKind[] = kinds.filter((kind) => textKinds[kind].carries === "proof");

export const stopConfirmations = kindsFor("stop_confirmation");
