// A till takes a purchase back: its points leave the account by a correction, or no longer wait. Once.

import { TILL } from "../../src/loyalty/spending.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import type { ApiCaller } from "../db/api-keys.ts";
import { keyUsed, loadPurchase, type Purchase, refund, refundWaiting } from "../db/purchases.ts";
import { inTurns } from "./in-turns.ts";
import { reverseEntry } from "./reverse-entry.ts";

export interface RefundPurchase {
  readonly purchaseId: string;
  /** What the ledger says of the correction. */
  readonly reason: string;
}

export type RefundRefusal = "no_such_purchase" | "already_refunded" | "points_are_spent" | "busy";

export interface Refunded {
  readonly purchase: Purchase;
  /** How many were taken back: none where they had lapsed, or staff had dropped them. */
  readonly points: number;
  /** Null where the points were in no account. */
  readonly balance: number | null;
}

type Attempt = Result<Refunded, RefundRefusal>;

export async function refundPurchase(context: Context, caller: ApiCaller, request: RefundPurchase): Promise<Attempt> {
  const refunded = await inTurns(() => attemptToRefund(context, caller, request));
  return refunded === "busy" ? err("busy") : refunded;
}

async function attemptToRefund(
  context: Context,
  { keyId, merchant }: ApiCaller,
  { purchaseId, reason }: RefundPurchase,
): Promise<Attempt | "busy"> {
  const { db } = context;
  const found = await loadPurchase(db, merchant.id, purchaseId);
  if (found === null) return err("no_such_purchase");
  const { purchase, entry, pending } = found;
  if (purchase.refundedAt !== null) return err("already_refunded");
  const now = context.now();
  const used = keyUsed(db, keyId, now);

  if (entry !== null) {
    const { customerId, seq } = entry;
    const correction = { merchantId: merchant.id, customerId, seq, actor: TILL + keyId, personId: null, reason };
    const reversed = await reverseEntry(context, correction, refund(db, purchase, now), used);
    if (reversed.ok) return ok({ purchase, points: purchase.points, balance: reversed.value });
    switch (reversed.error) {
      case "points_are_spent":
      case "busy":
        return err(reversed.error);
      // By a person of the shop, in the inbox.
      case "already_reversed":
        return err("already_refunded");
      case "is_a_reversal":
      case "no_such_entry":
        return err("no_such_purchase");
    }
  }

  const isWaiting = pending?.status === "waiting" && pending.lapsesAt > now;
  const [refunded] = await db.write(
    isWaiting ? [...refundWaiting(db, purchase, now), used] : [refund(db, purchase, now), used],
  );
  // Another refund came first, or the number has said YES meanwhile.
  if (refunded.length === 0) return "busy";
  context.nudgeRooms(merchant.id);
  return ok({ purchase, points: isWaiting ? purchase.points : 0, balance: null });
}
