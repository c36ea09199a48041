// The keys that a shop's tills hold: which shop is asking, and the list that its people see.

import { desc, eq } from "drizzle-orm";
import type { ApiScope } from "../../src/people/api-scopes.ts";
import type { Database } from "./client.ts";
import { apiKeys, merchants } from "./schema.ts";

/** Whoever holds a key: a till of a shop. */
export interface ApiCaller {
  readonly keyId: string;
  readonly label: string;
  readonly scopes: readonly ApiScope[];
  readonly revokedAt: number | null;
  readonly merchant: typeof merchants.$inferSelect;
}

export async function loadApiCaller({ orm }: Database, keyHash: string): Promise<ApiCaller | null> {
  const [found] = await orm
    .select({
      keyId: apiKeys.id,
      label: apiKeys.label,
      scopes: apiKeys.scopes,
      revokedAt: apiKeys.revokedAt,
      merchant: merchants,
    })
    .from(apiKeys)
    .innerJoin(merchants, eq(merchants.id, apiKeys.merchantId))
    .where(eq(apiKeys.keyHash, keyHash));
  return found ?? null;
}

const KEYS_SHOWN_MAX = 50;

export const loadApiKeys = ({ orm }: Database, merchantId: string) =>
  orm
    .select({
      id: apiKeys.id,
      label: apiKeys.label,
      createdAt: apiKeys.createdAt,
      lastUsedAt: apiKeys.lastUsedAt,
      revokedAt: apiKeys.revokedAt,
    })
    .from(apiKeys)
    .where(eq(apiKeys.merchantId, merchantId))
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
    .limit(KEYS_SHOWN_MAX);
