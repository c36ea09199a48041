// Consents on the account page: agreed to with the exact words, tied to one address, shown with their proof.

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { CONSENT_WORDS_VERSION } from "../../../src/consent/consent-words.ts";
import { HOUR_MS } from "../../../src/time.ts";
import { auditLedgers } from "../../support/ledgers.ts";
import { type Service, startService } from "../../support/service.ts";
import { openLink, openWallet, type Wallet, type WalletPage } from "../../support/wallet.ts";

const WORDS_EN =
  "I agree to get the offers of Café Comptoir by e-mail, at this address. Each e-mail has a link to stop them.";
const WORDS_FR =
  "J’accepte de recevoir par courriel, à cette adresse, les offres de Café Comptoir. Chaque courriel contient un lien pour les arrêter.";

let service: Service;
let customers = 120;
const member = () => openWallet(service, `+15145550${++customers}`);

const sql = async (statement: string) => (await service.db.execute(statement)).rows;
const customerOf = async ({ phone }: Wallet) => (await sql(`SELECT * FROM customers WHERE phone = '${phone}'`))[0];
const emailLedger = ({ phone }: Wallet) =>
  sql(`SELECT email_consent_entries.* FROM email_consent_entries JOIN customers ON customers.id = customer_id
    WHERE phone = '${phone}' ORDER BY email_consent_entries.seq`);

const ACCOUNT = "/me/account";
const profile = { name: "", birthday: "", email: "zoe@example.com" };

/** The form of this page, with the box ticked. */
const agreed = ({ html }: WalletPage, typed: Record<string, string> = {}) => ({
  ...profile,
  ...typed,
  emailOffers: "yes",
  wordsShown: /name="wordsShown" value="(\w+)"/.exec(html)?.[1] ?? "",
});

async function agree(wallet: Wallet, typed: Record<string, string> = {}): Promise<WalletPage> {
  return wallet.post(ACCOUNT, agreed(await wallet.get(ACCOUNT), typed));
}

beforeAll(async () => {
  service = await startService();
});
afterEach(async () => {
  expect(await auditLedgers(service.db)).toEqual([]);
});
afterAll(() => service?.dispose());

test("the box is empty, its words and their version are shown, and both are the evidence of who ticks it", async () => {
  const wallet = await member();
  const page = await wallet.get(ACCOUNT);
  expect(page.html).toMatch(/<input[^>]*name="emailOffers"[^>]*>/);
  expect(page.html).not.toMatch(/<input[^>]*name="emailOffers"[^>]*checked/);
  expect(page.words).toContain(`${WORDS_FR} ${WORDS_EN}`);
  expect(page.words).toContain(`Wording of ${CONSENT_WORDS_VERSION}`);

  const form = agreed(page);
  const [saved] = await Promise.all([wallet.post(ACCOUNT, form), wallet.post(ACCOUNT, form)]);
  expect(saved.words).toMatch(
    /once your address has confirmed it.*You agreed to e-mail; the address is still to confirm it “zoe@example.com” on this page, /,
  );
  expect(saved.words).toContain(`The words you were shown ${WORDS_FR} ${WORDS_EN}`);
  expect(saved.html).not.toContain("emailOffers");
  expect(await emailLedger(wallet)).toMatchObject([
    {
      seq: 1,
      change: "asked",
      email: "zoe@example.com",
      shown: `${WORDS_FR}\n${WORDS_EN}`,
      words_version: CONSENT_WORDS_VERSION,
      page: ACCOUNT,
      actor: "customer",
    },
  ]);
  expect(await customerOf(wallet)).toMatchObject({
    email_consent: "none",
    email_asked_at: expect.any(Number),
    email_consent_seq: 1,
  });
});

test("an address alone is no consent", async () => {
  const wallet = await member();
  await wallet.post(ACCOUNT, profile);
  expect(await emailLedger(wallet)).toEqual([]);
  expect(await customerOf(wallet)).toMatchObject({ email: "zoe@example.com", email_consent: "none" });
});

