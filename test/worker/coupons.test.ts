// Coupons of offers: got in the wallet or by text, once a customer, used at the counter as a reward is, good until they expire.

import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { redeemCode } from "../../worker/usecases/redeem-code.ts";
import { addStaffCode, newActId, pairTablet, type Tablet } from "../support/kiosk.ts";
import { auditLedgers } from "../support/ledgers.ts";
import { type OfferForm, postOffer } from "../support/offers.ts";
import { type Service, startService } from "../support/service.ts";
import { addShop, fillShop, type Tenant } from "../support/tenants.ts";
import { startUsecases, type Usecases } from "../support/usecases.ts";
import { openWallet, type Wallet, type WalletPage } from "../support/wallet.ts";
import { askForCode, takeCoupon } from "../support/wallet-acts.ts";

const DAY_MS = 86_400_000;

let service: Service;
let shop: Tenant;
let tablet: Tablet;
let offerId: string;
let customers = 130;

beforeAll(async () => {
  service = await startService();
  const [first] = await rows("SELECT id FROM merchants");
  shop = await fillShop(service.db, String(first?.id), "303");
  await addStaffCode(service);
  tablet = await pairTablet(service);
});
beforeEach(async () => {
  await service.db.batch(["UPDATE merchants SET redemption_mode = 'code'", "UPDATE offers SET withdrawn_at = 1"]);
  offerId = randomUUID();
  expect((await saveOffer({})).status).toBe(303);
});
afterEach(async () => {
  expect(await auditLedgers(service.db)).toEqual([]);
});
afterAll(() => service?.dispose());

const rows = async (sql: string, ...args: (string | number)[]) => (await service.db.execute({ sql, args })).rows;
const saveOffer = ({ fields, ...form }: OfferForm) =>
  postOffer(service, shop.people.owner, { id: offerId, fields: { hasCoupon: "on", ...fields }, ...form });
const withdraw = () =>
  fetch(`${service.url}/inbox/offers/${offerId}/withdraw`, {
    method: "POST",
    headers: { origin: service.url, cookie: shop.people.owner.cookie },
    redirect: "manual",
  });

const member = () => openWallet(service, `+15145550${++customers}`);
const get = (wallet: Wallet, id = offerId): Promise<WalletPage> => wallet.post(`/me/offers/${id}/coupon`, {});
const couponsOf = ({ phone }: Wallet) =>
  rows("SELECT claims.* FROM claims JOIN customers ON customers.id = customer_id WHERE phone = ?", phone);
const pointsOf = async ({ phone }: Wallet) =>
  (await rows("SELECT points FROM customers WHERE phone = ?", phone))[0]?.points;

/** What the phone is answered. */
async function texts({ phone }: Wallet, text: string): Promise<string> {
  const customer = service.customer(phone);
  const before = (await customer.received()).length;
  await customer.texts(text);
  return customer.receives(before + 1);
}

describe("in the wallet", () => {
  test("an offer shows what it is, until when, and a coupon to get; got, it is ready, and costs nothing", async () => {
    const wallet = await member();
    const home = await wallet.get("/me");
    expect(home.words).toMatch(/On now Two for one until .* Get Details Every hot drink\. Not included: bottles/);
    const got = await get(wallet);
    expect(got.words).toMatch(
      /The coupon is yours\..*Ready for you Two for one until .* Use .*On now Two for one .*Yours/,
    );
    expect(await pointsOf(wallet)).toBe(1);
    expect(await couponsOf(wallet)).toMatchObject([{ reward_id: offerId, cost: 0, status: "taken" }]);
  });

  test("pressed twice at once, on two phones, and asked for by text at the same moment, it is there once", async () => {
    const wallet = await member();
    const other = await wallet.onAnotherPhone();
    const [one, two, three] = await Promise.all([get(wallet), get(wallet), get(other), texts(wallet, "OFFERS 1")]);
    expect([one?.status, two?.status, three?.status]).toEqual([200, 200, 200]);
    expect(await couponsOf(wallet)).toHaveLength(1);
    expect((await get(other)).words).toContain("The coupon is yours");
    expect(await couponsOf(wallet)).toHaveLength(1);
  });

  test("it is no reward of the catalogue: not to be taken as one, nor changed", async () => {
    const wallet = await member();
    expect((await wallet.get("/me")).words.match(/Two for one/g)).toHaveLength(1);
    expect((await wallet.get(`/me/rewards/${offerId}`)).status).toBe(404);
    expect((await wallet.post(`/me/rewards/${offerId}`, { key: randomUUID(), cost: "0" })).words).toContain(
      "no longer offered",
    );
    expect(await couponsOf(wallet)).toEqual([]);
    const headers = { origin: service.url, cookie: shop.people.owner.cookie };
    const catalogue = await fetch(`${service.url}/inbox/rewards`, { headers });
    expect(await catalogue.text()).not.toContain("Two for one");
    const fields = { titleEn: "A", titleFr: "B", cost: "5", perCustomerMax: "", stock: "", startsAt: "", endsAt: "" };
    for (const path of [`/inbox/rewards/${offerId}`, `/inbox/rewards/${offerId}/withdraw`]) {
      const body = new URLSearchParams(fields);
      expect((await fetch(service.url + path, { method: "POST", body, headers })).status).toBe(404);
    }
  });

  test.each([
    ["of an offer that has none", () => saveOffer({ fields: { hasCoupon: "" } })],
    ["of an offer that was withdrawn", withdraw],
    ["of an offer that is over", () => rows("UPDATE offers SET starts_at = 1, ends_at = 2 WHERE id = ?", offerId)],
    ["of an offer that has not begun", () => rows("UPDATE offers SET starts_at = ends_at - 1 WHERE id = ?", offerId)],
  ])("a coupon %s is not given", async (_what, change) => {
    const wallet = await member();
    await change();
    const refused = await get(wallet);
    expect([refused.status, refused.words]).toEqual([409, expect.stringContaining("no longer given")]);
    expect(await couponsOf(wallet)).toEqual([]);
  });

  test("another shop's coupon is not given, nor this one to another shop's customer", async () => {
    const other = await fillShop(service.db, await addShop(service.db, "spa"), "304");
    await rows("DELETE FROM sender_merchants WHERE merchant_id = ?", other.merchantId);
    const theirs = randomUUID();
    await postOffer(service, other.people.owner, { id: theirs, fields: { hasCoupon: "on" } });
    const wallet = await member();
    expect((await get(wallet, theirs)).status).toBe(409);
    expect((await wallet.get("/me")).words.match(/Two for one/g)).toHaveLength(1);
    expect(await couponsOf(wallet)).toEqual([]);
  });
});

