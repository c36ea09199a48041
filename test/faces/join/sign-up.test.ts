// Signing up on the page: what proves a number, what it brings, and what a stranger who types somebody's number can do.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SIGN_UPS_MAX } from "../../../src/messaging/pumping.ts";
import { auditLedgers } from "../../support/ledgers.ts";
import { messagesTo, setPace } from "../../support/outbox.ts";
import { type Service, startService } from "../../support/service.ts";
import { fillShop } from "../../support/tenants.ts";

const PAGE = "/join/cafe-comptoir";

let service: Service;
beforeAll(async () => {
  service = await startService();
  await setPace(service.db, 100);
});
// As if the forms of earlier tests had been sent long ago.
beforeEach(() => service.db.execute("UPDATE sign_ups SET created_at = 1 WHERE confirmed_at IS NULL"));
afterEach(async () => {
  expect(await auditLedgers(service.db)).toEqual([]);
});
afterAll(() => service?.dispose());

interface Typed {
  readonly [field: string]: string;
}

const form = (phone: string, more: Typed = {}): Typed => ({
  phone,
  country: "CA",
  name: "",
  birthday: "",
  email: "",
  language: "en",
  sms: "yes",
  website: "",
  shownAt: String(Date.now() - 10_000),
  ...more,
});

const post = (path: string, fields: Typed, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(service.url + path, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { origin: service.url, "accept-language": "en", ...headers },
    redirect: "manual",
  });

const codeIn = (text: string | undefined): string => /\d{6}/.exec(text ?? "")?.[0] ?? "";

const otherThan = (code: string): string => (code === "000000" ? "000001" : "000000");

/** Sends the form and reads the code off the phone. */
async function receiveCode(phone: string, more: Typed = {}): Promise<{ readonly path: string; readonly code: string }> {
  const handset = service.customer(phone);
  const before = (await handset.received()).length;
  const asked = await post(PAGE, form(phone, more));
  expect(asked.status).toBe(303);
  return { path: asked.headers.get("location") ?? "", code: codeIn(await handset.receives(before + 1)) };
}

async function customer(phone: string) {
  const { rows } = await service.db.execute({ sql: "SELECT * FROM customers WHERE phone = ?", args: [phone] });
  return rows[0];
}

async function ledger(phone: string): Promise<string[]> {
  const sql = `SELECT change, word, shown FROM consent_entries JOIN customers ON customers.id = customer_id
    WHERE phone = ? ORDER BY seq`;
  const { rows } = await service.db.execute({ sql, args: [phone] });
  return rows.map(({ change, word, shown }) => `${change} ${word}: ${shown}`);
}

test("nothing is agreed to before the number has proven itself; its code brings consent, points and the profile", async () => {
  const phone = "+15145550141";
  const profile = { name: "Zoé 🌻", birthday: "12 mai", email: "zoe@example.com", emailOffers: "yes", language: "fr" };
  const { path, code } = await receiveCode(phone, profile);
  expect(await customer(phone)).toMatchObject({ consent: "none", name: null, points: 0, email_consent: "none" });

  const done = await post(path, { code: `${code.slice(0, 3)} ${code.slice(3)}` });
  expect(done.status).toBe(200);
  expect(await done.text()).toContain("You have 1 point.");
  expect(await customer(phone)).toMatchObject({
    consent: "subscribed",
    name: "Zoé 🌻",
    birthday: "05-12",
    email: "zoe@example.com",
    email_consent: "none",
    email_asked_at: expect.any(Number),
    points: 1,
  });
  const [asked, granted] = await ledger(phone);
  expect(asked).toMatch(/^asked WEB: Café Comptoir : \*{6} est votre code/);
  expect(granted).toMatch(/^granted WEB: J’accepte de recevoir à ce numéro des SMS de Café Comptoir/);
  expect(granted).toContain("I agree to get texts from Café Comptoir");
  const handset = service.customer(phone);
  expect(await handset.receives(2)).toMatch(/^Café Comptoir : bienvenue/);
  await handset.texts("POURQUOI");
  expect(await handset.receives(3)).toMatch(/sur notre page, avec un code de confirmation/);
  expect((await post(path, { code })).status).toBe(422);
});

test("the shop reads that they agreed on the page, and no word that nobody said", async () => {
  const phone = "+15145550169";
  const { path, code } = await receiveCode(phone);
  await post(path, { code });
  await service.customer(phone).texts("Bonjour, ouvrez-vous le dimanche ?");
  const [shop] = (await service.db.execute("SELECT id FROM merchants")).rows;
  const { cookie } = (await fillShop(service.db, String(shop?.id), "438")).people.owner;
  const member = await customer(phone);
  for (const page of [`/inbox/threads/${member?.id}`, `/inbox/customers/${member?.id}`]) {
    const html = await (await fetch(service.url + page, { headers: { cookie } })).text();
    expect(html).toContain("Accepte les SMS (sur la page d’inscription)");
    expect(html).not.toContain("WEB");
  }
});

