// The inbox, as the people of a shop use it.

import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { faultsOf, fitsAcross, openBrowser, openPhone, signInToInbox } from "../../support/browser.ts";
import { type Service, startService } from "../../support/service.ts";

const COLLEAGUE_PHONE = "+15145550198";

let service: Service;
let browser: Browser;

beforeAll(async () => {
  service = await startService({ carrier: "simulator", shop: { SHOP_LOCALE: "en" } });
  await service.db.execute({
    sql: "INSERT INTO people SELECT 'colleague', id, ?, 'Luc', 'staff', 1, NULL, NULL FROM merchants",
    args: [COLLEAGUE_PHONE],
  });
  browser = await openBrowser();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await service?.dispose();
});

const thread = (page: Page, words: string) => page.locator(".thread-link", { hasText: words });
const composer = (page: Page) => page.getByLabel("Your answer");

/** Opens the conversation that began with these words. They are there before the page's script listens: that is waited for, too. */
async function openThread(page: Page, words: string): Promise<void> {
  await thread(page, words).click();
  await page.locator(".message-left", { hasText: words }).first().waitFor();
  await page.waitForLoadState();
}

async function answer(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await page.getByRole("button", { name: "Send" }).click();
  await page.locator(".message-right", { hasText: text }).waitFor();
}

