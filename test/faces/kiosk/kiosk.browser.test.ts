// The tablet on the counter, as customers and staff use it: with a network, without one, and with one that comes and goes.

import jsQR from "jsqr";
import type { Browser } from "playwright-core";
import { PNG } from "pngjs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { redemptionCode } from "../../../src/rewards/redemption-code.ts";
import { faultsOf, openBrowser } from "../../support/browser.ts";
import {
  band,
  LANDSCAPE,
  neverScrolls,
  noBand,
  openCounter as openCounterOf,
  opensStaffSide,
  PORTRAIT,
  pair,
  types,
  typesAndGoes,
} from "../../support/counter.ts";
import { addStaffCode, joins, ledgerOf, STAFF_CODE, waitingFor } from "../../support/kiosk.ts";
import { type Service, startService } from "../../support/service.ts";
import { waitFor } from "../../support/wait.ts";

const HOUR_MS = 60 * 60 * 1_000;

let service: Service;
let browser: Browser;

beforeAll(async () => {
  service = await startService({ carrier: "simulator", shop: { SHOP_LOCALE: "en" } });
  await service.db.execute("UPDATE merchants SET points_at_once_max = 10");
  await addStaffCode(service);
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

const sum = async (phone: string) => (await ledgerOf(service, phone)).points + (await waitingFor(service, phone));

describe("a customer", () => {
  test.each([
    ["across", LANDSCAPE, "light", "5145550110"],
    ["upright", PORTRAIT, "dark", "5145550111"],
  ] as const)(
    "types a number on a tablet held %s, reads what it came to, and leaves nothing behind",
    async (_, viewport, colorScheme, digits) => {
      const { page } = await openCounter({ viewport, colorScheme });
      await page.clock.install();
      await joins(service, `+1${digits}`);
      expect(await faultsOf(page)).toEqual([]);
      expect(await neverScrolls(page)).toBe(true);
      for (const digit of digits.slice(0, 8)) await page.locator(`[data-key="${digit}"]`).tap();
      expect(await page.locator("#phone").inputValue()).toBe("514 555-01");
      await page.getByRole("button", { name: "Delete the last digit" }).tap();
      expect(await page.locator("#phone").inputValue()).toBe("514 555-0");
      await types(page, digits.slice(7));
      await page.locator("#outcome", { hasText: /\+1.*2 points.*8 more: a free coffee/ }).waitFor();
      expect(await faultsOf(page)).toEqual([]);
      expect(await neverScrolls(page)).toBe(true);
      for (const control of ["Next", "Staff"])
        expect(await page.getByRole("link", { name: control }).isVisible()).toBe(true);
      await page.clock.fastForward(6_000);
      await page.locator("#outcome").waitFor({ state: "detached" });
      expect(await page.locator("#phone").inputValue()).toBe("");
    },
  );

  test("reads it in the other language, and the next one in the shop's", async () => {
    const { page } = await openCounter();
    await page.getByRole("link", { name: "Français" }).tap();
    await page.getByText("1 point à chaque visite").waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.locator("#phone").fill("514 555-0112");
    await page.getByRole("button", { name: "Recevoir 1 point" }).tap();
    await page.getByText("1 point vous attend").waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("link", { name: "Suivant" }).tap();
    await page.getByText("1 point each visit").waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
  });

  test("corrects a wrong number where it stands; one who walks away leaves an empty screen", async () => {
    const { page } = await openCounter();
    await page.clock.install();
    await types(page, "51455501");
    await page.getByText("This is not a mobile number").waitFor();
    expect(await page.locator("#phone").inputValue()).toBe("514 555-01");
    await page.clock.fastForward(21_000);
    await page.waitForFunction("document.querySelector('#phone').value === ''");
    await noBand(page);
  });

  test("types on a keyboard that is plugged in", async () => {
    const { page } = await openCounter();
    await page.keyboard.type("5145550113");
    expect(await page.locator("#phone").inputValue()).toBe("514 555-0113");
    await page.keyboard.press("Enter");
    await page.getByText("1 point waits for you").waitFor();
  });

  test("gets the point without any script", async () => {
    const { page } = await openCounter({ javaScriptEnabled: false });
    await page.getByLabel("Your mobile number").fill("514 555 0114");
    await page.getByRole("button", { name: "Get 1 point" }).click();
    await page.getByText("1 point waits for you").waitFor();
    expect(await sum("+15145550114")).toBe(1);
  });
});

describe("without a network", () => {
  test("what is typed is kept, said to be kept, and sent in order, once, when the network is back", async () => {
    const { page, context, kioskId } = await openCounter();
    const phones = ["5145550120", "5145550121", "5145550122"];
    await context.setOffline(true);
    for (const digits of phones) await typesAndGoes(page, digits, /Number ending in 2\d.*Kept.*connected again/s);
    await band(page, "Not connected. 3 kept, will be sent.");
    expect(await faultsOf(page)).toEqual([]);
    expect(await neverScrolls(page)).toBe(true);
    await context.setOffline(false);
    await noBand(page);
    const { rows } = await service.db.execute({
      sql: "SELECT phone FROM pending_points WHERE actor = ? ORDER BY id",
      args: [`kiosk:${kioskId}`],
    });
    expect(rows.map(({ phone }) => phone)).toEqual(phones.map((digits) => `+1${digits}`));
    expect(await page.evaluate("Object.values({ ...localStorage }).join()")).toBe("[]");
  });

  test("a tablet that is switched off and on again opens all the same, and has kept them", async () => {
    const { page, context } = await openCounter();
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)");
    await page.reload(); // as it is every morning: now it is looked after
    await page.locator("[data-side=customer]").waitFor();
    await context.setOffline(true);
    await typesAndGoes(page, "5145550123", /Kept/);
    await page.close();
    const again = await context.newPage();
    await again.goto(`${service.url}/kiosk`);
    await band(again, "Not connected. 1 kept, will be sent.");
    await typesAndGoes(again, "5145550131", /Kept/);
    await context.setOffline(false);
    await noBand(again);
    expect([await sum("+15145550123"), await sum("+15145550131")]).toEqual([1, 1]);
  });

  test("an answer that is lost on the way is no second point", async () => {
    const { page } = await openCounter({ serviceWorkers: "block" });
    const phone = "+15145550124";
    await joins(service, phone);
    let lost = 0;
    await page.route("**/kiosk/visits", async (route) => {
      if (lost++ > 0) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await typesAndGoes(page, "5145550124", /Kept/);
    await noBand(page);
    expect(lost).toBe(2);
    expect(await sum(phone)).toBe(2);
  });

  test("a Wi-Fi that answers in our place is not believed", async () => {
    const { page } = await openCounter({ serviceWorkers: "block" });
    const portal = { status: 200, contentType: "text/html", body: "<h1>Welcome to the hotel</h1>" };
    await page.route("**/kiosk**", (route) => route.fulfill(portal));
    await typesAndGoes(page, "5145550125", /Kept/);
    await band(page, "Not connected. 1 kept, will be sent.");
    await page.unroute("**/kiosk**");
    await noBand(page);
    expect(await sum("+15145550125")).toBe(1);
  });

  test("a pairing that was ended meanwhile: it says so, and what was typed is shown, not lost", async () => {
    const { page, context, kioskId } = await openCounter();
    await context.setOffline(true);
    await typesAndGoes(page, "5145550126", /Kept/);
    await typesAndGoes(page, "5145550127", /Kept/);
    const revoke = { sql: "UPDATE kiosks SET revoked_at = ? WHERE id = ?", args: [Date.now(), kioskId] };
    await service.db.execute(revoke);
    await context.setOffline(false);
    await page.getByText("This tablet was disconnected").waitFor();
    await band(page, "2 were not taken: see Staff.");
    expect(await page.locator("body").textContent()).not.toContain("0126");

    await pair(service, page);
    await opensStaffSide(page);
    const notTaken = page.locator("#not-taken li");
    await notTaken.first().waitFor();
    expect(await notTaken.allTextContents()).toEqual([
      expect.stringMatching(/514 555-0126 This tablet was disconnected/),
      expect.stringMatching(/514 555-0127 This tablet was disconnected/),
    ]);
    expect(await faultsOf(page)).toEqual([]);
    await notTaken.first().getByRole("button", { name: "Drop" }).tap();
    await band(page, "1 was not taken: see Staff.");
    expect([await sum("+15145550126"), await sum("+15145550127")]).toEqual([0, 0]);
  });

  test("what the shop's limit refuses later is shown to staff with the reason", async () => {
    const { page, context } = await openCounter();
    const phone = "+15145550128";
    await joins(service, phone);
    await typesAndGoes(page, "5145550128", /2 points/);
    await context.setOffline(true);
    await typesAndGoes(page, "5145550128", /Kept/);
    await context.setOffline(false);
    await band(page, "1 was not taken: see Staff.");
    await opensStaffSide(page);
    await page.locator("#not-taken", { hasText: /514 555-0128 You already have today’s point\./ }).waitFor();
    expect(await sum(phone)).toBe(2);
  });

  test("points that staff gave wait for the staff code where it has lapsed, and hold up nobody", async () => {
    const { page, context } = await openCounter();
    await opensStaffSide(page);
    await context.setOffline(true);
    await page.getByLabel("Mobile number").fill("514 555-0129");
    await page.getByLabel("Points").fill("5");
    await page.getByRole("button", { name: "Give" }).tap();
    await page.getByText("Kept: given as soon as this tablet is connected again.").waitFor();
    await page.getByRole("button", { name: "Lock" }).tap();
    await typesAndGoes(page, "5145550130", /Kept/);
    await context.clearCookies({ name: "kiosk_staff" });
    await context.setOffline(false);
    await band(page, "1 waits for the staff code.");
    await waitFor("the customer behind", async () => ((await sum("+15145550130")) === 1 ? true : null));
    expect(await sum("+15145550129")).toBe(0);
    await opensStaffSide(page);
    await noBand(page);
    expect(await sum("+15145550129")).toBe(5);
  });
});

describe.each([
  ["ahead", HOUR_MS],
  ["behind", -HOUR_MS],
])("a tablet whose clock is an hour %s", (_, clockOffMs) => {
  test("types in the service's time, also what it kept, and staff find it to undo", async () => {
    const digits = clockOffMs > 0 ? "5145550140" : "5145550141";
    const { page, context } = await openCounter({ clockOffMs });
    await context.setOffline(true);
    await typesAndGoes(page, digits, /Kept/);
    const before = Date.now();
    await context.setOffline(false);
    await noBand(page);
    const { rows } = await service.db.execute({
      sql: "SELECT created_at FROM pending_points WHERE phone = ?",
      args: [`+1${digits}`],
    });
    expect(Math.abs(Number(rows[0]?.created_at) - before)).toBeLessThan(60_000);
    await opensStaffSide(page);
    await page
      .getByRole("button", { name: /^Undo: \+1 point/ })
      .first()
      .tap();
    await page.locator("#said", { hasText: "Undone" }).waitFor();
    expect(await sum(`+1${digits}`)).toBe(0);
  });
});

describe("staff", () => {
  test("check a code, give points, move some to the right number, and undo, on one screen", async () => {
    const { page } = await openCounter();
    const phone = "+15145550150";
    await joins(service, phone);
    const code = redemptionCode(new Uint8Array([3, 1, 4, 1, 5]));
    await service.db.execute({
      sql: `INSERT INTO claims (id, merchant_id, customer_id, reward_id, cost, status, code, code_until, taken_at)
        SELECT 'claim', c.merchant_id, c.id, r.id, 10, 'in_use', ?, ?, 1 FROM customers c, rewards r WHERE c.phone = ?`,
      args: [code, Date.now() + 60_000, phone],
    });
    await typesAndGoes(page, "5145550151", /1 point waits/);
    await opensStaffSide(page);
    expect(await faultsOf(page)).toEqual([]);
    const said = (words: string | RegExp) => page.locator("#said", { hasText: words }).waitFor();

    await page.getByLabel("Code on the customer’s phone").fill(code.toLowerCase());
    await page.getByRole("button", { name: "Check" }).tap();
    await said("Hand over: a free coffee");

    await page.locator(".row-waiting", { hasText: "0151" }).locator("summary").tap();
    await page.locator("[open]").getByLabel("Right number").fill("5145550150");
    await page.locator("[open]").getByRole("button", { name: "Move them" }).tap();
    await said("Moved to 514 555-0150");
    expect(await sum(phone)).toBe(2);

    await page.getByRole("button", { name: /^Undo: a free coffee/ }).tap();
    await page.locator(".row-undone", { hasText: "a free coffee" }).waitFor();
    await page.getByRole("button", { name: /^Undo: \+1 point/ }).tap();
    await page.locator(".row-undone", { hasText: "+1 point" }).waitFor();
    expect(await sum(phone)).toBe(1);
    await page.getByLabel("Mobile number").fill("5145550150");
    await page.getByRole("button", { name: "Look up" }).tap();
    await page.locator(".found", { hasText: /Has 1 point\..*In the wallet: a free coffee/s }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  test("who walk away leave it locked", async () => {
    const { page } = await openCounter();
    await page.clock.install();
    await opensStaffSide(page);
    await page.clock.fastForward(61_000);
    await page.locator("[data-side=customer]").waitFor();
    await page.getByRole("link", { name: "Staff" }).tap();
    await page.getByLabel("Staff code").waitFor();
  });

  test("read in both languages and both ways up", async () => {
    await service.db.execute("UPDATE merchants SET language = 'fr'");
    const { page } = await openCounter({ viewport: PORTRAIT, colorScheme: "dark", locale: "fr-CA" });
    await page.getByRole("link", { name: "Personnel" }).tap();
    await page.getByLabel("Code du personnel").waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel("Code du personnel").fill(STAFF_CODE);
    await page.getByRole("button", { name: "Ouvrir" }).tap();
    await page.getByText("Les cinq derniers").waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await service.db.execute("UPDATE merchants SET language = 'en'");
  });
});

test("the picture that changes can be scanned, and leads to the wallet of this shop with a code of this moment", async () => {
  await service.db.execute("UPDATE merchants SET rotating_qr = 1");
  const { page } = await openCounter();
  const scanned = await waitFor("a picture that scans", async () => {
    // It may be changing just now.
    const shot = await page
      .locator(".offer-qr img")
      .screenshot()
      .catch(() => null);
    if (shot === null) return null;
    const { data, width, height } = PNG.sync.read(shot);
    return jsQR(new Uint8ClampedArray(data), width, height)?.data ?? null;
  });
  expect(scanned).toMatch(new RegExp(`^${service.url}/me/earn\\?code=[\\da-z]+\\.[\\da-f]{20}$`));
  await service.db.execute("UPDATE merchants SET rotating_qr = 0");
});
