// A text as somebody may read it who does not hold the phone that it went to, and as it is kept once it has gone: without what proves
// that phone, opens its wallet, or is worth a reward. One table says of every kind which of these it carries.

import type { ReplyKind, ReplyValues } from "../conversation/replies.ts";

/** What no text of the customer's is answered with. */
type OwnKind =
  | "account_moved"
  | "birthday"
  | "expiry_warning"
  | "kiosk_invitation"
  | "person_invitation"
  | "receipt"
  | "reply"
  | "sign_in_code"
  | "sign_up_code";

export type TextKind = ReplyKind | OwnKind;

const secrets = {
  /** The token of a short link, which opens a wallet. */
  link: { found: /(https?:\/\/\S+\/)[\w-]{16}(?![\w-])/g, instead: "$1…" },
  /** Six digits that are typed to prove the phone. */
  proof: { found: /\b\d{6}\b/g, instead: "******" },
  /** What staff type to bring an account to a new number. */
  counter_code: { found: /\b[\dA-Z]{3} [\dA-Z]{3}\b/g, instead: "*** ***" },
  /** The same for a reward: staff of the shop may read it while it is good. */
  reward_code: { found: /\b[\dA-Z]{3} [\dA-Z]{3}\b/g, instead: "*** ***" },
} as const;

type Secret = keyof typeof secrets;
type CodeSecret = Exclude<Secret, "link">;

/** A reply that is given a link or a code can't say that it carries none. */
type CarriedBy<Kind extends TextKind> = Kind extends ReplyKind
  ? "link" extends keyof ReplyValues[Kind]
    ? "link"
    : "code" extends keyof ReplyValues[Kind]
      ? CodeSecret
      : null
  : Secret | null;

const carried: { readonly [Kind in TextKind]: CarriedBy<Kind> } = {
  account_moved: null,
  birthday: null,
  expiry_warning: null,
  kiosk_invitation: null,
  person_invitation: null,
  receipt: null,
  /** A person of the shop wrote it, and no secret of ours is in it. */
  reply: null,
  sign_in_code: "proof",
  sign_up_code: "proof",
  join_prompt: null,
  join_by_page: "link",
  offers_on: null,
  offers_off: null,
  already_member: "link",
  welcome: "link",
  welcome_back: "link",
  not_member: null,
  stop_confirmed: null,
  stop_confirmed_shared: null,
  stop_all_confirmed: null,
  stop_question: null,
  staying: null,
  help: null,
  help_write_here: null,
  help_shared: null,
  balance: "link",
  balance_next: "link",
  balance_ready: "link",
  language_chosen: null,
  why: null,
  why_page: null,
  why_no_consent: null,
  why_stopped: null,
  why_page_stopped: null,
  away: null,
  which_shop: null,
  shops_to_come_back: null,
  nothing_changed: null,
  lapsed: null,
  reward_list: null,
  reward_missing: null,
  no_rewards: null,
  points_on_hold: null,
  reward_confirm: null,
  reward_taken: null,
  reward_gone: null,
  reward_out_of_stock: null,
  reward_limit: null,
  reward_too_dear: null,
  claim_list: null,
  no_claim: null,
  claim_gone: null,
  redemption_code: "reward_code",
  at_counter: null,
  reward_used: null,
  earned: null,
  earned_next: null,
  earned_ready: null,
  earned_today: null,
  earn_later: null,
  earn_with_staff: null,
  earn_at_tablet: null,
  wrong_code: null,
  offer_list: "link",
  no_offers: null,
  coupon_list: "link",
  coupon_taken: null,
  coupon_gone: null,
  coupon_had: null,
  birthday_ask: null,
  birthday_unclear: null,
  birthday_kept: null,
  receipt_points: null,
  receipt_reward: null,
  disputed: null,
  code_which_shop: null,
  move_how: null,
  move_code_sent: "counter_code",
  move_code: "proof",
  move_code_wrong: null,
  move_code_spent: null,
  moved: null,
  moved_away: null,
  moved_back: null,
  moved_back_away: null,
};

/** Whose six digits may come back as a text. */
export const kindsOfProof = (Object.keys(carried) as TextKind[]).filter((kind) => carried[kind] === "proof");

export const withoutSecrets = (kind: TextKind, text: string): string =>
  carried[kind] === "reward_code" ? text : asKept(kind, text);

/** What stays of a text that will not be sent again. */
export function asKept(kind: TextKind, text: string): string {
  const secret = carried[kind];
  return secret ? text.replace(secrets[secret].found, secrets[secret].instead) : text;
}

export const holdsSecret = (kind: TextKind, text: string): boolean => asKept(kind, text) !== text;
