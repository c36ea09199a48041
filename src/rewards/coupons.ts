// The coupon of an offer: it costs nothing, each customer gets it once while the offer is on, and then it is good for a while.

import { zoned } from "../time.ts";
import type { Holdings } from "./catalogue.ts";

export interface CouponOffer {
  /** Of the offer, and of the reward that stands for its coupon. */
  readonly id: string;
  readonly hasCoupon: boolean;
  /** Null for until the offer ends. */
  readonly couponDays: number | null;
  /** The first moment at which the offer is over. */
  readonly endsAt: number;
}

/** Does an offer that is on give this customer its coupon? */
export const givesCoupon = ({ id, hasCoupon }: CouponOffer, taken: Holdings["taken"]): boolean =>
  hasCoupon && (taken[id] ?? 0) === 0;

/** The first moment at which a coupon that is taken now is no longer good: the day it is taken counts as none. */
export function couponExpiry({ couponDays, endsAt }: CouponOffer, timeZone: string, now: number): number {
  if (couponDays === null) return endsAt;
  const lastDay = zoned(now, timeZone).toPlainDate().add({ days: couponDays });
  return lastDay.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
}
