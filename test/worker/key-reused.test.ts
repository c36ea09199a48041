// A key that comes again with other content is refused by that name, wherever points come in; with its own it is answered as before.

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { customers, kiosks, merchants, pendingPoints, people, pointEntries, rewards } from "../../worker/db/schema.ts";
import { type Credit, creditNumber } from "../../worker/usecases/credit-number.ts";
import { type EarnPoints, earnPoints } from "../../worker/usecases/earn-points.ts";
import { givePointsByHand } from "../../worker/usecases/give-points-by-hand.ts";
import { auditLedgers } from "../support/ledgers.ts";
import { insist, startUsecases, type Usecases } from "../support/usecases.ts";
import { takeReward } from "../support/wallet-acts.ts";

const refused = { ok: false, error: { code: "key_reused" } };

let shop: Usecases;
beforeAll(async () => {
  shop = await startUsecases();
});
beforeEach(() => setProgramme({ pointsPerVisit: 1, earnsPerDayMax: 50, pointsAtOnceMax: 20 }));
afterEach(async () => {
  expect(await auditLedgers(shop.client)).toEqual([]);
});
afterAll(() => shop?.dispose());

const setProgramme = (settings: Partial<typeof merchants.$inferInsert>) =>
  shop.orm.update(merchants).set(settings).where(eq(merchants.id, shop.merchantId));

const deltasOf = async (customerId: string) =>
  (await shop.orm.select().from(pointEntries).where(eq(pointEntries.customerId, customerId))).map(({ delta }) => delta);

async function newReward(): Promise<string> {
  const reward = { id: randomUUID(), merchantId: shop.merchantId, cost: 10, titleEn: "a treat", titleFr: "un goûter" };
  await shop.orm.insert(rewards).values({ ...reward, createdAt: 1 });
  return reward.id;
}

const earn = (customerId: string, key: string, more: Partial<EarnPoints> = {}) => {
  const request = { customerId, points: 4, cause: "staff", actor: "staff:1", idempotencyKey: key, ...more } as const;
  return insist(() => earnPoints(shop.context, { merchantId: shop.merchantId, ...request }));
};

test.each([
  ["another amount", { points: 5 }],
  ["another cause", { cause: "code" }],
] as const)("earning with %s, after it and at the same moment", async (_what, other) => {
  const customerId = await shop.newCustomer();
  const key = randomUUID();
  const first = await earn(customerId, key);
  expect(first).toMatchObject({ ok: true });
  expect(await earn(customerId, key, other)).toEqual(refused);
  expect(await earn(customerId, key)).toEqual(first);

  const fresh = randomUUID();
  const both = await Promise.all([earn(customerId, fresh), earn(customerId, fresh, other)]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(both.filter(({ ok }) => !ok)).toEqual([refused]);
  expect(await deltasOf(customerId)).toHaveLength(2);
});

test("a visit is the same visit after the merchant has changed what one is worth", async () => {
  const customerId = await shop.newCustomer();
  const key = randomUUID();
  const visit = { points: "visit", cause: "visit" } as const;
  const first = await earn(customerId, key, visit);
  await setProgramme({ pointsPerVisit: 30 });
  expect(await earn(customerId, key, visit)).toEqual(first);
  await earn(customerId, randomUUID(), visit);
  expect(await deltasOf(customerId)).toEqual([1, 30]);
});

test("a reward with another reward's: nobody is told that it is theirs", async () => {
  const customerId = await shop.newCustomer();
  await earn(customerId, randomUUID(), { points: 20 });
  const [coffee, cake, claimId] = [await newReward(), await newReward(), randomUUID()];
  const take = (rewardId: string) =>
    takeReward(shop.context, { merchantId: shop.merchantId, customerId, rewardId, claimId });
  const taken = await take(coffee);
  expect(taken).toMatchObject({ ok: true, value: { balance: 10 } });
  expect(await take(cake)).toEqual({ ok: false, error: "key_reused" });
  expect(await take(coffee)).toEqual(taken);
});

test("points by hand with another amount, reason or customer", async () => {
  const { orm } = shop;
  const [[person], [merchant]] = [await orm.select().from(people), await orm.select().from(merchants)];
  if (!person || !merchant) throw new Error("there is no shop");
  const [one, two] = [await shop.newCustomer(), await shop.newCustomer()];
  const request = { customerId: one, delta: 4, reason: "a gift", confirmed: null, key: randomUUID() };
  const give = (more: Partial<typeof request> = {}) =>
    givePointsByHand(shop.context, { sessionId: "1", person, merchant }, { ...request, ...more });
  expect(await give()).toEqual({ ok: true, value: 4 });
  for (const other of [{ delta: 5 }, { reason: "another" }, { customerId: two }]) {
    expect(await give(other)).toEqual(refused);
  }
  expect(await give()).toEqual({ ok: true, value: 4 });
  expect([await deltasOf(one), await deltasOf(two)]).toEqual([[4], []]);
});

/** On one kiosk: what a customer types, and what staff give. */
async function counter() {
  const { db } = shop.context;
  const [merchant] = await db.orm.select().from(merchants).where(eq(merchants.id, shop.merchantId));
  if (!merchant) throw new Error("there is no shop");
  const id = randomUUID();
  const device = { id, name: "Counter", revokedAt: null, wrongTries: 0, lockedUntil: 0 };
  await db.orm.insert(kiosks).values({ ...device, merchantId: merchant.id, createdAt: 1 });
  const credit = async (typedPhone: string, actId: string, more: Partial<Credit>) => {
    const gift = { points: 3, cause: "staff", actor: "staff:1", hasMultiPointCode: true } as const;
    const act = { typedPhone, actId, ageMs: 0, language: "en", ...gift, ...more } as const;
    const kiosk = { ...device, merchant, sender: null };
    return insist(() => creditNumber(shop.context, kiosk, act));
  };
  const visit = { points: 1, cause: "visit", actor: `kiosk:${id}` } as const;
  return { credit, visit };
}

test.each(["subscribed", "none"] as const)("on the kiosk, for a number whose consent is %s", async (consent) => {
  const { orm } = shop;
  const { credit, visit } = await counter();
  const [one, two] = [await shop.newCustomer({ consent }), await shop.newCustomer({ consent })];
  const phoneOf = async (id: string) =>
    (await orm.select().from(customers).where(eq(customers.id, id)))[0]?.phone ?? "";
  const [phone, other] = [await phoneOf(one), await phoneOf(two)];

  const gift = randomUUID();
  const given = await credit(phone, gift, {});
  expect(given).toMatchObject({ ok: true });
  expect(await credit(phone, gift, { points: 4 })).toEqual(refused);
  expect(await credit(phone, gift, visit)).toEqual(refused);
  expect(await credit(other, gift, {})).toEqual(refused);
  expect(await credit(phone, gift, {})).toMatchObject({ ok: true });

  const act = randomUUID();
  expect(await credit(phone, act, visit)).toMatchObject({ ok: true });
  expect(await credit(phone, act, { ...visit, points: 2 })).toMatchObject({ ok: true });
  expect(await credit(phone, act, {})).toEqual(refused);

  const aside = await orm.select().from(pendingPoints).where(eq(pendingPoints.phone, phone));
  const points = consent === "subscribed" ? await deltasOf(one) : aside.map((each) => each.points);
  expect(points.sort()).toEqual([1, 3]);
});
