// The sign-up page in a real browser, from a poster's address to the wallet, with and without a script.

import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FORM_TIME_MIN_MS } from "../../../src/messaging/pumping.ts";
import { faultsOf, fitsAcross, openBrowser } from "../../support/browser.ts";
import { type Service, startService } from "../../support/service.ts";
import { waitFor } from "../../support/wait.ts";

let service: Service;
let browser: Browser;
beforeAll(async () => {
  service = await startService({ carrier: "simulator" });
  browser = await openBrowser();
});
beforeEach(() => service.db.execute("UPDATE sign_ups SET created_at = 1 WHERE confirmed_at IS NULL"));
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await service?.dispose();
});

async function openForm(options: Parameters<Browser["newContext"]>[0] = {}, query = ""): Promise<Page> {
  const context = await browser.newContext({ locale: "en-CA", viewport: { width: 360, height: 740 }, ...options });
  const page = await context.newPage();
  page.on("console", (message) => expect(message.text(), "the console says").not.toMatch(/Content Security Policy/));
  await page.goto(`${service.url}/join/cafe-comptoir${query}`);
  // As if it had been read for a while.
  await page.locator("input[name=shownAt]").evaluate((field: { value: string }) => {
    field.value = "1";
  });
  return page;
}

test("a stranger joins: form, code from the phone, welcome, wallet", async () => {
  const phone = "+15145550161";
  const page = await openForm();
  expect(await page.locator("#sms").isChecked()).toBe(false);
  expect(await page.locator("#emailOffers").isChecked()).toBe(false);
  await page.getByLabel("Mobile number").fill("514 555-0161");
  await page.getByLabel("First name").fill("Zoé <b>🌻</b>");
  await page.getByLabel("Birthday").fill("12 mai");
  await page.locator("#sms").check();
  await page.getByRole("button", { name: "Text me a code" }).click();
  await page.getByRole("heading", { name: "Type your code" }).waitFor();
  const [code = ""] = /\d{6}/.exec(await service.customer(phone).receives(1)) ?? [];
  await page.getByLabel("Six-digit code").fill(code);
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByText("You have 1 point.").waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("link", { name: "Open my wallet" }).click();
  await page.getByText("Café Comptoir").first().waitFor();
});

test("what is wrong is said next to its field, and what was typed stays", async () => {
  const page = await openForm();
  await page.getByLabel("Mobile number").fill("12");
  await page.getByLabel("First name").fill(`<img src=x onerror="alert(1)">`);
  await page.getByLabel("Birthday").fill("31/02");
  await page.locator("#email").fill("zoe@");
  await page.locator("#emailOffers").check();
  await page.getByRole("button", { name: "Text me a code" }).click();
  await page.getByRole("alert").getByText("4 things to put right below.").waitFor();
  const errors = await page.locator(".field-error").allTextContents();
  expect(errors).toHaveLength(4);
  expect(await page.getByLabel("First name").inputValue()).toBe(`<img src=x onerror="alert(1)">`);
  expect(await page.getByLabel("Birthday").inputValue()).toBe("31/02");
  expect(await page.locator("#emailOffers").isChecked()).toBe(true);
  expect(await faultsOf(page)).toEqual([]);
  expect(await fitsAcross(page)).toBe(true);
});

test("works without a script", async () => {
  const context = await browser.newContext({ locale: "en-CA", javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${service.url}/join/cafe-comptoir`);
  const openedAt = Date.now();
  await page.getByLabel("Mobile number").fill("514 555-0162");
  await page.locator("#sms").check();
  await page.getByRole("button", { name: "Text me a code" }).click();
  // As fast as a robot, it is asked to send the form again, and does so after the time that a person needs.
  await page.getByText("That was too quick for us.").waitFor();
  await waitFor("a person to have read the form", () => (Date.now() > openedAt + FORM_TIME_MIN_MS ? true : null));
  await page.getByRole("button", { name: "Text me a code" }).click();
  await page.getByRole("heading", { name: "Type your code" }).waitFor();
  const [code = ""] = /\d{6}/.exec(await service.customer("+15145550162").receives(1)) ?? [];
  await page.getByLabel("Six-digit code").fill(code);
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByText("You have 1 point.").waitFor();
});

test("a robot that fills in every field gets nowhere", async () => {
  const page = await openForm();
  await page.getByLabel("Mobile number").fill("514 555-0163");
  await page.locator("#sms").check();
  await page.locator("#website").evaluate((field: { value: string }) => {
    field.value = "https://example.com";
  });
  await page.getByRole("button", { name: "Text me a code" }).click();
  await page.getByText("A hidden field was filled in").waitFor();
  expect(await service.customer("+15145550163").received()).toEqual([]);
});

describe.each(["en", "fr"])("in %s", (language) => {
  test.each([360, 1024])("the pages have no fault that axe can find, and fit, at %i px", async (width) => {
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await openForm({ viewport: { width, height: 740 }, colorScheme }, `?lang=${language}`);
      expect(await page.locator("html").getAttribute("lang")).toBe(language);
      expect(await faultsOf(page)).toEqual([]);
      expect(await fitsAcross(page)).toBe(true);
      // In Quebec the words of consent are there in French, whatever the language of the page.
      expect(await page.locator("label[for=sms] [lang=fr]").count()).toBe(1);
      await page.goto(`${page.url().split("?")[0]}/01234567-89ab-7def-8123-456789abcdef?lang=${language}`);
      expect(await faultsOf(page)).toEqual([]);
      expect(await fitsAcross(page)).toBe(true);
    }
  });
});
