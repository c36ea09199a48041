// A conversation in the inbox beyond its texts: what the customer has said NO to, codes that were tried, visits, and the ways to and fro.

import { afterAll, beforeAll, expect, test } from "vitest";
import { addStaffCode, joins, newActId, pairTablet, type Tablet } from "../../support/kiosk.ts";
import { type Service, startService } from "../../support/service.ts";
import { fillShop, type Member, type Tenant } from "../../support/tenants.ts";

let service: Service;
let shop: Tenant;
let tablet: Tablet;

beforeAll(async () => {
  service = await startService({ carrier: "simulator", shop: { SHOP_LOCALE: "en" } });
  const { rows } = await service.db.execute("SELECT id FROM merchants");
  shop = await fillShop(service.db, String(rows[0]?.id), "418");
  await addStaffCode(service, "4321", "Nadia");
  tablet = await pairTablet(service, { merchantId: shop.merchantId });
  await tablet.opens("4321");
});
afterAll(() => service?.dispose());

const get = async (path: string, who: Member = shop.people.owner): Promise<string> =>
  (await fetch(service.url + path, { headers: { cookie: who.cookie } })).text();

/** What a person reads of it. */
const plain = (html: string): string => html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");

async function idOf(phone: string): Promise<string> {
  const { rows } = await service.db.execute({ sql: "SELECT id FROM customers WHERE phone = ?", args: [phone] });
  return String(rows[0]?.id);
}

test("a NO after a receipt says to what and by whose code, and leads to where it is settled; then it says that it is", async () => {
  const phone = "+14385550141";
  await joins(service, phone);
  await tablet.posts("/kiosk/staff/points", { id: newActId(), phone, points: 1, age: 0 });
  await service.customer(phone).receives(3);
  await service.customer(phone).texts("NO");
  const customerId = await idOf(phone);
  const thread = await get(`/inbox/threads/${customerId}`);
  expect(plain(thread)).toMatch(/Says NO to 1 point, given by Nadia · \d\d:\d\d · Settle it/);
  expect(thread).toContain(`href="/inbox/customers/${customerId}#disputes"`);
  expect(plain(await get(`/inbox/threads/${customerId}`, shop.people.staff))).toContain("a manager can settle it");

  const page = await get(`/inbox/customers/${customerId}`);
  expect(page).toContain('id="disputes"');
  const [, action = ""] = /action="([^"]*\/settle)"/.exec(page) ?? [];
  const headers = { cookie: shop.people.owner.cookie, origin: service.url };
  await fetch(service.url + action, { method: "POST", headers, redirect: "manual" });
  expect(plain(await get(`/inbox/threads/${customerId}`))).toMatch(/given by Nadia · \d\d:\d\d · settled/);
});

test("codes that were tried until none counts stand in the conversation", async () => {
  const customer = service.customer("+14385550142");
  await joins(service, customer.phone);
  for (const code of ["1111", "2222", "3333", "5555", "6666"]) await customer.texts(code);
  const thread = plain(await get(`/inbox/threads/${await idOf(customer.phone)}`));
  expect(thread).toContain("Typed several wrong codes. None counts for an hour, not even the right one.");
});

test("a conversation shows the last visits and leads to the customer's page, and that one back", async () => {
  const thread = await get(`/inbox/threads/${shop.customerId}`);
  expect(plain(thread)).toMatch(/Last visits \w+ \d+, \d\d:\d\d/);
  expect(thread).toContain(`href="/inbox/customers/${shop.customerId}"`);
  expect(await get(`/inbox/customers/${shop.customerId}`)).toContain(`href="/inbox/threads/${shop.customerId}"`);
});

test("while a shop has no country its owner is led to where it is set, and its staff are told who can", async () => {
  const { rows } = await service.db.execute("SELECT country, region FROM merchants");
  await service.db.execute("UPDATE merchants SET country = NULL, region = NULL");
  for (const path of ["/inbox", "/inbox/customers", `/inbox/threads/${shop.customerId}`]) {
    expect(await get(path)).toContain('<a href="/inbox/shop#place">Set them now</a>');
    expect(await get(path, shop.people.staff)).toContain("The owner can set them.");
  }
  expect(await get("/inbox/shop")).toContain('id="place"');
  const args = [String(rows[0]?.country), String(rows[0]?.region)];
  await service.db.execute({ sql: "UPDATE merchants SET country = ?, region = ?", args });
});

test("a code that proves a phone is not read here: nobody of the shop can say that they hold it", async () => {
  const [old, fresh] = ["+14385550143", "+14385550144"];
  await joins(service, old);
  await service.customer(old).texts("Do you have oat milk?");
  await service.customer(fresh).texts(`MOVE ${old}`);
  const code = /\d{6}/.exec(await service.customer(old).receives(3))?.[0] ?? "none was sent";
  const thread = plain(await get(`/inbox/threads/${await idOf(old)}`, shop.people.staff));
  expect(thread).toContain("moves your account to the phone that ends in 44");
  expect(thread).not.toContain(code);
});
