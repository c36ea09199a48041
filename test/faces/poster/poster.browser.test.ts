// Posters as a printer sees them: the picture of the sheet is decoded, and measured.

import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { faultsOf, fitsAcross, openBrowser } from "../../support/browser.ts";
import { readQr } from "../../support/qr.ts";
import { type Service, startService } from "../../support/service.ts";

const PX_A_MM = 96 / 25.4;
const QR_MM_MIN = 45;
const SMALL_PRINT_PX = (9 * 96) / 72;
const PAPERS = { a4: [210, 297], letter: [215.9, 279.4], card: [100, 150] } as const;

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

async function open(query: string, width = 1024): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 1200 } });
  const page = await context.newPage();
  page.on("console", (message) => expect(message.text(), "the console says").not.toMatch(/Content Security Policy/));
  await page.goto(`${service.url}/poster/cafe-comptoir?${query}`);
  return page;
}

/** Width and height in millimetres of the element as it stands. */
async function sizeInMm(page: Page, selector: string): Promise<[width: number, height: number]> {
  const box = await page.locator(selector).boundingBox();
  return [(box?.width ?? 0) / PX_A_MM, (box?.height ?? 0) / PX_A_MM];
}

describe.each(Object.entries(PAPERS))("%s", (size, [paperWidth, paperHeight]) => {
  test.each(["fr", "en", "both"])(
    "prints in %s on its paper, with a code that opens the messages app",
    async (lang) => {
      const page = await open(`size=${size}&lang=${lang}`);
      await page.emulateMedia({ media: "print", colorScheme: "light" });
      const [width, height] = await sizeInMm(page, ".sheet");
      expect(width).toBeCloseTo(paperWidth, 0);
      // Nothing has pushed the sheet over the end of the paper.
      expect(height).toBeLessThanOrEqual(paperHeight + 0.3);
      expect(await page.locator(".poster-tools").isVisible()).toBe(false);

      const modules = Number((await page.locator(".sheet-qr").getAttribute("viewBox"))?.split(" ")[2]);
      const [qrWidth] = await sizeInMm(page, ".sheet-qr");
      expect(qrWidth * ((modules - 8) / modules)).toBeGreaterThanOrEqual(QR_MM_MIN);
      const smallPrint = await page.locator(".sheet-print").evaluate((element: never) => {
        const style =
          "getComputedStyle" in globalThis ? (globalThis as never as Styled).getComputedStyle(element) : null;
        return Number.parseFloat(style?.fontSize ?? "0");
      });
      expect(smallPrint).toBeCloseTo(SMALL_PRINT_PX, 1);
      expect(readQr(await page.locator(".sheet").screenshot())).toBe("sms:+15145550100?&body=CAFE");
      const pdf = await page.pdf({ preferCSSPageSize: true });
      expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    },
  );
});

interface Styled {
  getComputedStyle(element: unknown): { readonly fontSize: string };
}

test("the code of the sign-up page leads there", async () => {
  const page = await open("qr=join&size=card&lang=en");
  expect(readQr(await page.locator(".sheet").screenshot())).toBe(`${service.url}/join/cafe-comptoir`);
});

test("says the shop, the word, the number and the reward", async () => {
  const page = await open("lang=en");
  const sheet = (await page.locator(".sheet").innerText()).replace(/\s+/g, " ");
  expect(sheet).toContain("Café Comptoir Text CAFE to 514 555-0100. A free coffee after 10 points.");
  expect(sheet).toMatch(/We ask for your YES first.*STOP.*HELP/);
});

test("a very long name, an emoji and a name that is HTML stay on the sheet", async () => {
  for (const name of ["Dépanneur-Boulangerie-Pâtisserie Saint-Jean-Baptiste & fils 🥐", "<b>Luc</b>"]) {
    await service.db.execute({ sql: "UPDATE merchants SET name = ?", args: [name] });
    for (const [size, [, paperHeight]] of Object.entries(PAPERS)) {
      const page = await open(`lang=both&size=${size}`);
      expect(await page.locator("h1").textContent()).toBe(name);
      await page.emulateMedia({ media: "print" });
      const overflow = await page
        .locator(".sheet")
        .evaluate((sheet: { scrollHeight: number; clientHeight: number }) => {
          return sheet.scrollHeight - sheet.clientHeight;
        });
      expect(overflow).toBeLessThanOrEqual(1);
      expect((await sizeInMm(page, ".sheet"))[1]).toBeLessThanOrEqual(paperHeight + 0.3);
    }
  }
  await service.db.execute("UPDATE merchants SET name = 'Café Comptoir'");
});

describe.each(["en", "fr", "both"])("in %s", (lang) => {
  test.each([360, 1024])("the page has no fault that axe can find, and fits, at %i px", async (width) => {
    for (const size of Object.keys(PAPERS)) {
      const page = await open(`size=${size}&lang=${lang}`, width);
      expect(await faultsOf(page)).toEqual([]);
      expect(await fitsAcross(page)).toBe(true);
    }
  });
});
