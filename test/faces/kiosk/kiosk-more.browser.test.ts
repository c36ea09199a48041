// The tablet on the counter: told at once of what changes elsewhere; an e-mail in the number's place; a new number; more points than usual.

import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { redemptionCode } from "../../../src/rewards/redemption-code.ts";
import { faultsOf, openBrowser } from "../../support/browser.ts";
import {
  band,
  neverScrolls,
  noBand,
  openCounter as openCounterOf,
  opensStaffSide,
  PORTRAIT,
} from "../../support/counter.ts";
import { addStaffCode, joins, ledgerOf, pairTablet } from "../../support/kiosk.ts";
import { type Service, startService } from "../../support/service.ts";
import { fillShop } from "../../support/tenants.ts";

let service: Service;
let browser: Browser;
let owner: string;

beforeAll(async () => {
  service = await startService({ carrier: "simulator", shop: { SHOP_LOCALE: "en" } });
  await service.db.execute("UPDATE merchants SET points_at_once_max = 10, multi_point_code = '97531'");
  await addStaffCode(service);
  const { rows } = await service.db.execute("SELECT id FROM merchants");
  owner = (await fillShop(service.db, String(rows[0]?.id), "438")).people.owner.cookie;
  browser = await openBrowser();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await service?.dispose();
});

const openCounter = (options?: Parameters<typeof openCounterOf>[2]) => openCounterOf(service, browser, options);
const run = (sql: string, ...args: (string | number)[]) => service.db.execute({ sql, args });

/** Something happens at the shop, and its open pages are told. */
const somethingHappens = () => service.customer("+15145550199").texts("Are you open?");

describe("what changes elsewhere", () => {
  test("is shown at once: what the shop gives, and that the pairing was ended", async () => {
    const { page, kioskId } = await openCounter();
    await page.getByText("1 point each visit").waitFor();
    await run("UPDATE merchants SET points_per_visit = 3");
    await somethingHappens();
    await page.getByText("3 points each visit").waitFor();
    await run("UPDATE merchants SET points_per_visit = 1");
    const headers = { cookie: owner, origin: service.url };
    const form = { method: "POST", headers, redirect: "manual", body: new URLSearchParams() } as const;
    expect((await fetch(`${service.url}/inbox/kiosks/${kioskId}/revoke`, form)).status).toBe(303);
    await page.getByText("This tablet was disconnected").waitFor();
  });

  test("is looked for now and then where there is no socket", async () => {
    const { page } = await openCounter();
    await page.clock.install();
    const { promise: refused, resolve } = Promise.withResolvers<void>();
    await page.routeWebSocket("**/kiosk/live", async (socket) => {
      await socket.close();
      resolve();
    });
    await page.reload();
    await refused;
    await page.getByText("1 point each visit").waitFor();
    await run("UPDATE merchants SET points_per_visit = 2");
    // The first look of the page may be under way still: half a minute is counted from its end.
    const isRenewed = async () => {
      await page.clock.runFor(31_000);
      return page.getByText("2 points each visit").isVisible();
    };
    await expect.poll(isRenewed, { interval: 250 }).toBe(true);
    await run("UPDATE merchants SET points_per_visit = 1");
  });

  test("comes into the lists of the staff side, and leaves alone what somebody is at work in", async () => {
    const { page } = await openCounter();
    await opensStaffSide(page);
    const other = await pairTablet(service, { code: "0THER0NE" });
    await other.types("514 555-0110");
    const row = page.locator(".row-waiting", { hasText: "514 555-0110" });
    await row.waitFor();
    await row.locator("summary").tap();
    const field = row.getByLabel("Right number");
    await field.fill("514 555-0111");
    const looked = page.waitForResponse((response) => new URL(response.url()).pathname === "/kiosk/staff");
    await other.types("514 555-0112");
    await looked;
    expect(await field.inputValue()).toBe("514 555-0111");
  });
});

