// The merchant's pages: what they change, what they refuse and keep typed, and the audit row that each act leaves.

import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createKeyedHash } from "../../../worker/gateways/keyed-hash.ts";
import { auditLedgers } from "../../support/ledgers.ts";
import { OFFER_FIELDS } from "../../support/offers.ts";
import { NUMBER_HASH_KEY, type Service, startService } from "../../support/service.ts";
import { fillShop, type Member, type Tenant } from "../../support/tenants.ts";

let service: Service;
let shop: Tenant;
let filled = 0;

beforeAll(async () => {
  service = await startService({ carrier: "simulator", shop: { SHOP_LOCALE: "en" } });
});
afterEach(async () => {
  expect(await auditLedgers(service.db)).toEqual([]);
});
afterAll(() => service?.dispose());

/** A customer, a reward and a team that no other test has touched. */
async function freshShop(): Promise<Tenant> {
  const { rows } = await service.db.execute("SELECT id FROM merchants LIMIT 1");
  filled += 1;
  shop = await fillShop(service.db, String(rows[0]?.id), String(200 + filled));
  return shop;
}

const owner = () => shop.people.owner;

const get = (path: string, who: Member = owner()): Promise<Response> =>
  fetch(service.url + path, { headers: { cookie: who.cookie }, redirect: "manual" });

const post = (path: string, fields: Record<string, string>, who: Member = owner()): Promise<Response> =>
  fetch(service.url + path, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { origin: service.url, cookie: who.cookie },
    redirect: "manual",
  });

async function row(sql: string, ...args: (string | number)[]): Promise<Record<string, unknown>> {
  const { rows } = await service.db.execute({ sql, args });
  return { ...rows[0] };
}

/** What the audit says of a subject, oldest first: who, and what. */
async function audited(subject: string): Promise<string[]> {
  const sql =
    "SELECT name, act FROM audit_entries JOIN people ON people.id = person_id WHERE subject = ? ORDER BY at, audit_entries.id";
  const { rows } = await service.db.execute({ sql, args: [subject] });
  return rows.map(({ name, act }) => `${String(name).split(" ")[0]} ${act}`);
}

/** The fields of the first form that posts to this address, as a browser would send them back. */
function fieldsOf(page: string, action: string): Record<string, string> {
  const form = new RegExp(`<form[^>]*action="${action}"[^>]*>(.*?)</form>`, "s").exec(page)?.[1] ?? "";
  const unescaped = (text: string) => text.replaceAll("&#39;", "'").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  const fields: Record<string, string> = {};
  for (const [input] of form.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1];
    const kept = !/type="(?:radio|checkbox)"/.test(input) || /\bchecked\b/.test(input);
    if (name && kept) fields[name] = unescaped(/value="([^"]*)"/.exec(input)?.[1] ?? "on");
  }
  for (const [, name = "", options = ""] of form.matchAll(/<select[^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/gs)) {
    const chosen = /<option[^>]*\bselected\b[^>]*>/.exec(options)?.[0] ?? /<option[^>]*>/.exec(options)?.[0] ?? "";
    fields[name] = unescaped(/value="([^"]*)"/.exec(chosen)?.[1] ?? "");
  }
  for (const [, name = "", text = ""] of form.matchAll(/<textarea[^>]*name="([^"]*)"[^>]*>(.*?)<\/textarea>/gs)) {
    fields[name] = unescaped(text);
  }
  return fields;
}

