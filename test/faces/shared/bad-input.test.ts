// What nobody should send, and somebody does: each gets a clear answer, and nothing of it is lost.

import { drizzle } from "drizzle-orm/libsql";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { HOUR_MS } from "../../../src/time.ts";
import { merchants } from "../../../worker/db/schema.ts";
import { auditLedgers } from "../../support/ledgers.ts";
import { messagesTo, reach } from "../../support/outbox.ts";
import { type Service, SHOP_NUMBER, startService } from "../../support/service.ts";
import { waitFor } from "../../support/wait.ts";

let service: Service;
beforeAll(async () => {
  service = await startService({ retryDelaysMs: Array(200).fill(100) });
});
afterEach(async () => {
  expect(await auditLedgers(service.db)).toEqual([]);
});
afterAll(() => service.dispose());

const storedFrom = async (from: string) =>
  (await service.db.execute({ sql: "SELECT * FROM inbound_messages WHERE from_number = ?", args: [from] })).rows;

test("a text to a number of no shop is kept for the operator", async () => {
  expect(await service.customer("+15145550121").texts("JOIN", "+15145550177")).toBe(200);
  expect(await storedFrom("+15145550121")).toMatchObject([
    { to_number: "+15145550177", text: "JOIN", sender_id: null },
  ]);
  expect(await messagesTo(service.db, "+15145550121")).toEqual([]);
  const logged = await waitFor("the log", () => service.logs.find((line) => line.includes('"unrouted"')) ?? null);
  expect(JSON.parse(logged)).toMatchObject({ level: "warn", event: "inbound", received: "unrouted" });
});

const texts: [what: string, sent: string, stored: string][] = [
  ["nothing at all", "", ""],
  ["one character", "é", "é"],
  ["2,000 characters", "a b".repeat(700).slice(0, 2_000), "a b".repeat(700).slice(0, 2_000)],
  ["NUL in the middle", "before\0after", "beforeafter"],
  ["control characters", "bell \u0007 escape \u001b[2J back \u0008", "bell \u0007 escape \u001b[2J back \u0008"],
  ["a lone surrogate", "half \ud83d of it", "half \ufffd of it"],
  ["right to left", "مرحبا، هل أنتم مفتوحون؟ \u202eabc", "مرحبا، هل أنتم مفتوحون؟ \u202eabc"],
  ["emoji only", "👩🏽‍🍳☕️", "👩🏽‍🍳☕️"],
];
test.each(texts)("a text of %s reaches the merchant", async (_what, sent, stored) => {
  const phone = `+1514555${String(130 + texts.findIndex(([, each]) => each === sent)).padStart(4, "0")}`;
  expect(await service.customer(phone).texts(sent)).toBe(200);
  expect(await storedFrom(phone)).toMatchObject([{ text: stored }]);
  const sql = "SELECT unread, reason FROM threads JOIN customers ON id = customer_id WHERE phone = ?";
  expect((await service.db.execute({ sql, args: [phone] })).rows).toMatchObject([{ unread: 1, reason: "message" }]);
});

test.each([
  ["a short code", "36179", "36179"],
  ["a name", "VONAGE", "VONAGE"],
  ["a number without its country", "05145550143", "05145550143"],
])("a text from %s is kept and never answered", async (_what, from, stored) => {
  expect(await service.vonage.sendInbound({ from, to: SHOP_NUMBER, text: "JOIN" })).toBe(200);
  expect(await storedFrom(stored)).toMatchObject([{ text: "JOIN", customer_id: null }]);
  expect(await messagesTo(service.db, stored)).toEqual([]);
});

test("a text from the future is answered now", async () => {
  const from = "+15145550150";
  const timestamp = new Date(Date.now() + 48 * HOUR_MS).toISOString();
  expect(await service.vonage.sendInbound({ from, to: SHOP_NUMBER, text: "JOIN", timestamp })).toBe(200);
  expect(await service.customer(from).receives(1)).toContain("YES");
  const [stored] = await storedFrom(from);
  expect(stored).toMatchObject({ sent_at: Date.parse(timestamp) });
  expect(Number(stored?.received_at)).toBeLessThanOrEqual(Date.now());
});

