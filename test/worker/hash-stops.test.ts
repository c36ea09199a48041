// Whoever had left before suppressions were kept by number is written there by the service itself, all of them, and once.

import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { writeStop } from "../../worker/db/suppressions.ts";
import { hashStops } from "../../worker/usecases/hash-stops.ts";
import { startUsecases, type Usecases } from "../support/usecases.ts";

let shop: Usecases;
beforeAll(async () => {
  vi.spyOn(console, "log").mockImplementation(() => {});
  shop = await startUsecases();
});
afterAll(() => {
  vi.restoreAllMocks();
  return shop?.dispose();
});

const figure = async (sql: string) => Number((await shop.client.execute(sql)).rows[0]?.[0]);

test("more customers than go into one chunk; a STOP that is known already keeps the time at which it was written", async () => {
  const { context, merchantId } = shop;
  const [phone, written] = ["+16135550142", Date.now() - 3_600_000];
  const numberHash = await context.keyedHash("number", phone);
  await shop.newCustomer({ phone, consent: "opted_out" });
  const known = { numberHash, at: written, source: "text" } as const;
  await context.db.write([writeStop(context.db, { kind: "business", merchantId }, known)]);
  for (let i = 0; i < 200; i++) await shop.newCustomer({ consent: i < 199 ? "opted_out" : "subscribed" });
  await shop.newCustomer({ consent: "opted_out" });
  const isDone = () => figure("SELECT count(*) FROM backfills WHERE done_at IS NOT NULL");
  await hashStops(shop.context);
  expect(await isDone()).toBe(1); // the pools, of which there are none
  await hashStops(shop.context);
  expect(await isDone()).toBe(2);
  expect(await figure("SELECT count(*) FROM suppressions WHERE stopped_at > 0 AND scope_kind = 'business'")).toBe(201);
  expect(await figure(`SELECT stopped_at FROM suppressions WHERE number_hash = '${numberHash}'`)).toBe(written);
  const before = shop.roundTrips();
  await hashStops(shop.context);
  expect(shop.roundTrips() - before).toBe(1);
});
