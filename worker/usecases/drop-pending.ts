// Points that wait are dropped: the number was nobody's, or they were never meant.

import { and, eq } from "drizzle-orm";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { auditedAs, auditWhere } from "../db/merchant-audit.ts";
import { isWaiting } from "../db/pending.ts";
import { pendingPoints } from "../db/schema.ts";

export interface DropPending {
  readonly merchantId: string;
  readonly pendingId: string;
  readonly actor: string;
}

export async function dropPending(
  context: Context,
  { merchantId, pendingId, actor }: DropPending,
): Promise<Result<void, "not_waiting">> {
  const { orm, write } = context.db;
  const now = context.now();
  const waits = and(eq(pendingPoints.id, pendingId), eq(pendingPoints.merchantId, merchantId), isWaiting(now));
  const entry = { merchantId, act: "pending_dropped", subject: pendingId, at: now } as const;
  const [, dropped] = await write([
    auditWhere(context.db, { ...entry, ...auditedAs(actor, context.newId()) }, pendingPoints, waits),
    orm.update(pendingPoints).set({ status: "undone" }).where(waits).returning({ id: pendingPoints.id }),
  ]);
  if (dropped.length === 0) return err("not_waiting");
  context.nudgeRooms(merchantId);
  return ok(undefined);
}