test("a thousand texts from one number in a minute: all kept, a handful answered, one notice", async () => {
  const customer = service.customer("+15145550151");
  await customer.texts("JOIN");
  await customer.texts("YES");
  const waiting = Array.from({ length: 998 }, (_, i) => (i % 2 === 0 ? "BALANCE" : `you have ${i} points`)).values();
  const talk = async () => {
    for (const words of waiting) await customer.texts(words);
  };
  await Promise.all(Array.from({ length: 3 }, talk));
  await service.vonage.until(({ counts: { webhooks } }) => webhooks.pending === 0);
  expect(service.vonage.counts.webhooks.lost).toBe(0);
  expect(await storedFrom(customer.phone)).toHaveLength(1_000);
  const replies = await messagesTo(service.db, customer.phone);
  expect(replies.length).toBeLessThanOrEqual(10);
  await reach(
    service.db,
    replies.map(({ id }) => id),
    "delivered",
  );
  const sql = `SELECT event.value ->> 'type' AS name FROM conversation_entries e
    JOIN conversations c ON c.id = e.conversation_id, json_each(e.events) AS event
    WHERE c.phone = ? AND (name = 'FellSilent' OR event.value ->> 'reason' = 'loop')`;
  const { rows } = await service.db.execute({ sql, args: [customer.phone] });
  expect(rows.map((row) => row.name)).toEqual(["FellSilent", "ThreadOpened"]);
  expect(await customer.texts("STOP")).toBe(200);
  await customer.receives(replies.length + 1);
  expect((await messagesTo(service.db, customer.phone)).at(-1)).toMatchObject({ kind: "stop_confirmed" });
}, 180_000);

describe("a merchant whose country or region is not set", () => {
  test.each([
    ["country", { country: null }],
    ["region", { region: null }],
  ])("%s: nothing is sent, the log says so, and it goes out when that is mended", async (_what, missing) => {
    const db = drizzle(service.db);
    const [complete] = await db.select().from(merchants);
    await db.update(merchants).set(missing);
    const customer = service.customer("country" in missing ? "+15145550152" : "+15145550153");
    expect(await customer.texts("JOIN")).toBe(200);

    const queued = (await messagesTo(service.db, customer.phone)).map(({ id }) => id);
    const [held] = await reach(service.db, queued, "held");
    expect(held).toMatchObject({ reason: "merchant_incomplete" });
    const logged = await waitFor("the log", () => service.logs.find((line) => line.includes(String(held?.id))) ?? null);
    expect(JSON.parse(logged)).toMatchObject({
      level: "warn",
      merchantId: complete?.id,
      status: "held",
      reason: "merchant_incomplete",
    });
    await service.sweep();
    await reach(service.db, queued, "held");
    expect(await customer.received()).toEqual([]);

    await db.update(merchants).set({ country: complete?.country ?? null, region: complete?.region ?? null });
    await service.sweep();
    expect(await customer.receives(1)).toContain("YES");
    await reach(service.db, queued, "delivered");
  });
});

test("an address where there is nothing answers a reader with a page, a program with a problem", async () => {
  const ask = (accept: string) => fetch(`${service.url}/nowhere/at/all`, { headers: { accept } });
  const page = await ask("text/html,*/*;q=0.8");
  expect([page.status, await page.text()]).toEqual([404, expect.stringContaining("Il n’y a rien ici")]);
  const answer = await ask("application/json");
  expect([answer.status, await answer.json()]).toEqual([404, expect.objectContaining({ code: "not_found" })]);
});

test.each([
  "/join/%00",
  "/poster/%00",
  "/pictures/%00",
  "/me/claims/%00",
  "/inbox/threads/a%00b",
  "/api/v1/purchases/%00/refund",
])("%s is no address of anything", async (path) => {
  const answers = ["GET", "POST"].map((method) => fetch(service.url + path, { method, redirect: "manual" }));
  for (const { status } of await Promise.all(answers)) expect(status).toBe(404);
  const headers = { cookie: "sign_in=%00; session=%00" };
  expect((await fetch(`${service.url}/inbox/sign-in/code`, { headers, redirect: "manual" })).status).toBe(404);
});
