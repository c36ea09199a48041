// Where a shop lets the screen be the proof: the customer, warned twice, marks the reward as used. Once, within its five minutes.

import { and, eq, exists, gt } from "drizzle-orm";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { claims, merchants } from "../db/schema.ts";

/** `wants_code`: this shop's staff type the code instead. */
export type ConfirmRefusal = "no_such_claim" | "lapsed" | "wants_code";

export async function confirmShownClaim(
  context: Context,
  {
    merchantId,
    customerId,
    claimId,
  }: { readonly merchantId: string; readonly customerId: string; readonly claimId: string },
): Promise<Result<void, ConfirmRefusal>> {
  const { orm, write } = context.db;
  const now = context.now();
  const isClaim = and(eq(claims.merchantId, merchantId), eq(claims.customerId, customerId), eq(claims.id, claimId));
  const byShow = orm
    .select({ id: merchants.id })
    .from(merchants)
    .where(and(eq(merchants.id, merchantId), eq(merchants.redemptionMode, "show")));
  const [[shop], , [claim]] = await write([
    byShow,
    orm
      .update(claims)
      .set({ status: "used", usedAt: now, usedWith: "customer" })
      .where(and(isClaim, eq(claims.status, "in_use"), gt(claims.codeUntil, now), exists(byShow))),
    orm.select({ status: claims.status }).from(claims).where(isClaim),
  ]);
  if (!claim) return err("no_such_claim");
  if (!shop) return err("wants_code");
  if (claim.status !== "used") return err("lapsed");
  context.nudgeRooms(merchantId);
  return ok(undefined);
}
