// A customer at the counter asks for the code of a reward or a coupon that waits in their wallet. Asked again, the same code goes on counting.

import { and, eq, sql } from "drizzle-orm";
import { err, ok, type Result } from "../../src/result.ts";
import { codeLapse, statusAt } from "../../src/rewards/claims.ts";
import type { Context } from "../context.ts";
import { claims } from "../db/schema.ts";
import { newRedemptionCode } from "../gateways/secrets.ts";
import { inTurns } from "./in-turns.ts";

export interface LiveCode {
  readonly code: string;
  /** Unix milliseconds. */
  readonly until: number;
}

export type UseRefusal = "no_such_claim" | "already_used" | "reversed" | "expired" | "busy";

export interface UseClaim {
  readonly merchantId: string;
  readonly customerId: string;
  readonly claimId: string;
}

export async function useClaim(context: Context, request: UseClaim): Promise<Result<LiveCode, UseRefusal>> {
  const used = await inTurns(() => attemptToUse(context, request));
  return used === "busy" ? err("busy") : used;
}

async function attemptToUse(
  context: Context,
  { merchantId, customerId, claimId }: UseClaim,
): Promise<Result<LiveCode, UseRefusal> | "busy"> {
  const { orm, write } = context.db;
  const now = context.now();
  const isClaim = and(eq(claims.merchantId, merchantId), eq(claims.customerId, customerId), eq(claims.id, claimId));
  const [claim] = await orm.select().from(claims).where(isClaim);
  if (!claim) return err("no_such_claim");
  const status = statusAt(claim, now);
  if (status === "used") return err("already_used");
  if (status === "reversed" || status === "expired") return err(status);
  if (status === "in_use" && claim.code !== null && claim.codeUntil !== null) {
    return ok({ code: claim.code, until: claim.codeUntil });
  }
  const code = newRedemptionCode();
  const until = codeLapse(claim, now);
  const live = { status: "in_use", code, codeUntil: until } as const;
  // As it was loaded: of two phones at once the second shows the code of the first, and staff never type one that is gone.
  const isAsLoaded = and(eq(claims.status, claim.status), sql`${claims.code} IS ${claim.code}`);
  const [moved] = await write([
    orm.update(claims).set(live).where(and(isClaim, isAsLoaded)).returning({ id: claims.id }),
  ]);
  if (moved.length === 0) return "busy";
  context.nudgeRooms(merchantId);
  return ok({ code, until });
}