describe("at the counter", () => {
  test("staff type its code on the kiosk, where it shows as ready, and then it has been had; undone, it is ready again", async () => {
    const wallet = await member();
    expect((await tablet.types(wallet.phone)).text).not.toContain("Two for one");
    await get(wallet);
    expect((await tablet.types(wallet.phone)).text).toContain("Two for one");
    const [coupon] = await couponsOf(wallet);
    const sheet = await wallet.submit(await wallet.get(`/me/claims/${coupon?.id}`));
    const [, code = ""] = /Two for one Code (\w{3} \w{3}) Type this on the kiosk/.exec(sheet.words) ?? [];
    expect(await (await wallet.fetch(`/me/claims/${coupon?.id}/status`)).json()).toEqual({ status: "in_use" });

    await tablet.opens();
    const act = newActId();
    const typed = await tablet.posts("/kiosk/staff/codes", { id: act, code });
    expect([typed.mark, typed.text]).toEqual(["done", expect.stringContaining("Deux pour un")]);
    await service.customer(wallet.phone).receives(3);
    expect((await service.customer(wallet.phone).received()).at(-1)).toContain("Two for one was used at the counter");
    expect(await couponsOf(wallet)).toMatchObject([{ status: "used", cost: 0 }]);
    const home = await wallet.get("/me");
    expect(home.words).toMatch(/On now Two for one .*You have had it/);
    expect(home.words).not.toContain("Ready for you");
    expect((await get(wallet)).words).toContain("there is one for each customer");
    expect(await texts(wallet, "OFFERS")).toMatch(/on now:\nTwo for one\nhttp/);

    await tablet.posts("/kiosk/staff/undo", { id: act });
    expect((await wallet.get("/me")).words).toMatch(/Ready for you Two for one/);
    expect(await couponsOf(wallet)).toHaveLength(1);
  });

  test("where the screen is the proof, the customer's own word uses it", async () => {
    await service.db.execute("UPDATE merchants SET redemption_mode = 'show'");
    const wallet = await member();
    await get(wallet);
    const [coupon] = await couponsOf(wallet);
    const shown = await wallet.submit(await wallet.get(`/me/claims/${coupon?.id}/show`));
    expect(shown.words).toContain("Used. To be shown until");
    expect(await couponsOf(wallet)).toMatchObject([{ status: "used", used_with: "customer" }]);
  });

  test("put back by the shop, it is ready again", async () => {
    const wallet = await member();
    await get(wallet);
    const [coupon] = await couponsOf(wallet);
    await rows(
      "UPDATE claims SET status = 'used', used_at = 2, used_with = 'kiosk:1' WHERE id = ?",
      String(coupon?.id),
    );
    const page = `/inbox/customers/${coupon?.customer_id}`;
    const path = `${page}/claims/${coupon?.id}/put-back`;
    const headers = { origin: service.url, cookie: shop.people.owner.cookie };
    const shown = async () => (await fetch(service.url + page, { headers })).text();
    expect(await shown()).toContain(path);
    await rows("UPDATE claims SET expires_at = 1 WHERE id = ?", String(coupon?.id));
    expect(await shown(), "its last day has passed").not.toContain(path);
    await rows("UPDATE claims SET expires_at = ? WHERE id = ?", Number(coupon?.expires_at), String(coupon?.id));

    expect((await fetch(service.url + path, { method: "POST", headers, redirect: "manual" })).status).toBe(303);
    expect((await wallet.get("/me")).words).toMatch(/Ready for you Two for one/);
  });

  test("a coupon that was taken stays good when its offer is withdrawn, or changed to have none", async () => {
    const wallet = await member();
    await get(wallet);
    await saveOffer({ fields: { hasCoupon: "" } });
    await withdraw();
    const home = await wallet.get("/me");
    expect(home.words).toContain("Ready for you Two for one");
    expect(home.words).not.toContain("On now");
    expect(await texts(wallet, "USE")).toMatch(/\w{3} \w{3} for Two for one/);
  });

  test("after its last day it is gone: from the wallet, by its address, by text", async () => {
    const wallet = await member();
    await get(wallet);
    const [coupon] = await couponsOf(wallet);
    await rows("UPDATE claims SET expires_at = 1 WHERE id = ?", String(coupon?.id));
    expect((await wallet.get("/me")).words).not.toContain("Ready for you");
    for (const page of [
      await wallet.get(`/me/claims/${coupon?.id}`),
      await wallet.post(`/me/claims/${coupon?.id}/use`, {}),
    ]) {
      expect([page.status, page.words]).toEqual([410, expect.stringContaining("last day has passed")]);
    }
    expect(await texts(wallet, "USE")).toContain("no reward waits");
    expect((await get(wallet)).words).toContain("there is one for each customer");
    expect(await couponsOf(wallet)).toMatchObject([{ status: "taken", code: null }]);
  });
});

