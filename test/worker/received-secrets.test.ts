// What a customer's text brings back of secrets is nowhere in what is kept of it, and the same text is still known when it comes again.

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { OWNER_PHONE, type Service, SHOP_NUMBER, startService } from "../support/service.ts";

let service: Service;
beforeAll(async () => {
  service = await startService({ shop: { SHOP_LOCALE: "en" } });
  await service.db.execute(
    "UPDATE merchants SET earn_code = '2468', multi_point_code = '97531', points_at_once_max = 50",
  );
});
afterAll(() => service.dispose());

const rows = async (sql: string, ...args: string[]) => (await service.db.execute({ sql, args })).rows;
const textsOf = async (phone: string) =>
  (await rows("SELECT text FROM inbound_messages WHERE from_number = ? ORDER BY received_at, id", phone)).map(
    ({ text }) => text,
  );

/** Everything that is kept of what was said and done. */
async function everything(): Promise<string> {
  const tables = ["inbound_messages", "inbound_conflicts", "conversations", "conversation_entries", "consent_entries"];
  return JSON.stringify(await Promise.all(tables.map((table) => rows(`SELECT * FROM ${table}`))));
}

const post = (from: string, text: string, id: string = randomUUID(), to = SHOP_NUMBER) =>
  service.webhook("inbound", {
    channel: "sms",
    message_uuid: id,
    to: to.slice(1),
    from: from.slice(1),
    timestamp: new Date().toISOString(),
    message_type: "text",
    text,
  });

async function joined(phone: string) {
  const customer = service.customer(phone);
  await customer.texts("JOIN");
  await customer.texts("YES");
  const welcome = await customer.receives(2);
  return { customer, token: /\/([\w-]{16})$/.exec(welcome)?.[1] ?? "" };
}

test("the staff's code goes once it has given its points, and they are given once", async () => {
  const { customer } = await joined("+15145550120");
  await post(customer.phone, "2468 97531 30", "several");
  await post(customer.phone, "2468 97531 30", "several");
  await post(customer.phone, "2468 97531 40", "several");
  await post(customer.phone, "2468 97532 30");
  const points = "SELECT points FROM customers WHERE phone = ?";
  expect(await rows(points, customer.phone)).toMatchObject([{ points: 31 }]);
  expect(await textsOf(customer.phone)).toEqual(["JOIN", "YES", "2468 •••• 30", "2468 •••• 30"]);
  expect(await everything()).not.toMatch(/9753[12]/);
});

test("a code that a phone was sent, and one that it was asked for, go", async () => {
  const { customer: old } = await joined("+15145550121");
  const fresh = service.customer("+15145550122");
  await fresh.texts("MOVE 514 555 0121");
  const counterCode = /[\dA-Z]{3} [\dA-Z]{3}/.exec((await fresh.receives(1)).split("staff")[1] ?? "")?.[0] ?? "";
  const moveCode = /\d{6}/.exec(await old.receives(3))?.[0] ?? "";
  await old.texts(`I got ${moveCode}`);
  await fresh.texts(`the code is ${counterCode.toLowerCase()}`);
  await fresh.texts(moveCode);
  expect(await textsOf(old.phone)).toEqual(["JOIN", "YES", "I got ••••"]);
  expect(await textsOf(fresh.phone)).toEqual(["MOVE …21", "the code is ••••", "••••"]);

  await service.customer(OWNER_PHONE).texts("CODE");
  const signInCode = /\d{6}/.exec(await service.customer(OWNER_PHONE).receives(1))?.[0] ?? "";
  await service.customer(OWNER_PHONE).texts(`Code ${signInCode}`);
  expect(await textsOf(OWNER_PHONE)).toEqual(["CODE", "Code ••••"]);
  const kept = await everything();
  for (const code of [counterCode, moveCode, signInCode]) {
    expect(code).not.toBe("");
    expect(kept).not.toContain(code);
  }
});

test("a robot that says the same with a code in it is still a robot", async () => {
  const { customer } = await joined("+15145550126");
  for (let i = 0; i < 7; i++) await post(customer.phone, "2468 97531 1");
  const silent = "SELECT count(*) AS n FROM conversation_entries WHERE events LIKE '%FellSilent%'";
  expect(await rows(silent)).toMatchObject([{ n: 1 }]);
});

test("a link of ours goes; what only looks like a code or a link stays", async () => {
  const { customer, token } = await joined("+15145550123");
  const theirs = "Order 482913, see https://shop.test/AayarLhFSkK9wbtn";
  await customer.texts(`What is https://c.example/${token} for?`);
  await customer.texts(theirs);
  expect((await textsOf(customer.phone)).slice(2)).toEqual(["What is https://c.example/•••• for?", theirs]);
  expect(await everything()).not.toContain(token);
});

test("a text that finds no shop, or comes under the id of another, is kept without them too", async () => {
  await post("+15145550124", "2468 97531 30", "nowhere", "+15145550180");
  await post("+15145550124", "2468 97531 30", "nowhere", "+15145550180");
  await post("+15145550125", "Hello", "first");
  await post("+15145550125", "482913", "first");
  expect(await textsOf("+15145550124")).toEqual(["2468 •••• 30"]);
  expect(await rows("SELECT text FROM inbound_conflicts WHERE carrier_message_id = 'first'")).toMatchObject([
    { text: "••••" },
  ]);
});
