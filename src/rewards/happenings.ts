// What can happen to the rewards and coupons of one customer at one shop, by whatever door.

export type RewardHappening =
  | { readonly type: "RewardTaken"; readonly claimId: string; readonly rewardId: string; readonly cost: number }
  | {
      readonly type: "CouponTaken";
      readonly claimId: string;
      readonly offerId: string;
      /** Unix milliseconds. */
      readonly expiresAt: number;
    }
  | {
      readonly type: "CodeIssued";
      readonly claimId: string;
      readonly code: string;
      /** Unix milliseconds. */
      readonly until: number;
    }
  | {
      readonly type: "RewardUsed";
      readonly claimId: string;
      /** How long the screen of the customer's wallet counts down, in Unix milliseconds. */
      readonly shownUntil: number;
    };
