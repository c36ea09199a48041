// The merchant's pages in a real browser: by forms alone, at every width, in both languages, without a fault that axe can find.

import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { faultsOf, fitsAcross, openBrowser } from "../../support/browser.ts";
import { INBOX } from "../../support/route-table.ts";
import { type Service, startService } from "../../support/service.ts";
import { fillShop, type Member, type Tenant } from "../../support/tenants.ts";

let service: Service;
let browser: Browser;
let shop: Tenant;

beforeAll(async () => {
  service = await startService({ carrier: "simulator", shop: { SHOP_LOCALE: "en" } });
  const { rows } = await service.db.execute("SELECT id FROM merchants");
  shop = await fillShop(service.db, String(rows[0]?.id), "418");
  browser = await openBrowser();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await service?.dispose();
});

async function open(who: Member, path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const [name = "", value = ""] = who.cookie.split("=");
  await context.addCookies([{ name, value, url: service.url }]);
  const page = await context.newPage();
  await page.goto(service.url + path);
  return page;
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

test("without JavaScript: a reward is added, a mistake mended, points given twice asked, an entry undone, and all is in the history", async () => {
  const page = await open(shop.people.owner, "/inbox", { javaScriptEnabled: false });
  await page.getByRole("link", { name: "Rewards" }).click();
  await page.getByRole("link", { name: "Add a reward" }).click();
  await page.getByLabel("Name in French").fill("Un gâteau");
  await page.getByLabel("Name in English").fill("A cake");
  await page.getByLabel("Cost").fill("zero");
  await press(page, "Save");
  await page.getByText("Type a whole number from 1 to 100,000.").waitFor();
  expect(await page.getByLabel("Name in French").inputValue()).toBe("Un gâteau");
  await page.getByLabel("Cost").fill("20");
  await press(page, "Save");
  await page.locator(".row", { hasText: "A cake" }).getByText("20 points").waitFor();

  await page.getByRole("link", { name: "Customers" }).click();
  await page.getByLabel("Name or number").fill("zoé");
  await press(page, "Search");
  await page.getByRole("link", { name: "Zoé 418" }).click();
  await page.getByLabel("How many").fill("25");
  await page.locator("#reason").fill("Prize draw");
  await press(page, "Give");
  await page.getByText("That is 25 points for Zoé 418. Is it right?").waitFor();
  await press(page, "Give 25 points");
  await page.getByText("The points are in the balance.").waitFor();
  await page.locator(".head").getByText("30 points").waitFor();

  const entry = page.locator("#entry-4");
  await entry.locator("summary").click();
  await entry.getByLabel("Why").fill("Wrong customer");
  await entry.getByRole("button", { name: "Undo" }).click();
  await page.locator(".head").getByText("5 points").waitFor();
  await page.getByRole("link", { name: "Who did what here" }).click();
  await page.locator(".row", { hasText: "gave points" }).getByText("+25").waitFor();
  await page.locator(".row", { hasText: "undid an entry" }).getByText("owner 418").waitFor();
});

test("a refused form says so beside each field, in a way that is read out", async () => {
  const page = await open(shop.people.owner, "/inbox/shop");
  await page.getByLabel("Name").fill("");
  await page.getByLabel("Time zone").fill("Mars");
  await page.getByLabel("Monday, opens").fill("09:00");
  await press(page, "Save");
  await page.getByRole("alert").getByText("3 fields need mending").waitFor();
  await expect.poll(() => page.getByLabel("Time zone").getAttribute("aria-invalid")).toBe("true");
  expect(await page.getByLabel("Monday, opens").inputValue()).toBe("09:00");
  expect(await faultsOf(page)).toEqual([]);

  await page.goto(`${service.url}/inbox/customers/${shop.customerId}`);
  await page.getByLabel("How many").fill("40");
  await page.locator("#reason").fill("A prize");
  await press(page, "Give");
  await page.getByRole("alert").getByText("That is 40 points").waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("link", { name: "Cancel" }).click();
  await page.locator(".head").getByText("5 points").waitFor();
});

test("Enter in a field of the programme saves it, and draws no new code", async () => {
  const page = await open(shop.people.owner, "/inbox/programme");
  await page.getByLabel("Earn code").fill("24680");
  await page.getByLabel("Earn code").press("Enter");
  await page.getByText("Saved.").waitFor();
  expect(await page.getByLabel("Earn code").inputValue()).toBe("24680");
  await press(page, "Make a new code");
  await page.getByText("This code is new.").waitFor();
  expect(await page.getByLabel("Earn code").inputValue()).toMatch(/^\d{5}$/);
});

test("what a shop sells is ticked in rows that a thumb finds, and what ends its texts where it is stands apart", async () => {
  const viewport = { width: 360, height: 780 };
  const page = await open(shop.people.owner, "/inbox/shop", { viewport, javaScriptEnabled: false });
  const group = page.getByRole("group", { name: "What you sell" });
  for (const box of await group.getByRole("checkbox").all()) {
    const row = box.locator("xpath=..");
    const [ticked, whole] = [await box.boundingBox(), await row.boundingBox()];
    expect(whole?.height).toBeGreaterThanOrEqual(48);
    // The label begins beside its box, and not under it.
    const label = await row.locator("span").boundingBox();
    expect(label?.x).toBeGreaterThan((ticked?.x ?? 0) + (ticked?.width ?? 0));
  }
  const apart = (name: string) => group.getByRole("checkbox", { name }).getAttribute("aria-describedby");
  expect([await apart("Café"), await apart("Alcohol")]).toEqual([null, "trades-forbidden"]);
  await group.getByText("Tick one of these, and all your texts to customers are turned off").waitFor();
  await page.getByLabel("Country and region").selectOption({ label: "Bretagne" });
  await page.getByLabel("Time zone").fill("Europe/Paris");
  await page.getByLabel("Telephone").fill("");
  await press(page, "Save");
  await page.goto(`${service.url}/inbox/shop`);
  expect(await apart("Alcohol")).toBe(null);
  await page.getByLabel("Country and region").selectOption({ label: "Quebec" });
  await page.getByLabel("Time zone").fill("America/Toronto");
  await group.getByRole("checkbox", { name: "Alcohol" }).check();
  await press(page, "Save");
  await page.goto(`${service.url}/inbox/shop`);
  await group.getByRole("note").getByText("turn off all your texts, also those you type").waitFor();
  await group.getByRole("checkbox", { name: "Alcohol" }).uncheck();
  await press(page, "Save");
});

test("staff find the way to what they may do, and to nothing else", async () => {
  const page = await open(shop.people.staff, "/inbox");
  expect(await page.locator(".sections a").allTextContents()).toEqual(["Conversations", "Customers"]);
  await page.goto(`${service.url}/inbox/customers/${shop.customerId}`);
  expect(await page.getByRole("button", { name: "Take back" }).count()).toBe(0);
  expect(await page.getByText("Undo", { exact: true }).count()).toBe(0);
  await page.goto(`${service.url}/inbox/people`);
  await page.getByRole("heading", { name: "You can’t do this here" }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
});

/** Every page that the inbox has, and two that find nothing. */
const PAGES = [
  ...Object.keys(INBOX)
    .filter((route) => route.startsWith("GET ") && !route.endsWith("/live"))
    .map((route) => route.slice("GET ".length)),
  "/inbox/customers?q=nobody",
  "/inbox/history?points=99999",
];

describe.each(["en", "fr"])("in %s", (language) => {
  test.each(PAGES)("%s has no fault that axe can find, light or dark, and fits at every width", async (pattern) => {
    await service.db.execute({ sql: "UPDATE merchants SET language = ?", args: [language] });
    const path = pattern.replace(/:(\w+Id)/, (_, name: keyof Tenant) => String(shop[name]));
    const page = await open(shop.people.owner, path, { viewport: { width: 360, height: 740 } });
    expect(await page.locator("html").getAttribute("lang")).toBe(language);
    await page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true");
    for (const width of [360, 1024]) {
      await page.setViewportSize({ width, height: 740 });
      expect(await faultsOf(page), `${width} px`).toEqual([]);
      expect(await fitsAcross(page), `${width} px`).toBe(true);
    }
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await faultsOf(page), "dark").toEqual([]);
    await page.setViewportSize({ width: 1280, height: 740 });
    expect(await fitsAcross(page), "1280 px").toBe(true);
  });
});
