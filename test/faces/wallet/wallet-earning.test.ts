// Several points on the wallet: the shop's code and the staff's together, under the limits and the count of wrong codes of the texts.

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { auditLedgers } from "../../support/ledgers.ts";
import { type Service, startService } from "../../support/service.ts";
import { openWallet, type Wallet, type WalletPage } from "../../support/wallet.ts";

const SEVERAL = { code: "2468", multiPointCode: "97531", amount: "5" };

let service: Service;
let customers = 120;
const member = () => openWallet(service, `+15145550${++customers}`);

const sql = async (statement: string) => (await service.db.execute(statement)).rows;
const entriesOf = async ({ phone }: Wallet) =>
  (
    await sql(`SELECT point_entries.* FROM point_entries JOIN customers ON customers.id = customer_id
      WHERE phone = '${phone}' AND seq > 1 ORDER BY seq`)
  ).map(({ delta, cause, actor }) => `${delta} ${cause} ${actor}`);
const threadsOf = ({ phone }: Wallet) =>
  sql(`SELECT reason, unread FROM threads JOIN customers ON customers.id = customer_id WHERE phone = '${phone}'`);

/** Opens the page anew, and sends its form. */
const type = async (wallet: Wallet, typed: Record<string, string>): Promise<WalletPage> =>
  wallet.submit(await wallet.get("/me/earn"), typed);

beforeAll(async () => {
  service = await startService();
});
beforeEach(() =>
  sql(`UPDATE merchants SET earn_code = '2468', multi_point_code = '97531', points_at_once_max = 1,
    earns_per_day_max = 1, rotating_qr = 0`),
);
afterEach(async () => {
  expect(await auditLedgers(service.db)).toEqual([]);
});
afterAll(() => service?.dispose());

test("several points come in with the staff's code as well, and the page says how many", async () => {
  const wallet = await member();
  const earned = await type(wallet, { ...SEVERAL, multiPointCode: " 97 531 " });
  expect(earned.words).toMatch(/\+5 points\. Thank you.*6 points/);
  expect(await entriesOf(wallet)).toEqual(["5 code customer"]);
  const again = await type(wallet, SEVERAL);
  expect([again.status, again.words]).toEqual([422, expect.stringContaining("already earned today")]);
});

test("what was earned is said once something was, and not because an address says so", async () => {
  const wallet = await member();
  expect((await wallet.get("/me?done=earned")).words).not.toContain("Thank you for your visit");
});

test("a shop without a code of the staff's does not ask for it, and takes none", async () => {
  await sql("UPDATE merchants SET multi_point_code = NULL");
  const wallet = await member();
  expect((await wallet.get("/me/earn")).words).not.toContain("Multi-point code");
  expect((await type(wallet, { ...SEVERAL, multiPointCode: "0" })).words).toContain("One of the two codes is wrong");
  expect(await entriesOf(wallet)).toEqual([]);
});

test.each([
  [{ ...SEVERAL, multiPointCode: "" }, "need the staff’s multi-point code"],
  [{ ...SEVERAL, amount: "" }, "Type how many, from 1 to 1,000"],
  [{ ...SEVERAL, amount: "0" }, "Type how many, from 1 to 1,000"],
  [{ ...SEVERAL, amount: "-2" }, "Type how many, from 1 to 1,000"],
  [{ ...SEVERAL, amount: "1001" }, "Type how many, from 1 to 1,000"],
  [{ ...SEVERAL, amount: "2.5" }, "Type how many, from 1 to 1,000"],
])("%j is no try: it says what is missing and keeps all but the staff's code", async (typed, words) => {
  const wallet = await member();
  for (let i = 0; i < 6; i++) expect((await type(wallet, typed)).words).toContain(words);
  const page = await type(wallet, typed);
  expect(page.html).toContain('value="2468"');
  expect(page.html).toContain(`value="${typed.amount}"`);
  expect(page.html).not.toContain("97531");
  expect((await type(wallet, SEVERAL)).words).toContain("+5 points");
});

test("wrong codes of either kind count together, on the page and by text, and then a person looks at it", async () => {
  const wallet = await member();
  const customer = service.customer(wallet.phone);
  expect((await type(wallet, { ...SEVERAL, multiPointCode: "1" })).words).toContain("One of the two codes is wrong");
  expect((await type(wallet, { ...SEVERAL, code: "1" })).words).toContain("One of the two codes is wrong");
  await customer.texts("2468 11111 5");
  expect(await customer.receives(3)).toMatch(/code/);
  expect((await type(wallet, { code: "13" })).words).toContain("not the shop’s code");
  expect(await threadsOf(wallet)).toEqual([]);
  expect((await type(wallet, { ...SEVERAL, multiPointCode: "2" })).words).toContain("too many wrong codes");
  expect(await threadsOf(wallet)).toMatchObject([{ reason: "wrong_codes", unread: 1 }]);
  expect((await type(wallet, SEVERAL)).words).toContain("too many wrong codes");
  expect(await entriesOf(wallet)).toEqual([]);
});

test("the shop's code in between does not start the count anew: it hangs on the counter, the staff's does not", async () => {
  await sql("UPDATE merchants SET earns_per_day_max = 50");
  const wallet = await member();
  for (let i = 0; i < 4; i++) await type(wallet, { ...SEVERAL, multiPointCode: String(i) });
  expect((await type(wallet, { code: "2468" })).words).toContain("+1 point");
  expect((await type(wallet, { ...SEVERAL, multiPointCode: "4" })).words).toContain("too many wrong codes");
});

test("a form that comes again is one entry; with something else in it, it says so and can be sent anew", async () => {
  await sql("UPDATE merchants SET earns_per_day_max = 50");
  const wallet = await member();
  const form = await wallet.get("/me/earn");
  const pages = await Promise.all([wallet.submit(form, SEVERAL), wallet.submit(form, SEVERAL)]);
  expect(pages.map(({ words }) => words.includes("+5 points"))).toEqual([true, true]);
  const other = await wallet.submit(form, { ...SEVERAL, amount: "7" });
  expect([other.status, other.words]).toEqual([422, expect.stringContaining("sent before with something else")]);
  expect(await entriesOf(wallet)).toEqual(["5 code customer"]);
  await wallet.submit(other, { ...SEVERAL, amount: "7" });
  expect(await entriesOf(wallet)).toEqual(["5 code customer", "7 code customer"]);
});

test("the picture that changes on the tablet is a visit's, and is not taken for several points", async () => {
  const wallet = await member();
  const token = `${Math.floor(Date.now() / 30_000).toString(36)}.${"0".repeat(20)}`;
  const page = await type(wallet, { ...SEVERAL, code: token });
  expect(page.words).toContain("is for one visit");
  expect(await entriesOf(wallet)).toEqual([]);
});
