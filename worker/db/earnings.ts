// What a customer has earned of late and still has, as the limits on earning counted it.

import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { Database } from "./client.ts";
import { pendingPoints, pointEntries } from "./schema.ts";

/** Of one day, more than any shop allows. */
const EARNINGS_MAX = 100;

/** The latest first. Points that have waited were counted when they were put aside. */
export function loadEarnings({ orm }: Database, customerId: string) {
  const reversal = alias(pointEntries, "reversal");
  return orm
    .select({
      seq: pointEntries.seq,
      cause: pointEntries.cause,
      actor: pointEntries.actor,
      at: sql<number>`coalesce(${pendingPoints.createdAt}, ${pointEntries.at})`,
    })
    .from(pointEntries)
    .leftJoin(reversal, and(eq(reversal.customerId, pointEntries.customerId), eq(reversal.reverses, pointEntries.seq)))
    .leftJoin(pendingPoints, eq(pendingPoints.idempotencyKey, pointEntries.idempotencyKey))
    .where(and(eq(pointEntries.customerId, customerId), gt(pointEntries.delta, 0), isNull(reversal.seq)))
    .orderBy(desc(pointEntries.seq))
    .limit(EARNINGS_MAX);
}
