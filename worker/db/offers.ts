// Offers as customers have them, and what goes with one: its picture, and the reward that stands for its coupon.

import { and, asc, eq, gt, isNull, lte, notExists, or, type SQL, sql } from "drizzle-orm";
import type { Database, Query } from "./client.ts";
import { offers, pictures, rewards } from "./schema.ts";

export const isOn = (now: number) =>
  and(lte(offers.startsAt, now), gt(offers.endsAt, now), or(isNull(offers.withdrawnAt), gt(offers.withdrawnAt, now)));

/** All of a picture but its bytes, which go out by themselves. */
const shownPicture = { id: pictures.id, width: pictures.width, height: pictures.height };

/** What ends first comes first. */
export const selectOffersOn = ({ orm }: Database, merchantId: string, now: number) =>
  orm
    .select({ offer: offers, picture: shownPicture })
    .from(offers)
    .leftJoin(pictures, eq(pictures.id, offers.pictureId))
    .where(and(eq(offers.merchantId, merchantId), isOn(now)))
    .orderBy(asc(offers.endsAt), asc(offers.id));

export const loadPicture = async ({ orm }: Database, pictureId: string) => {
  const found = orm.select({ type: pictures.type, bytes: pictures.bytes }).from(pictures);
  const [picture] = await found.where(eq(pictures.id, pictureId));
  return picture ?? null;
};

export type NewPicture = Omit<typeof pictures.$inferInsert, "merchantId" | "createdAt">;

/** In the place of the picture that an offer has, or null for none. What no offer of the shop shows any more goes. */
export function replacePicture(
  { orm }: Database,
  { merchantId, isOffer, picture }: { merchantId: string; isOffer: SQL | undefined; picture: NewPicture | null },
  now: number,
): Query[] {
  const shown = orm.select({ id: offers.id }).from(offers).where(eq(offers.pictureId, pictures.id));
  return [
    ...(picture === null ? [] : [orm.insert(pictures).values({ ...picture, merchantId, createdAt: now })]),
    orm
      .update(offers)
      .set({ pictureId: picture?.id ?? null })
      .where(isOffer),
    orm.delete(pictures).where(and(eq(pictures.merchantId, merchantId), notExists(shown))),
  ];
}

/**
 * The reward behind the coupon of an offer, if it has one: titles as the offer's, and once a customer. The batch dies on the CHECK of
 * the cost where the offer's id is that of a reward which costs points, whoever's.
 */
export const saveCouponReward = ({ orm }: Database, isOffer: SQL | undefined): Query =>
  orm
    .insert(rewards)
    .select(
      orm
        .select({
          id: offers.id,
          merchantId: offers.merchantId,
          cost: sql<number>`0`.as("cost"),
          titleEn: offers.titleEn,
          titleFr: offers.titleFr,
          perCustomerMax: sql<number>`1`.as("per_customer_max"),
          stock: sql<null>`NULL`.as("stock"),
          startsAt: sql<null>`NULL`.as("starts_at"),
          endsAt: sql<null>`NULL`.as("ends_at"),
          withdrawnAt: sql<null>`NULL`.as("withdrawn_at"),
          offerId: sql<string>`${offers.id}`.as("offer_id"),
          createdAt: offers.createdAt,
        })
        .from(offers)
        .where(and(isOffer, eq(offers.hasCoupon, true))),
    )
    .onConflictDoUpdate({
      target: rewards.id,
      set: { titleEn: sql`excluded.title_en`, titleFr: sql`excluded.title_fr`, offerId: sql`excluded.offer_id` },
    });
