// Counts who has asked how often, in one statement a limit, before anybody looks at what was asked: parallel requests can't outrun it.

import { sql } from "drizzle-orm";
import { type LimitName, limits } from "../../src/messaging/limits.ts";
import { CLOCK_SKEW_MAX_MS } from "../../src/time.ts";
import type { Database } from "./client.ts";
import { limitCounters } from "./schema.ts";

/**
 * Returns the count with this one. A window begins with its first; one that a clock which was ahead has left in the future ends now. Of
 * requests that come together the one that was faster may have looked at the clock later: that ends no window.
 */
export function countOne({ orm }: Database, name: LimitName, who: string, now: number) {
  const until = now + limits[name].windowMs;
  const isOver = sql`(${limitCounters.until} <= ${now} OR ${limitCounters.until} > ${until + CLOCK_SKEW_MAX_MS})`;
  return orm
    .insert(limitCounters)
    .values({ key: `${name}:${who}`, count: 1, until })
    .onConflictDoUpdate({
      target: limitCounters.key,
      set: {
        count: sql`iif(${isOver}, 1, ${limitCounters.count} + 1)`,
        until: sql`iif(${isOver}, ${until}, ${limitCounters.until})`,
      },
    })
    .returning({ count: limitCounters.count });
}
