// A customer takes the coupon of an offer that is on: for nothing, and once. Asked for again, it is the one that they have.

import { and, eq } from "drizzle-orm";
import { takenInAll } from "../../src/loyalty/former-member.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { couponExpiry, givesCoupon } from "../../src/rewards/coupons.ts";
import type { Context } from "../context.ts";
import { insertCoupon, isInWallet } from "../db/claims.ts";
import { loadFormer } from "../db/former-members.ts";
import { isOn } from "../db/offers.ts";
import { claims, customers, merchants, offers } from "../db/schema.ts";

export interface TakeCoupon {
  readonly merchantId: string;
  readonly customerId: string;
  readonly offerId: string;
}

export type TakeCouponRefusal = "coupon_gone" | "coupon_had";

export async function takeCoupon(
  context: Context,
  { merchantId, customerId, offerId }: TakeCoupon,
): Promise<Result<void, TakeCouponRefusal>> {
  const { db } = context;
  const now = context.now();
  const isCoupon = and(eq(offers.id, offerId), eq(offers.merchantId, merchantId), eq(offers.hasCoupon, true));
  const [found] = await db.orm
    .select({ offer: offers, timeZone: merchants.timeZone, phone: customers.phone })
    .from(offers)
    .innerJoin(merchants, eq(merchants.id, offers.merchantId))
    .innerJoin(customers, and(eq(customers.merchantId, merchants.id), eq(customers.id, customerId)))
    .where(and(isCoupon, isOn(now)));
  if (!found) return err("coupon_gone");
  const former = await loadFormer(db, merchantId, await context.keyedHash("number", found.phone));
  if (!givesCoupon(found.offer, takenInAll({}, former, [found.offer]))) return err("coupon_had");
  const expiresAt = couponExpiry(found.offer, found.timeZone, now);
  const coupon = { id: context.newId(), merchantId, customerId, offerId, expiresAt };
  const isTheirs = and(eq(claims.customerId, customerId), eq(claims.rewardId, offerId));
  const [, waiting] = await db.write([
    insertCoupon(db, coupon, now),
    db.orm
      .select({ id: claims.id })
      .from(claims)
      .where(and(isTheirs, isInWallet(now))),
  ]);
  if (waiting.length === 0) return err("coupon_had");
  context.nudgeRooms(merchantId);
  return ok(undefined);
}
