// « Remettre à gagné » : a reward that was marked used goes back to the customer's wallet.

import { and, eq, inArray } from "drizzle-orm";
import { statusesFor } from "../../src/loyalty/claims.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { auditEntries, claims } from "../db/schema.ts";

export async function putBackClaim(
  context: Context,
  {
    merchantId,
    claimId,
    personId,
  }: { readonly merchantId: string; readonly claimId: string; readonly personId: string },
): Promise<Result<void, "not_used">> {
  const { orm, write } = context.db;
  const [moved] = await write([
    orm
      .update(claims)
      .set({ status: "taken", usedAt: null, usedWith: null, code: null, codeUntil: null })
      .where(
        and(
          eq(claims.id, claimId),
          eq(claims.merchantId, merchantId),
          inArray(claims.status, [...statusesFor("put_back")]),
        ),
      )
      .returning({ id: claims.id }),
    orm
      .insert(auditEntries)
      .values({
        id: context.newId(),
        merchantId,
        personId,
        act: "claim_put_back",
        subject: claimId,
        at: context.now(),
      }),
  ]);
  context.nudgeRooms(merchantId);
  return moved.length > 0 ? ok(undefined) : err("not_used");
}
