// A customer at the counter asks for the code of a reward that waits in their wallet. Asked again, the same code goes on counting.

import { and, eq, sql } from "drizzle-orm";
import { CODE_LIFETIME_MS, statusAt } from "../../src/loyalty/claims.ts";
import { CODE_RANDOM_BYTES, redemptionCode } from "../../src/loyalty/redemption-code.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { claims } from "../db/schema.ts";
import { inTurns } from "./in-turns.ts";

export interface LiveCode {
  readonly code: string;
  /** Unix milliseconds. */
  readonly until: number;
}

export type UseRefusal = "no_such_claim" | "already_used" | "reversed" | "busy";

export async function useClaim(
  context: Context,
  { customerId, claimId }: { readonly customerId: string; readonly claimId: string },
): Promise<Result<LiveCode, UseRefusal>> {
  const used = await inTurns(() => attemptToUse(context, customerId, claimId));
  return used === "busy" ? err("busy") : used;
}

async function attemptToUse(
  context: Context,
  customerId: string,
  claimId: string,
): Promise<Result<LiveCode, UseRefusal> | "busy"> {
  const { orm, write } = context.db;
  const now = context.now();
  const isClaim = and(eq(claims.id, claimId), eq(claims.customerId, customerId));
  const [claim] = await orm.select().from(claims).where(isClaim);
  if (!claim) return err("no_such_claim");
  if (claim.status === "used") return err("already_used");
  if (claim.status === "reversed") return err("reversed");
  if (statusAt(claim, now) === "in_use" && claim.code !== null && claim.codeUntil !== null) {
    return ok({ code: claim.code, until: claim.codeUntil });
  }
  const code = redemptionCode(crypto.getRandomValues(new Uint8Array(CODE_RANDOM_BYTES)));
  const until = now + CODE_LIFETIME_MS;
  const live = { status: "in_use", code, codeUntil: until } as const;
  // As it was loaded: of two phones at once the second shows the code of the first, and staff never type one that is gone.
  const isAsLoaded = and(eq(claims.status, claim.status), sql`${claims.code} IS ${claim.code}`);
  const [moved] = await write([
    orm.update(claims).set(live).where(and(isClaim, isAsLoaded)).returning({ id: claims.id }),
  ]);
  if (moved.length === 0) return "busy";
  context.nudgeRooms(claim.merchantId);
  return ok({ code, until });
}
