// A person of the shop has looked at what a customer said NO to: its points can be spent again, unless they have been taken back.

import { and, eq, isNull, sql } from "drizzle-orm";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { auditEntries, disputes } from "../db/schema.ts";

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
  const { orm, write } = context.db;
  const now = context.now();
  const isOpen = and(eq(disputes.merchantId, merchantId), eq(disputes.id, disputeId), isNull(disputes.settledAt));
  const audit = orm
    .select({
      id: sql<string>`${context.newId()}`.as("id"),
      merchantId: disputes.merchantId,
      personId: sql<string>`${personId}`.as("person_id"),
      act: sql<string>`'dispute_settled'`.as("act"),
      subject: disputes.id,
      at: sql<number>`${now}`.as("at"),
    })
    .from(disputes)
    .where(isOpen);
  const [, settled] = await write([
    orm.insert(auditEntries).select(audit),
    orm.update(disputes).set({ settledAt: now, settledBy: personId }).where(isOpen).returning({ id: disputes.id }),
  ]);
  context.nudgeRooms(merchantId);
  return settled.length > 0 ? ok(undefined) : err("not_open");
}