test("consent to e-mail is a purpose of its own, with its own evidence", async () => {
  const phone = "+15145550142";
  const { path, code } = await receiveCode(phone, { email: "a@example.com", emailOffers: "yes" });
  await post(path, { code });
  const { rows } = await service.db.execute({
    sql: `SELECT entry.* FROM email_consent_entries entry JOIN customers ON customers.id = customer_id WHERE phone = ?`,
    args: [phone],
  });
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ change: "asked", email: "a@example.com", page: `${service.url}${PAGE}` });
  expect(rows[0]?.shown).toMatch(/by e-mail/);
  expect(rows[0]?.words_version).toMatch(/^\d{4}-/);

  const without = "+15145550143";
  const other = await receiveCode(without, { email: "b@example.com" });
  await post(other.path, { code: other.code });
  expect(await customer(without)).toMatchObject({
    email: "b@example.com",
    email_consent: "none",
    consent: "subscribed",
  });
});

test("a YES by text takes the number only: the form may be a stranger's, and counts when its code is typed on the page", async () => {
  const phone = "+15145550144";
  const profile = { name: "Not me", birthday: "29/02", email: "victim@example.com", emailOffers: "yes" };
  const { path, code } = await receiveCode(phone, profile);
  await service.customer(phone).texts("OUI");
  expect(await service.customer(phone).receives(2)).toMatch(/bienvenue/);
  const alone = { consent: "subscribed", name: null, birthday: null, email: null, email_consent_seq: 0, points: 1 };
  expect(await customer(phone)).toMatchObject(alone);
  expect((await ledger(phone)).map((line) => line.split(":")[0])).toEqual(["asked WEB", "granted OUI"]);

  expect((await post(path, { code })).status).toBe(200);
  const whole = { name: "Not me", birthday: "02-29", email: "victim@example.com", points: 1 };
  // Agreed to on the page by who holds the phone; the address itself has not spoken yet.
  expect(await customer(phone)).toMatchObject({ ...whole, email_consent: "none", email_asked_at: expect.any(Number) });
  expect((await ledger(phone)).map((line) => line.split(":")[0])).toEqual(["asked WEB", "granted OUI"]);
  expect(await service.customer(phone).received()).toHaveLength(2);
});

test("points that waited for the number come into its account, and the welcome comes once", async () => {
  const phone = "+15145550146";
  await service.db.execute({
    sql: `INSERT INTO pending_points (id, merchant_id, phone, points, actor, idempotency_key, created_at, lapses_at)
      SELECT 'pending', id, ?, 3, 'kiosk:1', 'pending-1', 1, ? FROM merchants`,
    args: [phone, Date.now() + 60_000],
  });
  const { path, code } = await receiveCode(phone);
  expect(await (await post(path, { code })).text()).toContain("You have 4 points.");
  expect(await customer(phone)).toMatchObject({ points: 4, points_seq: 2 });
  await service.customer(phone).receives(2);

  const again = await receiveCode(phone);
  expect(await (await post(again.path, { code: again.code })).text()).toContain("You have 4 points.");
});

test("the same code twice at the same moment joins once", async () => {
  const phone = "+15145550147";
  const { path, code } = await receiveCode(phone);
  const answers = await Promise.all([post(path, { code }), post(path, { code }), post(path, { code })]);
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(1);
  expect(await customer(phone)).toMatchObject({ points: 1, points_seq: 1, consent: "subscribed" });
  expect((await ledger(phone)).filter((line) => line.startsWith("granted"))).toHaveLength(1);
});

describe("a number that has left", () => {
  const phone = "+15145550148";

  test("gets no text from the page, which answers as to any other", async () => {
    const handset = service.customer(phone);
    await handset.texts("STOP");
    await handset.receives(1);
    const [toLeft, toNew] = [await post(PAGE, form(phone)), await post(PAGE, form("+15145550149"))];
    expect([toLeft.status, toNew.status]).toEqual([303, 303]);
    const pages = await Promise.all(
      [toLeft, toNew].map(async (answer) => {
        const path = answer.headers.get("location") ?? "";
        const page = await (await fetch(service.url + path, { headers: { "accept-language": "en" } })).text();
        return page.replaceAll(path.split("/").at(-1) ?? "", "");
      }),
    );
    expect(pages[0]).toBe(pages[1]);
    expect(pages[0]).toContain("text START to 514 555-0100");
    await service.customer("+15145550149").receives(1);
    expect((await messagesTo(service.db, phone)).map(({ kind }) => kind)).toEqual(["stop_confirmed"]);
    expect(await customer(phone)).toMatchObject({ consent: "opted_out" });
  });

  test("is told so when it left after the code, and stays out", async () => {
    const late = "+15145550150";
    const { path, code } = await receiveCode(late);
    await service.customer(late).texts("STOP");
    const answer = await post(path, { code });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("send START");
    expect(await customer(late)).toMatchObject({ consent: "opted_out", points: 0 });
  });
});

