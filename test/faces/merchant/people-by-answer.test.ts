// Nobody is a person of a shop but by their own answer, a number that has left gets no code that others set off, and no stranger shuts
// somebody out: the attacks on sign-in, replayed through the service.

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createKeyedHash } from "../../../worker/gateways/keyed-hash.ts";
import { makeDue, messagesTo, queueDirectly, reach } from "../../support/outbox.ts";
import {
  NUMBER_HASH_KEY,
  nextSecond,
  OWNER_PHONE,
  type Service,
  SHOP_NUMBER,
  startService,
} from "../../support/service.ts";
import { addShop, fillShop, type Tenant } from "../../support/tenants.ts";

const OTHER_NUMBER = "+14385550100";

let service: Service;
/** On the demo shop's number, which is shared so; and a shop with a number of its own. */
let cafe: Tenant;
let salon: Tenant;
let garage: Tenant;

beforeAll(async () => {
  service = await startService({ carrier: "simulator", shop: { SHOP_LOCALE: "en" } });
  const { rows } = await service.db.execute("SELECT id FROM merchants");
  cafe = await fillShop(service.db, String(rows[0]?.id), "438");
  salon = await fillShop(service.db, await addShop(service.db, "salon"), "613");
  garage = await fillShop(service.db, await addShop(service.db, "garage"), "418");
  await service.db.batch([
    `INSERT INTO senders (id, number, kind, pace_segments_per_s, created_at) VALUES ('own', '${OTHER_NUMBER}', 'long', 10, 1)`,
    { sql: "UPDATE sender_merchants SET sender_id = 'own' WHERE merchant_id = ?", args: [garage.merchantId] },
  ]);
});
afterAll(() => service?.dispose());
beforeEach(() => service.db.execute("DELETE FROM limit_counters"));

/** A browser: what it keeps, and from where it comes. */
function openBrowser(address = "203.0.113.1") {
  const jar = new Map<string, string>();
  const send = async (path: string, init: RequestInit = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { origin: service.url, "accept-language": "en", "cf-connecting-ip": address, cookie };
    const response = await fetch(service.url + path, { ...init, headers, redirect: "manual" });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (/max-age=0/i.test(set)) jar.delete(name);
      else jar.set(name, value);
    }
    return { status: response.status, location: response.headers.get("location"), text: await response.text() };
  };
  const posts = (path: string, fields: Record<string, string>) =>
    send(path, { method: "POST", body: new URLSearchParams(fields) });
  return {
    gets: (path: string) => send(path),
    posts,
    asks: (phone: string) => posts("/inbox/sign-in", { phone }),
    types: (code: string) => posts("/inbox/sign-in/code", { code }),
    copies: (cookie: string) => {
      const [name = "", value = ""] = cookie.split("=");
      jar.set(name, value);
    },
    forgets: (name: string) => jar.delete(name),
  };
}

type Browser = ReturnType<typeof openBrowser>;

const ownerOf = (tenant: Tenant): Browser => {
  const browser = openBrowser();
  browser.copies(tenant.people.owner.cookie);
  return browser;
};

const invite = (tenant: Tenant, phone: string, role = "manager") =>
  ownerOf(tenant).posts("/inbox/people", { name: "Nadia", phone, role });

const textsTo = async (phone: string): Promise<string[]> =>
  (await messagesTo(service.db, phone)).map(({ text }) => String(text));
const codesTo = async (phone: string) => (await textsTo(phone)).filter((text) => /\d{6}/.test(text));
const codeIn = (text: string | undefined): string => /\d{6}/.exec(text ?? "")?.[0] ?? "";

/** Texts CODE and reads what comes back. */
async function textedCode(phone: string, words = "CODE", to = SHOP_NUMBER): Promise<string> {
  const handset = service.customer(phone);
  const before = (await handset.received()).length;
  await handset.texts(words, to);
  return codeIn(await handset.receives(before + 1));
}

