// A real Chromium for tests: a phone in the simulator, a person in the inbox, and the accessibility checker.

import chromium from "@sparticuz/chromium";
import axe from "axe-core";
import { type Browser, type BrowserContextOptions, type Page, chromium as playwright } from "playwright-core";
import { OWNER_PHONE, type Service } from "./service.ts";

/** A browser that comes with the dependencies; a Chrome of the machine's own where that one does not run. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROME_PATH ?? (await chromium.executablePath());
  return playwright.launch({ executablePath, args: ["--no-sandbox"], headless: true });
}

export interface Phone {
  readonly page: Page;
  /** Types and sends. */
  texts(text: string): Promise<void>;
  /** Waits for a text of the shop that contains this. */
  gets(words: string | RegExp): Promise<void>;
}

export async function openPhone(
  browser: Browser,
  service: Service,
  phone: string,
  options: BrowserContextOptions = {},
): Promise<Phone> {
  const context = await browser.newContext({ locale: "en-CA", viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  await page.goto(`${service.url}/simulator?${new URLSearchParams({ phone })}`);
  return {
    page,
    async texts(text) {
      await page.getByLabel(/^(Text message|SMS)$/).fill(text);
      await page.getByRole("button", { name: /^(Send|Envoyer)$/ }).click();
      await page.locator(".message-right", { hasText: text }).last().waitFor();
    },
    gets: (words) => page.locator(".message-left", { hasText: words }).last().waitFor(),
  };
}

/** Signs in as the person of this number, with the code that arrives on their phone. */
export async function signInToInbox(
  browser: Browser,
  service: Service,
  options: BrowserContextOptions & { phone?: string } = {},
): Promise<Page> {
  const { phone = OWNER_PHONE, ...context } = options;
  const page = await (
    await browser.newContext({ locale: "en-CA", viewport: { width: 1280, height: 800 }, ...context })
  ).newPage();
  // As if the codes of earlier visits had been asked for long ago: a person may ask for three in ten minutes.
  await service.db.execute("DELETE FROM limit_counters");
  const handset = service.customer(phone);
  const before = (await handset.received()).length;
  await page.goto(`${service.url}/inbox`);
  await page.locator("#phone").fill(phone);
  await page.locator("button[type=submit]").click();
  const [code = ""] = /\d{6}/.exec(await handset.receives(before + 1)) ?? [];
  await page.locator("#code").fill(code);
  await page.locator("button[type=submit]").click();
  await page.waitForURL(`${service.url}/inbox`);
  return page;
}

/** What axe finds wrong with the page as it stands, one line a fault; none is right. */
export async function faultsOf(page: Page): Promise<string[]> {
  // An element can be there before the style sheets that colour it.
  await page.waitForLoadState();
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(axe.source);
  // What it found right is left there: on a long page that is most of a second.
  return page.evaluate<string[]>(`axe.run({ resultTypes: ["violations"] }).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" ")))`);
}

/** What an expression about `html` comes to. Between two pages there is a document without that element: the next one is waited for. */
export async function ofHtml<T>(page: Page, expression: string): Promise<T> {
  await page.waitForLoadState();
  const held = await page.waitForFunction(`(html => html && { value: ${expression} })(document.documentElement)`);
  return ((await held.jsonValue()) as { value: T }).value;
}

/** True when nothing sticks out sideways. */
export const fitsAcross = (page: Page): Promise<boolean> => ofHtml(page, "html.scrollWidth <= innerWidth");
