// The wallet by its forms alone, as a browser without JavaScript has it: what is done, what is refused and in which words.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { auditLedgers } from "../../support/ledgers.ts";
import { type Service, startService } from "../../support/service.ts";
import { openWallet, type Wallet } from "../../support/wallet.ts";

let service: Service;
let customers = 120;

/** Somebody who has just joined, with this balance. */
async function member(points = 12): Promise<Wallet> {
  const wallet = await openWallet(service, `+15145550${++customers}`);
  if (points > 1) {
    await sql(
      `INSERT INTO point_entries (customer_id, seq, delta, balance, idempotency_key, cause, actor, at)
       SELECT id, 2, ${points - 1}, ${points}, 'given:' || id, 'staff', 'system', 1 FROM customers WHERE phone = '${wallet.phone}'`,
    );
    await sql(`UPDATE customers SET points = ${points}, points_seq = 2 WHERE phone = '${wallet.phone}'`);
  }
  return wallet;
}

const sql = async (statement: string) => (await service.db.execute(statement)).rows;
const pointsOf = async ({ phone }: Wallet) =>
  Number((await sql(`SELECT points FROM customers WHERE phone = '${phone}'`))[0]?.points);
const claimsOf = ({ phone }: Wallet) =>
  sql(`SELECT claims.* FROM claims JOIN customers ON customers.id = customer_id WHERE phone = '${phone}'`);

beforeAll(async () => {
  service = await startService();
  await sql(`INSERT INTO rewards (id, merchant_id, cost, title_en, title_fr, created_at)
    SELECT 'tea', id, 5, 'a tea', 'un thé', 1 FROM merchants`);
});
beforeEach(async () => {
  await sql("UPDATE merchants SET earn_code = '2468', redemption_mode = 'code'");
  await sql("UPDATE rewards SET withdrawn_at = NULL, stock = NULL, per_customer_max = NULL, ends_at = NULL");
  await sql("UPDATE rewards SET cost = 5 WHERE id = 'tea'");
});
afterEach(async () => {
  expect(await auditLedgers(service.db)).toEqual([]);
});
afterAll(() => service?.dispose());

