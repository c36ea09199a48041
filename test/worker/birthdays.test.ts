// Birthday points, minute by minute against a real database: once a year, on the shop's day, with a text to subscribers.

import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../src/time.ts";
import { customers, merchants, outbox, pointEntries } from "../../worker/db/schema.ts";
import { BIRTHDAYS_MAX, giveBirthdayPoints } from "../../worker/usecases/give-birthday-points.ts";
import { auditLedgers } from "../support/ledgers.ts";
import { startUsecases, type Usecases } from "../support/usecases.ts";

/** Nine in the morning in Montréal, on a day in a year without 29 February. */
const MAY_12 = Date.UTC(2027, 4, 12, 13);
const FEB_28 = Date.UTC(2027, 1, 28, 14);

let shop: Usecases;
beforeAll(async () => {
  shop = await startUsecases();
});
beforeEach(async () => {
  const { orm } = shop;
  await orm.update(merchants).set({ birthdayPoints: 5, birthdaysDueAt: 0 });
  await orm.update(customers).set({ birthday: null });
});
afterEach(async () => {
  expect(await auditLedgers(shop.client)).toEqual([]);
});
afterAll(() => shop?.dispose());

/** The cron runs at that moment, twice, as it may. */
async function cronAt(at: number): Promise<void> {
  shop.setClock(at);
  await Promise.all([giveBirthdayPoints(shop.context), giveBirthdayPoints(shop.context)]);
}

const born = (birthday: string, consent: "subscribed" | "opted_out" | "none" | "held" = "subscribed") =>
  shop.newCustomer({ birthday, consent });

const entriesOf = (id: string) => shop.orm.select().from(pointEntries).where(eq(pointEntries.customerId, id));

const textsTo = async (id: string) =>
  (await shop.orm.select().from(outbox).where(eq(outbox.customerId, id))).map(({ text }) => text);

test("come at nine at the shop, once that year, and again the next", async () => {
  const id = await born("05-12");
  await cronAt(MAY_12 - MINUTE_MS);
  expect(await entriesOf(id)).toEqual([]);
  for (const later of [0, MINUTE_MS, 10 * HOUR_MS, DAY_MS]) await cronAt(MAY_12 + later);
  const idempotencyKey = `birthday:${id}:2027`;
  expect(await entriesOf(id)).toMatchObject([{ delta: 5, cause: "birthday", actor: "system", idempotencyKey }]);
  expect(await textsTo(id)).toEqual([
    "Café Comptoir : joyeux anniversaire ! +5 points, c'est cadeau. Vous avez 5 points.",
  ]);

  await shop.orm.update(merchants).set({ birthdaysDueAt: MAY_12 + 366 * DAY_MS });
  await cronAt(MAY_12 + 366 * DAY_MS);
  expect(await entriesOf(id)).toHaveLength(2);
});

test("do not come twice a year to who moves their birthday", async () => {
  const id = await born("05-12");
  await cronAt(MAY_12);
  await shop.orm.update(customers).set({ birthday: "05-13" }).where(eq(customers.id, id));
  await cronAt(MAY_12 + DAY_MS);
  expect(await entriesOf(id)).toHaveLength(1);
});

test("of 29 February come on the 28th", async () => {
  const [leap, other] = [await born("02-29"), await born("03-01")];
  await cronAt(FEB_28);
  expect(await entriesOf(leap)).toHaveLength(1);
  expect(await entriesOf(other)).toHaveLength(0);
  await cronAt(FEB_28 + DAY_MS);
  expect(await entriesOf(leap)).toHaveLength(1);
  expect(await entriesOf(other)).toHaveLength(1);
});

test.each(["opted_out", "none", "held"] as const)("come to who is %s without a text", async (consent) => {
  const id = await born("05-12", consent);
  await cronAt(MAY_12);
  expect(await entriesOf(id)).toHaveLength(1);
  expect(await textsTo(id)).toEqual([]);
});

test("come late rather than not after two days without service", async () => {
  await cronAt(MAY_12 - DAY_MS);
  const id = await born("05-12");
  await cronAt(MAY_12 + 2 * DAY_MS);
  expect(await entriesOf(id)).toHaveLength(1);
});

test("do not come where the shop gives none", async () => {
  await shop.orm.update(merchants).set({ birthdayPoints: 0 });
  const id = await born("05-12");
  await cronAt(MAY_12);
  expect(await entriesOf(id)).toEqual([]);
});

test("of more people than one run takes come in the next one", async () => {
  const ids = await Promise.all(Array.from({ length: BIRTHDAYS_MAX + 3 }, () => born("05-12")));
  shop.setClock(MAY_12);
  await giveBirthdayPoints(shop.context);
  await giveBirthdayPoints(shop.context);
  for (const id of ids) expect(await entriesOf(id)).toHaveLength(1);
});

test("cost one round trip when none are due", async () => {
  await cronAt(MAY_12);
  const before = shop.roundTrips();
  await giveBirthdayPoints(shop.context);
  expect(shop.roundTrips() - before).toBe(1);
});
