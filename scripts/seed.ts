// The first shop: the demo shop, or the one that SHOP_* describes. Runs at each start and changes nothing that is there.

import { createHash } from "node:crypto";
import { type Client, createClient } from "@libsql/client/web";
import { drizzle } from "drizzle-orm/libsql";
import { uuidv7 } from "../src/ids.ts";
import { merchants, people, rewards, senderMerchants, senders, staffCodes } from "../worker/db/schema.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const demo = {
  SHOP_NAME: "Café Comptoir",
  SHOP_KEYWORD: "CAFE",
  SHOP_NUMBER: "+15145550100",
  SHOP_OWNER_PHONE: "+15145550199",
  SHOP_CONTACT: "514 555-0100",
  SHOP_COUNTRY: "CA",
  SHOP_REGION: "QC",
  SHOP_LOCALE: "fr",
  SHOP_TIME_ZONE: "America/Toronto",
} as const;

const DEMO_PACE_SEGMENTS_PER_S = 10;
const DEMO_CODES = { earnCode: "2468", multiPointCode: "97531" };
const DEMO_STAFF_CODE = "4321";
const DEFAULT_PACE_SEGMENTS_PER_S = 1;

export async function seed(client: Client, options: { demo: boolean; env: Environment }): Promise<void> {
  const db = drizzle(client);
  const setting = (name: keyof typeof demo) => options.env[name] ?? (options.demo ? demo[name] : undefined);
  const number = setting("SHOP_NUMBER");
  const name = setting("SHOP_NAME");
  if (number === undefined || name === undefined) return;
  const [known] = await db.select({ id: merchants.id }).from(merchants).limit(1);
  if (known) return;

  const now = Date.now();
  const newId = () => uuidv7(now, crypto.getRandomValues(new Uint8Array(10)));
  const merchantId = newId();
  const senderId = newId();
  const country = setting("SHOP_COUNTRY");
  const ownerPhone = setting("SHOP_OWNER_PHONE");
  await db.batch([
    db.insert(merchants).values({
      id: merchantId,
      slug: slugOf(name),
      name,
      country: country === "CA" || country === "US" || country === "FR" ? country : null,
      region: setting("SHOP_REGION") || null,
      language: setting("SHOP_LOCALE")?.startsWith("en") ? "en" : "fr",
      timeZone: setting("SHOP_TIME_ZONE") ?? "America/Toronto",
      contact: setting("SHOP_CONTACT") || null,
      openingHours: null,
      welcomePoints: 1,
      ...(options.demo ? DEMO_CODES : {}),
      promotionsPerMonth: 2,
      unit: { en: { one: "point", other: "points" }, fr: { one: "point", other: "points" } },
      createdAt: now,
    }),
    db.insert(senders).values({
      id: senderId,
      number,
      kind: "long",
      paceSegmentsPerS: options.demo ? DEMO_PACE_SEGMENTS_PER_S : DEFAULT_PACE_SEGMENTS_PER_S,
      createdAt: now,
    }),
    db.insert(senderMerchants).values({ senderId, merchantId, keyword: setting("SHOP_KEYWORD") ?? "CLUB" }),
    ...(ownerPhone
      ? [
          db.insert(people).values({
            id: newId(),
            merchantId,
            phone: ownerPhone,
            name: options.demo ? "Camille" : "Owner",
            role: "owner" as const,
            createdAt: now,
          }),
        ]
      : []),
    ...(options.demo
      ? [
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
        ]
      : []),
  ]);
}

const slugOf = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

if (import.meta.main) {
  const { DATABASE_URL, DATABASE_AUTH_TOKEN, SHOP_NAME } = process.env;
  if (!DATABASE_URL || !SHOP_NAME) {
    console.error("Set DATABASE_URL to the address of the database, and SHOP_NAME and the other SHOP_… to the shop's.");
    process.exit(1);
  }
  const authToken = DATABASE_AUTH_TOKEN ? { authToken: DATABASE_AUTH_TOKEN } : {};
  const client = createClient({ url: DATABASE_URL, ...authToken });
  await seed(client, { demo: false, env: process.env });
  client.close();
}
