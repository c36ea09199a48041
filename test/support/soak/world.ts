// The shops of one history: on numbers of their own, in a pool, and in a pool that is set to one shop; with owners, tablets and tills.

import { randomInt, randomUUID } from "node:crypto";
import { drizzle } from "drizzle-orm/libsql";
import { merchants, people, senderMerchants, senders } from "../../../worker/db/schema.ts";
import { pairTablet, type Tablet } from "../kiosk.ts";
import { timeZoneAt } from "../outbox.ts";
import type { Service } from "../service.ts";
import { addTill, type Till } from "../till.ts";
import { Browser } from "./browser.ts";
import type { Shops } from "./model.ts";

export interface Line {
  readonly id: string;
  /** E.164 */
  readonly number: string;
  readonly shared: boolean;
  /** A plain STOP leaves the shop that wrote last. */
  readonly stopsOneShop: boolean;
  readonly shops: Shop[];
}

export interface Shop {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly keyword: string;
  readonly ownerPhone: string;
  /** The owner's: it signs in, and is then a device that has signed in. */
  readonly owner: Browser;
  tablet: Tablet | null;
  till: Till | null;
}

export interface World extends Shops {
  readonly lines: readonly Line[];
  /** Opened without a country: what is written to it is held. */
  readonly incomplete: Shop;
  /** At some moment its carrier begins to answer a STOP itself. */
  readonly answersOptOuts: Line;
  phone(n: number): string;
}

export const STAFF_CODE = "4321";
export const EARN_CODE = "2468";

/** North America keeps 555-0100 to 555-0199 of each for fiction; ten seeds in one database have one each. */
const AREAS = ["647", "438", "418", "450", "613", "416", "604", "403", "902", "204"];
export const SEEDS_AT_ONCE = AREAS.length;

const LINES = [
  { keywords: ["ALBA"], stopsOneShop: false },
  { keywords: ["BRUME"], stopsOneShop: false },
  { keywords: ["LUNA", "NORDET", "ORION"], stopsOneShop: false },
  { keywords: ["CEDRE", "TULIPE", "LILAS"], stopsOneShop: true },
];
const INCOMPLETE = "BRUME";

export async function openWorld(service: Service, seed: number): Promise<World> {
  const area = AREAS[seed % AREAS.length];
  const phone = (n: number): string => `+1${area}5550${100 + n}`;
  const lines: Line[] = LINES.map(({ keywords, stopsOneShop }, i) => ({
    id: randomUUID(),
    number: phone(i),
    shared: keywords.length > 1,
    stopsOneShop,
    shops: keywords.map((keyword, j) => newShop(service, keyword, seed, phone(10 + 3 * i + j))),
  }));
  await insertLines(service, lines);
  const shops = lines.flatMap((line) => line.shops);
  await Promise.all(shops.map((shop) => openShop(service, shop)));
  const incomplete = shops.find(({ keyword }) => keyword === INCOMPLETE);
  const answersOptOuts = lines.find((line) => incomplete && line.shops.includes(incomplete));
  if (!incomplete || !answersOptOuts) throw new Error("there is no such shop");
  const args = [incomplete.id];
  await service.db.execute({ sql: "UPDATE merchants SET country = NULL, region = NULL WHERE id = ?", args });
  const shared = new Set(lines.filter((line) => line.shared).map(({ number }) => number));
  return { lines, incomplete, answersOptOuts, phone, isShared: (number) => shared.has(number) };
}

const newShop = (service: Service, keyword: string, seed: number, ownerPhone: string): Shop => ({
  id: randomUUID(),
  slug: `${keyword.toLowerCase()}-${seed}`,
  name: `${keyword.charAt(0)}${keyword.slice(1).toLowerCase()}`,
  keyword,
  ownerPhone,
  owner: new Browser(service),
  tablet: null,
  till: null,
});

async function insertLines(service: Service, lines: readonly Line[]): Promise<void> {
  const db = drizzle(service.db);
  const [merchant] = await db.select().from(merchants).limit(1);
  const [sender] = await db.select().from(senders).limit(1);
  const [owner] = await db.select().from(people).limit(1);
  if (!merchant || !sender || !owner) throw new Error("there is no demo shop");
  const rules = {
    earnCode: EARN_CODE,
    multiPointCode: null,
    earnsPerDayMax: 1_000,
    pointsAtOnceMax: 100,
    birthdayPoints: 0,
    spendMinorPerPoint: 100,
    pointsLifetimeDays: null,
    openingHours: null,
    // Offers go out at noon.
    timeZone: timeZoneAt(12),
  };
  for (const { id, number, shared, stopsOneShop, shops } of lines) {
    const pool = shared ? ("shared" as const) : ("own" as const);
    const stopScope = stopsOneShop ? ("shop" as const) : ("pool" as const);
    await db.insert(senders).values({ ...sender, id, number, pool, stopScope, paceSegmentsPerS: 100 });
    for (const { id: merchantId, slug, name, keyword, ownerPhone } of shops) {
      await db.insert(merchants).values({ ...merchant, ...rules, id: merchantId, slug, name });
      await db.insert(senderMerchants).values({ senderId: id, merchantId, keyword });
      await db.insert(people).values({ ...owner, id: randomUUID(), merchantId, phone: ownerPhone });
    }
  }
}

/** As an owner opens a shop: signs in with the code on their phone, sets a staff code, pairs a tablet, makes a key for the till. */
async function openShop(service: Service, shop: Shop): Promise<void> {
  const { owner, ownerPhone, id: merchantId } = shop;
  const handset = service.customer(ownerPhone);
  await owner.posts("/inbox/sign-in", { phone: ownerPhone });
  const code = /\d{6}/.exec(await handset.receives(1))?.[0] ?? "";
  const signedIn = await owner.posts("/inbox/sign-in/code", { code });
  if (signedIn.location !== "/inbox") throw new Error(`the owner of ${shop.name} was not let in: ${signedIn.status}`);
  const added = await owner.posts("/inbox/kiosks/staff-codes", { label: "Team", code: STAFF_CODE });
  if (added.status !== 303) throw new Error(`no staff code: ${added.status}`);
  shop.tablet = await pairTablet(service, { merchantId, code: pairingCode() });
  shop.till = await addTill(service, merchantId);
}

/** Digits alone: nothing in them looks like something else. */
const pairingCode = (): string => String(randomInt(10_000_000, 100_000_000));
