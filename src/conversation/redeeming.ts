// REDEEM: from the rewards within reach to the one that is taken. Points leave only at a YES to the price that was named.

import { formatUnits, progress } from "../loyalty/programme.ts";
import { type CatalogueReward, holdingsOf, onOffer, takeRefusal } from "../rewards/catalogue.ts";
import type { RewardRefusal } from "../rewards/decide.ts";
import { actOnRewards } from "./acting.ts";
import { ERRAND_WAIT_MS, type Errand } from "./dialogue.ts";
import { forward, memberOnly } from "./forwarding.ts";
import { numbered, pick, replyWithList } from "./lists.ts";
import type { Reading } from "./reader.ts";
import type { Shop } from "./state.ts";
import type { Turn } from "./turn.ts";

export const REWARDS_LISTED_MAX = 4;

type Picking = Extract<Errand, { kind: "picking_reward" }>;
type Confirming = Extract<Errand, { kind: "confirming_reward" }>;

/** REDEEM, or REDEEM 2 for who knows the list. */
export function redeem(turn: Turn, reading: Reading): void {
  const known = memberOnly(turn, reading);
  if (known === null) return;
  const { shop } = known;
  const rewards = withinReach(turn, shop);
  const picked = pick(rewards, reading.argument) ?? (rewards.length === 1 ? rewards[0] : null);
  if (picked) {
    const rewardIds = rewards.map(({ id }) => id);
    askToTake(turn, shop, picked, rewardIds);
  } else if (rewards.length > 0) listRewards(turn, shop, rewards, false);
  else sayWhatIsMissing(turn, shop);
}

/** A number, when rewards have been listed: a wrong one brings the list again, once. */
export function pickReward(turn: Turn, shop: Shop, errand: Picking | Confirming, reading: Reading): void {
  const rewards = shop.rewards.filter(({ id }) => errand.rewardIds.includes(id));
  const rewardId = pick(errand.rewardIds, reading.argument);
  if (rewardId !== null) {
    const reward = rewards.find(({ id }) => id === rewardId);
    if (!reward) return refuse(turn, shop, "no_such_reward", reward);
    const refusal = takeRefusal(reward, holdingsOf(turn.member(shop)), turn.now);
    return refusal === null ? askToTake(turn, shop, reward, errand.rewardIds) : refuse(turn, shop, refusal, reward);
  }
  const isRepeated = errand.kind === "picking_reward" && errand.repeated;
  if (!isRepeated && rewards.length > 0) return listRewards(turn, shop, rewards, true);
  turn.endDialogue();
  forward(turn);
}

/** The YES. What has changed since the question is looked at again, and a new price is asked again. */
export function takeReward(turn: Turn, shop: Shop, { rewardId, rewardIds, cost }: Confirming): void {
  const reward = shop.rewards.find(({ id }) => id === rewardId);
  const taken = actOnRewards(turn, shop, { type: "TakeReward", rewardId, cost });
  if (!taken.ok && taken.error === "price_changed" && reward) return askToTake(turn, shop, reward, rewardIds);
  if (!taken.ok) return refuse(turn, shop, taken.error, reward);
  turn.endDialogue();
  const title = reward?.title[turn.language()] ?? "";
  turn.reply("reward_taken", { shop: shop.name, reward: title, balance: turn.balanceOf(shop) });
}

/** The dearest ones, since that is what people save for, cheapest first. */
function withinReach(turn: Turn, shop: Shop): readonly CatalogueReward[] {
  const holdings = holdingsOf(turn.member(shop));
  const affordable = onOffer(shop.rewards, holdings, turn.now).filter(({ cost }) => cost <= holdings.points);
  return affordable.slice(-REWARDS_LISTED_MAX);
}

function askToTake(turn: Turn, shop: Shop, reward: CatalogueReward, rewardIds: readonly string[]): void {
  const { id: rewardId, cost } = reward;
  const language = turn.language();
  const until = turn.now + ERRAND_WAIT_MS;
  turn.ask({ kind: "confirming_reward", shopId: shop.id, rewardIds, rewardId, cost, until });
  const values = { reward: reward.title[language], cost: formatUnits(cost, shop.unit, language) };
  turn.reply("reward_confirm", { shop: shop.name, ...values });
}

function listRewards(turn: Turn, shop: Shop, rewards: readonly CatalogueReward[], repeated: boolean): void {
  const language = turn.language();
  const lines = rewards.map(({ title, cost }) => `${title[language]} (${cost})`);
  const values = { shop: shop.name, balance: turn.balanceOf(shop) };
  const listed = replyWithList(turn, "reward_list", values, numbered(lines));
  const rewardIds = rewards.slice(0, listed).map(({ id }) => id);
  turn.ask({ kind: "picking_reward", shopId: shop.id, rewardIds, repeated, until: turn.now + ERRAND_WAIT_MS });
}

function sayWhatIsMissing(turn: Turn, shop: Shop): void {
  const holdings = holdingsOf(turn.member(shop));
  const { points, pointsOnHold } = turn.member(shop);
  const values = { shop: shop.name, balance: turn.balanceOf(shop) };
  const { next } = progress(holdings.points, onOffer(shop.rewards, holdings, turn.now));
  if (next === null) turn.reply("no_rewards", values);
  else if (next.reward.cost <= points) {
    turn.reply("points_on_hold", { ...values, held: formatUnits(pointsOnHold, shop.unit, turn.language()) });
  } else turn.reply("reward_missing", { ...values, missing: next.missing, reward: next.reward.title[turn.language()] });
}

function refuse(turn: Turn, shop: Shop, refusal: RewardRefusal, reward: CatalogueReward | undefined): void {
  turn.endDialogue();
  const language = turn.language();
  const values = { shop: shop.name, reward: reward?.title[language] ?? "" };
  switch (refusal) {
    case "out_of_stock":
      return turn.reply("reward_out_of_stock", values);
    case "limit_reached":
      return turn.reply("reward_limit", values);
    case "not_enough_points": {
      const cost = formatUnits(reward?.cost ?? 0, shop.unit, language);
      return turn.reply("reward_too_dear", { ...values, cost, balance: turn.balanceOf(shop) });
    }
    default:
      return turn.reply("reward_gone", { shop: shop.name });
  }
}
