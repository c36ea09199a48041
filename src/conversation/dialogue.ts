// What the service has asked and waits for. Each wait has an end.

import { DAY_MS, MINUTE_MS } from "../time.ts";

/** For an answer about consent. */
export const ANSWER_WAIT_MS = 7 * DAY_MS;
/** For an answer about points and rewards: the customer stands at the counter. */
export const ERRAND_WAIT_MS = 10 * MINUTE_MS;

interface Wait {
  readonly shopId: string;
  /** Unix milliseconds. */
  readonly until: number;
}

export type ConsentQuestion =
  | (Wait & { readonly kind: "asked_to_join"; readonly shown: string })
  | (Wait & { readonly kind: "asked_to_stop" });

/** On a shared number, to which of its shops somebody wants to come back. */
export interface ShopQuestion {
  readonly kind: "picking_shop";
  readonly shopId: null;
  readonly shopIds: readonly string[];
  readonly until: number;
}

/** What a customer is about with points, rewards or the account. Any other command ends it. */
export type Errand =
  /** `repeated`: a wrong number has been answered with the list once. */
  | (Wait & { readonly kind: "picking_reward"; readonly rewardIds: readonly string[]; readonly repeated: boolean })
  | (Wait & {
      readonly kind: "confirming_reward";
      readonly rewardIds: readonly string[];
      readonly rewardId: string;
      readonly cost: number;
    })
  | (Wait & { readonly kind: "picking_coupon"; readonly offerIds: readonly string[]; readonly repeated: boolean })
  | (Wait & { readonly kind: "picking_claim"; readonly claimIds: readonly string[]; readonly repeated: boolean })
  | (Wait & { readonly kind: "at_counter"; readonly claimId: string })
  | (Wait & { readonly kind: "asked_birthday" })
  | (Wait & { readonly kind: "asked_old_number" })
  | (Wait & { readonly kind: "asked_move_code"; readonly moveId: string; readonly triesLeft: number });

export type Dialogue = ConsentQuestion | ShopQuestion | Errand;

export const isErrand = (dialogue: Dialogue): dialogue is Errand =>
  dialogue.kind !== "asked_to_join" && dialogue.kind !== "asked_to_stop" && dialogue.kind !== "picking_shop";

/** When it was asked, in Unix milliseconds. */
export const askedAt = (dialogue: Dialogue): number =>
  dialogue.until - (isErrand(dialogue) ? ERRAND_WAIT_MS : ANSWER_WAIT_MS);
