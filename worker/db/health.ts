// Does the database answer, is its schema ours, and does it take a write?

import { lte, sql } from "drizzle-orm";
import { SECOND_MS } from "../../src/time.ts";
import type { Database } from "./client.ts";
import { probes } from "./schema.ts";

export const PROBE_INTERVAL_MS = 10 * SECOND_MS;
const HEALTH = "health";

/** How many migrations the database has had. */
export async function countMigrations(db: Database): Promise<number> {
  const [row] = await db.orm.select({ count: sql<number>`count(*)` }).from(sql`migrations`);
  return row?.count ?? 0;
}

/** Writes, unless somebody else has done so within the interval. */
export async function probeWrite(db: Database, now: number): Promise<void> {
  const probe = { name: HEALTH, at: now };
  await db.write([
    db.orm
      .insert(probes)
      .values(probe)
      .onConflictDoUpdate({ target: probes.name, set: { at: now }, setWhere: lte(probes.at, now - PROBE_INTERVAL_MS) }),
  ]);
}
