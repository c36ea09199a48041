// Short links: a person who opens one sees their points; a robot that looks at one changes nothing; a forged one costs nothing.

import { drizzle } from "drizzle-orm/libsql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { links } from "../../worker/db/schema.ts";
import { type Customer, type Service, startService } from "../support/service.ts";

let service: Service;
let customer: Customer;
/** Where the link of the welcome leads. */
let link: URL;
beforeAll(async () => {
  service = await startService();
  customer = service.customer("+15145550121");
  await customer.texts("JOIN");
  await customer.texts("YES");
  const welcome = await customer.receives(2);
  link = new URL(/http\S+$/.exec(welcome)?.[0] ?? "");
  await service.vonage.settle();
});
afterAll(() => service.dispose());

const robots = [
  "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
  "WhatsApp/2.23.20.0",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
  "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
  "Barracuda Sentinel (EE)",
];

/** Everything that the database holds, as text. */
async function everything(): Promise<string> {
  const tables = await service.db.execute(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  );
  const dump: unknown[] = [];
  for (const { name } of tables.rows) dump.push(name, (await service.db.execute(`SELECT * FROM ${name}`)).rows);
  return JSON.stringify(dump);
}

describe("a genuine link", () => {
  test("has a token of sixteen characters on the short domain", () => {
    expect(link.origin).toBe(service.url);
    expect(link.pathname).toMatch(/^\/[\w-]{16}$/);
  });

  test("shows the points, and is not to be kept by anybody on the way", async () => {
    const page = await fetch(link);
    expect(page.status).toBe(200);
    expect(page.headers.get("cache-control")).toContain("no-store");
    expect(page.headers.get("referrer-policy")).toBe("no-referrer");
    const words = (await page.text()).replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
    expect(words).toMatch(/Café Comptoir.* 1 point/);
  });

  test("may be looked at by robots, with GET and HEAD, any number of times: nothing changes", async () => {
    const before = await everything();
    for (const agent of robots) {
      for (const method of ["GET", "HEAD"]) {
        const headers = { "user-agent": agent, purpose: "prefetch", "sec-purpose": "prefetch;prerender" };
        expect((await fetch(link, { method, headers })).status).toBe(200);
      }
    }
    expect(await everything()).toBe(before);
    expect((await fetch(link)).status).toBe(200);
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
    const page = await fetch(`${service.url}/${forged()}`);
    expect(page.status).toBe(404);
    expect(await page.text()).not.toContain("1 point");
    expect(service.roundTrips()).toBe(before);
  });
});

test("a link whose time is over says so", async () => {
  await drizzle(service.db)
    .update(links)
    .set({ expiresAt: Date.now() - 1 });
  const page = await fetch(link);
  expect(page.status).toBe(410);
  expect(await page.text()).not.toContain("1 point");
});