describe("an e-mail in the number's place", () => {
  const email = "camille@example.com";
  const member = async (phone: string) => {
    await joins(service, phone);
    await run("UPDATE customers SET email = NULL, email_consent = 'none'");
    const proven = "UPDATE customers SET email = ?, name = 'Camille', email_consent = 'subscribed' WHERE phone = ?";
    await run(proven, email, phone);
  };

  test("gives today's point, and tells nobody whose it is", async () => {
    await member("+15145550120");
    const { page } = await openCounter({ viewport: PORTRAIT, colorScheme: "dark" });
    await page.getByRole("link", { name: "Use my e-mail" }).tap();
    expect(await page.locator(":focus").getAttribute("id")).toBe("email");
    expect(await faultsOf(page)).toEqual([]);
    expect(await neverScrolls(page)).toBe(true);
    await page.getByLabel("Your e-mail").fill("nobody@example.com");
    await page.getByRole("button", { name: "Get 1 point" }).tap();
    await page.getByText("We can’t go by this e-mail").waitFor();
    await page.getByLabel("Your e-mail").fill(email);
    await page.getByRole("button", { name: "Get 1 point" }).tap();
    await page.locator("#outcome", { hasText: /c…@example\.com.*2 points/s }).waitFor();
    expect(await page.locator("body").innerText()).not.toMatch(/Camille|camille/);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("link", { name: "Next" }).tap();
    await page.getByLabel("Your mobile number").waitFor();
  });

  test("is kept without a network, and sent once it is back", async () => {
    await member("+15145550121");
    const { page, context } = await openCounter();
    await context.setOffline(true);
    await page.getByRole("link", { name: "Use my e-mail" }).tap();
    await page.getByLabel("Your e-mail").fill(email);
    await page.getByRole("button", { name: "Get 1 point" }).tap();
    await page.locator("#outcome", { hasText: /c…@example\.com.*Kept/s }).waitFor();
    await page.getByRole("link", { name: "Next" }).tap();
    await band(page, "Not connected. 1 kept, will be sent.");
    await context.setOffline(false);
    await noBand(page);
    expect((await ledgerOf(service, "+15145550121")).points).toBe(2);
  });

  test("that is left half typed is gone after a while", async () => {
    const { page } = await openCounter();
    await page.clock.install();
    await page.getByRole("link", { name: "Use my e-mail" }).tap();
    await page.getByLabel("Your e-mail").fill("cam");
    await page.clock.fastForward(21_000);
    await page.getByLabel("Your mobile number").waitFor();
    expect(await page.locator("#email").inputValue()).toBe("");
  });
});

describe("staff", () => {
  test("bring an account to its owner's new number, once they have seen whose it is", async () => {
    await joins(service, "+15145550130");
    await run("UPDATE customers SET name = 'Camille Roy' WHERE phone = '+15145550130'");
    const fresh = service.customer("+15145550131");
    await fresh.texts("MOVE 514 555-0130");
    const [code = ""] = /[2-9A-Z]{3} [2-9A-Z]{3}/.exec(await fresh.receives(1)) ?? [];
    const { page } = await openCounter();
    await opensStaffSide(page);
    await page.getByLabel("Code on the customer’s phone").fill(code);
    await page.getByRole("button", { name: "Check" }).tap();
    await page.getByText("From 514 555-0130 to 514 555-0131").waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Move the account" }).tap();
    await page.locator("#said", { hasText: "The account is on 514 555-0131 now" }).waitFor();
    expect(await fresh.receives(2)).toContain("your account is on this phone now");
  });

  test("give more than usual with the multi-point code, which the tablet never keeps", async () => {
    await joins(service, "+15145550132");
    const { page } = await openCounter();
    await opensStaffSide(page);
    await page.getByLabel("Mobile number").fill("5145550132");
    await page.getByLabel("Points", { exact: true }).fill("12");
    await page.getByRole("button", { name: "Give" }).tap();
    await page.getByText("More than 10 points at once takes the multi-point code.").waitFor();
    expect(await page.getByLabel("Mobile number").inputValue()).toBe("514 555-0132");
    expect(await faultsOf(page)).toEqual([]);
    await page.evaluate(`
      window.kept = [];
      const { setItem } = Storage.prototype;
      Storage.prototype.setItem = function (name, value) {
        window.kept.push(value);
        setItem.call(this, name, value);
      };
    `);
    await page.getByLabel("Multi-point code").fill("97531");
    await page.getByRole("button", { name: "Give" }).tap();
    await page.locator("#said", { hasText: "12 points given" }).waitFor();
    expect(await page.evaluate("window.kept.join()")).not.toContain("97531");
    expect((await ledgerOf(service, "+15145550132")).points).toBe(13);
  });

  test("whose network drops between a code and its answer press again, and hand over once", async () => {
    const phone = "+15145550133";
    await joins(service, phone);
    const code = redemptionCode(new Uint8Array([2, 7, 1, 8, 2]));
    await run(
      `INSERT INTO claims (id, merchant_id, customer_id, reward_id, cost, status, code, code_until, taken_at)
        SELECT 'dropped', c.merchant_id, c.id, r.id, r.cost, 'in_use', ?, ?, 1
        FROM customers c, rewards r WHERE c.phone = ? AND r.title_en = 'a free coffee'`,
      code,
      Date.now() + 60_000,
      phone,
    );
    const { page } = await openCounter({ serviceWorkers: "block" });
    await opensStaffSide(page);
    let lost = 0;
    await page.route("**/kiosk/staff/codes", async (route) => {
      if (lost++ > 0) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await page.getByLabel("Code on the customer’s phone").fill(code);
    await page.getByRole("button", { name: "Check" }).tap();
    await page.getByText("Not connected: this can’t be done now. Try again.").waitFor();
    await page.getByRole("button", { name: "Check" }).tap();
    await page.locator("#said", { hasText: "Hand over: a free coffee" }).waitFor();
    expect((await run("SELECT 1 FROM audit_entries WHERE subject = 'dropped'")).rows).toHaveLength(1);
  });
});
