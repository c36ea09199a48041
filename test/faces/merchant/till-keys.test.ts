// The till's page and what it leads to: a price in the programme, a key that is seen once, purchases under its name, and the end of it.

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { auditLedgers } from "../../support/ledgers.ts";
import { type Service, startService } from "../../support/service.ts";
import { fillShop, type Tenant } from "../../support/tenants.ts";
import { askApi, keyed } from "../../support/till.ts";

let service: Service;
let shop: Tenant;

beforeAll(async () => {
  service = await startService({ carrier: "simulator", shop: { SHOP_LOCALE: "en" } });
  const { rows } = await service.db.execute("SELECT id FROM merchants");
  shop = await fillShop(service.db, String(rows[0]?.id), "418");
});
afterEach(async () => {
  expect(await auditLedgers(service.db)).toEqual([]);
});
afterAll(() => service?.dispose());

const get = async (path: string): Promise<string> =>
  (await fetch(service.url + path, { headers: { cookie: shop.people.manager.cookie }, redirect: "manual" })).text();

const post = (path: string, fields: Record<string, string>): Promise<Response> =>
  fetch(service.url + path, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { origin: service.url, cookie: shop.people.manager.cookie },
    redirect: "manual",
  });

const PROGRAMME = {
  unitEnOne: "point",
  unitEnOther: "points",
  unitFrOne: "point",
  unitFrOther: "points",
  pointsPerVisit: "1",
  earnsPerDayMax: "1",
  earnGapMinutes: "0",
  pointsAtOnceMax: "1",
  birthdayPoints: "0",
  pointsLifetimeDays: "",
  pendingLifetimeDays: "30",
  earnCode: "",
  multiPointCode: "",
  redemptionMode: "code",
};

async function audited(): Promise<string[]> {
  const { rows } = await service.db.execute({
    sql: "SELECT act FROM audit_entries WHERE person_id = ? ORDER BY at, id",
    args: [shop.people.manager.id],
  });
  return rows.map(({ act }) => String(act));
}

test("a shop connects its till, and disconnects it", async () => {
  expect(await get("/inbox/till")).toContain("Spending earns nothing yet.");
  const refused = await post("/inbox/programme", { ...PROGRAMME, spendPerPoint: "0.05" });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain("Type an amount such as 1.00");
  expect((await post("/inbox/programme", { ...PROGRAMME, spendPerPoint: "1,50" })).status).toBe(303);
  expect(await get("/inbox/programme")).toContain('value="1.50"');
  expect(await get("/inbox/till")).not.toContain("Spending earns nothing yet.");

  expect((await post("/inbox/till", { label: " " })).status).toBe(422);
  const made = await (await post("/inbox/till", { label: "Caisse 1" })).text();
  const [key = ""] = /comptoir_[\w-]{43}/.exec(made) ?? [];
  expect(made).toContain(`Authorization: Bearer ${key}`);
  expect(made).toContain(`curl ${service.url}/api/v1/purchases`);
  expect(made).toContain("It is not shown again");
  const page = await get("/inbox/till");
  expect(page).not.toContain(key);
  expect(page).toContain("not used yet");

  expect(await get("/inbox/customers?visit=in30")).not.toContain(`/inbox/customers/${shop.customerId}`);
  const sent = { phone: shop.phone, amount: 700, currency: "CAD", reference: "T-9" };
  const buy = () => askApi(service, "POST", "/purchases", keyed(key), JSON.stringify(sent));
  expect((await buy()).body).toMatchObject({ customer: "member", points: 4, balance: 9 });
  const customer = await get(`/inbox/customers/${shop.customerId}`);
  expect(customer).toContain("Points for spending");
  expect(customer).toContain("Caisse 1 ·");
  expect(customer).toContain("T-9");
  expect(await get("/inbox/customers?visit=in30")).toContain(`/inbox/customers/${shop.customerId}`);
  expect(await get("/inbox/till")).toMatch(/last used \w/);

  const { rows } = await service.db.execute("SELECT id FROM api_keys WHERE label = 'Caisse 1'");
  const revoke = () => post(`/inbox/till/${rows[0]?.id}/revoke`, {});
  expect((await revoke()).headers.get("location")).toBe("/inbox/till?done=revoked");
  expect((await revoke()).status).toBe(404);
  const ended = await buy();
  expect([ended.status, ended.body.code]).toEqual([401, "key_revoked"]);
  expect(await get("/inbox/till")).toMatch(/revoked \w/);
  expect(await audited()).toEqual(["programme_saved", "api_key_made", "api_key_revoked"]);
  const history = await get("/inbox/history");
  expect(history).toContain("points for spending");
  expect(history).toContain("made a key for a till");
  expect(history).toMatch(/Caisse 1<\/strong> gave points at the counter/);
  expect(JSON.stringify(service.logs)).not.toContain(key);
});

test("in French the ledger says it in French", async () => {
  await service.db.execute("UPDATE merchants SET language = 'fr'");
  const customer = await get(`/inbox/customers/${shop.customerId}`);
  expect(customer).toContain("Points pour un achat");
  expect(customer).toContain("Caisse 1 ·");
  expect(await get("/inbox/programme")).toContain('value="1,50"');
});