describe("points by hand", () => {
  const give = (fields: Record<string, string>, who: Member = owner()) =>
    post(
      `/inbox/customers/${shop.customerId}/points`,
      { amount: "3", reason: "Sorry for the wait", direction: "give", idempotencyKey: randomUUID(), ...fields },
      who,
    );
  const balance = async () => (await row("SELECT points FROM customers WHERE id = ?", shop.customerId)).points;

  test("come with a reason, into the ledger and into the history, under the name of who gave them", async () => {
    const { customerId, people } = await freshShop();
    expect((await give({})).status).toBe(303);
    expect(await balance()).toBe(8);
    expect(
      await row("SELECT delta, cause, actor, reason FROM point_entries WHERE customer_id = ? AND seq = 4", customerId),
    ).toEqual({
      delta: 3,
      cause: "staff",
      actor: `person:${people.owner.id}`,
      reason: "Sorry for the wait",
    });
    expect(await audited(`${customerId}:4`)).toEqual(["owner points_given"]);
  });

  test("are given once, however often the form is sent", async () => {
    await freshShop();
    const idempotencyKey = randomUUID();
    const answers = await Promise.all(Array.from({ length: 5 }, () => give({ idempotencyKey })));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303]);
    expect(await balance()).toBe(8);
    expect(await audited(`${shop.customerId}:4`)).toHaveLength(1);
    const other = await give({ idempotencyKey, amount: "4" });
    expect(other.status).toBe(422);
    expect(await balance()).toBe(8);
  });

  test("are taken back, but never below zero", async () => {
    await freshShop();
    expect((await give({ direction: "take", amount: "2" })).status).toBe(303);
    expect(await balance()).toBe(3);
    const refused = await give({ direction: "take", amount: "4" });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain("It can’t go below zero.");
    expect(await balance()).toBe(3);
  });

  test("a large amount is asked for twice, and the second asking is for this amount", async () => {
    await freshShop();
    const first = await give({ amount: "50" });
    expect(first.status).toBe(422);
    const page = await first.text();
    expect(page).toContain("That is 50 points for");
    expect(await balance()).toBe(5);
    const fields = fieldsOf(page, `/inbox/customers/${shop.customerId}/points#points`);
    expect(fields).toMatchObject({ amount: "50", reason: "Sorry for the wait", confirmed: "50" });
    expect((await give({ ...fields, amount: "500" })).status).toBe(422);
    expect((await give(fields)).status).toBe(303);
    expect(await balance()).toBe(55);
  });

  test("what was typed stays beside the error", async () => {
    await freshShop();
    const refused = await give({ amount: "many", reason: 'a "reason" <b>' });
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain('value="many"');
    expect(page).toContain("a &quot;reason&quot; &lt;b&gt;");
    expect(page).toContain("Type a whole number from 1 to 1,000.");
  });

  test("staff give within the limits of the counter; a manager beyond them", async () => {
    const { people } = await freshShop();
    const many = await give({}, people.staff);
    expect(many.status).toBe(422);
    expect(await many.text()).toContain("At most 1 point at once.");
    expect((await give({ amount: "1", direction: "take" }, people.staff)).status).toBe(422);
    expect((await give({ amount: "1" }, people.staff)).status).toBe(303);
    const again = await give({ amount: "1" }, people.staff);
    expect(await again.text()).toContain("had all that a day allows");
    expect((await give({ amount: "5" }, people.manager)).status).toBe(303);
    expect(await balance()).toBe(11);
  });
});

describe("corrections", () => {
  const undo = (seq: number, reason = "A mistake") =>
    post(`/inbox/customers/${shop.customerId}/entries/${seq}/reverse`, { reason, place: `entry-${seq}` });

  test("an entry is undone once, with a reason, and the correction never", async () => {
    const { customerId } = await freshShop();
    expect((await undo(1, " ")).status).toBe(422);
    expect((await undo(1)).status).toBe(303);
    expect(await audited(`${customerId}:1`)).toEqual(["owner entry_reversed"]);
    expect(await (await undo(1)).text()).toMatch(/undone before|spent already/);
    expect(await (await undo(4)).text()).toContain("This is a correction itself");
    expect(await (await undo(2)).text()).toContain("spent already");
    expect(await (await get(`/inbox/customers/${customerId}`)).text()).toContain("A mistake");
  });

  test("a used reward goes back to the wallet, once", async () => {
    const { customerId, claimId } = await freshShop();
    const putBack = () => post(`/inbox/customers/${customerId}/claims/${claimId}/put-back`, {});
    expect((await putBack()).status).toBe(303);
    expect(await row("SELECT status FROM claims WHERE id = ?", claimId)).toEqual({ status: "taken" });
    expect(await audited(claimId)).toContain("owner claim_put_back");
    expect(await (await putBack()).text()).toContain("not marked as used any more");
  });

  test("what a customer said NO to is looked at, and closed", async () => {
    const { customerId, disputeId } = await freshShop();
    const page = await (await get(`/inbox/customers/${customerId}`)).text();
    expect(page).toContain("Said NO");
    expect(page).toMatch(/by code “Luc \d+”/);
    expect((await post(`/inbox/customers/${customerId}/disputes/${disputeId}/settle`, {})).status).toBe(303);
    expect(await audited(disputeId)).toEqual(["owner dispute_settled"]);
    expect(await (await get(`/inbox/customers/${customerId}`)).text()).not.toContain("Said NO");
  });

  test("the points of a reward are given back, and the reward is gone", async () => {
    const { customerId, claimId } = await freshShop();
    expect((await undo(3)).status).toBe(303);
    expect(await row("SELECT status FROM claims WHERE id = ?", claimId)).toEqual({ status: "reversed" });
    expect(await row("SELECT points FROM customers WHERE id = ?", customerId)).toEqual({ points: 15 });
  });
});

