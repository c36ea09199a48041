// Answering from the inbox: once, only one's own customers, only those who may be answered.

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { OWNER_PHONE, type Service, startService } from "../../support/service.ts";
import { type SignedIn, signIn } from "../../support/signed-in.ts";

let service: Service;
let owner: SignedIn;

beforeAll(async () => {
  service = await startService({ carrier: "simulator" });
  owner = await signIn(service, OWNER_PHONE);
});
afterAll(() => service?.dispose());

const reply = (customerId: string, text: string, key: string = randomUUID()): Promise<Response> =>
  owner.post(`/inbox/threads/${customerId}/replies`, { text, idempotencyKey: key });

async function customerId(phone: string): Promise<string> {
  const { rows } = await service.db.execute({ sql: "SELECT id FROM customers WHERE phone = ?", args: [phone] });
  return String(rows[0]?.id);
}

async function unread(id: string): Promise<unknown> {
  const { rows } = await service.db.execute({ sql: "SELECT unread FROM threads WHERE customer_id = ?", args: [id] });
  return rows[0]?.unread;
}

test("a form that is sent five times at once is one message", async () => {
  const customer = service.customer("+15145550140");
  await customer.texts("Is anyone there?");
  const id = await customerId(customer.phone);
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 5 }, () => reply(id, "Yes, we are.", key)));
  expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303, 303, 303]);
  expect(await customer.receives(1)).toBe("Café Comptoir : Yes, we are. ARRET pour quitter.");
  const { rows } = await service.db.execute({ sql: "SELECT id FROM outbox WHERE customer_id = ?", args: [id] });
  expect(rows).toHaveLength(1);
});

test("a form that comes back with other words is not lost without a word", async () => {
  const customer = service.customer("+15145550141");
  await customer.texts("Do you deliver?");
  const id = await customerId(customer.phone);
  const key = randomUUID();
  await reply(id, "We do.", key);
  const other = await reply(id, "We do, on weekdays.", key);
  expect(other.status).toBe(422);
  expect(await other.text()).toContain("We do, on weekdays.");
});

test("who has stopped is not answered, whatever the form says", async () => {
  const customer = service.customer("+15145550142");
  await customer.texts("How much is it?");
  await customer.texts("STOP");
  await customer.receives(1);
  const id = await customerId(customer.phone);
  const refused = await reply(id, "Ten dollars.");
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain("Ce client a arrêté vos SMS.");
  expect(await customer.received()).toHaveLength(1);
});

test("a conversation is unread until it is marked, up to what was seen", async () => {
  const customer = service.customer("+15145550143");
  await customer.texts("One");
  const id = await customerId(customer.phone);
  const upTo = /name="upTo" value="(\d+)"/.exec(await (await owner.get(`/inbox/threads/${id}`)).text())?.[1] ?? "";
  expect(await unread(id)).toBe(1);
  await customer.texts("Two, while the page was open");
  await owner.post(`/inbox/threads/${id}/read`, { upTo });
  expect(await unread(id)).toBe(2);
  const now = /name="upTo" value="(\d+)"/.exec(await (await owner.get(`/inbox/threads/${id}`)).text())?.[1] ?? "";
  await owner.post(`/inbox/threads/${id}/read`, { upTo: now });
  expect(await unread(id)).toBe(0);
});

test("another shop's customers are not there: not to read, not to answer, not to mark", async () => {
  await service.db.batch([
    `INSERT INTO merchants (id, slug, name, country, region, language, time_zone, unit, created_at)
     SELECT 'other', 'other', 'Other shop', 'CA', 'QC', 'en', time_zone, unit, 1 FROM merchants`,
    `INSERT INTO customers (id, merchant_id, phone, name, created_at) VALUES ('theirs', 'other', '+15145550150', 'Their customer', 1)`,
    `INSERT INTO threads (customer_id, merchant_id, unread, reason, last_at) VALUES ('theirs', 'other', 1, 'message', 1)`,
    `INSERT INTO inbound_messages (id, carrier, carrier_message_id, customer_id, from_number, to_number, text, received_at)
     VALUES ('their-text', 'simulator', 'their-text', 'theirs', '+15145550150', '+15145550100', 'A secret of theirs', 1)`,
  ]);
  expect((await owner.get("/inbox/threads/theirs")).status).toBe(404);
  expect((await reply("theirs", "Hello")).status).toBe(404);
  await owner.post("/inbox/threads/theirs/read", { upTo: String(Date.now()) });
  expect(await unread("theirs")).toBe(1);
  const list = await (await owner.get("/inbox")).text();
  expect(list).not.toContain("Their customer");
  expect(list).not.toContain("A secret of theirs");
});

test("each answer leaves who gave it, to whom", async () => {
  const customer = service.customer("+15145550144");
  await customer.texts("Who are you?");
  const id = await customerId(customer.phone);
  await reply(id, "Camille.");
  const { rows } = await service.db.execute({
    sql: "SELECT people.name, act FROM audit_entries JOIN people ON people.id = person_id WHERE subject = ?",
    args: [id],
  });
  expect(rows.map(({ name, act }) => ({ name, act }))).toEqual([{ name: "Camille", act: "customer_answered" }]);
});

test("what a customer writes is text, never markup", async () => {
  const customer = service.customer("+15145550145");
  await customer.texts('<img src=x onerror=alert(1)> & "quotes" \u202e</li>');
  const page = await (await owner.get(`/inbox/threads/${await customerId(customer.phone)}`)).text();
  expect(page).not.toContain("<img");
  expect(page).toContain("&lt;img src=x");
});

test.each(["not-a-uuid", ""])("a reply whose form has the key %j is malformed", async (key) => {
  await service.customer("+15145550146").texts("Anything?");
  expect((await reply(await customerId("+15145550146"), "No", key)).status).toBe(400);
});

test("a shop without a country gets texts, is told that it can send none, and its owner can sign in to read so", async () => {
  const unset = await startService({ carrier: "simulator", shop: { SHOP_LOCALE: "en" } });
  await unset.db.execute("UPDATE merchants SET country = NULL");
  const reader = await signIn(unset, OWNER_PHONE);
  await unset.customer("+15145550147").texts("Hello?");
  const { rows } = await unset.db.execute("SELECT customer_id FROM threads");
  const path = `/inbox/threads/${rows[0]?.customer_id}`;
  const page = await (await reader.get(path)).text();
  expect(page).toContain("Hello?");
  expect(page).toContain("Nothing can be sent until this shop’s country and region are set.");
  const refused = await reader.post(`${path}/replies`, { text: "Hi", idempotencyKey: randomUUID() });
  expect(refused.status).toBe(422);
  expect(await unset.customer("+15145550147").received()).toEqual([]);
  await unset.dispose();
});
