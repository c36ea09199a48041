// Once a minute: what has been kept as long as src/retention.ts says goes, a bounded number of rows of each table at a time.

import { retention } from "../../src/retention.ts";
import type { Context } from "../context.ts";
import { carryOut } from "../db/retention.ts";

export async function keepNoLonger({ db, now }: Context): Promise<void> {
  const at = now();
  // Each for itself: a table that can't be swept keeps no other from it.
  const outcomes = await Promise.allSettled(retention.map((rule) => db.write([carryOut(db, rule, at)])));
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}
