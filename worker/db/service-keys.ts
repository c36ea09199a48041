// Which key the hashes of this database were made with: the first service that uses it leaves the key's fingerprint there.

import { eq } from "drizzle-orm";
import type { Database } from "./client.ts";
import { serviceKeys } from "./schema.ts";

const NUMBER_HASH_KEY = "number_hash_key";

/** True when the key is the database's own; a database that has none yet takes this one. */
export async function isKeyOfDatabase(db: Database, fingerprint: string): Promise<boolean> {
  const kept = db.orm
    .select({ fingerprint: serviceKeys.fingerprint })
    .from(serviceKeys)
    .where(eq(serviceKeys.name, NUMBER_HASH_KEY));
  const [known] = await kept;
  if (known) return known.fingerprint === fingerprint;
  const first = db.orm.insert(serviceKeys).values({ name: NUMBER_HASH_KEY, fingerprint }).onConflictDoNothing();
  const [, [now]] = await db.write([first, kept]);
  return now?.fingerprint === fingerprint;
}
