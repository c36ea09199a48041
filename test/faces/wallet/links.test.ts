// Short links: a person's press opens a wallet; a robot that looks at one changes nothing; a forged one costs nothing.

import { createHmac, randomBytes } from "node:crypto";
import { drizzle } from "drizzle-orm/libsql";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { formatToken, LINK_ID_BYTES, unsignedToken } from "../../../src/links/token.ts";
import { links } from "../../../worker/db/schema.ts";
import { type Customer, type Service, startService } from "../../support/service.ts";

const oldKey = `1:${randomBytes(32).toString("base64url")}`;
const newKey = `2:${randomBytes(32).toString("base64url")}`;
/** A short domain of its own, as a browser would name it; the same Worker answers there. */
const LINK_HOST = "https://c.example";

let service: Service;
let customer: Customer;
/** Where the link of the welcome leads. */
let link: URL;
beforeAll(async () => {
  service = await startService({ bindings: { LINK_SIGNING_KEYS: `${newKey},${oldKey}` } });
  customer = service.customer("+15145550121");
  await customer.texts("JOIN");
  await customer.texts("YES");
  const welcome = await customer.receives(2);
  link = new URL(/http\S+$/.exec(welcome)?.[0] ?? "");
  await service.vonage.settle();
});
beforeEach(async () => {
  await change({ usesLeft: null, revokedAt: null, expiresAt: Date.now() + 60_000 });
});
afterAll(() => service?.dispose());

const change = (terms: Partial<typeof links.$inferInsert>) => drizzle(service.db).update(links).set(terms);

const press = (url: URL | string = link, headers: Record<string, string> = { "sec-fetch-site": "same-origin" }) =>
  fetch(url, { method: "POST", redirect: "manual", headers });

const wordsOf = async (page: Response) => (await page.text()).replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");

async function count(sql: string): Promise<number> {
  const { rows } = await service.db.execute(sql);
  return Number(rows[0]?.n);
}
const clicks = () => count("SELECT count(*) AS n FROM audit_entries WHERE act = 'link_opened'");
const sessions = () => count("SELECT count(*) AS n FROM customer_sessions");

/** A link as the holder of this key would sign it. @param key `id:base64url` */
function issueWith(key: string): { id: string; url: string } {
  const [keyId, secret = ""] = key.split(":");
  const { linkId, signed } = unsignedToken(Number(keyId), randomBytes(LINK_ID_BYTES));
  const mac = createHmac("sha256", Buffer.from(secret, "base64url")).update(signed).digest();
  return { id: linkId, url: `${service.url}/${formatToken(signed, mac)}` };
}

/** Everything that the database holds, as text. */
async function everything(): Promise<string> {
  const tables = await service.db.execute(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  );
  const dump: unknown[] = [];
  for (const { name } of tables.rows) dump.push(name, (await service.db.execute(`SELECT * FROM ${name}`)).rows);
  return JSON.stringify(dump);
}

describe("looking at a genuine link", () => {
  const robots = [
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "WhatsApp/2.23.20.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Barracuda Sentinel (EE)",
  ];

  test("the token has sixteen characters, on the short domain", () => {
    expect(link.origin).toBe(service.url);
    expect(link.pathname).toMatch(/^\/[\w-]{16}$/);
  });

  test("shows the shop and one button, nothing of the customer, and is not to be kept on the way", async () => {
    const page = await fetch(link);
    expect(page.status).toBe(200);
    expect(page.headers.get("cache-control")).toContain("no-store");
    expect(page.headers.get("referrer-policy")).toBe("no-referrer");
    expect(page.headers.getSetCookie()).toEqual([]);
    const words = await wordsOf(page);
    expect(words).toMatch(/Café Comptoir.*Open my wallet/);
    expect(words).not.toMatch(/\d point/);
    expect(await wordsOf(await fetch(`${link}?lang=fr`))).toContain("Ouvrir mon portefeuille");
  });

  test("is one round trip to the database", async () => {
    const before = service.roundTrips();
    await fetch(link);
    expect(service.roundTrips() - before).toBe(1);
  });

  test("changes nothing, whoever looks, with GET and HEAD, however often", async () => {
    await change({ usesLeft: 1 });
    const before = await everything();
    for (const agent of robots) {
      for (const method of ["GET", "HEAD"]) {
        const headers = { "user-agent": agent, purpose: "prefetch", "sec-purpose": "prefetch;prerender" };
        expect((await fetch(link, { method, headers })).status).toBe(200);
      }
    }
    expect(await everything()).toBe(before);
    expect((await press()).status).toBe(303);
  });
});

