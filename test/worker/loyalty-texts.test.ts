// The programme by text against the real service: points, rewards and codes move once, whatever comes twice or at the same time.

import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { auditLedgers } from "../support/ledgers.ts";
import { type Customer, type Service, SHOP_NUMBER, startService } from "../support/service.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
  await run("UPDATE merchants SET earn_code = '2468', multi_point_code = '97531', earns_per_day_max = 1000");
});
afterEach(async () => {
  expect(await auditLedgers(service.db)).toEqual([]);
});
afterAll(() => service.dispose());

const rows = async (sql: string, ...args: (string | number)[]) => (await service.db.execute({ sql, args })).rows;
const run = (sql: string, ...args: (string | number)[]) => rows(sql, ...args);
const count = async (sql: string, ...args: (string | number)[]) => Number((await rows(sql, ...args))[0]?.[0]);

const entries = async (phone: string) =>
  (
    await rows(
      "SELECT delta, cause FROM point_entries JOIN customers ON id = customer_id WHERE phone = ? ORDER BY seq",
      phone,
    )
  ).map((row) => `${row.cause} ${row.delta}`);
const claimsOf = (phone: string) =>
  rows(
    "SELECT claims.* FROM claims JOIN customers ON customers.id = customer_id WHERE phone = ? ORDER BY taken_at",
    phone,
  );
const pointsOf = (phone: string) => count("SELECT points FROM customers WHERE phone = ?", phone);

/** A member with points of the staff's giving, beside the one for joining. */
async function member(phone: string, points: number): Promise<Customer & { says(text: string): Promise<string> }> {
  const customer = service.customer(phone);
  let heard = 0;
  const says = async (text: string) => {
    await customer.texts(text);
    return customer.receives(++heard);
  };
  await says("JOIN");
  await says("YES");
  if (points > 0) expect(await says(`2468 97531 ${points}`)).toContain(`You have ${points + 1} points`);
  return { ...customer, says };
}

const posted = (from: string, words: string, messageId: string = randomUUID()) =>
  service.webhook("inbound", {
    channel: "sms",
    message_uuid: messageId,
    to: SHOP_NUMBER.slice(1),
    from: from.slice(1),
    timestamp: new Date().toISOString(),
    message_type: "text",
    text: words,
  });

test("the welcome names the points that waited for this number at this shop, and no others", async () => {
  const phone = "+15145550177";
  const shop = String((await rows("SELECT id FROM merchants"))[0]?.id);
  const put = (id: string, points: number, status: string, lapsesAt: number, at = phone) =>
    run(
      "INSERT INTO pending_points VALUES (?, ?, ?, ?, 'kiosk:1', ?, ?, 1, ?)",
      ...[id, shop, at, points, status, `aside:${id}`, lapsesAt],
    );
  const tomorrow = Date.now() + 86_400_000;
  await put("first", 3, "waiting", tomorrow);
  await put("second", 4, "waiting", tomorrow);
  await put("late", 10, "waiting", Date.now() - 1);
  await put("undone", 20, "undone", tomorrow);
  await put("of another", 40, "waiting", tomorrow, "+15145550178");

  const customer = service.customer(phone);
  await customer.texts("JOIN");
  await customer.receives(1);
  await customer.texts("YES");
  expect(await customer.receives(2)).toContain("You have 8 points.");
  expect([await pointsOf(phone), await entries(phone)]).toEqual([8, ["welcome 1", "pending 3", "pending 4"]]);
});

describe("a reward", () => {
  test("is taken by a YES, and used by its code", async () => {
    const customer = await member("+15145550141", 11);
    expect(await customer.says("REDEEM")).toContain("take a free coffee for 10 points?");
    expect(await customer.says("yes")).toContain("you have 2 points left");
    expect(await entries(customer.phone)).toEqual(["welcome 1", "code 11", "claim -10"]);
    const [claim] = await claimsOf(customer.phone);
    expect(claim).toMatchObject({ status: "taken", cost: 10, code: null });

    const said = await customer.says("USE");
    const [, code = ""] = /: (\w{3} \w{3}) for a free coffee/.exec(said) ?? [];
    const [inUse] = await claimsOf(customer.phone);
    expect(inUse).toMatchObject({ status: "in_use", code: code.replace(" ", "") });
    expect(await customer.says("USE")).toBe(said);

    await run("UPDATE claims SET code_until = 1 WHERE id = ?", String(claim?.id));
    expect(await customer.says("USE")).not.toBe(said);
    await run("UPDATE claims SET status = 'used', used_at = 1, used_with = 'kiosk:1' WHERE id = ?", String(claim?.id));
    await run(
      "INSERT INTO audit_entries (id, merchant_id, act, subject, at) SELECT 'used', merchant_id, 'code_redeemed', id, 1 FROM claims WHERE id = ?",
      String(claim?.id),
    );
    expect(await customer.says("USE")).toContain("no reward waits for you");
  });

  test("is taken once, though the YES is delivered twice and said by both thumbs", async () => {
    const phone = "+15145550143";
    const customer = await member(phone, 29);
    await customer.says("REDEEM");
    const yes = randomUUID();
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => posted(phone, "YES", yes)),
      ...Array.from({ length: 2 }, () => posted(phone, "YES")),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await claimsOf(phone)).toHaveLength(1);
    expect(await pointsOf(phone)).toBe(20);
  });

  test("of which one is left goes to one of two who say YES at the same moment", async () => {
    await run("UPDATE rewards SET stock = 1");
    const both = [await member("+15145550144", 11), await member("+15145550145", 11)];
    for (const customer of both) await customer.says("REDEEM");
    const heard = await Promise.all(both.map((customer) => customer.says("YES")));
    expect(heard.filter((text) => text.includes("waits for you"))).toHaveLength(1);
    expect(heard.filter((text) => text.includes("has run out"))).toHaveLength(1);
    expect(await count("SELECT stock FROM rewards")).toBe(0);
    expect((await Promise.all(both.map(({ phone }) => pointsOf(phone)))).sort()).toEqual([12, 2]);
    await run("UPDATE rewards SET stock = NULL");
  });

  test("is used once at a shop without codes, whatever comes at the same time", async () => {
    await run("UPDATE merchants SET redemption_mode = 'show'");
    const phone = "+15145550146";
    const customer = await member(phone, 11);
    await customer.says("REDEEM");
    await customer.says("YES");
    await customer.says("USE");
    await Promise.all(Array.from({ length: 3 }, () => posted(phone, "YES")));
    expect(await claimsOf(phone)).toMatchObject([{ status: "used", used_with: "customer" }]);
    const used = await count("SELECT count(*) FROM outbox WHERE recipient = ? AND kind = 'reward_used'", phone);
    expect(used).toBe(1);
    await run("UPDATE merchants SET redemption_mode = 'code'");
  });
});

