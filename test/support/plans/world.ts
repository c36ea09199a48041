// A shop with one of everything, for calls of the Worker's own functions in this process.

import type { ResultSet } from "@libsql/client/web";
import { eq } from "drizzle-orm";
import type { Context } from "../../../worker/context.ts";
import type { ApiCaller } from "../../../worker/db/api-keys.ts";
import type { Query } from "../../../worker/db/client.ts";
import { type Counter, loadCounter } from "../../../worker/db/counter.ts";
import { type CustomerConversation, loadCustomerConversation } from "../../../worker/db/customer-conversation.ts";
import { loadKiosk, type PairedKiosk } from "../../../worker/db/kiosk.ts";
import { loadPublicShop, type PublicShop } from "../../../worker/db/public-shop.ts";
import { customers, kiosks, merchants, people } from "../../../worker/db/schema.ts";
import type { SignedIn } from "../../../worker/db/sign-in.ts";
import { createLinkSigner, type LinkSigner } from "../../../worker/gateways/link-signer.ts";
import { fillShop, type Tenant } from "../tenants.ts";
import { startUsecases } from "../usecases.ts";

export interface World extends Tenant {
  readonly context: Context;
  readonly db: Context["db"];
  readonly now: number;
  readonly senderId: string;
  readonly merchant: typeof merchants.$inferSelect;
  readonly signedIn: SignedIn;
  readonly kiosk: PairedKiosk;
  readonly counter: Counter;
  readonly caller: ApiCaller;
  readonly shop: PublicShop;
  readonly signer: LinkSigner;
  readonly customer: typeof customers.$inferSelect;
  readonly conversation: CustomerConversation;
  id(): string;
  /** Asks the database itself: no statement of the Worker. */
  query(sql: string): Promise<ResultSet>;
  /** Of queries that are for a batch: what they would send. */
  build(...queries: readonly unknown[]): void;
  /** What was sent, and built, since the shop was filled. */
  statements(): readonly string[];
  dispose(): Promise<void>;
}

export async function startWorld(): Promise<World> {
  const usecases = await startUsecases();
  const { merchantId, senderId, client } = usecases;
  const works: Promise<unknown>[] = [];
  const context: Context = { ...usecases.context, waitUntil: (work) => void works.push(work) };
  const { db } = context;
  const tenant = await fillShop(client, merchantId, "514");
  await db.orm.update(kiosks).set({ tokenHash: "token" }).where(eq(kiosks.id, tenant.kioskId));
  const found = <T>(value: T | null | undefined): T => {
    if (value === null || value === undefined) throw new Error("the shop is not filled");
    return value;
  };
  const [row] = await db.orm.select().from(merchants).where(eq(merchants.id, merchantId));
  const merchant = found(row);
  const [owner] = await db.orm.select().from(people).where(eq(people.id, tenant.people.owner.id));
  const signedIn = { sessionId: tenant.people.owner.sessionId, person: found(owner), merchant };
  const [customer] = await db.orm.select().from(customers).where(eq(customers.id, tenant.customerId));
  const now = context.now();
  const world = {
    kiosk: found(await loadKiosk(db, "token")),
    counter: await loadCounter(db, signedIn),
    shop: found(await loadPublicShop(db, merchant.slug, now)),
    conversation: found(await loadCustomerConversation(db, merchantId, tenant.customerId)),
  };
  const before = new Set(usecases.statements());
  const built = new Set<string>();
  return {
    ...tenant,
    ...world,
    context,
    db,
    now,
    senderId,
    merchant,
    signedIn,
    customer: found(customer),
    caller: { keyId: tenant.apiKeyId, label: "Till", scopes: [], revokedAt: null, merchant },
    signer: createLinkSigner(`1:${Buffer.alloc(32, "link").toString("base64url")}`, "http://127.0.0.1"),
    id: context.newId,
    async query(sql) {
      before.add(sql);
      return client.execute(sql);
    },
    build(...queries) {
      for (const query of queries as readonly Prepared[]) built.add(query._prepare().getQuery().sql);
    },
    statements: () => [...built, ...usecases.statements().filter((statement) => !before.has(statement))],
    async dispose() {
      await Promise.all(works);
      await usecases.dispose();
    },
  };
}

/** All that a batch asks of a query. */
type Prepared = Query & { _prepare(): { getQuery(): { readonly sql: string } } };
