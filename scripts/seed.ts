// The first shop: the demo shop, or the one that SHOP_… describes. Nothing that is there is changed, and what was not done is said.

import { createHash } from "node:crypto";
import { type Client, createClient } from "@libsql/client/web";
import { and, count, eq, or } from "drizzle-orm";
import { drizzle } from "drizzle-orm/libsql";
import { uuidv7 } from "../src/ids.ts";
import type { NewShop, NewShopField } from "../src/merchant/new-shop.ts";
import { merchants, people, rewards, senderMerchants, senders, staffCodes } from "../worker/db/schema.ts";
import { insertShop } from "./insert-shop.ts";
import { explain, Refusal } from "./refusal.ts";
import {
  type Environment,
  faultsOfSeed,
  givenFields,
  readDatabase,
  readShop,
  SHOP_VARIABLES,
  wantsDemo,
} from "./settings.ts";

const DEMO_PACE_SEGMENTS_PER_S = 10;
const DEMO_CODES = { earnCode: "2468", multiPointCode: "97531" };
const DEMO_STAFF_CODE = "4321";

export interface Seeded {
  /** False when the database lacks something that was asked for. */
  readonly isDone: boolean;
  /** A sentence for whoever asked; null when nobody asked for anything. */
  readonly said: string | null;
}

/** @throws a Refusal that names each variable that is wrong. */
export async function seed(client: Client, { demo, env }: { demo: boolean; env: Environment }): Promise<Seeded> {
  const shop = readShop(env, demo);
  if (!shop.ok) throw new Refusal(`${shop.error}.`);
  const db = drizzle(client);
  const [shops] = await db.select({ count: count() }).from(merchants);
  if (shops?.count === 0) {
    await open(client, shop.value, demo);
    return { isDone: true, said: `${shop.value.name} was made on ${shop.value.number}.` };
  }
  const asked = givenFields(env);
  if (asked.length === 0 && !env.SEED) return { isDone: true, said: null };
  const known = await load(client, shop.value);
  if (known === undefined) {
    const said = `${shop.value.name} was not made: the database has another shop, and SHOP_… and SEED describe the first one only.`;
    return { isDone: false, said };
  }
  const ignored = asked.filter((field) => known[field] !== shop.value[field]).map((field) => SHOP_VARIABLES[field]);
  if (ignored.length === 0) return { isDone: true, said: `${known.name} is there already: nothing was changed.` };
  const said = `${known.name} is there already: ${ignored.join(", ")} would change it and was ignored. Its owner changes it in the inbox.`;
  return { isDone: false, said };
}

/** The shop on the same number, or with the same address, and the owner's number where that is one of its owners'. */
async function load(
  client: Client,
  { number, slug, ownerPhone }: NewShop,
): Promise<Record<NewShopField, unknown> | undefined> {
  const [known] = await drizzle(client)
    .select({
      name: merchants.name,
      number: senders.number,
      keyword: senderMerchants.keyword,
      ownerPhone: people.phone,
      country: merchants.country,
      region: merchants.region,
      timeZone: merchants.timeZone,
      language: merchants.language,
      contact: merchants.contact,
    })
    .from(merchants)
    .innerJoin(senderMerchants, eq(senderMerchants.merchantId, merchants.id))
    .innerJoin(senders, eq(senders.id, senderMerchants.senderId))
    .leftJoin(people, and(eq(people.merchantId, merchants.id), eq(people.phone, ownerPhone), eq(people.role, "owner")))
    .where(or(eq(senders.number, number), eq(merchants.slug, slug)))
    .limit(1);
  return known;
}

async function open(client: Client, shop: NewShop, isDemo: boolean): Promise<void> {
  const db = drizzle(client);
  const now = Date.now();
  const newId = () => uuidv7(now, crypto.getRandomValues(new Uint8Array(10)));
  const merchantId = newId();
  const demoRows = [
    db.update(merchants).set(DEMO_CODES).where(eq(merchants.id, merchantId)),
    db.update(senders).set({ paceSegmentsPerS: DEMO_PACE_SEGMENTS_PER_S }).where(eq(senders.number, shop.number)),
    db.update(people).set({ name: "Camille" }).where(eq(people.merchantId, merchantId)),
    db.insert(staffCodes).values({
      id: newId(),
      merchantId,
      label: "Équipe",
      codeHash: createHash("sha256").update(`${merchantId}:${DEMO_STAFF_CODE}`).digest("hex"),
      createdAt: now,
    }),
    db.insert(rewards).values({
      id: newId(),
      merchantId,
      cost: 10,
      titleEn: "a free coffee",
      titleFr: "un café offert",
      createdAt: now,
    }),
  ];
  await db.batch([
    ...insertShop(db, shop, { merchantId, sender: { pool: "own" }, now, newId }),
    ...(isDemo ? demoRows : []),
  ]);
}

/** `npm run seed`. Exit code 0 only when the database has what was asked for. */
async function main(env: Environment): Promise<void> {
  const database = readDatabase(env);
  const demo = wantsDemo(env);
  const shop = readShop(env, demo);
  const faults = [
    ...(database.ok ? [] : [database.error]),
    ...faultsOfSeed(env),
    ...(demo && !env.SEED ? ["SHOP_NAME is missing"] : []),
    ...(shop.ok ? [] : [shop.error]),
  ];
  if (!database.ok || faults.length > 0) throw new Refusal(`${faults.join("; ")}.`);
  const client = createClient({ ...database.value });
  try {
    const { isDone, said } = await seed(client, { demo, env });
    if (!isDone) throw new Refusal(said ?? "");
    console.log(said);
  } finally {
    client.close();
  }
}

if (import.meta.main) {
  await main(process.env).catch((error: unknown) => {
    console.error(explain(error));
    process.exitCode = 1;
  });
}
