// Staff undo one of the last things done at their kiosk: points go back, what waited is dropped, a reward returns to the wallet.

import { and, eq, gt, sql } from "drizzle-orm";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { actKey, type PairedKiosk } from "../db/kiosk.ts";
import { findAct, isStillUsed } from "../db/kiosk-acts.ts";
import { customers } from "../db/schema.ts";
import { dropPending } from "./drop-pending.ts";
import type { StaffPass } from "./open-staff-side.ts";
import { putBackClaim } from "./put-back-claim.ts";
import { reverseEntry } from "./reverse-entry.ts";

export type UndoRefusal = "no_such_act" | "points_are_spent" | "busy";

/** Undoing what is undone already changes nothing, and is no error. @param reason what the ledger says of it. */
export async function undoAct(
  context: Context,
  kiosk: PairedKiosk,
  { actor }: StaffPass,
  { actId, reason }: { readonly actId: string; readonly reason: string },
): Promise<Result<void, UndoRefusal>> {
  const merchantId = kiosk.merchant.id;
  const { entry, aside, code } = await findAct(context.db, merchantId, actKey(kiosk.id, actId));
  if (entry) {
    const { customerId, seq } = entry;
    const reversed = await reverseEntry(context, { merchantId, customerId, seq, actor, personId: null, reason });
    if (reversed.ok) await giveDayBack(context, entry);
    else if (reversed.error === "points_are_spent" || reversed.error === "busy") return err(reversed.error);
    return ok(undefined);
  }
  if (aside) {
    await dropPending(context, kiosk, aside.id);
    return ok(undefined);
  }
  if (code) {
    if (isStillUsed(code, code.at)) {
      await putBackClaim(context, { merchantId, claimId: code.claimId, personId: null });
    }
    return ok(undefined);
  }
  return err("no_such_act");
}

/** A point that was taken back no longer counts towards the day's limit: the wrong number may still earn its own. */
async function giveDayBack(
  { db }: Context,
  { customerId, at }: { readonly customerId: string; readonly at: number },
): Promise<void> {
  const counted = and(eq(customers.id, customerId), eq(customers.lastEarnAt, at), gt(customers.earnsOnLastDay, 0));
  await db.orm
    .update(customers)
    .set({ earnsOnLastDay: sql`${customers.earnsOnLastDay} - 1` })
    .where(counted);
}
