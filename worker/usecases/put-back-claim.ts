// « Remettre à gagné » : a reward that was marked used goes back to the customer's wallet.

import { and, eq, inArray } from "drizzle-orm";
import { err, ok, type Result } from "../../src/result.ts";
import { statusBy, statusesFor } from "../../src/rewards/claims.ts";
import type { Context } from "../context.ts";
import { auditedAs, auditWhere } from "../db/merchant-audit.ts";
import { claims } from "../db/schema.ts";

export interface PutBackClaim {
  readonly merchantId: string;
  readonly claimId: string;
  readonly actor: string;
}

export async function putBackClaim(
  context: Context,
  { merchantId, claimId, actor }: PutBackClaim,
): Promise<Result<void, "not_used">> {
  const { orm, write } = context.db;
  const isUsed = and(
    eq(claims.id, claimId),
    eq(claims.merchantId, merchantId),
    inArray(claims.status, [...statusesFor("put_back")]),
  );
  const act = { merchantId, act: "claim_put_back", subject: claimId, at: context.now() } as const;
  // The audit row first: it is there only when the claim is still to be moved.
  const [, moved] = await write([
    auditWhere(context.db, { ...act, ...auditedAs(actor, context.newId()) }, claims, isUsed),
    orm
      .update(claims)
      .set({ status: statusBy.put_back, usedAt: null, usedWith: null })
      .where(isUsed)
      .returning({ id: claims.id }),
  ]);
  if (moved.length === 0) return err("not_used");
  context.nudgeRooms(merchantId);
  return ok(undefined);
}
