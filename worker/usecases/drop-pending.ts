// Points that wait are dropped: the number was nobody's, or they were never meant.

import { and, eq } from "drizzle-orm";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import type { PairedKiosk } from "../db/kiosk.ts";
import { auditWhere } from "../db/merchant-audit.ts";
import { isWaiting } from "../db/pending.ts";
import { pendingPoints } from "../db/schema.ts";

export async function dropPending(
  context: Context,
  { merchant }: PairedKiosk,
  pendingId: string,
): Promise<Result<void, "not_waiting">> {
  const { orm, write } = context.db;
  const now = context.now();
  const waits = and(eq(pendingPoints.id, pendingId), eq(pendingPoints.merchantId, merchant.id), isWaiting(now));
  const entry = { id: context.newId(), merchantId: merchant.id, personId: null, subject: pendingId, at: now };
  const [, dropped] = await write([
    auditWhere(context.db, { ...entry, act: "pending_dropped" }, pendingPoints, waits),
    orm.update(pendingPoints).set({ status: "undone" }).where(waits).returning({ id: pendingPoints.id }),
  ]);
  context.nudgeRooms(merchant.id);
  return dropped.length > 0 ? ok(undefined) : err("not_waiting");
}
