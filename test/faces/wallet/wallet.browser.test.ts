// The wallet on a customer's phone: from the link to the counter, with and without JavaScript, network and light.

import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { faultsOf, fitsAcross, openBrowser } from "../../support/browser.ts";
import { type Service, startService } from "../../support/service.ts";

const FIRST_VIEW_BYTES_MAX = 40 * 1024;
const PHONE = { viewport: { width: 360, height: 740 } };

let service: Service;
let browser: Browser;
let customers = 120;

beforeAll(async () => {
  service = await startService({ carrier: "simulator" });
  browser = await openBrowser();
  const merchant = "(SELECT id FROM merchants)";
  await sql(`INSERT INTO rewards (id, merchant_id, cost, title_en, title_fr, created_at)
    VALUES ('tea', ${merchant}, 5, 'a tea', 'un thé', 1), ('dinner', ${merchant}, 25, 'a dinner', 'un souper', 1)`);
  await sql(`INSERT INTO offers (id, merchant_id, title_en, title_fr, details_en, details_fr, starts_at, ends_at, created_at)
    VALUES ('two', ${merchant}, 'two for one', 'deux pour un', 'After 16:00.', 'Après 16 h.', 1, ${Date.now() + 86_400_000}, 1)`);
});
beforeEach(() => sql("UPDATE merchants SET earn_code = '2468', redemption_mode = 'code', earns_per_day_max = 9"));
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await service?.dispose();
});

const sql = async (statement: string) => (await service.db.execute(statement)).rows;

/** The link that a new member was texted; their balance is this. */
async function joinWith(points: number): Promise<string> {
  const phone = `+15145550${++customers}`;
  const customer = service.customer(phone);
  await customer.texts("JOIN");
  await customer.texts("YES");
  const link = /http\S+$/.exec(await customer.receives(2))?.[0] ?? "";
  await sql(`UPDATE customers SET points = ${points} WHERE phone = '${phone}'`);
  return link;
}

const isKept = (page: Page) => page.evaluate<boolean>("caches.match('/me').then(Boolean)");

async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
  return (await browser.newContext({ ...PHONE, locale: "en-CA", ...options })).newPage();
}

async function openWallet(link: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await newPage(options);
  await page.goto(link);
  await page.locator("form .button").click();
  await page.waitForURL(`${service.url}/me`);
  return page;
}

test.each([true, false])("take, use and earn, JavaScript: %s", async (javaScriptEnabled) => {
  const page = await openWallet(await joinWith(7), { javaScriptEnabled });
  await page.getByText("7 points").waitFor();
  expect(await page.locator(".wallet-dots circle").count()).toBe(10);
  await page.getByRole("link", { name: "Take" }).click();
  await page.getByRole("heading", { name: "Are you sure?" }).waitFor();
  await page.getByRole("button", { name: "Take it" }).click();
  await page.getByText("It is yours").waitFor();
  await page.getByRole("link", { name: "Use", exact: true }).click();
  await page.getByRole("heading", { name: "Are you at the counter?" }).waitFor();
  await page.getByRole("button", { name: "Use now" }).click();
  await page.getByText("Type this on the kiosk").waitFor();
  expect(await page.locator(".sheet-code").innerText()).toMatch(/\w{3} \w{3}$/);
  const time = javaScriptEnabled ? /^[45]:\d\d$/ : /^\d\d:\d\d$/;
  await expect.poll(() => page.locator(".ring-time").innerText()).toMatch(time);
  await page.getByRole("link", { name: /^Close/ }).click();
  await page.getByRole("link", { name: "Show code" }).waitFor();

  await page.getByRole("link", { name: "Earn points" }).click();
  await page.getByLabel("Code of the shop").fill("24 68");
  await page.getByRole("button", { name: "Add my points" }).click();
  await page.getByText("+1 point.").waitFor();
  await page.getByText("3 points").waitFor();
});

test.each([true, false])(
  "several points, and consent to e-mail for one address, JavaScript: %s",
  async (javaScriptEnabled) => {
    const page = await openWallet(await joinWith(1), { javaScriptEnabled });
    await page.getByRole("link", { name: "Earn points" }).click();
    await page.getByLabel("Code of the shop").fill("2468");
    await page.getByText("Several points?").click();
    await page.getByLabel("How many").fill("5");
    await page.getByLabel("Multi-point code").fill("1");
    await page.getByRole("button", { name: "Add my points" }).click();
    await page.getByText("One of the two codes is wrong.").waitFor();
    expect(await page.getByLabel("How many").inputValue()).toBe("5");
    await page.getByLabel("Multi-point code").fill("97531");
    await page.getByRole("button", { name: "Add my points" }).click();
    await page.getByText("+5 points.").waitFor();

    await page.getByRole("link", { name: "My account" }).click();
    expect(await page.getByLabel(/get the offers of Café Comptoir by e-mail/).isChecked()).toBe(false);
    await page.getByLabel("E-mail", { exact: true }).fill("zoe@example.com");
    await page.getByLabel(/get the offers of Café Comptoir by e-mail/).check();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved. Our offers by e-mail begin once your address has confirmed it.").waitFor();
    await page.getByText("If you change or remove this address, they stop").waitFor();
    await page.getByLabel("E-mail", { exact: true }).fill("zoe@example.org");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The offers to your old address have ended.").waitFor();
    expect(await page.getByLabel(/get the offers of Café Comptoir by e-mail/).isChecked()).toBe(false);
  },
);

