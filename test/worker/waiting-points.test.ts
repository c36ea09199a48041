// Points that wait for a number, in the inbox: seen with who typed them, moved to the right number, dropped; and who did it, in the history.

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addStaffCode, joins, ledgerOf, pairTablet, waitingFor } from "../support/kiosk.ts";
import { type Service, startService } from "../support/service.ts";
import { fillShop, type Member, type Tenant } from "../support/tenants.ts";

const DAY_MS = 86_400_000;
const MEMBER = "+14385550131";

let service: Service;
let shop: Tenant;

beforeAll(async () => {
  service = await startService({ carrier: "simulator", shop: { SHOP_LOCALE: "en" } });
  const { rows } = await service.db.execute("SELECT id FROM merchants");
  shop = await fillShop(service.db, String(rows[0]?.id), "418");
  await joins(service, MEMBER);
});
afterAll(() => service?.dispose());

const get = async (path: string, who: Member = shop.people.owner): Promise<string> =>
  plain(await (await fetch(service.url + path, { headers: { cookie: who.cookie } })).text());

async function post(path: string, fields: Record<string, string> = {}, who: Member = shop.people.owner) {
  const headers = { origin: service.url, cookie: who.cookie };
  const body = new URLSearchParams(fields);
  const answer = await fetch(service.url + path, { method: "POST", body, headers, redirect: "manual" });
  return { status: answer.status, location: answer.headers.get("location"), html: await answer.text() };
}

/** What a person reads. */
const plain = (html: string): string =>
  html
    .replace(/<(title|script|option)[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");

async function putAside(phone: string, points: number, lapsesAt = Date.now() + 3 * DAY_MS): Promise<string> {
  const id = randomUUID();
  await service.db.execute({
    sql: `INSERT INTO pending_points (id, merchant_id, phone, points, actor, status, idempotency_key, created_at, lapses_at)
      VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?, ?)`,
    args: [id, shop.merchantId, phone, points, `staff:${shop.staffCodeId}`, randomUUID(), Date.now(), lapsesAt],
  });
  return id;
}

test("the page says for whom they wait, who typed the number and until when, also where the number is no customer's", async () => {
  await putAside("+14385550121", 3);
  await putAside("+14385550122", 4, Date.now() - 1);
  const page = await get("/inbox/waiting", shop.people.staff);
  expect(page).toMatch(/438 555-0121 typed by code “Luc 418”, .* until .* 3 points/);
  expect(page).not.toContain("555-0122");
  expect(await get("/inbox/customers")).toMatch(/Waiting for a YES: \d+ points/);
});

test("moved to a member's number they are in that balance, as given by who gave them; who moved them is in the history", async () => {
  const before = await ledgerOf(service, MEMBER);
  const id = await putAside("+14385550123", 2);
  const moved = await post(`/inbox/waiting/${id}/move`, { phone: "(438) 555-0131" }, shop.people.staff);
  expect(moved.location).toMatch(/^\/inbox\/customers\/.*\?done=given$/);
  const { points, entries } = await ledgerOf(service, MEMBER);
  expect(points).toBe(before.points + 2);
  expect(entries.at(-1)).toEqual({ delta: 2, cause: "pending", actor: `staff:${shop.staffCodeId}` });
  const history = await get(`/inbox/history?act=pending_moved&actor=person:${shop.people.staff.id}`);
  expect(history).toMatch(/staff 418 moved waiting points to another number · 438 555-0131 .* 2 points/);
});

test("moved to a number that has not joined they wait there, and it is asked once whether it will", async () => {
  const id = await putAside("+14385550124", 5);
  expect((await post(`/inbox/waiting/${id}/move`, { phone: "438 555-0125" })).location).toBe(
    "/inbox/waiting?done=moved",
  );
  expect(await waitingFor(service, "+14385550124")).toBe(0);
  expect(await waitingFor(service, "+14385550125")).toBe(5);
  expect(await service.customer("+14385550125").receives(1)).toContain("5 points");
});

test("a number that is none, and one that has left, are refused in words; what was typed stays", async () => {
  const gone = service.customer("+14385550132");
  await joins(service, gone.phone);
  await gone.texts("STOP");
  const id = await putAside("+14385550126", 1);
  const typo = await post(`/inbox/waiting/${id}/move`, { phone: "438 555" });
  expect(typo.status).toBe(422);
  expect(plain(typo.html)).toContain("This is not a mobile number.");
  expect(typo.html).toContain('value="438 555"');
  const left = await post(`/inbox/waiting/${id}/move`, { phone: gone.phone });
  expect(plain(left.html)).toContain("This number has left your shop.");
  expect(await waitingFor(service, "+14385550126")).toBe(1);
});

test("dropped they are gone, once, and one is back where one was", async () => {
  const id = await putAside("+14385550127", 6);
  const from = shop.customerId;
  const dropped = await post(`/inbox/waiting/${id}/drop`, { from });
  expect(dropped.location).toBe(`/inbox/customers/${from}?done=dropped`);
  expect(await waitingFor(service, "+14385550127")).toBe(0);
  const again = await post(`/inbox/waiting/${id}/drop`);
  expect(again.status).toBe(422);
  expect(plain(again.html)).toContain("These points wait no longer");
  expect((await get("/inbox/history?act=pending_dropped")).match(/dropped waiting points/g)).toHaveLength(1);
});

test("a customer's page shows what waits for their number, and the way to mend it", async () => {
  const phone = "+14385550128";
  await service.customer(phone).texts("Hello");
  const id = await putAside(phone, 7);
  const { rows } = await service.db.execute({ sql: "SELECT id FROM customers WHERE phone = ?", args: [phone] });
  const path = `/inbox/customers/${rows[0]?.id}`;
  expect(await get(path)).toMatch(/Waiting points They go into the balance .* 7 points/);
  expect((await post(`/inbox/waiting/${id}/drop`, { from: String(rows[0]?.id) })).location).toBe(
    `${path}?done=dropped`,
  );
});

test("what staff do on the kiosk stands in the history under their code, and the kiosk's pairing under its name", async () => {
  await addStaffCode(service, "4321", "Nadia");
  const tablet = await pairTablet(service, { name: "Window", merchantId: shop.merchantId });
  await tablet.opens("4321");
  const id = await putAside("+14385550129", 8);
  expect((await tablet.posts("/kiosk/staff/waiting/move", { id, phone: "438 555-0130" })).status).toBe(200);
  expect((await tablet.posts("/kiosk/staff/waiting/drop", { id })).status).toBe(200);
  const history = await get("/inbox/history");
  expect(history).toMatch(/code “Nadia” moved waiting points to another number · 438 555-0130/);
  expect(history).toMatch(/code “Nadia” dropped waiting points · 438 555-0130/);
  expect(history).toContain("Window was paired");
  expect(await get(`/inbox/history?actor=kiosk:${tablet.kioskId}`)).toContain("Window was paired");
});
