// A key for a till: shown once to whoever makes it, kept as a hash.

import type { ApiScope } from "../../src/people/api-scopes.ts";
import type { Context } from "../context.ts";
import { audit } from "../db/merchant-audit.ts";
import { apiKeys } from "../db/schema.ts";
import { hash, newToken } from "../gateways/secrets.ts";

/** Says what it is where it should not be: in a log, in a repository. */
const KEY_PREFIX = "comptoir_";

export interface NewApiKey {
  readonly merchantId: string;
  /** Null for the operator. */
  readonly personId: string | null;
  readonly label: string;
  readonly scopes: readonly ApiScope[];
}

/** The value is the key itself. */
export async function makeApiKey(
  { db, now, newId }: Pick<Context, "db" | "now" | "newId">,
  { merchantId, personId, label, scopes }: NewApiKey,
): Promise<string> {
  const at = now();
  const id = newId();
  const key = KEY_PREFIX + newToken();
  const row = { id, merchantId, label, keyHash: await hash(key), scopes, createdAt: at };
  const entry = { id: newId(), merchantId, personId, act: "api_key_made", subject: id, at } as const;
  await db.write([db.orm.insert(apiKeys).values(row), audit(db, entry)]);
  return key;
}
