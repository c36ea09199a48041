// Points that wait for a number to confirm, as the merchant's pages show them: who typed them, for whom, how long.

import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import type { Database } from "./client.ts";
import { actorNames, selectActors } from "./merchant-actors.ts";
import { isWaiting } from "./pending.ts";
import { customers, pendingPoints } from "./schema.ts";

const WAITING_SHOWN_MAX = 200;

/** @param ofCustomer which of the customers; none for all, and for numbers that are nobody's. */
export const selectWaiting = ({ orm }: Database, merchantId: string, now: number, ofCustomer?: SQL) =>
  orm
    .select({
      id: pendingPoints.id,
      phone: pendingPoints.phone,
      points: pendingPoints.points,
      actor: pendingPoints.actor,
      createdAt: pendingPoints.createdAt,
      lapsesAt: pendingPoints.lapsesAt,
      customer: { id: customers.id, name: customers.name },
    })
    .from(pendingPoints)
    .leftJoin(
      customers,
      and(eq(customers.merchantId, pendingPoints.merchantId), eq(customers.phone, pendingPoints.phone)),
    )
    .where(and(eq(pendingPoints.merchantId, merchantId), isWaiting(now), ofCustomer))
    .orderBy(desc(pendingPoints.createdAt), desc(pendingPoints.id))
    .limit(WAITING_SHOWN_MAX);

export async function loadWaiting(db: Database, merchantId: string, now: number) {
  const [waiting, ...actors] = await db.read([selectWaiting(db, merchantId, now), ...selectActors(db, merchantId)]);
  return { waiting, actors: actorNames(...actors) };
}

/** True also of what waits no longer. */
export async function isPendingOf({ orm }: Database, merchantId: string, pendingId: string): Promise<boolean> {
  const found = await orm
    .select({ id: pendingPoints.id })
    .from(pendingPoints)
    .where(and(eq(pendingPoints.merchantId, merchantId), eq(pendingPoints.id, pendingId)));
  return found.length > 0;
}

export async function sumWaiting({ orm }: Database, merchantId: string, now: number): Promise<number> {
  const [sum] = await orm
    .select({ points: sql<number>`coalesce(sum(${pendingPoints.points}), 0)` })
    .from(pendingPoints)
    .where(and(eq(pendingPoints.merchantId, merchantId), isWaiting(now)));
  return sum?.points ?? 0;
}
