// What a customer has after something has happened to their rewards: the one fold of it.

import { type Claim, waitingClaim } from "./claims.ts";
import type { RewardAccount, RewardShop } from "./decide.ts";
import type { RewardHappening } from "./happenings.ts";

/** @throws RangeError for what is not the shop's, or was not loaded. */
export function evolveRewards(
  account: RewardAccount,
  { rewards, offers }: Pick<RewardShop, "rewards" | "offers">,
  happening: RewardHappening,
): RewardAccount {
  const taken = (id: string) => ({ ...account.taken, [id]: (account.taken[id] ?? 0) + 1 });
  switch (happening.type) {
    case "RewardTaken": {
      const { claimId: id, rewardId, cost } = happening;
      const claim = waitingClaim({ id, rewardId, title: titleOf(rewards, rewardId), cost, expiresAt: null });
      return {
        ...account,
        points: account.points - cost,
        claims: [...account.claims, claim],
        taken: taken(rewardId),
      };
    }
    case "CouponTaken": {
      const { claimId: id, offerId, expiresAt } = happening;
      const claim = waitingClaim({ id, rewardId: offerId, title: titleOf(offers, offerId), cost: 0, expiresAt });
      return { ...account, claims: [...account.claims, claim], taken: taken(offerId) };
    }
    case "CodeIssued": {
      const { claimId, code, until } = happening;
      const claims = account.claims.map((claim): Claim => {
        return claim.id === claimId ? { ...claim, status: "in_use", code, codeUntil: until } : claim;
      });
      return { ...account, claims };
    }
    // It waits no more.
    case "RewardUsed":
      return { ...account, claims: account.claims.filter(({ id }) => id !== happening.claimId) };
  }
}

function titleOf(all: readonly (Pick<Claim, "title"> & { readonly id: string })[], id: string): Claim["title"] {
  const found = all.find((each) => each.id === id);
  if (!found) throw new RangeError("a reward was taken that the shop does not have");
  return found.title;
}
