// Every kind of text that the service can send: what it is for, and which secret it carries. A kind that is not here is not queued.

import type { ReplyKind, ReplyValues } from "../conversation/replies.ts";

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

/** What no text of the customer's is answered with. */
type OwnKind =
  | "account_moved"
  | "birthday"
  | "campaign"
  | "expiry_warning"
  | "kiosk_invitation"
  | "person_invitation"
  | "receipt"
  | "reply"
  | "sign_in_code"
  | "sign_up_code";

export type TextKind = ReplyKind | OwnKind;

export type Secret =
  /** The token of a short link, which opens a wallet. */
  | "link"
  /** Six digits that are typed to prove the phone. */
  | "proof"
  /** What staff type to bring an account to a new number. */
  | "counter_code"
  /** The same for a reward: staff of the shop may read it while it is good. */
  | "reward_code";

/** A reply that is given a link or a code can't say that it carries none. */
type CarriedBy<Kind extends TextKind> = Kind extends ReplyKind
  ? "link" extends keyof ReplyValues[Kind]
    ? "link"
    : "code" extends keyof ReplyValues[Kind]
      ? Exclude<Secret, "link">
      : null
  : Secret | null;

export const textKinds: {
  readonly [Kind in TextKind]: { readonly purpose: TextPurpose; readonly carries: CarriedBy<Kind> };
} = {
  account_moved: { purpose: "answer", carries: null },
  birthday: { purpose: "points", carries: null },
  campaign: { purpose: "offers", carries: null },
  expiry_warning: { purpose: "points", carries: null },
  kiosk_invitation: { purpose: "invitation", carries: null },
  person_invitation: { purpose: "invitation", carries: null },
  receipt: { purpose: "points", carries: null },
  /** A person of the shop wrote it, and no secret of ours is in it. */
  reply: { purpose: "answer", carries: null },
  sign_in_code: { purpose: "code", carries: "proof" },
  sign_up_code: { purpose: "code", carries: "proof" },
  join_prompt: { purpose: "invitation", carries: null },
  join_by_page: { purpose: "invitation", carries: "link" },
  offers_on: { purpose: "answer", carries: null },
  offers_off: { purpose: "answer", carries: null },
  already_member: { purpose: "answer", carries: "link" },
  welcome: { purpose: "answer", carries: "link" },
  welcome_back: { purpose: "answer", carries: "link" },
  not_member: { purpose: "answer", carries: null },
  stop_confirmed: { purpose: "stop_confirmation", carries: null },
  stop_confirmed_shared: { purpose: "stop_confirmation", carries: null },
  stop_all_confirmed: { purpose: "stop_confirmation", carries: null },
  stop_question: { purpose: "answer", carries: null },
  staying: { purpose: "answer", carries: null },
  help: { purpose: "answer", carries: null },
  help_write_here: { purpose: "answer", carries: null },
  help_shared: { purpose: "answer", carries: null },
  balance: { purpose: "answer", carries: "link" },
  balance_next: { purpose: "answer", carries: "link" },
  balance_ready: { purpose: "answer", carries: "link" },
  language_chosen: { purpose: "answer", carries: null },
  why: { purpose: "answer", carries: null },
  why_page: { purpose: "answer", carries: null },
  why_no_consent: { purpose: "answer", carries: null },
  why_stopped: { purpose: "answer", carries: null },
  why_page_stopped: { purpose: "answer", carries: null },
  away: { purpose: "answer", carries: null },
  which_shop: { purpose: "answer", carries: null },
  shops_to_come_back: { purpose: "answer", carries: null },
  nothing_changed: { purpose: "answer", carries: null },
  lapsed: { purpose: "answer", carries: null },
  reward_list: { purpose: "answer", carries: null },
  reward_missing: { purpose: "answer", carries: null },
  no_rewards: { purpose: "answer", carries: null },
  points_on_hold: { purpose: "answer", carries: null },
  reward_confirm: { purpose: "answer", carries: null },
  reward_taken: { purpose: "answer", carries: null },
  reward_gone: { purpose: "answer", carries: null },
  reward_out_of_stock: { purpose: "answer", carries: null },
  reward_limit: { purpose: "answer", carries: null },
  reward_too_dear: { purpose: "answer", carries: null },
  claim_list: { purpose: "answer", carries: null },
  no_claim: { purpose: "answer", carries: null },
  claim_gone: { purpose: "answer", carries: null },
  redemption_code: { purpose: "answer", carries: "reward_code" },
  at_counter: { purpose: "answer", carries: null },
  reward_used: { purpose: "answer", carries: null },
  earned: { purpose: "answer", carries: null },
  earned_next: { purpose: "answer", carries: null },
  earned_ready: { purpose: "answer", carries: null },
  earned_today: { purpose: "answer", carries: null },
  earn_later: { purpose: "answer", carries: null },
  earn_with_staff: { purpose: "answer", carries: null },
  earn_at_tablet: { purpose: "answer", carries: null },
  wrong_code: { purpose: "answer", carries: null },
  offer_list: { purpose: "answer", carries: "link" },
  no_offers: { purpose: "answer", carries: null },
  coupon_list: { purpose: "answer", carries: "link" },
  coupon_taken: { purpose: "answer", carries: null },
  coupon_gone: { purpose: "answer", carries: null },
  coupon_had: { purpose: "answer", carries: null },
  birthday_ask: { purpose: "answer", carries: null },
  birthday_unclear: { purpose: "answer", carries: null },
  birthday_kept: { purpose: "answer", carries: null },
  receipt_points: { purpose: "points", carries: null },
  receipt_reward: { purpose: "points", carries: null },
  disputed: { purpose: "answer", carries: null },
  code_which_shop: { purpose: "answer", carries: null },
  move_how: { purpose: "answer", carries: null },
  move_code_sent: { purpose: "answer", carries: "counter_code" },
  move_code: { purpose: "code", carries: "proof" },
  move_code_wrong: { purpose: "answer", carries: null },
  move_code_spent: { purpose: "answer", carries: null },
  moved: { purpose: "answer", carries: null },
  moved_away: { purpose: "answer", carries: null },
  moved_back: { purpose: "answer", carries: null },
  moved_back_away: { purpose: "answer", carries: null },
};

const kinds = Object.keys(textKinds) as TextKind[];

export const kindsFor = (purpose: TextPurpose): ReadonlySet<TextKind> =>
  new Set(kinds.filter((kind) => textKinds[kind].purpose === purpose));

/** Whose six digits may come back as a text. */
export const kindsOfProof: readonly TextKind[] = kinds.filter((kind) => textKinds[kind].carries === "proof");

/** US rule: within five minutes, whatever else waits. */
export const stopConfirmations = kindsFor("stop_confirmation");