/** From asking to the answer to the code. */
async function signsIn(browser: Browser, phone: string) {
  const before = (await codesTo(phone)).length;
  await browser.asks(phone);
  const handset = service.customer(phone);
  for (;;) {
    const codes = await codesTo(phone);
    if (codes.length > before) {
      await handset.receives((await textsTo(phone)).length);
      return browser.types(codeIn(codes.at(-1)));
    }
    await nextSecond();
  }
}

/** Numbers that nobody else has here. */
const numberOf = (i: number): string => `+1514555${String(110 + i).padStart(4, "0")}`;

const row = async (sql: string, ...args: (string | number)[]) => (await service.db.execute({ sql, args })).rows[0];

describe("somebody who is invited", () => {
  test("gets one text that names the shop, who invites and the way out, and is nobody there until they answer it", async () => {
    const phone = "+15145550171";
    expect((await invite(garage, phone)).location).toBe("/inbox/people?done=invited");
    const [text] = await textsTo(phone);
    expect(text).toBe("garage: owner invites you to work on its inbox. Reply CODE to accept, STOP to refuse.");

    const browser = openBrowser();
    await browser.asks(phone);
    expect((await browser.types("123456")).status).toBe(422);
    expect(await codesTo(phone)).toEqual([]);
    expect((await ownerOf(garage).gets("/inbox/people")).text).toContain("To accept, they text CODE to 438 555-0100");

    const code = await textedCode(phone, "Code svp!", OTHER_NUMBER);
    expect((await browser.types(code)).location).toBe("/inbox");
    expect((await browser.gets("/inbox")).text).toContain("garage");
    expect(await row("SELECT act FROM audit_entries WHERE act = 'invitation_accepted'")).toBeDefined();
  });

  test("is said to be untexted, where nothing of the kind goes out from the shop's number", async () => {
    const phone = "+14185550168";
    await service.db.execute(`UPDATE senders SET purposes = '["conversation"]'`);
    const invited = await invite(garage, phone);
    await service.db.execute(`UPDATE senders SET purposes = '["conversation","transactional","promotional"]'`);
    expect(invited.location).toBe("/inbox/people?done=invited_untexted");
    expect(await textsTo(phone)).toEqual([]);
  });

  test("is not accepted by a CODE that was written before it", async () => {
    const phone = "+14185550169";
    await invite(garage, phone);
    const invitedAt = "UPDATE people SET created_at = created_at + ? WHERE phone = ?";
    await service.db.execute({ sql: invitedAt, args: [60_000, phone] });
    await service.customer(phone).texts("CODE", OTHER_NUMBER);
    expect(await row("SELECT confirmed_at FROM people WHERE phone = ?", phone)).toMatchObject({ confirmed_at: null });
    await service.db.execute({ sql: invitedAt, args: [-60_000, phone] });
    expect(await textedCode(phone, "CODE", OTHER_NUMBER)).toMatch(/^\d{6}$/);
    expect(await row("SELECT confirmed_at FROM people WHERE phone = ?", phone)).not.toMatchObject({
      confirmed_at: null,
    });
  });

  test("who refuses with STOP is off the list, and is not texted again however often they are invited", async () => {
    const phone = "+15145550172";
    await invite(garage, phone);
    await service.customer(phone).receives(1);
    await service.customer(phone).texts("STOP", OTHER_NUMBER);
    await service.customer(phone).receives(2);
    expect(await row("SELECT id FROM people WHERE phone = ?", phone)).toBeUndefined();
    await service.db.execute("DELETE FROM limit_counters");
    const again = await invite(garage, phone);
    expect(again.location).toBe("/inbox/people?done=invited_untexted");
    expect(await textsTo(phone)).toHaveLength(2);
  });

  test("is texted once a day, whichever shops invite; a shop invites ten a day by text", async () => {
    const phone = "+15145550173";
    await invite(garage, phone);
    await invite(cafe, phone);
    expect(await textsTo(phone)).toHaveLength(1);
    const done = [];
    for (let i = 0; i < 11; i++) done.push((await invite(salon, numberOf(i))).location);
    expect(done.filter((location) => location === "/inbox/people?done=invited")).toHaveLength(10);
  });

  test("counts for nothing: an invited owner does not let the last one go", async () => {
    await invite(garage, "+15145550174", "owner");
    const { id } = garage.people.owner;
    expect((await ownerOf(garage).posts(`/inbox/people/${id}/remove`, {})).status).toBe(422);
    const invited = await row("SELECT id FROM people WHERE phone = '+15145550174'");
    expect((await ownerOf(garage).posts(`/inbox/people/${invited?.id}/remove`, {})).status).toBe(303);
  });

  test("on a shared number names the shop; a bare CODE accepts only what alone it can mean", async () => {
    const both = "+15145550175";
    await invite(cafe, both);
    await invite(salon, both);
    expect((await textsTo(both))[0]).toContain("Reply CODE CAFE to accept");
    await service.customer(both).texts("CODE");
    expect(await service.customer(both).receives(2)).toMatch(/^Several shops invite you/);
    await textedCode(both, "code SALON");
    expect(await row("SELECT count(*) AS n FROM people WHERE phone = ? AND confirmed_at IS NOT NULL", both)).toEqual({
      n: 1,
    });
    // Confirmed at one, a bare CODE is for signing in and accepts nothing more.
    await textedCode(both);
    expect(await row("SELECT count(*) AS n FROM people WHERE phone = ? AND confirmed_at IS NOT NULL", both)).toEqual({
      n: 1,
    });
  });
});

