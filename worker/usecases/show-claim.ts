// Where a shop lets the screen be the proof: from the press that begins the countdown the reward is used, seen or unseen. Staff can put it back.

import { and, eq, exists, gt, inArray, isNull, or } from "drizzle-orm";
import { err, ok, type Result } from "../../src/result.ts";
import { codeLapse, statusAt, statusesFor } from "../../src/rewards/claims.ts";
import type { Context } from "../context.ts";
import { claims, merchants } from "../db/schema.ts";

/** `wants_code`: this shop's staff type the code instead. */
export type ShowRefusal = "no_such_claim" | "wants_code" | "reversed" | "expired";

export interface ShowClaim {
  readonly merchantId: string;
  readonly customerId: string;
  readonly claimId: string;
}

/** Pressed twice it is used once, and the first countdown goes on. */
export async function showClaim(
  context: Context,
  { merchantId, customerId, claimId }: ShowClaim,
): Promise<Result<void, ShowRefusal>> {
  const { orm, write } = context.db;
  const now = context.now();
  const isClaim = and(eq(claims.merchantId, merchantId), eq(claims.customerId, customerId), eq(claims.id, claimId));
  const isGood = or(isNull(claims.expiresAt), gt(claims.expiresAt, now));
  const byShow = orm
    .select({ id: merchants.id })
    .from(merchants)
    .where(and(eq(merchants.id, merchantId), eq(merchants.redemptionMode, "show")));
  const codeUntil = codeLapse({ expiresAt: null }, now);
  const [[shop], , [claim]] = await write([
    byShow,
    orm
      .update(claims)
      .set({ status: "used", usedAt: now, usedWith: "customer", code: null, codeUntil })
      .where(and(isClaim, inArray(claims.status, [...statusesFor("show")]), isGood, exists(byShow))),
    orm.select().from(claims).where(isClaim),
  ]);
  if (!claim) return err("no_such_claim");
  if (!shop) return err("wants_code");
  const status = statusAt(claim, now);
  if (status === "reversed" || status === "expired") return err(status);
  context.nudgeRooms(merchantId);
  return ok(undefined);
}