test("the box without an address is refused beside the field, and stays ticked", async () => {
  const wallet = await member();
  const page = await agree(wallet, { email: " ", name: "Zoé" });
  expect([page.status, page.words]).toEqual([
    422,
    expect.stringContaining("Type your address to get offers by e-mail"),
  ]);
  expect(page.html).toMatch(/name="emailOffers"[^>]*checked/);
  expect(page.html).toContain('value="Zoé"');
  expect(await customerOf(wallet)).toMatchObject({ name: null, email_consent: "none" });
});

test("words that have changed since they were read are to be read again, with an empty box", async () => {
  const wallet = await member();
  const stale = agreed(await wallet.get(ACCOUNT));
  await sql("UPDATE merchants SET name = 'Café du Coin'");
  const page = await wallet.post(ACCOUNT, stale);
  await sql("UPDATE merchants SET name = 'Café Comptoir'");
  expect([page.status, page.words]).toEqual([422, expect.stringContaining("These words have changed")]);
  expect(page.words).toContain("offers of Café du Coin by e-mail");
  expect(page.html).not.toMatch(/name="emailOffers"[^>]*checked/);
  expect(await emailLedger(wallet)).toEqual([]);
});

test.each([
  ["another address", "zoe@example.org", "address_changed", "Address changed"],
  ["no address", "", "address_removed", "Address removed"],
])(
  "%s ends the consent of the old one, which the page says first, and the ledger why",
  async (_what, email, why, words) => {
    const wallet = await member();
    await agree(wallet);
    const before = await wallet.get(ACCOUNT);
    expect(before.words).toContain("If you change or remove this address, they stop");
    const saved = await wallet.post(ACCOUNT, { ...profile, email });
    expect(saved.words).toMatch(
      new RegExp(`offers to your old address have ended.*You get no offers by e-mail.*${words}`),
    );
    expect(saved.words).toContain(WORDS_EN);
    const [, ended] = await emailLedger(wallet);
    expect(ended).toMatchObject({ seq: 2, change: "withdrawn", email: "zoe@example.com", actor: "customer" });
    expect(ended?.cause).toMatch(new RegExp(`^${why}:`));
    expect(ended?.shown).toContain("they stop");
    expect(await customerOf(wallet)).toMatchObject({
      email: email || null,
      email_consent: "opted_out",
      email_asked_at: null,
    });
  },
);

test("the same address, whatever else changes, goes on", async () => {
  const wallet = await member();
  await agree(wallet);
  expect((await wallet.post(ACCOUNT, { ...profile, name: "Zoé" })).words).toMatch(
    /Saved\. .*once your address has confirmed it/,
  );
  expect(await emailLedger(wallet)).toHaveLength(1);
});

test("a page from before, sent with the box and another address, ends the one and agrees for the other", async () => {
  const wallet = await member();
  const open = await wallet.get(ACCOUNT);
  await agree(wallet);
  await wallet.post(ACCOUNT, agreed(open, { email: "new@example.com" }));
  const entries = await emailLedger(wallet);
  expect(entries.map(({ change, email }) => `${change} ${email}`)).toEqual([
    "asked zoe@example.com",
    "withdrawn zoe@example.com",
    "asked new@example.com",
  ]);
  expect(await customerOf(wallet)).toMatchObject({ email_asked_at: expect.any(Number), email_consent_seq: 3 });
});

test("who has left e-mail is asked again, and only their own box brings them back", async () => {
  const wallet = await member();
  await agree(wallet);
  const left = await wallet.post("/me/account/leave-email", {});
  expect(left.words).toContain("No more e-mail from this shop");
  await wallet.post(ACCOUNT, { ...profile, name: "Zoé" });
  expect(await customerOf(wallet)).toMatchObject({ email_consent: "opted_out" });
  expect((await agree(wallet)).words).toContain("once your address has confirmed it");
  expect((await emailLedger(wallet)).map(({ change }) => change)).toEqual(["asked", "withdrawn", "asked"]);
});

test("in French the words are French alone, and so are the marks around a word", async () => {
  const wallet = await member();
  await wallet.post("/me/language", { language: "fr", back: ACCOUNT });
  await agree(wallet);
  expect((await emailLedger(wallet))[0]).toMatchObject({ shown: WORDS_FR });
  const { html } = await wallet.get(ACCOUNT);
  expect(html).toContain("«\u202fzoe@example.com\u202f» sur cette page");
  expect(html).toContain("«\u202fYES\u202f» par SMS");
});

