// A shop as anybody may see it: what its poster and its sign-up page show, found by the name in the address.

import { and, asc, eq, gt, inArray, isNull, lte, or } from "drizzle-orm";
import type { Reward } from "../../src/loyalty/programme.ts";
import type { Database } from "./client.ts";
import { merchants, rewards, senderMerchants, senders } from "./schema.ts";

export interface PublicShop {
  readonly merchant: typeof merchants.$inferSelect;
  /** Null when the shop has no number to text. */
  readonly sender: {
    readonly id: string;
    readonly number: string;
    readonly keyword: string;
    readonly carrierAnswersOptOuts: boolean;
  } | null;
  /** The cheapest reward that can be had now. */
  readonly reward: Reward | null;
}

export async function loadPublicShop({ orm, read }: Database, slug: string, now: number): Promise<PublicShop | null> {
  const ofSlug = orm.select({ id: merchants.id }).from(merchants).where(eq(merchants.slug, slug));
  const [[found], [reward]] = await read([
    orm
      .select({ merchant: merchants, sender: senders, keyword: senderMerchants.keyword })
      .from(merchants)
      .leftJoin(senderMerchants, eq(senderMerchants.merchantId, merchants.id))
      .leftJoin(senders, eq(senders.id, senderMerchants.senderId))
      .where(eq(merchants.slug, slug))
      .orderBy(asc(senders.id))
      .limit(1),
    orm
      .select()
      .from(rewards)
      .where(
        and(
          inArray(rewards.merchantId, ofSlug),
          isNull(rewards.offerId),
          isNull(rewards.withdrawnAt),
          or(isNull(rewards.startsAt), lte(rewards.startsAt, now)),
          or(isNull(rewards.endsAt), gt(rewards.endsAt, now)),
        ),
      )
      .orderBy(asc(rewards.cost))
      .limit(1),
  ]);
  if (!found) return null;
  const { merchant, sender, keyword } = found;
  return {
    merchant,
    sender: sender && keyword !== null ? { ...sender, keyword } : null,
    reward: reward ? { id: reward.id, cost: reward.cost, title: { en: reward.titleEn, fr: reward.titleFr } } : null,
  };
}
