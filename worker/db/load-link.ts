// What a short link shows: one round trip.

import { eq, inArray } from "drizzle-orm";
import type { Language } from "../../src/conversation/language.ts";
import type { Reward, Unit } from "../../src/loyalty/programme.ts";
import type { Database } from "./client.ts";
import { conversations, customers, links, merchants, rewards } from "./schema.ts";

export interface LoadedLink {
  readonly expiresAt: number;
  readonly shop: string;
  readonly accent: string;
  readonly language: Language;
  readonly points: number;
  readonly unit: Unit;
  readonly rewards: readonly Reward[];
}

export async function loadLink({ orm, read }: Database, linkId: string): Promise<LoadedLink | null> {
  const merchantOfLink = orm.select({ id: links.merchantId }).from(links).where(eq(links.id, linkId));
  const [[link], rewardRows] = await read([
    orm
      .select({ expiresAt: links.expiresAt, merchant: merchants, points: customers.points, state: conversations.state })
      .from(links)
      .innerJoin(customers, eq(customers.id, links.customerId))
      .innerJoin(merchants, eq(merchants.id, links.merchantId))
      .leftJoin(conversations, eq(conversations.phone, customers.phone))
      .where(eq(links.id, linkId))
      .limit(1),
    orm.select().from(rewards).where(inArray(rewards.merchantId, merchantOfLink)),
  ]);
  if (!link) return null;
  const { merchant, points, expiresAt, state } = link;
  return {
    expiresAt,
    points,
    shop: merchant.name,
    accent: merchant.accentColor,
    language: state?.language ?? merchant.language,
    unit: merchant.unit,
    rewards: rewardRows.map(({ id, cost, titleEn, titleFr }) => ({ id, cost, title: { en: titleEn, fr: titleFr } })),
  };
}
