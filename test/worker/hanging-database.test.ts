// A database that accepts and does not answer: whoever waits is told in time, and what had been done all the same is done once.

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Service, SHOP_NUMBER, startService } from "../support/service.ts";
import { type StallingDatabase, startStallingDatabase } from "../support/stalling-database.ts";
import { waitFor } from "../support/wait.ts";

/** The carrier's patience; a test's own, for two of them. */
const CARRIER_WAITS_MS = 15_000;
const TEST_TIMEOUT_MS = 60_000;

let database: StallingDatabase;
let service: Service;
beforeAll(async () => {
  database = await startStallingDatabase();
  service = await startService({ bindings: { DATABASE_URL: database.url }, retryDelaysMs: Array(100).fill(50) });
  database.standBefore(service.database.url);
  await service.customer("+15145550101").texts("JOIN");
});
afterEach(() => database.goOn());
afterAll(async () => {
  await service.dispose();
  await database.close();
});

const text = (from: string, messageId: string) =>
  service.webhook("inbound", {
    channel: "sms",
    message_type: "text",
    message_uuid: messageId,
    from: from.slice(1),
    to: SHOP_NUMBER.slice(1),
    text: "JOIN",
    timestamp: new Date().toISOString(),
  });

const rowsOf = async (messageId: string) => {
  const sql = "SELECT text FROM inbound_messages WHERE carrier_message_id = ?";
  return (await service.db.execute({ sql, args: [messageId] })).rows.length;
};

test("a request that is never answered: 503 to the carrier before it gives up, to a till, and as a page", {
  timeout: TEST_TIMEOUT_MS,
}, async () => {
  database.stall("request");
  const startedAt = Date.now();
  const [webhook, receipt, page, till, health] = await Promise.all([
    text("+15145550102", "hangs"),
    service.webhook("status", { message_uuid: "unheard-of", status: "delivered", timestamp: new Date().toISOString() }),
    fetch(`${service.url}/join/cafe-comptoir`, { headers: { accept: "text/html" } }),
    fetch(`${service.url}/api/v1/purchases`, {
      method: "POST",
      headers: { authorization: "Bearer x".padEnd(60, "x") },
    }),
    fetch(`${service.url}/healthz`),
  ]);
  expect(Date.now() - startedAt).toBeLessThan(CARRIER_WAITS_MS);
  expect([webhook, receipt, page, till, health].map(({ status }) => status)).toEqual(Array(5).fill(503));
  expect(await webhook.json()).toMatchObject({ status: 503, code: "unavailable" });
  expect(await page.text()).toContain("Nothing is lost. Try again in a minute.");
  expect(await till.json()).toMatchObject({ code: "unavailable" });
  expect(await health.json()).toMatchObject({ failing: ["databaseRead"] });

  database.goOn();
  expect((await text("+15145550102", "hangs")).status).toBe(200);
  expect(await rowsOf("hangs")).toBe(1);
});

test("a text that was kept, and the answer lost: the carrier's next try is the same text, answered once", {
  timeout: TEST_TIMEOUT_MS,
}, async () => {
  const phone = service.customer("+15145550103");
  database.stall("answer", "BEGIN IMMEDIATE");
  const startedAt = Date.now();
  expect((await text(phone.phone, "kept")).status).toBe(503);
  expect(Date.now() - startedAt).toBeLessThan(CARRIER_WAITS_MS);
  expect(await rowsOf("kept")).toBe(1);

  database.goOn();
  expect((await text(phone.phone, "kept")).status).toBe(200);
  await service.sweep();
  await phone.receives(1);
  await service.vonage.settle();
  expect(await rowsOf("kept")).toBe(1);
  expect(await phone.received()).toHaveLength(1);
});

test("a Line that waits for an answer which breaks off gives up and sends when the database is back", {
  timeout: TEST_TIMEOUT_MS,
}, async () => {
  const phone = service.customer("+15145550104");
  const before = database.stalled();
  const failed = () => service.logs.filter((line) => line.includes("tick_failed")).length;
  const failedBefore = failed();
  // Reads of the text and its commit go through; what settles and claims does not.
  database.stall("body", "of_pool");
  expect(await phone.texts("JOIN")).toBe(200);
  await waitFor("a tick to be stalled", () => (database.stalled() > before ? true : null));
  await waitFor("it to give up", () => (failed() > failedBefore ? true : null));
  database.goOn();
  // Claimed all the same: asked for again by its name, it waits for no lease.
  await phone.receives(1);
});
