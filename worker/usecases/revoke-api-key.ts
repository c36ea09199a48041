// A till's key opens nothing from now on. What was done with it keeps its name in the ledger.

import { and, eq, isNull } from "drizzle-orm";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { auditWhere } from "../db/merchant-audit.ts";
import { apiKeys } from "../db/schema.ts";
import type { SignedIn } from "../db/sign-in.ts";

export async function revokeApiKey(
  context: Context,
  { person, merchant }: SignedIn,
  keyId: string,
): Promise<Result<void, "no_such_key">> {
  const { db } = context;
  const at = context.now();
  const isLive = and(eq(apiKeys.id, keyId), eq(apiKeys.merchantId, merchant.id), isNull(apiKeys.revokedAt));
  const who = { id: context.newId(), merchantId: merchant.id, personId: person.id };
  const [, revoked] = await db.write([
    auditWhere(db, { ...who, act: "api_key_revoked", subject: keyId, at }, apiKeys, isLive),
    db.orm.update(apiKeys).set({ revokedAt: at }).where(isLive).returning({ id: apiKeys.id }),
  ]);
  return revoked.length > 0 ? ok(undefined) : err("no_such_key");
}
