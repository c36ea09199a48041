// A key for a till: shown once to whoever makes it, kept as a hash.

import type { Context } from "../context.ts";
import { audit } from "../db/merchant-audit.ts";
import { apiKeys } from "../db/schema.ts";
import type { SignedIn } from "../db/sign-in.ts";
import { hash, newToken } from "../gateways/secrets.ts";

/** Says what it is where it should not be: in a log, in a repository. */
const KEY_PREFIX = "comptoir_";

/** The value is the key itself. */
export async function makeApiKey(context: Context, { person, merchant }: SignedIn, label: string): Promise<string> {
  const { db } = context;
  const at = context.now();
  const id = context.newId();
  const merchantId = merchant.id;
  const key = KEY_PREFIX + newToken();
  const row = { id, merchantId, label, keyHash: await hash(key), scopes: ["purchases:write"], createdAt: at } as const;
  const entry = { id: context.newId(), merchantId, personId: person.id, act: "api_key_made", subject: id, at } as const;
  await db.write([db.orm.insert(apiKeys).values(row), audit(db, entry)]);
  return key;
}
