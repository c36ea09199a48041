// What a text asks for is decided where every door has it decided: the outcome becomes the conversation's own, and is said by who asked.

import type { Result } from "../result.ts";
import { decideRewards, type RewardAct, type RewardRefusal, type RewardsDecided } from "../rewards/decide.ts";
import type { Shop } from "./state.ts";
import type { Turn } from "./turn.ts";

export function actOnRewards(turn: Turn, shop: Shop, act: RewardAct): Result<RewardsDecided, RewardRefusal> {
  const { now, input } = turn;
  const decided = decideRewards(turn.member(shop), shop, act, { now, fresh: input.fresh });
  if (!decided.ok) return decided;
  const { points, claims, taken } = decided.value.account;
  turn.setMember(shop.id, { points, claims, taken });
  for (const happening of decided.value.happenings) turn.emit({ ...happening, shopId: shop.id });
  return decided;
}
