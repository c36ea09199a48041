// Staff type the code that a customer shows. One compare-and-set: a code works once, within its five minutes, at its own shop.

import { and, desc, eq, gt, inArray } from "drizzle-orm";
import { err, ok, type Result } from "../../src/result.ts";
import { statusBy, statusesFor } from "../../src/rewards/claims.ts";
import { readRedemptionCode } from "../../src/rewards/redemption-code.ts";
import type { Context } from "../context.ts";
import { CODE_REDEEMED } from "../db/kiosk-acts.ts";
import { auditWhere } from "../db/merchant-audit.ts";
import { claims, customers, pastCodes, rewards } from "../db/schema.ts";

export interface Redeemed {
  readonly claimId: string;
  readonly customerId: string;
  readonly name: string | null;
  readonly title: { readonly en: string; readonly fr: string };
}

export type RedeemRefusal =
  | { readonly code: "malformed" | "unknown" | "expired" }
  | { readonly code: "used"; readonly at: number; readonly with: string };

export interface RedeemCode {
  readonly merchantId: string;
  readonly typed: string;
  /** Who takes it: `kiosk:<id>` or `staff:<id>`. */
  readonly usedWith: string;
  /** Of the audit row, by which the same act sent again is found. */
  readonly auditId: string;
}

export async function redeemCode(
  context: Context,
  { merchantId, typed, usedWith, auditId }: RedeemCode,
): Promise<Result<Redeemed, RedeemRefusal>> {
  const code = readRedemptionCode(typed);
  if (code === null) return err({ code: "malformed" });
  const { orm, write } = context.db;
  const now = context.now();
  const isCode = and(eq(claims.merchantId, merchantId), eq(claims.code, code));
  const isLive = and(isCode, inArray(claims.status, [...statusesFor("redeem")]), gt(claims.codeUntil, now));
  const act = { id: auditId, merchantId, personId: null, act: CODE_REDEEMED, subject: claims.id, at: now } as const;
  // The audit row first: it is there only when the code is still to be taken.
  const [, redeemed, [latest], [past]] = await write([
    auditWhere(context.db, act, claims, isLive),
    orm
      .update(claims)
      .set({ status: statusBy.redeem, usedAt: now, usedWith })
      .where(isLive)
      .returning({ id: claims.id }),
    orm
      .select({ claim: claims, name: customers.name, titleEn: rewards.titleEn, titleFr: rewards.titleFr })
      .from(claims)
      .innerJoin(customers, eq(customers.id, claims.customerId))
      .innerJoin(rewards, eq(rewards.id, claims.rewardId))
      .where(isCode)
      .orderBy(desc(claims.codeUntil))
      .limit(1),
    orm
      .select({ code: pastCodes.code })
      .from(pastCodes)
      .where(and(eq(pastCodes.merchantId, merchantId), eq(pastCodes.code, code))),
  ]);
  if (!latest) return err({ code: past ? "expired" : "unknown" });
  const { claim, name, titleEn, titleFr } = latest;
  if (redeemed.length === 0) {
    if (claim.status === "used") return err({ code: "used", at: claim.usedAt ?? now, with: claim.usedWith ?? "" });
    return err({ code: "expired" });
  }
  context.nudgeRooms(merchantId);
  return ok({ claimId: claim.id, customerId: claim.customerId, name, title: { en: titleEn, fr: titleFr } });
}