test("the ring runs, and the sheet says by itself that staff have taken the code", async () => {
  const page = await openWallet(await joinWith(5));
  await page.getByRole("link", { name: "Take" }).click();
  await page.getByRole("button", { name: "Take it" }).click();
  await page.getByRole("link", { name: "Use", exact: true }).click();
  await page.getByRole("button", { name: "Use now" }).click();
  const ring = page.locator(".ring-left");
  const before = Number(await ring.getAttribute("stroke-dashoffset"));
  const offset = async () => Number(await ring.getAttribute("stroke-dashoffset"));
  // It moves once a second, on a machine that may be busy.
  await expect.poll(offset).toBeGreaterThan(before);
  await sql(
    `UPDATE claims SET status = 'used', used_at = ${Date.now()}, used_with = 'kiosk:1' WHERE status = 'in_use'`,
  );
  await page.getByRole("heading", { name: /^Used at \d\d:\d\d$/ }).waitFor();
});

test("from a short domain of its own the button leads to the wallet on the app's host", async () => {
  const bindings: Record<string, string> = {};
  const far = await startService({ carrier: "simulator", bindings });
  try {
    bindings.LINK_BASE_URL = far.url.replace("127.0.0.1", "localhost");
    await far.restartWorker();
    const customer = far.customer("+15145550120");
    await customer.texts("JOIN");
    await customer.texts("YES");
    const link = /http\S+$/.exec(await customer.receives(2))?.[0] ?? "";
    expect(new URL(link).hostname).toBe("localhost");
    const page = await newPage();
    await page.goto(link);
    await page.getByRole("button", { name: "Open my wallet" }).click();
    await page.waitForURL(`${far.url}/me`);
    await page.getByText("1 point", { exact: true }).waitFor();
  } finally {
    await far.dispose();
  }
});

test("a QR code is read by camera, where the browser can", async () => {
  const page = await openWallet(await joinWith(1));
  await page.goto(`${service.url}/me/earn`);
  await page.getByRole("button", { name: "Add my points" }).waitFor();
  // This browser can't read one: nothing of the camera is to be seen.
  const reads = await page.evaluate<boolean>("'BarcodeDetector' in window");
  if (!reads) expect(await page.locator("#scan").isVisible()).toBe(false);

  await page.addInitScript(`
    window.BarcodeDetector = class {
      static getSupportedFormats = async () => ["qr_code"];
      detect = async () => [{ rawValue: "https://shop.example/me/earn?code=2468" }];
    };
    navigator.mediaDevices.getUserMedia = async () => document.createElement("canvas").captureStream();
    HTMLVideoElement.prototype.play = async () => {};
  `);
  await page.reload();
  await page.getByRole("button", { name: "Scan the QR code" }).click();
  await page.getByText("+1 point.").waitFor();
  const [entry] = await sql("SELECT cause FROM point_entries ORDER BY at DESC LIMIT 1");
  expect(entry?.cause).toBe("qr");
});

test("without network the last seen balance is still there, and says of when it is", async () => {
  const page = await openWallet(await joinWith(9));
  await page.evaluate("navigator.serviceWorker.ready");
  await expect.poll(() => isKept(page)).toBe(true);
  expect(await page.locator(".wallet-as-of").isVisible()).toBe(false);
  await page.context().setOffline(true);
  for (const path of ["/me", "/me/earn"]) {
    await page.goto(`${service.url}${path}`);
    await page.getByText("9 points").waitFor();
    expect(await page.locator(".wallet-as-of").innerText()).toMatch(/^Not connected\. This is as of \d\d:\d\d\.$/);
    const radius = "getComputedStyle(document.querySelector('.wallet-balance')).borderRadius";
    expect(await page.evaluate(radius)).toBe("20px");
  }
  await page.context().setOffline(false);
  await page.goto(`${service.url}/me`);
  expect(await page.locator(".wallet-as-of").isVisible()).toBe(false);
  await page.goto(`${service.url}/me/account`);
  await page.getByRole("button", { name: "Close this wallet on this phone" }).click();
  await page.getByText("Your wallet is closed").waitFor();
  await expect.poll(() => isKept(page)).toBe(false);
});