describe("pressing its button", () => {
  test("counts a click, starts a session, and leaves the token behind", async () => {
    const before = { clicks: await clicks(), sessions: await sessions() };
    const opened = await press();
    expect([opened.status, opened.headers.get("location")]).toEqual([303, "/me"]);
    const [cookie = ""] = opened.headers.getSetCookie();
    expect(cookie).toMatch(/^wallet=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(await clicks()).toBe(before.clicks + 1);
    expect(await sessions()).toBe(before.sessions + 1);
    const wallet = await fetch(`${service.url}/me`, { headers: { cookie: cookie.split(";")[0] ?? "" } });
    expect(await wordsOf(wallet)).toMatch(/1 point/);
    const token = /wallet=([\w-]+)/.exec(cookie)?.[1] ?? "";
    expect(await everything()).not.toContain(token);
  });

  test("on two phones gives two sessions", async () => {
    const [one, other] = await Promise.all([press(), press()]);
    expect([one.status, other.status]).toEqual([303, 303]);
    expect(one.headers.getSetCookie()).not.toEqual(other.headers.getSetCookie());
  });

  test("where it may be used once, one of ten that come at the same moment opens it", async () => {
    await change({ usesLeft: 1 });
    const before = await clicks();
    const opened = await Promise.all(Array.from({ length: 10 }, () => press()));
    expect(opened.map(({ status }) => status).sort()).toEqual([303, ...Array(9).fill(410)]);
    expect(await clicks()).toBe(before + 1);
  });

  test("is for the form of our own hosts: another site can't open a wallet in somebody's browser", async () => {
    const before = await everything();
    for (const headers of [
      { "sec-fetch-site": "cross-site", origin: "https://evil.example" },
      { origin: "null" },
      {},
    ]) {
      expect((await press(link, headers as Record<string, string>)).status).toBe(403);
    }
    expect(await everything()).toBe(before);
  });
});

describe("a link that is not one of ours", () => {
  const token = () => link.pathname.slice(1);
  const changed = (at: number) => {
    const other = token()[at] === "A" ? "B" : "A";
    return token().slice(0, at) + other + token().slice(at + 1);
  };
  test.each([
    ["made up", () => "abcdefghijklmnop"],
    ["with another key", () => changed(0)],
    ["with another id", () => changed(4)],
    ["with another signature", () => changed(12)],
    ["too short", () => token().slice(0, 15)],
    ["too long", () => `${token()}A`],
    ["of other characters", () => "..%2f..%2fadmin%00"],
  ])("%s: 404 without a look into the database", async (_what, forged) => {
    const before = service.roundTrips();
    const pages = [await fetch(`${service.url}/${forged()}`), await press(`${service.url}/${forged()}`)];
    for (const page of pages) expect(page.status).toBe(404);
    expect(service.roundTrips()).toBe(before);
  });

  test("is answered the same, headers and all, the first time that a Worker is asked and whenever it is asked again", async () => {
    const fresh = await startService();
    try {
      const answerTo = async (path: string) => {
        const answer = await fetch(`${fresh.url}/${path}`);
        return [answer.status, [...answer.headers], await answer.text()];
      };
      const first = await answerTo("abcdefghijklmnop");
      expect(await answerTo("ponmlkjihgfedcba?lang=en")).toEqual(first);
      expect(JSON.stringify(first)).toMatch(/no-store.*default-src 'none'.*not one of our links/);
    } finally {
      await fresh.dispose();
    }
  });

  test("says so in both languages, and what to text", async () => {
    const words = await wordsOf(await fetch(`${service.url}/abcdefghijklmnop`));
    expect(words).toMatch(/not one of our links.*BALANCE.*pas l’un des nôtres.*SOLDE/);
  });
});

describe("a link that opens nothing any more says why, and what to text to which number", () => {
  test.each([
    ["expired", () => ({ expiresAt: Date.now() - 1 }), "has expired", "a expiré"],
    ["used up", () => ({ usesLeft: 0 }), "already used", "a déjà servi"],
    ["withdrawn", () => ({ revokedAt: Date.now() - 1 }), "was withdrawn", "a été retiré"],
  ] as const)("%s", async (_what, terms, english, french) => {
    await change(terms());
    const before = await everything();
    for (const page of [await fetch(link), await press()]) {
      expect(page.status).toBe(410);
      expect(page.headers.getSetCookie()).toEqual([]);
      expect(await page.text()).toMatch(
        new RegExp(`${english}.*Text BALANCE to.*514.555-0100.*sms:\\+15145550100`, "s"),
      );
    }
    expect(await wordsOf(await fetch(`${link}?lang=fr`))).toMatch(new RegExp(`${french}.*Envoyez SOLDE au`));
    expect(await everything()).toBe(before);
  });

  test("never issued, or no longer known", async () => {
    const { url } = issueWith(newKey);
    expect(await wordsOf(await fetch(url))).toMatch(/leads nowhere now.*BALANCE/);
    expect((await press(url)).status).toBe(404);
  });
});

test("a link signed with the key before lives on, one of a key before that does not", async () => {
  const { id, url } = issueWith(oldKey);
  const [row] = await drizzle(service.db).select().from(links);
  if (!row) throw new Error("there is no link");
  await drizzle(service.db)
    .insert(links)
    .values({ ...row, id });
  expect((await press(url)).status).toBe(303);
  const foreign = issueWith(`0:${randomBytes(32).toString("base64url")}`);
  expect((await fetch(foreign.url)).status).toBe(404);
});

test("on https the cookie is the host's own, and a short domain's form posts to the app's host", async () => {
  const app = "https://app.example";
  const far = await startService({
    carrier: "simulator",
    bindings: { APP_BASE_URL: app, LINK_BASE_URL: LINK_HOST },
  });
  try {
    const someone = far.customer("+15145550122");
    await someone.texts("JOIN");
    await someone.texts("YES");
    const issued = new URL(/https\S+$/.exec(await someone.receives(2))?.[0] ?? "");
    expect(issued.origin).toBe(LINK_HOST);
    const here = `${far.url}${issued.pathname}`;
    const page = await fetch(here);
    expect(page.headers.get("content-security-policy")).toContain(`form-action 'self' ${app}`);
    // A browser comes from the short domain to the app's host: another site, whose name it says.
    const opened = await press(here, { origin: LINK_HOST, "sec-fetch-site": "cross-site" });
    expect(opened.status).toBe(303);
    expect(opened.headers.getSetCookie()[0]).toMatch(/^__Host-wallet=.*Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  } finally {
    await far.dispose();
  }
});