describe("by text", () => {
  test("OFFERS lists it, a number takes it, USE gives its code, and the wallet has it too", async () => {
    const wallet = await member();
    expect(await texts(wallet, "OFFERS")).toMatch(
      /on now:\n1\. Two for one\nReply with a number to get its coupon\.\nhttp/,
    );
    expect(await texts(wallet, "1")).toMatch(/Two for one, yours until \w+ \d+\. At the counter, text USE\./);
    expect(await texts(wallet, "USE")).toMatch(/\w{3} \w{3} for Two for one/);
    expect((await wallet.get("/me")).words).toMatch(/Ready for you Two for one until .* Show code/);
    expect(await couponsOf(wallet)).toMatchObject([{ cost: 0, status: "in_use" }]);
    expect(await pointsOf(wallet)).toBe(1);
  });

  test("got on a page between the list and the number, it is not got again", async () => {
    const wallet = await member();
    await texts(wallet, "OFFERS");
    await get(wallet);
    expect(await texts(wallet, "1")).toContain("you have had that coupon");
    expect(await couponsOf(wallet)).toHaveLength(1);
  });

  test("its lifetime is what the merchant has set, in days of the shop", async () => {
    await saveOffer({ fields: { couponDays: "7" } });
    const wallet = await member();
    expect((await wallet.get("/me")).words).toContain("good for 7 days once you get it");
    await texts(wallet, "OFFERS 1");
    const [coupon] = await couponsOf(wallet);
    const days = (Number(coupon?.expires_at) - Number(coupon?.taken_at)) / DAY_MS;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThan(8.1);
  });
});

describe("on a clock of the test's own", () => {
  let usecases: Usecases;
  beforeAll(async () => {
    usecases = await startUsecases();
  });
  afterAll(() => usecases?.dispose());

  test("a code of the last minutes lapses with its coupon", async () => {
    const { context, client, merchantId } = usecases;
    const now = Date.now();
    const customerId = await usecases.newCustomer();
    await client.batch([
      {
        sql: `INSERT INTO offers (id, merchant_id, title_en, title_fr, starts_at, ends_at, has_coupon, created_at)
          VALUES ('last', ?, 'a cake', 'un gâteau', 1, ?, 1, 1)`,
        args: [merchantId, now + 2 * 60_000],
      },
      {
        sql: "INSERT INTO rewards (id, merchant_id, cost, title_en, title_fr, offer_id, created_at) VALUES ('last', ?, 0, 'a cake', 'un gâteau', 'last', 1)",
        args: [merchantId],
      },
    ]);
    usecases.setClock(now);
    expect((await takeCoupon(context, { merchantId, customerId, offerId: "last" })).ok).toBe(true);
    const { rows } = await client.execute("SELECT id FROM claims");
    const used = await askForCode(context, { merchantId, customerId, claimId: String(rows[0]?.id) });
    expect(used).toMatchObject({ ok: true, value: { until: now + 2 * 60_000 } });
    if (!used.ok) return;
    const typed = { merchantId, typed: used.value.code, usedWith: "kiosk:1", auditId: "kiosk:1:typed" };
    usecases.setClock(now + 2 * 60_000);
    expect(await redeemCode(context, typed)).toEqual({ ok: false, error: { code: "expired" } });
    usecases.setClock(now + 2 * 60_000 - 1);
    expect(await redeemCode(context, typed)).toMatchObject({ ok: true, value: { title: { en: "a cake" } } });
  });
});