test("who deletes themselves leaves nothing of them on the phone", async () => {
  const page = await openWallet(await joinWith(9));
  await expect.poll(() => isKept(page)).toBe(true);
  await page.goto(`${service.url}/me/account/delete`);
  await page.getByRole("button", { name: "Delete me for good" }).click();
  await page.getByRole("heading", { name: "You are deleted" }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await expect.poll(() => isKept(page)).toBe(false);
  expect(await page.context().cookies()).toEqual([]);
});

test("the first view is small and nothing on it moves", async () => {
  const opened = await openWallet(await joinWith(7));
  // The same session on a phone that has nothing of ours yet.
  const page = await newPage({ storageState: await opened.context().storageState() });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  let bytes = 0;
  devtools.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.goto(`${service.url}/me`);
  await page.waitForLoadState("networkidle");
  expect(bytes).toBeGreaterThan(1_000);
  expect(bytes).toBeLessThanOrEqual(FIRST_VIEW_BYTES_MAX);
  for (const path of ["/me", "/me/earn", "/me/account"]) {
    await page.goto(`${service.url}${path}`);
    await page.waitForLoadState("networkidle");
    const shift = await page.evaluate(`new Promise((resolve) => {
      let sum = 0;
      new PerformanceObserver((list) => { for (const { value } of list.getEntries()) sum += value; })
        .observe({ type: "layout-shift", buffered: true });
      setTimeout(() => resolve(sum), 300);
    })`);
    expect([path, shift]).toEqual([path, 0]);
  }
});

describe.each([360, 1024])("at %i px", (width) => {
  test.each(["en", "fr"] as const)("no page has a fault that axe can find, and all fit, in %s", async (language) => {
    const link = await joinWith(12);
    for (const colorScheme of ["light", "dark"] as const) {
      await sql("UPDATE merchants SET redemption_mode = 'show'");
      const page = await newPage({ viewport: { width, height: 740 }, colorScheme });
      /** At the page that has this on it, loaded with all its styles. */
      const look = async (landmark: string) => {
        await page.locator(landmark).first().waitFor();
        await page.waitForLoadState("load");
        expect(await page.locator("html").getAttribute("lang")).toBe(language);
        expect(await faultsOf(page)).toEqual([]);
        expect(await fitsAcross(page)).toBe(true);
      };
      await page.goto(`${link}?lang=${language}`);
      await look(".shop-mark");
      await page.locator("form .button").click();
      await page.waitForURL(`${service.url}/me`);
      if ((await page.locator("html").getAttribute("lang")) !== language)
        await page.locator(".wallet-language").click();
      await look(`html[lang=${language}] .wallet-balance`);
      await page.locator(".button-take").first().click();
      await look("form[action^='/me/rewards/']");
      await page.locator("form .button").click();
      await page.locator(".wallet-ready .button").first().click();
      await look(".wallet-ask a[href$='/show']");
      await page.locator(".wallet-ask .button").click();
      await look("form[action$='/show']");
      await page.locator("form .button").click();
      await look(".ring");
      await sql("UPDATE claims SET code_until = 1");
      await page.reload();
      await look(".tick");
      for (const path of ["/earn", "/account", "/account/leave", "/account/delete"]) {
        await page.goto(`${service.url}/me${path}`);
        await look(".wallet-back");
      }
      await page.goto(`${service.url}/me/account`);
      await page.locator("#birthday").fill("31/02");
      await page.locator("button[formnovalidate]").click();
      await look("#birthday-error");
      await page.locator("#birthday").fill("");
      // Agreed to with the first colours, and changed with the second: both leave their proofs.
      const isLight = colorScheme === "light";
      await page.locator("#email").fill(isLight ? "zoe@example.com" : "zoe@example.org");
      if (isLight) await page.locator("#emailOffers").check();
      await page.locator("button[formnovalidate]").click();
      await page.locator(".wallet-notice").waitFor();
      for (const proof of await page.locator(".wallet-consent summary").all()) await proof.click();
      await look("form[action='/me/account'] .button");
      await page.goto(`${service.url}/me/earn`);
      await page.locator(".wallet-several summary").click();
      await page.locator("#code").fill("2468");
      await page.locator("#amount").fill("0");
      await page.locator("#earn .button").click();
      await look("#several-error");
      await sql("UPDATE customer_sessions SET expires_at = 1");
      await page.goto(`${service.url}/me`);
      await look(".shop-mark");
      await page.context().close();
    }
  });
});