test("a question that was asked by text before is not answered by the page's YES", async () => {
  const phone = "+15145550151";
  const handset = service.customer(phone);
  for (const text of ["JOIN", "YES", "ok stop now lol"]) await handset.texts(text);
  await handset.receives(3);
  await post(PAGE, form(phone));
  await handset.receives(4);
  await handset.texts("NO");
  expect(await customer(phone)).toMatchObject({ consent: "opted_out" });
});

test("a form that nobody confirms is dropped after a day, with what was typed on it; evidence stays", async () => {
  const confirmed = await receiveCode("+15145550170", { name: "Proven" });
  await post(confirmed.path, { code: confirmed.code });
  await receiveCode("+15145550171", { name: "Unproven" });
  const names = async () => (await service.db.execute("SELECT name FROM sign_ups WHERE name LIKE '%roven'")).rows;
  await service.sweep();
  expect(await names()).toMatchObject([{ name: "Proven" }, { name: "Unproven" }]);
  await service.db.execute("UPDATE sign_ups SET created_at = 1 WHERE confirmed_at IS NULL");
  await service.sweep();
  expect(await names()).toMatchObject([{ name: "Proven" }]);
});

describe("a code", () => {
  test("is worth five tries", async () => {
    const { path, code } = await receiveCode("+15145550152");
    for (let n = 0; n < 5; n++) expect((await post(path, { code: otherThan(code) })).status).toBe(422);
    expect((await post(path, { code })).status).toBe(422);
    expect(await customer("+15145550152")).toMatchObject({ consent: "none" });
  });

  test("is worth nothing after ten minutes, or for another form", async () => {
    const { path, code } = await receiveCode("+15145550153");
    const other = await receiveCode("+15145550154");
    expect((await post(other.path, { code: other.code === code ? otherThan(code) : code })).status).toBe(422);
    await service.db.execute("UPDATE sign_ups SET expires_at = 1 WHERE confirmed_at IS NULL");
    expect((await post(path, { code })).status).toBe(422);
    expect(await customer("+15145550153")).toMatchObject({ consent: "none" });
  });

  test("is never kept or logged as it is", async () => {
    const phone = "+15145550155";
    const { code } = await receiveCode(phone, { name: "Secretive" });
    const { rows } = await service.db.execute("SELECT * FROM sign_ups");
    expect(rows.some((row) => Object.values(row).includes(code))).toBe(false);
    for (const said of [code, phone, "Secretive"]) expect(service.logs.join("\n")).not.toContain(said);
  });
});

describe("a form that can't be taken", () => {
  const wrong = { name: "<b>Ann</b>", birthday: "31/02", email: "ann@", emailOffers: "yes", phone: "12", sms: "" };

  test("comes back with what was typed, and the error next to each field", async () => {
    const answer = await post(PAGE, form("", wrong));
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain(`value="&lt;b&gt;Ann&lt;/b&gt;"`);
    expect(page).not.toContain("<b>Ann");
    for (const field of ["phone", "birthday", "email", "sms"]) {
      expect(page).toMatch(new RegExp(`<p id="${field}-error" class="field-error">[^<]+`));
      expect(page).toContain(`aria-describedby="${field}-error`);
    }
    expect(page).toContain(`value="31/02"`);
    expect(page).toMatch(/id="emailOffers"[^>]* checked/);
    expect(page).not.toMatch(/id="sms"[^>]* checked/);
  });

  test.each([
    ["a robot that fills in everything", () => ({ website: "https://example.com" })],
    ["a robot in a hurry", () => ({ shownAt: String(Date.now() + 60_000) })],
  ])("%s is asked to send it again, and nothing is texted", async (_, more) => {
    const phone = "+15145550156";
    expect((await post(PAGE, form(phone, more()))).status).toBe(422);
    expect(await messagesTo(service.db, phone)).toEqual([]);
  });

  test("fields that are files, missing or endless break nothing", async () => {
    const body = new FormData();
    body.set("phone", new File(["x"], "x.txt"));
    body.set("name", "x".repeat(5_000));
    const headers = { origin: service.url };
    expect((await fetch(service.url + PAGE, { method: "POST", body, headers })).status).toBe(422);
    const empty = await post(PAGE, {});
    expect(empty.status).toBe(422);
    // No box is ticked by anybody but the customer.
    expect(await empty.text()).not.toMatch(/ checked/);
  });

  test("a form of another site is refused", async () => {
    expect((await post(PAGE, form("+15145550157"), { origin: "https://elsewhere.example" })).status).toBe(403);
  });
});