test("an invitation that waits while its phone leaves another shop of the number goes nowhere, and one that it has left alone goes", async () => {
  const [leaving, staying] = ["+15145550168", "+15145550169"] as const;
  const rows = [leaving, staying].map(async (recipient) => {
    const recipientHash = await createKeyedHash(NUMBER_HASH_KEY)("number", recipient);
    const kept = { merchantId: salon.merchantId, kind: "person_invitation" as const, dueAt: Date.now() + 3_600_000 };
    return { ...kept, recipient, recipientHash };
  });
  const [toLeaving = "", toStaying = ""] = await queueDirectly(service.db, await Promise.all(rows));
  await service.customer(leaving).texts("STOP CAFE");
  expect(await service.customer(leaving).receives(1)).toContain("Café Comptoir");
  await makeDue(service.db);
  await service.sweep();
  expect(await reach(service.db, [toLeaving], "cancelled")).toMatchObject([{ reason: "opted_out" }]);
  await reach(service.db, [toStaying], "delivered");
});

test("CODE from somebody who works nowhere is a text for the shop", async () => {
  const phone = "+15145550176";
  await service.customer(phone).texts("Code", OTHER_NUMBER);
  expect(await codesTo(phone)).toEqual([]);
  expect(await row("SELECT unread FROM threads JOIN customers ON id = customer_id WHERE phone = ?", phone)).toEqual({
    unread: 1,
  });
});

describe("one number in two shops", () => {
  test("a foreign owner who adds somebody changes nothing for them; once they accept, they choose, and can change", async () => {
    const phone = "+15145550177";
    await service.db.execute({
      sql: `INSERT INTO people (id, merchant_id, phone, name, role, created_at, confirmed_at)
        VALUES (?, ?, ?, 'Nadia', 'manager', 9e12, 9e12)`,
      args: [randomUUID(), garage.merchantId, phone],
    });
    await service.db.execute({
      sql: `INSERT INTO people (id, merchant_id, phone, name, role, created_at, invited_by)
        VALUES (?, ?, ?, 'Nadia', 'staff', 1, ?)`,
      args: [randomUUID(), salon.merchantId, phone, salon.people.owner.id],
    });
    const browser = openBrowser();
    expect((await signsIn(browser, phone)).location).toBe("/inbox");
    expect((await browser.gets("/inbox/programme")).status).toBe(200);
    expect((await browser.gets("/inbox/programme")).text).toContain("garage");

    await textedCode(phone, "CODE SALON");
    const other = openBrowser();
    expect((await signsIn(other, phone)).location).toBe("/inbox/sign-in/shop");
    expect((await other.gets("/inbox")).location).toBe("/inbox/sign-in");
    const page = (await other.gets("/inbox/sign-in/shop")).text;
    const people = Array.from(page.matchAll(/value="([^"]+)"[^>]*><strong>(\w+)</g), ([, id = "", shop]) => ({
      id,
      shop,
    }));
    expect(people.map(({ shop }) => shop)).toEqual(["garage", "salon"]);
    expect((await other.posts("/inbox/sign-in/shop", { person: people[1]?.id ?? "" })).location).toBe("/inbox");
    expect((await other.gets("/inbox/customers")).text).toContain("salon");
    // A switch, without another code; the first session has ended.
    expect((await other.gets("/inbox/customers")).text).toContain("/inbox/sign-in/shop");
    expect((await other.posts("/inbox/sign-in/shop", { person: people[0]?.id ?? "" })).location).toBe("/inbox");
    expect((await other.gets("/inbox/customers")).text).toContain("garage");
  });

  test("nobody chooses a shop that is not theirs, nor without a code", async () => {
    const { id } = garage.people.owner;
    for (const browser of [openBrowser(), ownerOf(salon)]) {
      expect((await browser.posts("/inbox/sign-in/shop", { person: id })).location).toBe("/inbox/sign-in");
    }
  });
});

