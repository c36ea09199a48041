// The acts that the audit remembers. A closed list: an act that the history has no words for does not compile.

/** What the history of a shop shows. */
export type ShownAct =
  | "points_given"
  | "points_taken"
  | "entry_reversed"
  | "pending_moved"
  | "pending_dropped"
  | "claim_put_back"
  | "code_redeemed"
  | "dispute_settled"
  | "account_moved"
  | "account_moved_back"
  | "customer_answered"
  | "customer_deleted"
  | "reward_saved"
  | "reward_withdrawn"
  | "offer_saved"
  | "offer_withdrawn"
  | "programme_saved"
  | "shop_saved"
  | "kiosk_added"
  | "kiosk_paired"
  | "kiosk_revoked"
  | "staff_code_added"
  | "staff_code_revoked"
  | "api_key_made"
  | "api_key_revoked"
  | "person_added"
  | "invitation_accepted"
  | "role_changed"
  | "person_removed"
  | "session_revoked"
  | "device_forgotten"
  | "sign_in_code_asked"
  | "signed_in"
  | "signed_out";

/** Written to be counted: a customer's click, of which there are many, and nothing that anybody of the shop has done. */
export type CountedAct = "link_opened";

export type Act = ShownAct | CountedAct;

/** Points that were moved under a staff code, at a kiosk or by a till. No act of the audit: the ledger itself is the record. */
export const COUNTER_ACT = "points_at_counter";

export type HistoryAct = ShownAct | typeof COUNTER_ACT;