describe("the earn code", () => {
  test("gives as often as the shop allows, however fast it is typed", async () => {
    await run("UPDATE merchants SET earns_per_day_max = 2");
    const phone = "+15145550147";
    await member(phone, 0);
    const code = randomUUID();
    await Promise.all([posted(phone, "2468", code), posted(phone, "2468", code)]);
    for (let n = 0; n < 3; n++) await posted(phone, "2468");
    expect(await entries(phone)).toEqual(["welcome 1", "code 1", "code 1"]);
    await run("UPDATE merchants SET earns_per_day_max = 1000");
  });

  test("is not found by trying: after five wrong ones a person is told", async () => {
    const phone = "+15145550148";
    await member(phone, 0);
    for (const code of ["1111", "2222", "3333", "4444", "5555", "2468"]) await posted(phone, code);
    expect(await entries(phone)).toEqual(["welcome 1"]);
    const threads = await rows(
      "SELECT reason, unread FROM threads JOIN customers ON id = customer_id WHERE phone = ?",
      phone,
    );
    expect(threads).toMatchObject([{ reason: "wrong_codes", unread: 1 }]);
  });

  test("and every other thing that is texted at once by many conserves points", async () => {
    const phones = Array.from({ length: 6 }, (_, i) => `+15145550${150 + i}`);
    const customers = await Promise.all(phones.map((phone) => member(phone, 39)));
    await Promise.all(customers.map(({ says }) => says("REDEEM")));
    const answers = await Promise.all(
      phones.flatMap((phone) => ["YES", "2468", "USE", "REDEEM", "YES", "BALANCE"].map((text) => posted(phone, text))),
    );
    // Who was too fast is asked to come again, as the carrier does by itself.
    expect(answers.every(({ status }) => status === 200 || status === 503)).toBe(true);
    for (const phone of phones) {
      const earned = await count(
        "SELECT sum(delta) FROM point_entries JOIN customers ON id = customer_id WHERE phone = ? AND delta > 0",
        phone,
      );
      const spent = (await claimsOf(phone)).reduce((sum, claim) => sum + Number(claim.cost), 0);
      expect(await pointsOf(phone)).toBe(earned - spent);
    }
  });
});

describe("what a member may know and say", () => {
  test("offers that are on, and no others", async () => {
    const [merchant] = await rows("SELECT id FROM merchants");
    const now = Date.now();
    const offer = (title: string, starts: number, ends: number, withdrawn: number | null) =>
      service.db.execute({
        sql: "INSERT INTO offers (id, merchant_id, title_en, title_fr, starts_at, ends_at, withdrawn_at, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        args: [randomUUID(), String(merchant?.id), title, title, starts, ends, withdrawn, now],
      });
    await offer("Now", now - 1_000, now + 60_000, null);
    await offer("Later", now + 60_000, now + 90_000, null);
    await offer("Over", now - 90_000, now - 1_000, null);
    await offer("Withdrawn", now - 1_000, now + 60_000, now - 500);
    const customer = await member("+15145550160", 0);
    expect(await customer.says("OFFERS")).toMatch(/^Café Comptoir: on now:\nNow\nhttp:\S+$/);
    await run("DELETE FROM offers");
    expect(await customer.says("OFFERS")).toContain("nothing special");
  });

  test("their birthday, without a year", async () => {
    const customer = await member("+15145550161", 0);
    expect(await customer.says("BIRTHDAY 29/02/1984")).toContain("February 29");
    expect(await rows("SELECT birthday FROM customers WHERE phone = ?", customer.phone)).toMatchObject([
      { birthday: "02-29" },
    ]);
  });
});