describe("a number that has left", () => {
  const left = async (phone: string) => {
    await service.db.execute({
      sql: `INSERT INTO people (id, merchant_id, phone, name, role, created_at, confirmed_at)
        VALUES (?, ?, ?, 'Luc', 'staff', 1, 1)`,
      args: [randomUUID(), garage.merchantId, phone],
    });
    const browser = openBrowser();
    expect((await signsIn(browser, phone)).location).toBe("/inbox");
    await service.customer(phone).texts("STOP", OTHER_NUMBER);
    await service.customer(phone).receives(2);
    return browser;
  };

  test("gets no code that a stranger asks for; one that its phone texts for, and one that its own device asks for", async () => {
    const phone = "+15145550178";
    const device = await left(phone);
    const stranger = openBrowser("203.0.113.66");
    await stranger.asks(phone);
    await nextSecond();
    expect(await codesTo(phone)).toHaveLength(1);

    const texted = await textedCode(phone, "CODE", OTHER_NUMBER);
    const asked = openBrowser("203.0.113.9");
    await asked.asks(phone);
    expect((await asked.types(texted)).location).toBe("/inbox");

    await device.posts("/inbox/sign-out", {});
    expect((await signsIn(device, phone)).location).toBe("/inbox");
  });

  test("a code that waits when the STOP comes is not sent", async () => {
    const phone = "+15145550179";
    await service.db.execute({
      sql: `INSERT INTO people (id, merchant_id, phone, name, role, created_at, confirmed_at)
        VALUES (?, ?, ?, 'Luc', 'staff', 1, 1)`,
      args: [randomUUID(), garage.merchantId, phone],
    });
    await openBrowser().asks(phone);
    await service.customer(phone).receives(1);
    // As if the carrier had asked to try again in a minute.
    const waits = "UPDATE outbox SET status = 'queued', due_at = ? WHERE recipient = ?";
    await service.db.execute({ sql: waits, args: [Date.now() + 60_000, phone] });
    await service.customer(phone).texts("STOP", OTHER_NUMBER);
    const [code] = (await messagesTo(service.db, phone)).filter(({ kind }) => kind === "sign_in_code");
    expect(code).toMatchObject({ status: "cancelled", reason: "opted_out" });
  });

  test.each([
    ["a stranger asked for", "+15145550131", false, "cancelled"],
    ["their own device asked for", "+15145550132", true, "delivered"],
  ] as const)("a code that %s waits while another shop of the number is left", async (_who, phone, isOwn, becomes) => {
    await service.db.execute({
      sql: `INSERT INTO people (id, merchant_id, phone, name, role, created_at, confirmed_at)
        VALUES (?, ?, ?, 'Luc', 'staff', 1, 1)`,
      args: [randomUUID(), salon.merchantId, phone],
    });
    const device = openBrowser();
    expect((await signsIn(device, phone)).location).toBe("/inbox");
    await device.posts("/inbox/sign-out", {});
    await (isOwn ? device : openBrowser("203.0.113.66")).asks(phone);
    await service.customer(phone).receives(2);
    const [, code] = (await messagesTo(service.db, phone)).filter(({ kind }) => kind === "sign_in_code");
    // As if the carrier had asked to try again in an hour.
    const waits = "UPDATE outbox SET status = 'queued', due_at = ?, carrier_message_id = NULL WHERE id = ?";
    await service.db.execute({ sql: waits, args: [Date.now() + 3_600_000, code?.id ?? ""] });
    await service.customer(phone).texts("STOP CAFE");
    expect(await service.customer(phone).receives(2)).toContain("Café Comptoir");
    await makeDue(service.db);
    await service.sweep();
    await reach(service.db, [code?.id ?? ""], becomes);
  });
});

