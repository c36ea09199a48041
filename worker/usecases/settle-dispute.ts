// A person of the shop has looked at what a customer said NO to: its points can be spent again, unless they have been taken back.

import { and, eq, isNull } from "drizzle-orm";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { auditWhere } from "../db/merchant-audit.ts";
import { disputes } from "../db/schema.ts";

export interface SettleDispute {
  readonly merchantId: string;
  readonly disputeId: string;
  readonly personId: string;
}

/** To take points back is to reverse their entry, and to give a used reward back is to put back its claim: before this, or instead. */
export async function settleDispute(
  context: Context,
  { merchantId, disputeId, personId }: SettleDispute,
): Promise<Result<void, "not_open">> {
  const { db } = context;
  const at = context.now();
  const isOpen = and(eq(disputes.merchantId, merchantId), eq(disputes.id, disputeId), isNull(disputes.settledAt));
  const entry = { id: context.newId(), merchantId, personId, act: "dispute_settled", subject: disputeId, at } as const;
  // The audit row first: it looks whether the dispute is still open.
  const [, settled] = await db.write([
    auditWhere(db, entry, disputes, isOpen),
    db.orm.update(disputes).set({ settledAt: at, settledBy: personId }).where(isOpen).returning({ id: disputes.id }),
  ]);
  if (settled.length === 0) return err("not_open");
  context.nudgeRooms(merchantId);
  return ok(undefined);
}