describe("the limits", () => {
  const asked = async (phones: readonly string[], headers: Record<string, string> = {}) => {
    const statuses: number[] = [];
    for (const phone of phones) statuses.push((await post(PAGE, form(phone), headers)).status);
    return statuses;
  };

  test("three codes in ten minutes for one number", async () => {
    expect(await asked(Array(4).fill("+15145550158"))).toEqual([303, 303, 303, 422]);
  });

  test("so many for one address, whoever confirms makes room", async () => {
    const max = SIGN_UPS_MAX.bySourceThisHour;
    const headers = { "cf-connecting-ip": "203.0.113.7" };
    // Two area codes, so that no prefix fills up first.
    const phones = Array.from({ length: max + 1 }, (_, i) => `+1${i % 2 ? 438 : 450}55501${String(20 + i)}`);
    const statuses = await asked(phones, headers);
    expect(statuses.slice(0, max).every((status) => status === 303)).toBe(true);
    expect(statuses[max]).toBe(422);
    expect((await post(PAGE, form("+15815550120"), { "cf-connecting-ip": "203.0.113.8" })).status).toBe(303);
    await service.db.execute("UPDATE sign_ups SET confirmed_at = 1 WHERE phone = '+14505550120'");
    expect((await post(PAGE, form("+15815550121"), headers)).status).toBe(303);
    const { rows } = await service.db.execute("SELECT DISTINCT source FROM sign_ups WHERE source IS NOT NULL");
    expect(JSON.stringify(rows)).not.toContain("203.0.113");
  });

  test("a flood of forms from many addresses closes no page: somebody at a quiet one still gets a code", async () => {
    const areas = [204, 250, 306, 403, 506, 604];
    for (let i = 0; i < SIGN_UPS_MAX.byShopThisHour; i += areas.length) {
      const together = areas.map((area, j) => {
        const headers = { "cf-connecting-ip": `198.51.100.${i + j}` };
        return post(PAGE, form(`+1${area}55501${String(20 + i + j)}`), headers);
      });
      for (const { status } of await Promise.all(together)) expect(status).toBe(303);
    }
    expect(await asked(["+15815550131"], { "cf-connecting-ip": "203.0.113.20" })).toEqual([303]);
    // Each address has less for as long as it lasts.
    const greedy = ["+15815550132", "+19025550133", "+17095550134"];
    expect(await asked(greedy, { "cf-connecting-ip": "203.0.113.21" })).toEqual([303, 303, 422]);
  });

  test("so many for one block of numbers, at the same moment too", async () => {
    const max = SIGN_UPS_MAX.byPrefixThisHour;
    const phones = Array.from({ length: max + 10 }, (_, i) => `+1${418}55501${String(20 + i)}`);
    await Promise.all(phones.map((phone) => post(PAGE, form(phone))));
    const { rows } = await service.db.execute(
      "SELECT count(*) AS texts FROM outbox WHERE recipient LIKE '+1418555%' AND kind = 'sign_up_code'",
    );
    expect(Number(rows[0]?.texts)).toBeLessThanOrEqual(max);
  });
});

test("a shop that nobody knows, and one that can't text yet", async () => {
  expect((await fetch(`${service.url}/join/nobody`)).status).toBe(404);
  await service.db.execute("UPDATE merchants SET region = NULL");
  const closed = await fetch(service.url + PAGE, { headers: { "accept-language": "fr" } });
  await service.db.execute("UPDATE merchants SET region = 'QC'");
  expect(closed.status).toBe(503);
  expect(await closed.text()).toContain("Pas encore ouvert");
});

test("looking at the pages changes nothing", async () => {
  const before = await service.db.execute("SELECT count(*) AS rows FROM sign_ups");
  for (const path of [PAGE, `${PAGE}?lang=fr`, `${PAGE}/01234567-89ab-7def-8123-456789abcdef`]) {
    for (const method of ["GET", "HEAD"]) expect((await fetch(service.url + path, { method })).status).toBe(200);
  }
  expect(await service.db.execute("SELECT count(*) AS rows FROM sign_ups")).toEqual(before);
});