describe("taking a reward", () => {
  test("asks once more, then it waits in the wallet and the points are gone", async () => {
    const wallet = await member();
    const sure = await wallet.get("/me/rewards/tea");
    expect(sure.words).toMatch(/A tea.*Are you sure\?.*This takes 5 points\. You keep 7 points\..*Take it/);
    expect(await pointsOf(wallet)).toBe(12);
    const taken = await wallet.submit(sure);
    expect(taken.words).toMatch(/It is yours.*7 points.*Ready for you A tea Use/);
  });

  test("sent twice, takes once", async () => {
    const wallet = await member();
    const sure = await wallet.get("/me/rewards/tea");
    await Promise.all([wallet.submit(sure), wallet.submit(sure), wallet.submit(sure)]);
    expect([await pointsOf(wallet), (await claimsOf(wallet)).length]).toEqual([7, 1]);
  });

  test("from two phones at once, with points for one, takes one and says so on the other", async () => {
    const wallet = await member(5);
    const other = await wallet.onAnotherPhone();
    const [one, two] = [await wallet.get("/me/rewards/tea"), await other.get("/me/rewards/tea")];
    const pages = await Promise.all([wallet.submit(one), other.submit(two)]);
    expect(pages.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = pages.find(({ status }) => status === 409);
    expect(refused?.words).toMatch(/Your balance has changed.*0 points.*Ready for you A tea/);
    expect((await claimsOf(wallet)).length).toBe(1);
  });

  test.each([
    ["withdrawn", "withdrawn_at = 1", "no longer offered"],
    ["over", "ends_at = 1", "is over"],
    ["out of stock", "stock = 0", "last one has just gone"],
  ])("that is %s since it was listed says so, and costs nothing", async (_what, change, words) => {
    const wallet = await member();
    const sure = await wallet.get("/me/rewards/tea");
    await sql(`UPDATE rewards SET ${change} WHERE id = 'tea'`);
    for (const page of [await wallet.submit(sure), await wallet.get("/me/rewards/tea")]) {
      expect([404, 409]).toContain(page.status);
      expect(page.words).toContain(page.status === 404 ? "no longer offered" : words);
      expect(page.words).toContain("12 points");
    }
    expect(await pointsOf(wallet)).toBe(12);
  });

  test("whose price has changed since it was asked asks again, and takes nothing before", async () => {
    const wallet = await member();
    const sure = await wallet.get("/me/rewards/tea");
    await sql("UPDATE rewards SET cost = 6 WHERE id = 'tea'");
    const again = await wallet.submit(sure);
    expect([again.status, await pointsOf(wallet)]).toEqual([409, 12]);
    expect(again.words).toMatch(/The price has changed since.*Are you sure\?.*This takes 6 points\. You keep 6 points/);
    expect((await wallet.submit(again)).words).toMatch(/It is yours.*6 points/);
  });

  test("as often as one customer may", async () => {
    await sql("UPDATE rewards SET per_customer_max = 1 WHERE id = 'tea'");
    const wallet = await member();
    await wallet.submit(await wallet.get("/me/rewards/tea"));
    expect((await wallet.get("/me")).words).toContain("You have had yours");
    expect((await wallet.get("/me/rewards/tea")).words).toContain("as often as it is given");
  });

  test("that nobody has ever offered", async () => {
    expect((await (await member()).get("/me/rewards/nothing")).status).toBe(404);
  });
});

/** A wallet with a tea taken, and the address of its claim. */
async function withTea(): Promise<{ wallet: Wallet; claim: string; id: string }> {
  const wallet = await member();
  await wallet.submit(await wallet.get("/me/rewards/tea"));
  const [row] = await claimsOf(wallet);
  return { wallet, claim: `/me/claims/${row?.id}`, id: String(row?.id) };
}

describe("using a reward", () => {
  test("asks whether one is at the counter, then shows a code for five minutes; asked again, the same code", async () => {
    const { wallet, claim, id } = await withTea();
    const counter = await wallet.get(claim);
    expect(counter.words).toMatch(/A tea Are you at the counter\?.*Use now/);
    const sheet = await wallet.submit(counter);
    const [row] = await sql(`SELECT code FROM claims WHERE id = '${id}'`);
    const code = String(row?.code);
    expect(sheet.words).toMatch(
      new RegExp(`${code.slice(0, 3)} ${code.slice(3)}.*Type this on the kiosk.*Works until`),
    );
    expect((await wallet.submit(counter)).words).toContain(`${code.slice(0, 3)} ${code.slice(3)}`);
    expect((await wallet.get("/me")).words).toContain("Show code");
    expect(await (await wallet.fetch(`${claim}/status`)).json()).toEqual({ status: "in_use" });
  });

  test("shows when staff have taken the code", async () => {
    const { wallet, claim, id } = await withTea();
    await wallet.submit(await wallet.get(claim));
    const at = Date.now();
    await sql(`UPDATE claims SET status = 'used', used_at = ${at}, used_with = 'kiosk:1' WHERE id = '${id}'`);
    await sql(`INSERT INTO audit_entries (id, merchant_id, act, subject, at)
      SELECT 'handed over', merchant_id, 'code_redeemed', id, ${at} FROM claims WHERE id = '${id}'`);
    expect(await (await wallet.fetch(`${claim}/status`)).json()).toEqual({ status: "used" });
    expect((await wallet.get(claim)).words).toMatch(/Used at \d\d:\d\d A tea Today/);
    expect((await wallet.get("/me")).words).not.toContain("Ready for you");
  });

  test("too late, it is back in the wallet, with words", async () => {
    const { wallet, claim, id } = await withTea();
    await wallet.submit(await wallet.get(claim));
    await sql(`UPDATE claims SET code_until = 1 WHERE id = '${id}'`);
    expect((await wallet.get(claim)).words).toMatch(/five minutes are over.*back in your wallet.*Use now/);
    expect((await wallet.get("/me")).words).toMatch(/Ready for you A tea Use/);
  });

  test("where the screen is the proof: warned twice, then used from the first second of the countdown", async () => {
    await sql("UPDATE merchants SET redemption_mode = 'show'");
    const { wallet, claim, id } = await withTea();
    expect((await wallet.get(claim)).words).toMatch(/Your screen is the proof/);
    const warned = await wallet.get(`${claim}/show`);
    expect(warned.words).toMatch(/used as soon as the five minutes begin, even if nobody looks.*Start: use it/);
    const sheet = await wallet.submit(warned);
    expect(sheet.words).toMatch(/Show this to the staff.*Used\. To be shown until/);
    const used = async () => (await sql(`SELECT status, used_at, used_with, code FROM claims WHERE id = '${id}'`))[0];
    const first = await used();
    expect(first).toMatchObject({ status: "used", used_with: "customer", code: null });
    // The same form once more goes on with the same countdown, and the first moment stays.
    expect((await wallet.submit(warned)).words).toMatch(/To be shown until/);
    expect(await used()).toEqual(first);
    expect((await wallet.get("/me")).words).not.toContain("Ready for you");
  });

  test("where the screen is the proof, a countdown that ends unseen pays once: it is not back in the wallet, ever", async () => {
    await sql("UPDATE merchants SET redemption_mode = 'show'");
    const { wallet, claim, id } = await withTea();
    await wallet.submit(await wallet.get(`${claim}/show`));
    await sql(`UPDATE claims SET code_until = 1 WHERE id = '${id}'`);
    expect((await wallet.get(claim)).words).toMatch(/Used at \d\d:\d\d/);
    for (const path of ["use", "show"]) await wallet.post(`${claim}/${path}`, {});
    expect((await wallet.get("/me")).words).not.toContain("Ready for you");
    expect((await sql(`SELECT status, code_until FROM claims WHERE id = '${id}'`))[0]).toMatchObject({
      status: "used",
      code_until: 1,
    });
  });

  test("where staff type a code, no form of the customer's marks it as used", async () => {
    const { wallet, claim } = await withTea();
    await wallet.submit(await wallet.get(claim));
    const refused = await wallet.post(`${claim}/show`, {});
    expect(refused.status).toBe(409);
    expect(await (await wallet.fetch(`${claim}/status`)).json()).toEqual({ status: "in_use" });
  });

  test("that is somebody else's is not there", async () => {
    const { claim, id } = await withTea();
    const stranger = await member();
    const before = await sql(`SELECT * FROM claims WHERE id = '${id}'`);
    for (const path of [claim, `${claim}/show`]) {
      const page = await stranger.get(path);
      expect(page.status).toBe(404);
      expect(page.words).toContain("no longer in your wallet");
    }
    await stranger.post(`${claim}/use`, {});
    await stranger.post(`${claim}/show`, {});
    expect(await sql(`SELECT * FROM claims WHERE id = '${id}'`)).toEqual(before);
  });
});

describe("earning", () => {
  test("with the shop's code, once a form and within the shop's limits", async () => {
    const wallet = await member(1);
    const form = await wallet.get("/me/earn");
    const [earned] = await Promise.all([
      wallet.submit(form, { code: " 24-68 " }),
      wallet.submit(form, { code: "2468" }),
    ]);
    expect(earned.words).toMatch(/\+1 point\. Thank you.*2 points/);
    expect(await pointsOf(wallet)).toBe(2);
    const again = await wallet.submit(await wallet.get("/me/earn"), { code: "2468" });
    expect([again.status, again.words]).toEqual([422, expect.stringContaining("already earned today")]);
  });

  test("by a poster's QR code: looking earns nothing, and the ledger says how it came", async () => {
    const wallet = await member(1);
    const form = await wallet.get("/me/earn?code=2468");
    expect(await pointsOf(wallet)).toBe(1);
    await wallet.submit(form);
    const [entry] = await sql(
      `SELECT cause, actor FROM point_entries JOIN customers ON customers.id = customer_id WHERE phone = '${wallet.phone}' AND seq = 2`,
    );
    expect(entry).toMatchObject({ cause: "qr", actor: "customer" });
  });

  test("with a wrong code says so and keeps it in the field; after five even the right one has to wait, by text too", async () => {
    const wallet = await member(1);
    const type = async (code: string) => wallet.submit(await wallet.get("/me/earn"), { code });
    for (let i = 1; i < 5; i++) {
      const wrong = await type("<i>13");
      expect(wrong.words).toContain("not the shop’s code");
      expect(wrong.html).toContain('value="&lt;i&gt;13"');
    }
    for (const code of ["1313", "2468"]) expect((await type(code)).words).toContain("too many wrong codes");
    await service.customer(wallet.phone).texts("2468");
    expect(await pointsOf(wallet)).toBe(1);
  });

  test("by guessing at once gets no more tries than one after the other", async () => {
    const wallet = await member(1);
    const form = await wallet.get("/me/earn");
    const key = () => ({ key: crypto.randomUUID() });
    const guesses = Array.from({ length: 20 }, (_, i) => wallet.submit(form, { ...key(), code: String(1300 + i) }));
    const answers = await Promise.all(guesses);
    expect(answers.filter(({ words }) => words.includes("not the shop’s code")).length).toBeLessThan(5);
    expect(answers.every(({ status }) => status === 422)).toBe(true);
  });

  test("with a minimum gap, says from when", async () => {
    await sql("UPDATE merchants SET earns_per_day_max = 5, earn_gap_minutes = 30");
    const wallet = await member(1);
    await wallet.submit(await wallet.get("/me/earn"), { code: "2468" });
    const early = await wallet.submit(await wallet.get("/me/earn"), { code: "2468" });
    await sql("UPDATE merchants SET earns_per_day_max = 1, earn_gap_minutes = 0");
    expect(early.words).toMatch(/earn again from \d\d:\d\d/);
  });

  test("at a shop without a code", async () => {
    await sql("UPDATE merchants SET earn_code = NULL");
    const wallet = await member(1);
    expect((await wallet.submit(await wallet.get("/me/earn"), { code: "2468" })).words).toContain("has no code");
  });
});

test("points that are disputed are in the balance, and can't be spent", async () => {
  const wallet = await member(5);
  await sql(`INSERT INTO disputes (id, merchant_id, customer_id, entry_seq, given_by, opened_at)
    SELECT 'dispute', merchant_id, id, 2, 'kiosk:1', 1 FROM customers WHERE phone = '${wallet.phone}'`);
  expect((await wallet.get("/me")).words).toMatch(/5 points.*4 more: a tea.*A tea 5 points 4 to go/);
  expect((await wallet.get("/me/rewards/tea")).status).toBe(409);
});

describe("whose wallet it is", () => {
  test("without a session, a page says in both languages what to text", async () => {
    const page = await fetch(`${service.url}/me`);
    expect(page.status).toBe(401);
    expect(await page.text()).toMatch(/wallet is closed.*BALANCE.*portefeuille est fermé.*SOLDE/s);
  });

  test("when the session is over, whatever is asked, it says which shop to text", async () => {
    const wallet = await member();
    const sure = await wallet.get("/me/rewards/tea");
    await sql("UPDATE customer_sessions SET expires_at = 1");
    for (const page of [
      await wallet.get("/me"),
      await wallet.submit(sure),
      await wallet.get("/me/account/data.json"),
    ]) {
      expect(page.status).toBe(401);
      expect(page.words).toMatch(/Café Comptoir.*Text BALANCE to.*514.555-0100/);
    }
    expect(await pointsOf(wallet)).toBe(12);
  });

  test("no other site's form moves anything", async () => {
    const wallet = await member();
    const headers = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
    for (const path of ["/me/account/delete", "/me/account/leave", "/me/rewards/tea", "/me/language", "/me/close"]) {
      expect((await wallet.fetch(path, { method: "POST", headers })).status).toBe(403);
    }
    expect((await wallet.get("/me")).status).toBe(200);
  });

  test("its manifest is the shop's", async () => {
    const wallet = await member();
    const manifest = (await (await wallet.fetch("/me/manifest.webmanifest")).json()) as Record<string, unknown>;
    expect(manifest).toMatchObject({ name: "Café Comptoir", theme_color: "#0b6e5f", start_url: "/me", scope: "/me" });
    expect((await fetch(`${service.url}/me/manifest.webmanifest`)).status).toBe(404);
    const worker = await fetch(`${service.url}/me/sw.js`);
    expect([worker.status, worker.headers.get("service-worker-allowed")]).toEqual([200, "/me"]);
  });
});