describe("strangers do not shut an owner out", () => {
  test("after ten asks by strangers from ten addresses the owner's own device gets a code, and so does a CODE by text", async () => {
    const device = openBrowser();
    await signsIn(device, OWNER_PHONE);
    await service.db.execute("DELETE FROM limit_counters");
    const before = (await codesTo(OWNER_PHONE)).length;
    for (let i = 0; i < 12; i++) await openBrowser(`198.51.100.${i}`).asks(OWNER_PHONE);
    await nextSecond();
    expect((await codesTo(OWNER_PHONE)).length - before).toBe(3);
    expect((await signsIn(device, OWNER_PHONE)).location).toBe("/inbox");
    const elsewhere = openBrowser("203.0.113.20");
    await elsewhere.asks(OWNER_PHONE);
    expect((await elsewhere.types(await textedCode(OWNER_PHONE))).location).toBe("/inbox");
  });

  test("who guesses wears out what they asked for, never the code that the phone has texted for", async () => {
    const code = await textedCode(OWNER_PHONE);
    for (let i = 0; i < 3; i++) {
      const stranger = openBrowser(`198.51.100.${50 + i}`);
      await stranger.asks(OWNER_PHONE);
      for (let n = 0; n < 6; n++) await stranger.types(code === "000000" ? "000001" : "000000");
    }
    const owner = openBrowser("203.0.113.30");
    await owner.asks(OWNER_PHONE);
    expect((await owner.types(code)).location).toBe("/inbox");
  });

  test("one address asks for twenty codes, of whatever numbers, and is told so; another one is not", async () => {
    const stranger = openBrowser("198.51.100.99");
    const statuses = [];
    for (let i = 0; i < 22; i++) statuses.push((await stranger.asks(numberOf(i))).status);
    expect(statuses.filter((status) => status === 303)).toHaveLength(20);
    expect(statuses.at(-1)).toBe(429);
    expect((await openBrowser("198.51.100.98").asks(OWNER_PHONE)).status).toBe(303);
  });
});

test("a device that is removed is a stranger's: signed out, and bound by what strangers ask", async () => {
  const device = openBrowser();
  await signsIn(device, OWNER_PHONE);
  const page = (await device.gets("/inbox/sessions")).text;
  const [path = ""] = /\/inbox\/sessions\/devices\/[^"]+\/revoke/.exec(page) ?? [];
  expect((await device.posts(path, {})).location).toBe("/inbox/sessions?done=revoked");
  expect((await device.gets("/inbox")).location).toBe("/inbox/sign-in");
  for (let i = 0; i < 3; i++) await openBrowser(`198.51.100.${i}`).asks(OWNER_PHONE);
  const before = (await codesTo(OWNER_PHONE)).length;
  await device.asks(OWNER_PHONE);
  await nextSecond();
  expect(await codesTo(OWNER_PHONE)).toHaveLength(before);
});

test("what is kept of asking is gone after its time", async () => {
  await openBrowser().asks(OWNER_PHONE);
  await service.db.execute("UPDATE sign_in_codes SET created_at = 1");
  await service.db.execute("UPDATE limit_counters SET until = 1");
  await service.sweep();
  expect(await row("SELECT count(*) AS n FROM sign_in_codes")).toEqual({ n: 0 });
  expect(await row("SELECT count(*) AS n FROM limit_counters")).toEqual({ n: 0 });
});
