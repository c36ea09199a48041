// A merchant's rewards and offers as its pages list and edit them.

import { and, asc, desc, eq, getTableColumns, isNull, sql } from "drizzle-orm";
import type { Database } from "./client.ts";
import { offers, pictures, rewards } from "./schema.ts";

const OFFERS_SHOWN_MAX = 100;

/** All rewards, the withdrawn ones too, each with how often it was taken and used. */
export function loadCatalogue({ orm }: Database, merchantId: string) {
  const claimed = (condition: string) =>
    sql<number>`(SELECT count(*) FROM claims WHERE reward_id = rewards.id AND ${sql.raw(condition)})`;
  return orm
    .select({ reward: rewards, taken: claimed("status <> 'reversed'"), used: claimed("status = 'used'") })
    .from(rewards)
    .where(and(eq(rewards.merchantId, merchantId), isNull(rewards.offerId)))
    .orderBy(asc(rewards.cost), asc(rewards.id));
}

export async function loadReward({ orm }: Database, merchantId: string, rewardId: string) {
  const isReward = and(eq(rewards.merchantId, merchantId), eq(rewards.id, rewardId), isNull(rewards.offerId));
  const [reward] = await orm.select().from(rewards).where(isReward);
  return reward ?? null;
}

const couponsThat = (condition: string) =>
  sql<number>`(SELECT count(*) FROM claims WHERE reward_id = ${offers.id} AND ${sql.raw(condition)})`;

const offerColumns = {
  ...getTableColumns(offers),
  picture: { id: pictures.id, width: pictures.width, height: pictures.height },
  taken: couponsThat("1"),
  used: couponsThat("status = 'used'"),
};

/** The latest ones: what ends last comes first. */
export const loadOffers = ({ orm }: Database, merchantId: string) =>
  orm
    .select(offerColumns)
    .from(offers)
    .leftJoin(pictures, eq(pictures.id, offers.pictureId))
    .where(eq(offers.merchantId, merchantId))
    .orderBy(desc(offers.endsAt), desc(offers.id))
    .limit(OFFERS_SHOWN_MAX);

export async function loadOffer({ orm }: Database, merchantId: string, offerId: string) {
  const isOffer = and(eq(offers.merchantId, merchantId), eq(offers.id, offerId));
  const [offer] = await orm
    .select(offerColumns)
    .from(offers)
    .leftJoin(pictures, eq(pictures.id, offers.pictureId))
    .where(isOffer);
  return offer ?? null;
}
