// An offer ends before its time. It is never deleted: the history keeps what was promised.

import { and, eq, isNull } from "drizzle-orm";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { auditWhere } from "../db/merchant-audit.ts";
import { offers } from "../db/schema.ts";
import type { SignedIn } from "../db/sign-in.ts";

export async function withdrawOffer(
  context: Context,
  { person, merchant }: SignedIn,
  offerId: string,
): Promise<Result<void, "no_such_offer">> {
  const { db } = context;
  const at = context.now();
  const isThere = and(eq(offers.id, offerId), eq(offers.merchantId, merchant.id), isNull(offers.withdrawnAt));
  const entry = {
    id: context.newId(),
    merchantId: merchant.id,
    personId: person.id,
    act: "offer_withdrawn",
    at,
  } as const;
  // The audit row first: it looks whether there is still something to withdraw.
  const [, withdrawn] = await db.write([
    auditWhere(db, { ...entry, subject: offerId }, offers, isThere),
    db.orm.update(offers).set({ withdrawnAt: at }).where(isThere).returning({ id: offers.id }),
  ]);
  if (withdrawn.length === 0) return err("no_such_offer");
  context.nudgeRooms(merchant.id);
  return ok(undefined);
}
