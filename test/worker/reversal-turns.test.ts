// An earning that is taken back, from the kiosk or from the inbox, is a turn of the day that the customer has again.

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { HOUR_MS } from "../../src/time.ts";
import { customers, merchants, pendingPoints } from "../../worker/db/schema.ts";
import { earnPoints } from "../../worker/usecases/earn-points.ts";
import { reverseEntry } from "../../worker/usecases/reverse-entry.ts";
import { auditLedgers } from "../support/ledgers.ts";
import { startUsecases, type Usecases } from "../support/usecases.ts";

const NOON = Date.UTC(2026, 10, 22, 17);

let shop: Usecases;
beforeAll(async () => {
  shop = await startUsecases();
  await shop.orm.update(merchants).set({ earnsPerDayMax: 2, earnGapMinutes: 60 });
});
afterEach(async () => {
  expect(await auditLedgers(shop.client)).toEqual([]);
});
afterAll(() => shop.dispose());

async function earn(customerId: string, at: number, idempotencyKey: string = randomUUID()): Promise<string> {
  shop.setClock(at);
  const visit = { merchantId: shop.merchantId, customerId, points: "visit", cause: "visit", actor: "kiosk:1" } as const;
  const earned = await earnPoints(shop.context, { ...visit, idempotencyKey });
  return earned.ok ? "earned" : earned.error.code;
}

const reverse = (customerId: string, seq: number) => {
  const who = { actor: `person:${shop.personId}`, personId: shop.personId, reason: "a mistake" };
  return reverseEntry(shop.context, { merchantId: shop.merchantId, customerId, seq, ...who });
};

async function historyOf(customerId: string) {
  const [row] = await shop.orm.select().from(customers).where(eq(customers.id, customerId));
  return { lastAt: row?.lastEarnAt, onLastDay: row?.earnsOnLastDay };
}

test("the last one: the gap runs from the one before, and the day has room", async () => {
  const customerId = await shop.newCustomer();
  expect(await earn(customerId, NOON)).toBe("earned");
  expect(await earn(customerId, NOON + HOUR_MS)).toBe("earned");
  expect(await earn(customerId, NOON + 2 * HOUR_MS)).toBe("daily_limit");
  await reverse(customerId, 2);
  expect(await historyOf(customerId)).toEqual({ lastAt: NOON, onLastDay: 1 });
  expect(await earn(customerId, NOON + HOUR_MS + 1)).toBe("earned");
  expect(await earn(customerId, NOON + 3 * HOUR_MS)).toBe("daily_limit");
});

test("both, one after the other, and twice: as if there had been none, and never less", async () => {
  const customerId = await shop.newCustomer();
  await earn(customerId, NOON);
  await earn(customerId, NOON + HOUR_MS);
  await reverse(customerId, 1);
  expect(await historyOf(customerId)).toEqual({ lastAt: NOON + HOUR_MS, onLastDay: 1 });
  await Promise.all([reverse(customerId, 2), reverse(customerId, 2)]);
  expect(await historyOf(customerId)).toEqual({ lastAt: null, onLastDay: 0 });
});

test("points that had waited were counted when they were put aside", async () => {
  const customerId = await shop.newCustomer();
  await earn(customerId, NOON + HOUR_MS, "put aside");
  const { orm } = shop;
  const [customer] = await orm.select().from(customers).where(eq(customers.id, customerId));
  await orm.insert(pendingPoints).values({
    id: randomUUID(),
    merchantId: shop.merchantId,
    phone: customer?.phone ?? "",
    points: 1,
    actor: "kiosk:1",
    status: "settled",
    idempotencyKey: "put aside",
    createdAt: NOON,
    lapsesAt: NOON + 1,
  });
  await orm.update(customers).set({ lastEarnAt: NOON }).where(eq(customers.id, customerId));
  await reverse(customerId, 1);
  expect(await historyOf(customerId)).toEqual({ lastAt: null, onLastDay: 0 });
});