describe("settings", () => {
  test("the programme is saved as the form says, and the history names what changed, never a code", async () => {
    await freshShop();
    const fields = fieldsOf(await (await get("/inbox/programme")).text(), "/inbox/programme");
    const saved = await post("/inbox/programme", { ...fields, earnCode: "777 321", pointsPerVisit: "2" });
    expect(saved.headers.get("location")).toBe("/inbox/programme?done=saved");
    expect(await row("SELECT earn_code, points_per_visit FROM merchants WHERE id = ?", shop.merchantId)).toEqual({
      earn_code: "777321",
      points_per_visit: 2,
    });
    expect(await audited("pointsPerVisit,earnCode")).toEqual(["owner programme_saved"]);
    const history = await (await get("/inbox/history")).text();
    expect(history).toContain("points for a visit, earn code");
    expect(history).not.toContain("777321");
    const again = fieldsOf(await (await get("/inbox/programme")).text(), "/inbox/programme");
    await post("/inbox/programme", again);
    expect(await audited("pointsPerVisit,earnCode")).toHaveLength(1);
  });

  test("a new code is drawn into the form with what was typed, and is not saved yet", async () => {
    await freshShop();
    const drawn = await post("/inbox/programme/new-code", { unitEnOne: "drop", earnCode: "111" });
    const fields = fieldsOf(await drawn.text(), "/inbox/programme");
    expect(fields.unitEnOne).toBe("drop");
    expect(fields.earnCode).toMatch(/^\d{5}$/);
    expect(await row("SELECT earn_code FROM merchants WHERE id = ?", shop.merchantId)).not.toEqual({
      earn_code: fields.earnCode,
    });
  });

  test("a wrong field keeps the form as it was typed, and saves nothing of it", async () => {
    await freshShop();
    const fields = fieldsOf(await (await get("/inbox/shop")).text(), "/inbox/shop");
    const refused = await post("/inbox/shop", { ...fields, name: "Chez <b>Zoé</b>", timeZone: "Mars/Base" });
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain("Chez &lt;b&gt;Zoé&lt;/b&gt;");
    expect(page).toContain("Type a time zone such as America/Toronto.");
    expect(await row("SELECT name, time_zone FROM merchants WHERE id = ?", shop.merchantId)).toEqual({
      name: "Café Comptoir",
      time_zone: "America/Toronto",
    });
  });

  test("a shop that says where it is lets go what was held for want of it", async () => {
    await freshShop();
    await service.db.execute("UPDATE merchants SET region = NULL");
    const before = await (await get("/inbox/customers")).text();
    expect(before).toContain("Nothing can be sent until");
    const customer = service.customer("+15145550160");
    await customer.texts("HELP");
    const fields = fieldsOf(await (await get("/inbox/shop")).text(), "/inbox/shop");
    expect((await post("/inbox/shop", { ...fields, place: "" })).status).toBe(422);
    expect((await post("/inbox/shop", { ...fields, place: "CA-QC" })).status).toBe(303);
    await service.sweep();
    await customer.receives(1);
    expect(await (await get("/inbox/customers")).text()).not.toContain("Nothing can be sent until");
  });
});

describe("catalogue", () => {
  const reward = {
    titleEn: "A muffin",
    titleFr: "Un muffin",
    cost: "12",
    perCustomerMax: "",
    stock: "5",
    startsAt: "",
    endsAt: "",
  };

  test("a reward is added once, changed, and withdrawn but never deleted", async () => {
    await freshShop();
    const id = randomUUID();
    const save = (fields: object) => post(`/inbox/rewards/${id}`, { ...reward, ...fields });
    expect((await Promise.all([save({}), save({})])).map(({ status }) => status)).toEqual([303, 303]);
    expect((await save({ cost: "15" })).status).toBe(303);
    expect(await row("SELECT cost, stock, withdrawn_at FROM rewards WHERE id = ?", id)).toEqual({
      cost: 15,
      stock: 5,
      withdrawn_at: null,
    });
    expect((await post(`/inbox/rewards/${id}/withdraw`, {})).status).toBe(303);
    expect((await post(`/inbox/rewards/${id}/withdraw`, {})).status).toBe(404);
    expect((await save({ cost: "1" })).status).toBe(404);
    expect((await row("SELECT cost FROM rewards WHERE id = ?", id)).cost).toBe(15);
    expect((await audited(id)).slice(-2)).toEqual(["owner reward_saved", "owner reward_withdrawn"]);
    expect(await (await get("/inbox/rewards")).text()).toContain("taken 1, used 1");
  });

  test("an offer is added and withdrawn", async () => {
    await freshShop();
    const id = randomUUID();
    expect((await post(`/inbox/offers/${id}`, { ...OFFER_FIELDS, endsAt: "2019-12-31" })).status).toBe(422);
    expect((await post(`/inbox/offers/${id}`, OFFER_FIELDS)).status).toBe(303);
    expect((await post(`/inbox/offers/${id}/withdraw`, {})).status).toBe(303);
    expect(await audited(id)).toEqual(["owner offer_saved", "owner offer_withdrawn"]);
  });
});

