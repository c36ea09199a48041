// The phone in the browser, as a newcomer uses it.

import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { faultsOf, fitsAcross, openBrowser, openPhone } from "../../support/browser.ts";
import { nextSecond, type Service, startService } from "../../support/service.ts";

let service: Service;
let browser: Browser;

beforeAll(async () => {
  service = await startService({ carrier: "simulator" });
  browser = await openBrowser();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await service?.dispose();
});

const behind = "#behind";

test("a newcomer joins, asks, leaves, comes back and writes a sentence", async () => {
  const phone = await openPhone(browser, service, "+15145550120");
  const { page } = phone;

  await phone.texts("JOIN");
  await phone.gets("Reply YES to join");
  await phone.texts("YES");
  await phone.gets("welcome. You have 1 point");
  await phone.texts("SOLDE");
  await phone.gets("9 ");
  await phone.texts("STOP");
  await phone.gets("no more texts");
  // In the same second the STOP would win.
  await nextSecond();
  await phone.texts("YES");
  await phone.gets("welcome back");
  await phone.texts("Do you have oat milk?");

  await page.locator(behind, { hasText: "Conversation opened in the inbox" }).waitFor();
  const lines = (await page.locator(behind).textContent()) ?? "";
  const happened = ["Terms shown", "Consent recorded (YES)", "+1 point", "Signed link issued", "Opted out (STOP)"];
  for (const line of happened) expect(lines).toContain(line);
  expect(lines.match(/Consent recorded/g)).toHaveLength(2);
});

test("a bubble says what it cost and what became of it; its link opens in a tab of its own", async () => {
  const phone = await openPhone(browser, service, "+15145550130");
  await phone.texts("JOIN");
  await phone.texts("YES");
  await phone.gets(/welcome.*1\sSMS · GSM-7 · delivered/s);
  const link = phone.page.locator(".message-left a").last();
  expect(await link.getAttribute("rel")).toBe("noopener");
  const opening = phone.page.context().waitForEvent("page");
  await link.click();
  const wallet = await opening;
  // Looking at a link changes nothing: the wallet opens at a person's press.
  await wallet.getByRole("button", { name: "Open my wallet" }).click();
  await wallet.getByText("9 more").waitFor();
  expect(await faultsOf(wallet)).toEqual([]);
});

test("a text outside GSM-7 says so", async () => {
  const phone = await openPhone(browser, service, "+15145550131");
  await phone.texts("Ça va ? 🙂");
  await phone.page.locator(".message-right", { hasText: "UCS-2" }).waitFor();
});

test("the keyboard follows the conversation, in its language", async () => {
  const { page } = await openPhone(browser, service, "+15145550132");
  const offered = () => page.locator("#suggestions button").allInnerTexts();
  expect(await offered()).toContain("JOIN");
  await page.getByRole("button", { name: "JOIGNEZ", exact: true }).click();
  await page.getByRole("button", { name: "OUI", exact: true }).click();
  await page.getByRole("button", { name: "SOLDE", exact: true }).waitFor();
  expect(await offered()).toContain("ARRET");
});

test("each phone has its own conversation, and the owner's is on the desk", async () => {
  const { page } = await openPhone(browser, service, "+15145550133");
  await page.getByRole("link", { name: /Owner of Café Comptoir/ }).waitFor();
  const before = page.url();
  await page.getByRole("link", { name: "Add a phone" }).click();
  await page.waitForURL((url) => url.href !== before);
  expect(await page.locator(".message").count()).toBe(0);
});

test("two screens of one phone show the same texts, without a reload", async () => {
  const one = await openPhone(browser, service, "+15145550134");
  const other = await openPhone(browser, service, "+15145550134");
  await one.texts("HELP");
  await other.gets("To reach a person");
});

test("where no socket gets through, the page looks every few seconds", async () => {
  const { page } = await openPhone(browser, service, "+15145550139");
  await page.routeWebSocket(/\/live$/, (socket) => socket.close());
  await page.reload();
  await service.customer("+15145550139").texts("HELP");
  await page.locator(".message-left", { hasText: "To reach a person" }).waitFor();
});

test("after the service was down, the page finds its way back and shows what it missed", async () => {
  const phone = await openPhone(browser, service, "+15145550151");
  await service.restartWorker();
  await service.customer("+15145550151").texts("HELP");
  await phone.gets("To reach a person");
  await phone.texts("BALANCE");
  await phone.gets("not a member yet");
});

test("works by forms alone, without JavaScript", async () => {
  const { page } = await openPhone(browser, service, "+15145550135", { javaScriptEnabled: false });
  await page.locator("#text").fill("HELP");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await service.customer("+15145550135").receives(1);
  await page.getByRole("link", { name: "Show what has arrived" }).click();
  await page.locator(".message-left", { hasText: "To reach a person" }).waitFor();
});

describe.each([360, 1024])("at %i px", (width) => {
  test.each(["en", "fr"])("has no fault that axe can find, and fits, in %s", async (lang) => {
    for (const colorScheme of ["light", "dark"] as const) {
      const size = { viewport: { width, height: 740 }, colorScheme };
      const { page } = await openPhone(browser, service, "+15145550120", size);
      for (const phone of ["+15145550120", "+15145550198"]) {
        await page.goto(`${service.url}/simulator?${new URLSearchParams({ phone, lang })}`);
        expect(await page.locator("html").getAttribute("lang")).toBe(lang);
        expect(await faultsOf(page)).toEqual([]);
        expect(await fitsAcross(page)).toBe(true);
      }
    }
  });
});
