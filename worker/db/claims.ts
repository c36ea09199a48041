// Claims as they are taken, and as a text changes them. Compare and set: what another device has changed meanwhile kills the batch on the CHECK of the status.

import { and, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import { type Claim, type ClaimStatus, statusesFor } from "../../src/rewards/claims.ts";
import type { Database, Query } from "./client.ts";
import { claims, rewards } from "./schema.ts";

export type NewClaim = Pick<typeof claims.$inferInsert, "id" | "merchantId" | "customerId" | "rewardId" | "cost">;

/** Beside the entry that takes the points. The stock's CHECK refuses to go below zero, and stays NULL where stock is not counted. */
export const insertClaim = ({ orm }: Database, claim: NewClaim, now: number): [Query, Query] => [
  orm.insert(claims).values({ ...claim, status: "taken", takenAt: now }),
  orm
    .update(rewards)
    .set({ stock: sql`${rewards.stock} - 1` })
    .where(eq(rewards.id, claim.rewardId)),
];

export type NewCoupon = Pick<typeof claims.$inferInsert, "id" | "merchantId" | "customerId"> & {
  readonly offerId: string;
  readonly expiresAt: number;
};

/** Without an entry, since it costs nothing. Of two at once, by text and on a page, one is there, and both are answered that it is. */
export const insertCoupon = ({ orm }: Database, { offerId, ...coupon }: NewCoupon, now: number) =>
  orm
    .insert(claims)
    .values({ ...coupon, rewardId: offerId, cost: 0, status: "taken", takenAt: now })
    .onConflictDoNothing();

/** Neither handed over nor reversed, and still good. */
export const isInWallet = (now: number) =>
  and(inArray(claims.status, [...statusesFor("use")]), or(isNull(claims.expiresAt), gt(claims.expiresAt, now)));

/** @param loaded The claim as it was when this was decided. */
export function changeClaim(
  { orm }: Database,
  loaded: Claim,
  { status, ...change }: { readonly status: ClaimStatus } & Partial<typeof claims.$inferInsert>,
): Query {
  const { id, code, codeUntil } = loaded;
  const isAsLoaded = sql`${claims.status} = ${loaded.status} AND ${claims.code} IS ${code} AND ${claims.codeUntil} IS ${codeUntil}`;
  return orm
    .update(claims)
    .set({ ...change, status: sql`CASE WHEN ${isAsLoaded} THEN ${status} ELSE 'changed' END` })
    .where(eq(claims.id, id));
}
