// What a customer can take from a merchant's catalogue now, and what they are saving for.

import type { Reward } from "../loyalty/programme.ts";
import { mayTake, type RewardTerms, type TakeRefusal } from "./claims.ts";

export interface CatalogueReward extends Reward, RewardTerms {}

export interface Holdings {
  /** Those that can be spent: none that are on hold. */
  readonly points: number;
  /** How many of each reward the customer has had, and of each offer's coupon, by id, reversed ones aside. */
  readonly taken: Readonly<Record<string, number>>;
}

export const holdingsOf = (of: Holdings & { readonly pointsOnHold: number }): Holdings => ({
  points: of.points - of.pointsOnHold,
  taken: of.taken,
});

/** Null when the reward can be taken. @param now Unix milliseconds. */
export function takeRefusal(reward: CatalogueReward, { points, taken }: Holdings, now: number): TakeRefusal | null {
  const allowed = mayTake(reward, { points, takenBefore: taken[reward.id] ?? 0 }, now);
  return allowed.ok ? null : allowed.error;
}

/** The rewards for which nothing but points can be missing, cheapest first. */
export function onOffer(
  rewards: readonly CatalogueReward[],
  holdings: Holdings,
  now: number,
): readonly CatalogueReward[] {
  const isOnOffer = (reward: CatalogueReward) => {
    const refusal = takeRefusal(reward, holdings, now);
    return refusal === null || refusal === "not_enough_points";
  };
  return rewards.filter(isOnOffer).toSorted((a, b) => a.cost - b.cost);
}
