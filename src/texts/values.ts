// The values that the words of each text need: who renders one that lacks a value does not compile.

/** Of what a text of the customer's is answered with. */
interface ReplyValues {
  join_prompt: { shop: string; units: string; offers: number; stop: string };
  join_by_page: { shop: string; link: string };
  offers_on: { shop: string; offers: number; stop: string };
  offers_off: { shop: string; stop: string };
  already_member: { shop: string; balance: string; link: string };
  welcome: { shop: string; balance: string; link: string };
  welcome_back: { shop: string; balance: string; link: string };
  not_member: { shop: string };
  stop_confirmed: { shop: string };
  stop_confirmed_shared: { shop: string; keyword: string };
  stop_all_confirmed: { keyword: string };
  stop_question: { shop: string; stop: string };
  staying: { shop: string; stop: string };
  help: { shop: string; contact: string; stop: string };
  help_write_here: { shop: string; stop: string };
  help_shared: { shops: string; stop: string };
  balance: { shop: string; balance: string; link: string };
  balance_next: { shop: string; balance: string; missing: number; reward: string; link: string };
  balance_ready: { shop: string; balance: string; reward: string; link: string };
  language_chosen: { shop: string };
  why: { shop: string; word: string; date: string; offers: string; stop: string };
  why_page: { shop: string; date: string; offers: string; stop: string };
  why_no_consent: { shop: string };
  why_stopped: { shop: string; word: string; date: string };
  why_page_stopped: { shop: string; date: string };
  away: { shop: string };
  which_shop: { keyword: string };
  shops_to_come_back: { list: string };
  nothing_changed: { shop: string };
  lapsed: { shop: string; word: string };
  reward_list: { shop: string; balance: string; list: string };
  reward_missing: { shop: string; balance: string; missing: number; reward: string };
  no_rewards: { shop: string; balance: string };
  points_on_hold: { shop: string; balance: string; held: string };
  reward_confirm: { shop: string; reward: string; cost: string };
  reward_taken: { shop: string; reward: string; balance: string };
  reward_gone: { shop: string };
  reward_out_of_stock: { shop: string; reward: string };
  reward_limit: { shop: string; reward: string };
  reward_too_dear: { shop: string; reward: string; cost: string; balance: string };
  claim_list: { shop: string; list: string };
  no_claim: { shop: string };
  claim_gone: { shop: string };
  redemption_code: { shop: string; code: string; reward: string; until: string };
  at_counter: { shop: string; reward: string };
  reward_used: { shop: string; reward: string; at: string };
  earned: { shop: string; earned: string; balance: string };
  earned_next: { shop: string; earned: string; balance: string; missing: number; reward: string };
  earned_ready: { shop: string; earned: string; balance: string; reward: string };
  earned_today: { shop: string; balance: string };
  earn_later: { shop: string; at: string; balance: string };
  earn_with_staff: { shop: string };
  earn_at_tablet: { shop: string; balance: string };
  wrong_code: { shop: string };
  offer_list: { shop: string; list: string; link: string };
  no_offers: { shop: string };
  coupon_list: { shop: string; list: string; link: string };
  coupon_taken: { shop: string; coupon: string; until: string };
  coupon_gone: { shop: string };
  coupon_had: { shop: string };
  birthday_ask: { shop: string; example: string; day: string };
  birthday_unclear: { shop: string; example: string; day: string };
  birthday_kept: { shop: string; day: string };
  disputed: { shop: string };
  code_which_shop: { keyword: string };
  move_how: { shop: string };
  /** `code` is for the counter; the other one went to the old phone. */
  move_code_sent: { shop: string; code: string };
  /** To the old phone. */
  move_code: { shop: string; code: string; digits: string };
  move_code_wrong: { shop: string; tries: number };
  move_code_spent: { shop: string };
  moved: { shop: string; balance: string };
  moved_back: { shop: string; balance: string };
  moved_back_away: { shop: string };
}

export type ReplyKind = keyof ReplyValues;

/** The rest tells what somebody else has done, or asks, or proves a phone to a page. */
export interface TextValues extends ReplyValues {
  /** To the phone that has not texted: the account has come here, left for another one, come back, or gone back. */
  account_moved: { shop: string } & (
    | { what: "here" | "back"; balance: string }
    | { what: "away"; digits: string }
    | { what: "gone" }
  );
  birthday: { shop: string; given: string; balance: string };
  expiry_warning: { shop: string; amount: string; day: string };
  /** `amount` says the points in the shop's unit. */
  kiosk_invitation: { shop: string; points: number; amount: string; offers: number; stop: string };
  /** Names of which nothing harmless is left are not said. */
  person_invitation: { shop: string; isNamed: YesNo; inviter: string; isInviterNamed: YesNo; answer: string };
  receipt: { shop: string } & (
    | { what: "points"; earned: string; balance: string }
    | { what: "reward"; reward: string }
  );
  sign_in_code: { shop: string; isNamed: YesNo; code: string };
  sign_up_code: { shop: string; code: string; offers: number; stop: string };
}

export type YesNo = "yes" | "no";

export type WordedKind = keyof TextValues;