/** Signs up on the shop's page with these fields, and opens the wallet. */
async function signUp(phone: string, fields: Record<string, string>): Promise<Wallet> {
  const post = (path: string, body: Record<string, string>) =>
    fetch(service.url + path, {
      method: "POST",
      body: new URLSearchParams(body),
      headers: { origin: service.url, "accept-language": "en" },
      redirect: "manual",
    });
  const customer = service.customer(phone);
  const before = (await customer.received()).length;
  const shownAt = String(Date.now() - 10_000);
  const asked = await post("/join/cafe-comptoir", {
    phone,
    country: "CA",
    sms: "yes",
    language: "en",
    shownAt,
    ...fields,
  });
  const code = /\d{6}/.exec(await customer.receives(before + 1))?.[0] ?? "";
  const welcome = await (await post(asked.headers.get("location") ?? "", { code })).text();
  await customer.receives(before + 2);
  return openLink(service, phone, /href="(http[^"]+)"/.exec(welcome)?.[1] ?? "");
}

test("what was agreed to on the sign-up page names it, with the words, their version and the hour in the shop's zone", async () => {
  const wallet = await signUp("+15145550115", { email: "a@example.com", emailOffers: "yes" });
  const [entry] = await sql(`SELECT at FROM consent_entries JOIN customers ON customers.id = customer_id
    WHERE phone = '${wallet.phone}' AND change = 'granted'`);
  await sql("UPDATE merchants SET time_zone = 'Asia/Tokyo'");
  const { words } = await wallet.get(ACCOUNT);
  await sql("UPDATE merchants SET time_zone = 'America/Toronto'");
  const inTokyo = new Date(Number(entry?.at) + 9 * HOUR_MS).toISOString();
  const when = `\\w+ ${Number(inTokyo.slice(8, 10))}, ${inTokyo.slice(11, 16)}`;
  expect(words).toMatch(
    new RegExp(`You agreed On the sign-up page, ${when} The words you were shown J’accepte de recevoir`),
  );
  expect(words).toMatch(
    new RegExp(`You agreed to e-mail; the address is still to confirm it “a@example.com” on the sign-up page, ${when}`),
  );
  expect(words).toContain(`Wording of ${CONSENT_WORDS_VERSION} · ${service.url}/join/cafe-comptoir`);
});

test("signing up once more with another address ends what was agreed to for the first", async () => {
  const phone = "+15145550116";
  await signUp(phone, { email: "a@example.com", emailOffers: "yes" });
  const wallet = await signUp(phone, { email: "b@example.com", emailOffers: "yes" });
  expect(await customerOf(wallet)).toMatchObject({ email_asked_at: expect.any(Number), email_consent_seq: 3 });
  await signUp(phone, { email: "c@example.com" });
  const entries = await emailLedger(wallet);
  expect(entries.map(({ change, email }) => `${change} ${email}`)).toEqual([
    "asked a@example.com",
    "withdrawn a@example.com",
    "asked b@example.com",
    "withdrawn b@example.com",
  ]);
  const ended = { email: "c@example.com", email_consent: "opted_out", email_asked_at: null, email_consent_seq: 4 };
  expect(await customerOf(wallet)).toMatchObject(ended);
  expect((await wallet.get(ACCOUNT)).words).toContain("Address changed: e-mail to the old one ended");
});

test("what the carrier reported and what was pressed on this page are told apart from texts", async () => {
  const wallet = await member();
  await wallet.submit(await wallet.get("/me/account/leave"));
  const page = await wallet.get(ACCOUNT);
  expect(page.words).toMatch(/You left “Stop all texts” on this page, .*You agreed “YES” by text, /);
  expect(page.html).toContain('href="sms:+15145550100?&amp;body=YES"');
  await sql(`INSERT INTO consent_entries (customer_id, seq, change, word, actor, cause, at)
    SELECT id, 4, 'withdrawn', '1240', 'carrier', 'outbox:1', 1 FROM customers WHERE phone = '${wallet.phone}'`);
  await sql(`UPDATE customers SET consent_seq = 4 WHERE phone = '${wallet.phone}'`);
  expect((await wallet.get(ACCOUNT)).words).toMatch(/You left Told by your phone company, /);
});