test("the code on the owner's phone opens the inbox", async () => {
  const page = await (await browser.newContext({ locale: "en-CA" })).newPage();
  await page.goto(`${service.url}/inbox`);
  await page.getByLabel("Mobile number").fill("514 555-0199");
  await page.getByRole("button", { name: "Text me a code" }).click();
  const opening = page.context().waitForEvent("page");
  await page.getByRole("link", { name: /owner’s phone/ }).click();
  const phone = await opening;
  const text = await phone.locator(".message-left", { hasText: "is your code" }).textContent();
  expect(text).toMatch(/^Comptoir: \d{6} is your code to sign in at Café Comptoir\./);
  expect(await faultsOf(page)).toEqual([]);
  await page.getByLabel("Six-digit code").fill(/\d{6}/.exec(text ?? "")?.[0] ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("Text HELLO to 514 555-0100 to see it here.").waitFor();
  expect(await faultsOf(page)).toEqual([]);
});

test("a sentence arrives while the inbox is open; the answer arrives on the phone, and is said to be delivered", async () => {
  const inbox = await signInToInbox(browser, service);
  await inbox.evaluate("window.sameVisit = true");
  const phone = await openPhone(browser, service, "+15145550120");

  await phone.texts("Do you have oat milk?");
  await thread(inbox, "Do you have oat milk?").locator("[aria-label=Unread]").waitFor();
  expect(await inbox.evaluate("window.sameVisit")).toBe(true);

  await openThread(inbox, "Do you have oat milk?");
  await inbox.locator("[aria-label=Unread]").waitFor({ state: "detached" });
  await answer(inbox, "We do. See you on Saturday.");
  await phone.gets("We do. See you on Saturday.");
  await inbox.locator(".message-right", { hasText: /See you on Saturday\..*Camille.*delivered/s }).waitFor();
});

test("what arrives leaves what is being typed alone", async () => {
  const inbox = await signInToInbox(browser, service);
  await service.customer("+15145550121").texts("Are you open?");
  await openThread(inbox, "Are you open?");
  await composer(inbox).fill("Yes, unti");
  await service.customer("+15145550121").texts("And on Sunday?");
  await inbox.locator(".message-left", { hasText: "And on Sunday?" }).waitFor();
  expect(await composer(inbox).inputValue()).toBe("Yes, unti");
  await inbox.keyboard.type("l six.");
  expect(await composer(inbox).inputValue()).toBe("Yes, until six.");
});

test("a draft waits while another conversation is read", async () => {
  const inbox = await signInToInbox(browser, service);
  await service.customer("+15145550122").texts("First question");
  await service.customer("+15145550123").texts("Second question");
  await openThread(inbox, "First question");
  await composer(inbox).fill("Half an ans");
  await openThread(inbox, "Second question");
  expect(await composer(inbox).inputValue()).toBe("");
  await openThread(inbox, "First question");
  expect(await composer(inbox).inputValue()).toBe("Half an ans");
});

test("the composer counts, and offers a cheap twin for a dear character", async () => {
  const inbox = await signInToInbox(browser, service);
  await service.customer("+15145550124").texts("Is it ready?");
  await openThread(inbox, "Is it ready?");
  // With what is added to the first text to a number: the shop's name, and the way out.
  await inbox.getByText("Your first text to this number").waitFor();
  await composer(inbox).fill(`It’s ready${"!".repeat(40)}`);
  await inbox.getByText("80 · 2\u00a0SMS").waitFor();
  await inbox.getByRole("button", { name: "’ → '" }).click();
  expect(await composer(inbox).inputValue()).toBe(`It's ready${"!".repeat(40)}`);
  await inbox.getByText("80 · 1\u00a0SMS").waitFor();
  await composer(inbox).fill("a".repeat(131));
  await inbox.getByText("161 · 2\u00a0SMS").waitFor();
});

test("a dear character is underlined where it stands, line by line, however far one has scrolled", async () => {
  const inbox = await signInToInbox(browser, service);
  await service.customer("+15145550139").texts("A long answer, please");
  await openThread(inbox, "A long answer, please");
  const marks = inbox.locator(".composer-mirror mark");
  await composer(inbox).fill(`It’s a café, ${"not a bar. ".repeat(60)}Voilà…`);
  expect(await marks.allTextContents()).toEqual(["’", "…"]);
  const same = (of: string) =>
    inbox.evaluate(
      `[...document.querySelectorAll("#reply-text, #reply-mirror")].map((box) => box.${of}).every((x, _, all) => x === all[0])`,
    );
  await composer(inbox).press("Control+End");
  await expect.poll(() => same("scrollTop")).toBe(true);
  for (const width of [1280, 700, 360]) {
    await inbox.setViewportSize({ width, height: 740 });
    for (const of of ["clientWidth", "clientHeight", "scrollHeight", "getBoundingClientRect().top"]) {
      await expect.poll(() => same(of), { message: `${of} at ${width} px` }).toBe(true);
    }
  }
  await composer(inbox).fill("It's a cafe\u0301");
  expect(await marks.count()).toBe(0);
});

test("an empty answer and one too long are refused in words; the text is kept", async () => {
  const inbox = await signInToInbox(browser, service);
  await service.customer("+15145550125").texts("Hello there");
  await openThread(inbox, "Hello there");
  await composer(inbox).fill("   ");
  await inbox.getByRole("button", { name: "Send" }).click();
  await inbox.getByRole("alert").getByText("The answer is empty.").waitFor();
  const long = "b".repeat(1_001);
  await composer(inbox).fill(long);
  await inbox.getByRole("button", { name: "Send" }).click();
  await inbox.getByRole("alert").getByText("longer than 1,000 characters").waitFor();
  expect(await composer(inbox).inputValue()).toBe(long);
});

test("who has stopped cannot be answered, and the page says why the moment it happens", async () => {
  const inbox = await signInToInbox(browser, service);
  const customer = service.customer("+15145550126");
  await customer.texts("Where is my order?");
  await openThread(inbox, "Where is my order?");
  await composer(inbox).fill("It is on its");
  await customer.texts("STOP");
  await inbox.getByText("This customer has stopped your texts.").waitFor();
  expect(await composer(inbox).count()).toBe(0);
  await inbox.getByLabel("Customer").getByText("Stopped").waitFor();
  await thread(inbox, "Where is my order?").getByText("stopped").waitFor();

  await customer.texts("YES");
  await customer.texts("YES");
  await composer(inbox).waitFor();
  expect(await composer(inbox).inputValue()).toBe("It is on its");
});

test("two people in one conversation see each other's answers, and who wrote them", async () => {
  await service.customer("+15145550127").texts("Can I book a table?");
  const owner = await signInToInbox(browser, service);
  const colleague = await signInToInbox(browser, service, { phone: COLLEAGUE_PHONE });
  await openThread(owner, "Can I book a table?");
  await openThread(colleague, "Can I book a table?");
  await answer(owner, "For how many?");
  await colleague.locator(".message-right", { hasText: /For how many\?.*Camille/s }).waitFor();
  await answer(colleague, "I have the corner free.");
  await owner.locator(".message-right", { hasText: /the corner free\..*Luc/s }).waitFor();
});

test("goes by keyboard: J and K from one conversation to the next, R to answer, Ctrl and Enter to send", async () => {
  const inbox = await signInToInbox(browser, service);
  // The words of a page are there before its script listens.
  const press = async (key: string) => {
    await inbox.waitForLoadState();
    await inbox.keyboard.press(key);
  };
  await service.customer("+15145550128").texts("Older");
  await service.customer("+15145550129").texts("Newer");
  await inbox.locator(".thread-link", { hasText: "Newer" }).waitFor();
  await press("j");
  await inbox.locator(".message-left", { hasText: "Newer" }).waitFor();
  await press("j");
  await inbox.locator(".message-left", { hasText: "Older" }).waitFor();
  await press("k");
  await inbox.locator(".message-left", { hasText: "Newer" }).waitFor();
  await press("r");
  await inbox.keyboard.type("By keyboard");
  await inbox.keyboard.press("Control+Enter");
  await inbox.locator(".message-right", { hasText: "By keyboard" }).waitFor();
});

test("works by forms alone, without JavaScript", async () => {
  await service.customer("+15145550136").texts("No script here");
  const inbox = await signInToInbox(browser, service, { javaScriptEnabled: false });
  await openThread(inbox, "No script here");
  await inbox.getByRole("button", { name: "Mark as read" }).click();
  expect(await inbox.getByRole("button", { name: "Mark as read" }).count()).toBe(0);
  await answer(inbox, "No need for one");
  expect(await service.customer("+15145550136").receives(1)).toContain("No need for one");
});

test("a visit that was ended elsewhere goes to the sign-in page by itself", async () => {
  const inbox = await signInToInbox(browser, service);
  await service.db.execute("UPDATE sessions SET revoked_at = 1 WHERE revoked_at IS NULL");
  await service.customer("+15145550137").texts("Anyone there?");
  await inbox.waitForURL(`${service.url}/inbox/sign-in`);
});

describe.each(["en", "fr"])("in %s", (language) => {
  test.each([360, 1024])("no page has a fault that axe can find, and each fits, at %i px", async (width) => {
    await service.db.execute({ sql: "UPDATE merchants SET language = ?", args: [language] });
    await service.customer("+15145550138").texts("A message to look at");
    const customers = await service.db.execute(
      "SELECT id, consent FROM customers WHERE id IN (SELECT customer_id FROM threads)",
    );
    const stopped = customers.rows.find((row) => row.consent === "opted_out") ?? customers.rows[0];
    const paths = [
      `/inbox/sign-in?lang=${language}`,
      "/inbox",
      ...customers.rows.slice(-1).map((row) => `/inbox/threads/${row.id}`),
      `/inbox/threads/${stopped?.id}`,
      "/inbox/threads/nobody",
    ];
    for (const colorScheme of ["light", "dark"] as const) {
      const locale = language === "en" ? "en-CA" : "fr-CA";
      const page = await signInToInbox(browser, service, { viewport: { width, height: 740 }, colorScheme, locale });
      for (const path of paths) {
        await page.goto(`${service.url}${path}`);
        expect(await faultsOf(page), path).toEqual([]);
        expect(await fitsAcross(page), path).toBe(true);
      }
    }
  });
});