describe("people", () => {
  test("somebody is added, gets another role, and leaves: signed out at once, and still in the history by name", async () => {
    const { spare, people } = await freshShop();
    const added = { name: "Nadia", phone: "514 555-0171", role: "staff" };
    expect((await post("/inbox/people", added)).status).toBe(303);
    expect((await post("/inbox/people", added)).status).toBe(422);
    expect((await post(`/inbox/people/${spare.id}/role`, { role: "manager" })).status).toBe(303);
    expect((await get("/inbox/programme", spare)).status).toBe(200);
    await post("/inbox/programme/new-code", {}, spare);
    expect((await post(`/inbox/people/${spare.id}/remove`, {})).status).toBe(303);
    expect((await get("/inbox", spare)).headers.get("location")).toBe("/inbox/sign-in");
    expect(await row("SELECT phone FROM people WHERE id = ?", spare.id)).toEqual({ phone: `left:${spare.id}` });
    expect((await post(`/inbox/people/${spare.id}/remove`, {})).status).toBe(303);
    const acts = await audited(spare.id);
    expect(acts.filter((act) => act === "owner person_removed")).toHaveLength(1);
    expect(await (await get("/inbox/history")).text()).toContain("removed somebody");
    expect((await get("/inbox", people.manager)).status).toBe(200);
  });

  test("a shop keeps an owner, even when its two owners remove each other at the same moment", async () => {
    const { people } = await freshShop();
    await service.db.execute({
      sql: "UPDATE people SET role = 'staff' WHERE role = 'owner' AND id <> ?",
      args: [people.owner.id],
    });
    expect((await post(`/inbox/people/${people.owner.id}/remove`, {})).status).toBe(422);
    expect((await post(`/inbox/people/${people.owner.id}/role`, { role: "staff" })).status).toBe(422);
    expect((await post(`/inbox/people/${people.manager.id}/role`, { role: "owner" })).status).toBe(303);
    await Promise.all([
      post(`/inbox/people/${people.owner.id}/remove`, {}, people.manager),
      post(`/inbox/people/${people.manager.id}/remove`, {}, people.owner),
    ]);
    expect(await row("SELECT count(*) AS owners FROM people WHERE role = 'owner' AND phone LIKE '+%'")).toEqual({
      owners: 1,
    });
  });

  test("a session is ended from another device", async () => {
    const { people, spare } = await freshShop();
    expect((await post(`/inbox/sessions/${people.manager.sessionId}/revoke`, {}, people.staff)).status).toBe(404);
    expect((await get("/inbox", people.manager)).status).toBe(200);
    expect((await post(`/inbox/sessions/${spare.sessionId}/revoke`, {})).status).toBe(303);
    expect((await get("/inbox", spare)).status).toBe(303);
    expect(await audited(spare.sessionId)).toEqual(["owner session_revoked"]);
  });
});

describe("the counter", () => {
  test("a kiosk's pairing code is shown once and kept as a hash; a kiosk that is removed opens nothing", async () => {
    await freshShop();
    const added = await post("/inbox/kiosks", { name: "By the door" });
    const page = await added.text();
    const code = /class="pairing-code">(\w{4}) (\w{4})</.exec(page)?.slice(1).join("") ?? "";
    expect(code).toHaveLength(8);
    const kiosk = await row("SELECT id, pairing_hash FROM kiosks WHERE name = 'By the door'");
    // With a key that the database does not hold: nobody finds the code by trying them all.
    expect(kiosk.pairing_hash).toBe(await createKeyedHash(NUMBER_HASH_KEY)("code", `pairing:${code}`));
    const later = await (await get("/inbox/kiosks")).text();
    expect(later).toContain("By the door");
    expect(later).not.toContain(code.slice(4));
    expect((await post(`/inbox/kiosks/${kiosk.id}/revoke`, {})).status).toBe(303);
    expect((await post(`/inbox/kiosks/${kiosk.id}/revoke`, {})).status).toBe(404);
    expect(await row("SELECT pairing_hash, token_hash FROM kiosks WHERE id = ?", String(kiosk.id))).toEqual({
      pairing_hash: null,
      token_hash: null,
    });
    expect(await audited(String(kiosk.id))).toEqual(["owner kiosk_added", "owner kiosk_revoked"]);
    expect((await post("/inbox/kiosks", { name: " " })).status).toBe(422);
  });

  test("a staff code is nobody else's, not even once it is revoked", async () => {
    await freshShop();
    const add = (label: string, code: string) => post("/inbox/kiosks/staff-codes", { label, code });
    expect((await add("Nadia", "77 01")).status).toBe(303);
    const { id } = await row("SELECT id FROM staff_codes WHERE label = 'Nadia'");
    expect((await post(`/inbox/kiosks/staff-codes/${id}/revoke`, {})).status).toBe(303);
    const again = await add("Luc", "7701");
    expect(again.status).toBe(422);
    expect(await again.text()).toContain("This code was given before.");
    expect((await add("Luc", "77")).status).toBe(422);
    expect(await audited(String(id))).toEqual(["owner staff_code_added", "owner staff_code_revoked"]);
  });
});

