// My account on the wallet: what a customer changes, what leaving and being deleted leave behind.

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { auditLedgers } from "../../support/ledgers.ts";
import { nextSecond, type Service, SHOP_NUMBER, startService } from "../../support/service.ts";
import { openWallet, type Wallet } from "../../support/wallet.ts";

let service: Service;
let customers = 120;
const member = () => openWallet(service, `+15145550${++customers}`);

const sql = async (statement: string) => (await service.db.execute(statement)).rows;
const customerOf = async ({ phone }: Wallet) =>
  (await sql(`SELECT * FROM customers WHERE phone = '${phone}'`))[0] ?? null;

async function everything(): Promise<string> {
  const tables = await sql("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
  const dump: unknown[] = [];
  for (const { name } of tables) dump.push(await sql(`SELECT * FROM ${name}`));
  return JSON.stringify(dump);
}

beforeAll(async () => {
  service = await startService();
});
afterEach(async () => {
  expect(await auditLedgers(service.db)).toEqual([]);
});
afterAll(() => service?.dispose());

test("name, birthday and e-mail are kept, and shown as text whatever they are", async () => {
  const wallet = await member();
  const typed = { name: "<script>alert(1)</script> 🌻", birthday: "12 mai", email: "zoe@example.com" };
  const saved = await wallet.post("/me/account", typed);
  expect(saved.words).toContain("Saved.");
  expect(saved.html).not.toContain("<script>alert");
  expect(saved.html).toContain('value="May 12"');
  expect(await customerOf(wallet)).toMatchObject({ ...typed, birthday: "05-12" });
  const emptied = await wallet.post("/me/account", { name: "", birthday: "", email: "" });
  expect(emptied.status).toBe(200);
  expect(await customerOf(wallet)).toMatchObject({ name: null, birthday: null, email: null });
});

test("what can't be kept is said beside its field, and nothing that was typed is lost", async () => {
  const wallet = await member();
  const page = await wallet.post("/me/account", { name: "Zoé", birthday: "31/02", email: "zoe@" });
  expect(page.status).toBe(422);
  expect(page.words).toMatch(/not a day of the year.*not an e-mail address/);
  for (const value of ["Zoé", "31/02", "zoe@"]) expect(page.html).toContain(`value="${value}"`);
  expect(await customerOf(wallet)).toMatchObject({ name: null, birthday: null });
});

test("the language of the pages is that of the texts", async () => {
  const wallet = await member();
  const page = await wallet.post("/me/language", { language: "fr", back: "/me/account" });
  expect(page.words).toMatch(/maintenant en français.*Mon compte|Mon compte.*maintenant en français/);
  const customer = service.customer(wallet.phone);
  await customer.texts("BALANCE");
  expect(await customer.receives(3)).toContain("vous avez");
  const elsewhere = await wallet.fetch("/me/language", {
    method: "POST",
    body: new URLSearchParams({ language: "en", back: "https://evil.example/" }),
  });
  expect(elsewhere.headers.get("location")).toBe("/me");
});

test("consents are shown with their proof: the word, when, and the words that were shown", async () => {
  const page = await (await member()).get("/me/account");
  expect(page.words).toMatch(/You receive our texts.*You agreed “YES”.*Terms shown “JOIN”/);
  expect(page.words).toContain("Reply YES to join");
});

test("leaving is in the ledger as the customer's own act; only a text brings them back", async () => {
  const wallet = await member();
  const sure = await wallet.get("/me/account/leave");
  expect(sure.words).toMatch(/will not text you any more/);
  const left = await wallet.submit(sure);
  expect(left.words).toMatch(/You have left.*To come back, text YES to 514 555.0100/);
  await wallet.submit(sure);
  const entries = await sql(
    `SELECT change, word, shown, actor FROM consent_entries JOIN customers ON customers.id = customer_id
     WHERE phone = '${wallet.phone}' ORDER BY seq`,
  );
  expect(entries.map(({ change }) => change)).toEqual(["asked", "granted", "withdrawn"]);
  expect(entries[2]).toMatchObject({ word: "Stop all texts", actor: "customer" });
  expect(String(entries[2]?.shown)).toContain("will not text you any more");
  expect((await wallet.get("/me")).words).toMatch(/1 point.*text YES/);
  expect((await wallet.get("/me/account")).html).not.toContain("/me/account/leave");

  const customer = service.customer(wallet.phone);
  expect(await customer.received()).toHaveLength(2);
  await nextSecond();
  await customer.texts("YES");
  expect(await customer.receives(3)).toContain("welcome back");
  expect(await customerOf(wallet)).toMatchObject({ consent: "subscribed" });
});

test.each(["leave", "delete"])(
  "%s after a STOP: what was written in between and comes late is not answered",
  async (act) => {
    const wallet = await member();
    const customer = service.customer(wallet.phone);
    const sure = await wallet.get(`/me/account/${act}`);
    await customer.texts("STOP");
    expect(await customer.receives(3)).toContain("no more texts");
    await nextSecond();
    const timestamp = new Date().toISOString();
    await nextSecond();
    await wallet.submit(sure);
    for (const text of ["HELP", "WHY", "JOIN", "YES", "START"]) {
      await service.vonage.sendInbound({ from: wallet.phone, to: SHOP_NUMBER, text, timestamp });
    }
    await service.sweep();
    await service.vonage.settle();
    expect((await customer.received()).slice(3)).toEqual([]);
    const agreed = await sql(`SELECT 1 FROM customers WHERE phone = '${wallet.phone}' AND consent = 'subscribed'`);
    expect(agreed).toEqual([]);
  },
);

test("all that is held can be taken away, and holds no secret", async () => {
  const wallet = await member();
  await wallet.post("/me/account", { name: "Zoé", birthday: "12/05", email: "" });
  const download = await wallet.fetch("/me/account/data.json");
  expect(download.headers.get("content-disposition")).toContain("attachment");
  const data = (await download.json()) as Record<string, unknown>;
  expect(data).toMatchObject({
    shop: "Café Comptoir",
    profile: { phone: wallet.phone, name: "Zoé", birthday: "05-12", points: 1 },
    consent: [
      { change: "asked", word: "JOIN" },
      { change: "granted", word: "YES" },
    ],
    points: [{ delta: 1, cause: "welcome" }],
    messages: { fromYou: [{ text: "JOIN" }, { text: "YES" }], toYou: [{ kind: "join_prompt" }, { kind: "welcome" }] },
  });
  const [session] = await sql("SELECT token_hash FROM customer_sessions ORDER BY created_at DESC LIMIT 1");
  expect(JSON.stringify(data)).not.toContain(String(session?.token_hash));
});

test("with what a till has sent of them, and when they asked about it", async () => {
  const wallet = await member();
  await service.db.batch([
    `INSERT INTO api_keys (id, merchant_id, label, key_hash, scopes, created_at)
     SELECT 'till', id, 'Till', 'x', '[]', 1 FROM merchants LIMIT 1`,
    `INSERT INTO purchases (id, merchant_id, api_key_id, idempotency_key, fingerprint, amount_minor, currency, reference,
       points, customer_id, balance, created_at)
     SELECT 'bought', merchant_id, 'till', 'k', 'f', 450, 'CAD', 'Table 4', 0, id, 1, 1 FROM customers WHERE phone = '${wallet.phone}'`,
    `INSERT INTO disputes (id, merchant_id, customer_id, entry_seq, given_by, opened_at)
     SELECT 'asked', merchant_id, id, 1, 'Till', 1 FROM customers WHERE phone = '${wallet.phone}'`,
  ]);
  const data = await (await wallet.fetch("/me/account/data.json")).json();
  const at = "1970-01-01T00:00:00.001Z";
  expect(data).toMatchObject({
    purchases: [{ at, amount: 4.5, currency: "CAD", reference: "Table 4", points: 0, refundedAt: null }],
    questions: [{ at, settledAt: null }],
    pointsPutAside: [],
    moves: [],
  });
});

test("nor the code that moves the account: an open wallet is not the phone", async () => {
  const wallet = await member();
  const thief = service.customer("+14385550176");
  await thief.texts(`MOVE ${wallet.phone}`);
  const code = /\d{6}/.exec(await service.customer(wallet.phone).receives(3))?.[0] ?? "none was sent";
  const data = await (await wallet.fetch("/me/account/data.json")).text();
  expect(data).toContain("moves your account");
  expect(data).not.toContain(code);
});

test("closing the wallet closes it on this phone alone", async () => {
  const wallet = await member();
  const other = await wallet.onAnotherPhone();
  expect((await wallet.post("/me/close", {})).status).toBe(401);
  expect((await wallet.get("/me")).status).toBe(401);
  expect((await other.get("/me")).status).toBe(200);
});

test("deleting asks once more, then nothing names the customer and the proof of consent is still there", async () => {
  const wallet = await member();
  await wallet.post("/me/account", { name: "Zoé Tremblay", birthday: "", email: "zoe@example.com" });
  await service.customer(wallet.phone).texts("My number is secret");
  await service.vonage.settle();
  const [before] = await sql(`SELECT id FROM customers WHERE phone = '${wallet.phone}'`);
  const id = String(before?.id);
  const other = await wallet.onAnotherPhone();

  const sure = await wallet.get("/me/account/delete");
  expect(sure.words).toMatch(/You lose 1 point.*cannot be undone.*proof of what you agreed to/);
  expect((await wallet.submit(sure)).words).toContain("no longer knows your number");

  const all = await everything();
  const traces = [wallet.phone, wallet.phone.slice(1), "Tremblay", "zoe@", "is secret"];
  expect(traces.filter((trace) => all.includes(trace))).toEqual([]);
  const [after] = await sql(`SELECT * FROM customers WHERE id = '${id}'`);
  expect(after).toMatchObject({ consent: "opted_out", points: 0, name: null, email: null });
  expect(String(after?.phone)).toMatch(/^deleted:[\da-f]{64}$/);
  const changes = await sql(`SELECT change, word FROM consent_entries WHERE customer_id = '${id}' ORDER BY seq`);
  expect(changes.map(({ change }) => change)).toEqual(["asked", "granted", "withdrawn"]);
  for (const gone of [wallet, other]) expect((await gone.get("/me")).status).toBe(401);
});

/** As if they had signed up on a page, with an address. */
async function signedUp({ phone }: Wallet): Promise<void> {
  await sql(`UPDATE customers SET email = 'zoe@example.com', email_consent = 'subscribed', email_consent_seq = 1
    WHERE phone = '${phone}'`);
  await sql(`INSERT INTO email_consent_entries (customer_id, seq, change, email, shown, words_version, page, actor, cause, at)
    SELECT id, 1, 'granted', 'zoe@example.com', 'E-mail me offers', '1', '/join/cafe', 'customer', 'sign_up:1', 1
    FROM customers WHERE phone = '${phone}'`);
  for (const [n, confirmedAt] of [
    ["1", "2"],
    ["2", "NULL"],
  ]) {
    await sql(`INSERT INTO sign_ups (id, merchant_id, n, phone, prefix, name, email, language, sms_words, words_version, page,
      code_hash, expires_at, confirmed_at, created_at, customer_id)
      SELECT '${phone}:${n}', merchant_id, (SELECT count(*) + 1 FROM sign_ups), phone, '+1514555', 'Zoé Tremblay', 'zoe@example.com',
      'en', 'Text me offers', '1', '/join/cafe', 'x', 9, ${confirmedAt}, 1,
      iif(${confirmedAt} IS NULL, NULL, id) FROM customers WHERE phone = '${phone}'`);
  }
}

test("e-mail is a purpose of its own: shown with its proof, left by its own button, and texts go on", async () => {
  const wallet = await member();
  await signedUp(wallet);
  expect((await wallet.get("/me/account")).words).toMatch(/You agreed to e-mail “zoe@example.com”.*E-mail me offers/);
  const left = await wallet.post("/me/account/leave-email", {});
  expect(left.words).toMatch(/No more e-mail from this shop.*You receive our texts.*You left our e-mail/);
  await wallet.post("/me/account/leave-email", {});
  expect(await customerOf(wallet)).toMatchObject({
    consent: "subscribed",
    email_consent: "opted_out",
    email_consent_seq: 2,
  });
});

test("deleting keeps the evidence of a sign-up and of e-mail, and nobody's name on it", async () => {
  const wallet = await member();
  await signedUp(wallet);
  const id = String((await customerOf(wallet))?.id);
  await wallet.submit(await wallet.get("/me/account/delete"));
  const entries = await sql(`SELECT * FROM email_consent_entries WHERE customer_id = '${id}' ORDER BY seq`);
  expect(entries).toMatchObject([{ change: "granted", shown: "E-mail me offers" }, { change: "withdrawn" }]);
  for (const { email } of entries) expect(email).toMatch(/^deleted:/);
  const forms = await sql(`SELECT * FROM sign_ups WHERE id LIKE '${wallet.phone}:%'`);
  expect(forms).toMatchObject([
    { sms_words: "Text me offers", page: "/join/cafe", confirmed_at: 2, name: null, email: null },
  ]);
  expect(forms[0]?.phone).toMatch(/^deleted:/);
});

test("who was deleted and texts JOIN is a stranger, and may be deleted again", async () => {
  const phone = `+15145550${++customers}`;
  const wallet = await openWallet(service, phone);
  await wallet.submit(await wallet.get("/me/account/delete"));
  const customer = service.customer(phone);
  const before = (await customer.received()).length;
  await nextSecond();
  await customer.texts("JOIN");
  expect(await customer.receives(before + 1)).toContain("Reply YES to join");
  await customer.texts("YES");
  const welcome = await customer.receives(before + 2);
  // Welcome points are given once to a number.
  expect(welcome).toContain("welcome. You have 0 points");
  expect(await customerOf(wallet)).toMatchObject({ consent: "subscribed", points: 0 });
});
