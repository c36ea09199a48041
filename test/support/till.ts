// A till with a key, for tests: it sends purchases to the API as a program of the shop's would.

import { createHash, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/libsql";
import type { ApiScope } from "../../src/people/api-scopes.ts";
import { apiKeys, merchants } from "../../worker/db/schema.ts";
import type { Service } from "./service.ts";

export interface ApiAnswer {
  readonly status: number;
  readonly type: string;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Till {
  readonly key: string;
  readonly keyId: string;
  /** Cents at the demo shop, unless it says otherwise. Another key each time, unless one is given. */
  buys(purchase: object, idempotencyKey?: string): Promise<ApiAnswer>;
  refunds(purchaseId: unknown): Promise<ApiAnswer>;
}

const asJson = { "content-type": "application/json" };

/** Any request to the API. The answer has JSON, whatever it is. */
export async function askApi(
  service: Service,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body?: string,
): Promise<ApiAnswer> {
  const response = await fetch(`${service.url}/api/v1${path}`, { method, headers, ...(body ? { body } : {}) });
  return {
    status: response.status,
    type: response.headers.get("content-type") ?? "",
    headers: response.headers,
    body: (await response.json()) as ApiAnswer["body"],
  };
}

export const keyed = (key: string, idempotencyKey: string = randomUUID()) => ({
  ...asJson,
  authorization: `Bearer ${key}`,
  "idempotency-key": idempotencyKey,
});

/** As the inbox makes one. */
export async function addTill(
  service: Service,
  merchantId: string,
  {
    label = "Caisse 1",
    scopes = ["purchases:write"],
    revokedAt = null,
  }: { label?: string; scopes?: readonly ApiScope[]; revokedAt?: number | null } = {},
): Promise<Till> {
  const key = `comptoir_${randomUUID()}`;
  const keyId = randomUUID();
  const keyHash = createHash("sha256").update(key).digest("hex");
  await drizzle(service.db)
    .insert(apiKeys)
    .values({ id: keyId, merchantId, label, keyHash, scopes, revokedAt, createdAt: Date.now() });
  return {
    key,
    keyId,
    buys: (purchase, idempotencyKey) =>
      askApi(
        service,
        "POST",
        "/purchases",
        keyed(key, idempotencyKey),
        JSON.stringify({ currency: "CAD", ...purchase }),
      ),
    refunds: (purchaseId) => askApi(service, "POST", `/purchases/${purchaseId}/refund`, keyed(key)),
  };
}

/** @param minor what a point costs at a shop; null for nothing earned by spending. */
export async function setSpending(service: Service, merchantId: string, minor: number | null): Promise<void> {
  await drizzle(service.db).update(merchants).set({ spendMinorPerPoint: minor }).where(eq(merchants.id, merchantId));
}