describe("looking", () => {
  test.each([
    ["zoé 2", true],
    ["ZOÉ", true],
    ["550140", true],
    ["555-0140", true],
    ["%", false],
    ["Nobody", false],
  ])("for %j finds the customer: %s", async (typed, found) => {
    const { customerId } = await freshShop();
    const page = await (await get(`/inbox/customers?${new URLSearchParams({ q: typed })}`)).text();
    expect(page.includes(`/inbox/customers/${customerId}`)).toBe(found);
  });

  test("a customer who was deleted is not found, gets no points, and has no number on any page", async () => {
    const { customerId } = await freshShop();
    await service.db.execute({
      sql: "UPDATE customers SET phone = 'deleted:abcdef', name = NULL WHERE id = ?",
      args: [customerId],
    });
    expect(await (await get("/inbox/customers")).text()).not.toContain(customerId);
    for (const path of [`/inbox/customers/${customerId}`, `/inbox/history?customer=${customerId}`]) {
      const page = await (await get(path)).text();
      expect(page).toContain("Deleted customer");
      expect(page).not.toContain("abcdef");
    }
    const fields = { amount: "1", reason: "x", direction: "give", idempotencyKey: randomUUID() };
    expect((await post(`/inbox/customers/${customerId}/points`, fields)).status).toBe(404);
  });

  test("by last visit", async () => {
    const { customerId } = await freshShop();
    const sees = async (visit: string) =>
      (await (await get(`/inbox/customers?visit=${visit}`)).text()).includes(`/inbox/customers/${customerId}`);
    await service.db.execute({
      sql: "UPDATE customers SET last_earn_at = ? WHERE id = ?",
      args: [Date.now() - 40 * 86_400_000, customerId],
    });
    expect([await sees("in30"), await sees("not30"), await sees("not90")]).toEqual([false, true, false]);
  });

  test("the history answers who gave 50 points, to whom and why", async () => {
    const { customerId, people } = await freshShop();
    await post(
      `/inbox/customers/${customerId}/points`,
      { amount: "50", confirmed: "50", reason: "Prize draw", direction: "give", idempotencyKey: randomUUID() },
      people.manager,
    );
    const page = await (await get(`/inbox/history?points=50&customer=${customerId}`)).text();
    expect(page).toMatch(/<strong>manager \d+<\/strong> gave points/);
    expect(page).toContain("Prize draw");
    expect(page).toContain("+50");
    const others = await (await get(`/inbox/history?actor=person:${people.staff.id}&customer=${customerId}`)).text();
    expect(others).toContain("No results.");
  });

  test("the history goes back page by page, and shows each act once", async () => {
    const { people } = await freshShop();
    const values = Array.from(
      { length: 120 },
      (_, i) =>
        `('page-${i}', '${shop.merchantId}', '${people.staff.id}', 'signed_out', 's${i}', ${1_000 + Math.floor(i / 7)})`,
    );
    await service.db.execute(
      `INSERT INTO audit_entries (id, merchant_id, person_id, act, subject, at) VALUES ${values.join(",")}`,
    );
    let path: string | null = `/inbox/history?actor=person:${people.staff.id}`;
    let acts = 0;
    for (let pages = 0; path !== null; pages++) {
      expect(pages).toBeLessThan(5);
      const page: string = await (await get(path)).text();
      acts += page.match(/<strong>staff \d+<\/strong> signed out/g)?.length ?? 0;
      path = /href="(\/inbox\/history\?[^"]*before=[^"]*)"/.exec(page)?.[1]?.replaceAll("&amp;", "&") ?? null;
    }
    expect(acts).toBe(120);
  });
});
