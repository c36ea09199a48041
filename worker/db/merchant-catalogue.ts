// A merchant's rewards and offers as its pages list and edit them.

import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { Database } from "./client.ts";
import { offers, rewards } from "./schema.ts";

const OFFERS_SHOWN_MAX = 100;

/** All rewards, the withdrawn ones too, each with how often it was taken and used. */
export function loadCatalogue({ orm }: Database, merchantId: string) {
  const claimed = (condition: string) =>
    sql<number>`(SELECT count(*) FROM claims WHERE reward_id = rewards.id AND ${sql.raw(condition)})`;
  return orm
    .select({ reward: rewards, taken: claimed("status <> 'reversed'"), used: claimed("status = 'used'") })
    .from(rewards)
    .where(eq(rewards.merchantId, merchantId))
    .orderBy(asc(rewards.cost), asc(rewards.id));
}

export async function loadReward({ orm }: Database, merchantId: string, rewardId: string) {
  const isReward = and(eq(rewards.merchantId, merchantId), eq(rewards.id, rewardId));
  const [reward] = await orm.select().from(rewards).where(isReward);
  return reward ?? null;
}

/** The latest ones: what ends last comes first. */
export const loadOffers = ({ orm }: Database, merchantId: string) =>
  orm
    .select()
    .from(offers)
    .where(eq(offers.merchantId, merchantId))
    .orderBy(desc(offers.endsAt), desc(offers.id))
    .limit(OFFERS_SHOWN_MAX);

export async function loadOffer({ orm }: Database, merchantId: string, offerId: string) {
  const isOffer = and(eq(offers.merchantId, merchantId), eq(offers.id, offerId));
  const [offer] = await orm.select().from(offers).where(isOffer);
  return offer ?? null;
}
