// Staff undo one of the last things done at their kiosk: points go back, what waited is dropped, a reward returns to the wallet.

import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { actKey, type PairedKiosk } from "../db/kiosk.ts";
import { findAct, isStillUsed } from "../db/kiosk-acts.ts";
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
    const isRefused = !reversed.ok && (reversed.error === "points_are_spent" || reversed.error === "busy");
    return isRefused ? err(reversed.error) : ok(undefined);
  }
  if (aside) {
    await dropPending(context, { merchantId, pendingId: aside.id, actor });
    return ok(undefined);
  }
  if (code) {
    if (isStillUsed(code, code.at)) {
      await putBackClaim(context, { merchantId, claimId: code.claimId, actor });
    }
    return ok(undefined);
  }
  return err("no_such_act");
}
