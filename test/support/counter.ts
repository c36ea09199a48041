// A tablet on the counter in a real Chromium: paired, typed on by customers, opened by staff.

import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { ofHtml } from "./browser.ts";
import { addKiosk, STAFF_CODE } from "./kiosk.ts";
import type { Service } from "./service.ts";

export const LANDSCAPE = { width: 1024, height: 768 };
export const PORTRAIT = { width: 768, height: 1024 };

export interface Counter {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly kioskId: string;
}

let codes = 0;

export async function pair(service: Service, page: Page): Promise<string> {
  const code = `TAB1E${String(100 + codes++)}`;
  const kioskId = await addKiosk(service, { code });
  await page.goto(`${service.url}/kiosk/pair`);
  await page.getByLabel(/^(Pairing code|Code d’association)$/).fill(code);
  await page.getByRole("button", { name: /^(Connect|Connecter)$/ }).click();
  await page.locator("[data-side=customer]").waitFor();
  // The keys are there before the page's script listens.
  await page.waitForLoadState();
  return kioskId;
}

export async function openCounter(
  service: Service,
  browser: Browser,
  { clockOffMs = 0, ...options }: BrowserContextOptions & { clockOffMs?: number } = {},
): Promise<Counter> {
  const context = await browser.newContext({ locale: "en-CA", viewport: LANDSCAPE, hasTouch: true, ...options });
  if (clockOffMs !== 0)
    await context.addInitScript(`{ const now = Date.now; Date.now = () => now() + ${clockOffMs}; }`);
  const page = await context.newPage();
  return { page, context, kioskId: await pair(service, page) };
}

/** With the keys on the screen, and the button. */
export async function types(page: Page, digits: string): Promise<void> {
  for (const digit of digits) await page.locator(`[data-key="${digit}"]`).tap();
  await page.getByRole("button", { name: "Get 1 point" }).tap();
}

/** One customer after the other. */
export async function typesAndGoes(page: Page, digits: string, reads: RegExp): Promise<void> {
  await types(page, digits);
  await page.locator("#outcome", { hasText: reads }).waitFor();
  await page.getByRole("link", { name: "Next" }).tap();
}

export async function opensStaffSide(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Staff" }).tap();
  await page.getByLabel("Staff code").waitFor();
  for (const digit of STAFF_CODE) await page.locator(`[data-key="${digit}"]`).tap();
  await page.getByRole("button", { name: "Open" }).tap();
  await page.locator("[data-side=staff]").waitFor();
}

export const band = (page: Page, words: string | RegExp) => page.locator("#band", { hasText: words }).waitFor();
export const noBand = (page: Page) => page.locator("#band").waitFor({ state: "hidden" });

export const neverScrolls = (page: Page): Promise<boolean> =>
  ofHtml(page, "html.scrollHeight <= innerHeight && html.scrollWidth <= innerWidth");
