// Offers in a real browser: a photo of a phone in the merchant's form, and its coupon from the wallet to the counter.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { PNG } from "pngjs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PICTURE_BYTES_MAX } from "../../../src/pictures/picture.ts";
import { faultsOf, fitsAcross, openBrowser } from "../../support/browser.ts";
import { OFFER_FIELDS, postOffer } from "../../support/offers.ts";
import { HTML, heavy, pictures } from "../../support/pictures.ts";
import { type Service, startService } from "../../support/service.ts";
import { fillShop, type Tenant } from "../../support/tenants.ts";

const MEGABYTE = 1_048_576;
const FIRST_VIEW_BYTES_MAX = 40 * 1024;
const TOO_HEAVY = "This file is over 300 KB.";

let service: Service;
let browser: Browser;
let shop: Tenant;
let folder: string;
let customers = 150;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pictures-"));
  service = await startService({ carrier: "simulator" });
  const [merchant] = await rows("SELECT id FROM merchants");
  shop = await fillShop(service.db, String(merchant?.id), "418");
  browser = await openBrowser();
});
beforeEach(() => service.db.batch(["UPDATE merchants SET language = 'en'", "UPDATE offers SET withdrawn_at = 1"]));
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await service?.dispose();
  await rm(folder, { recursive: true });
});

const rows = async (sql: string) => (await service.db.execute(sql)).rows;
/** The last picture that was kept. */
const kept = async () =>
  (await rows("SELECT width, height, length(bytes) AS size, bytes FROM pictures ORDER BY created_at DESC LIMIT 1"))[0];

/** As large and as heavy as a camera makes them: patches of colour, and bytes behind the end that no decoder reads. */
function photo(width: number, height: number): Uint8Array {
  const png = new PNG({ width, height });
  for (let i = 0; i < png.data.length; i++) png.data[i] = i % 4 === 3 ? 0xff : (i >> 9) * 37;
  return heavy(PNG.sync.write(png), 9 * MEGABYTE);
}

async function openForm(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1024, height: 800 }, ...options });
  const [name = "", value = ""] = shop.people.owner.cookie.split("=");
  await context.addCookies([{ name, value, url: service.url }]);
  const page = await context.newPage();
  await page.goto(`${service.url}/inbox/offers/new`);
  for (const field of ["titleEn", "titleFr", "endsAt"] as const)
    await page.locator(`#${field}`).fill(OFFER_FIELDS[field]);
  return page;
}

async function choose(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const file = join(folder, name);
  await writeFile(file, bytes);
  await page.locator("#picture").setInputFiles(file);
}

const save = (page: Page) => page.getByRole("button", { name: "Save" }).click();

async function openWallet(options: BrowserContextOptions = {}): Promise<Page> {
  const customer = service.customer(`+15145550${++customers}`);
  await customer.texts("JOIN");
  await customer.texts("YES");
  const link = /http\S+$/.exec(await customer.receives(2))?.[0] ?? "";
  const viewport = { width: 360, height: 740 };
  const page = await (await browser.newContext({ viewport, locale: "en-CA", ...options })).newPage();
  await page.goto(link);
  await page.locator("form .button").click();
  await page.waitForURL(`${service.url}/me`);
  return page;
}

describe("the picture in the merchant's form", () => {
  test("of a phone's camera just works: it is made smaller before it is sent", async () => {
    const page = await openForm();
    await choose(page, "IMG_0001.jpg", photo(2_000, 1_500));
    // Pressed at once: what is under way is waited for.
    await save(page);
    await page.getByText("Saved.").waitFor();
    await page.locator(".row .picture").first().waitFor();
    const picture = await kept();
    expect([picture?.width, picture?.height]).toEqual([1_200, 900]);
    expect(Number(picture?.size)).toBeLessThanOrEqual(PICTURE_BYTES_MAX);
  });

  test("that fits is sent as it is, and one that is none is named before it is sent", async () => {
    const page = await openForm();
    await choose(page, "page.jpg", Buffer.from(HTML));
    await page.locator("#picture-is", { hasText: "not a picture" }).waitFor();
    await choose(page, "small.jpg", pictures.jpeg);
    await expect.poll(() => page.locator("#picture-is").textContent()).toBe("");
    await save(page);
    await page.getByText("Saved.").waitFor();
    expect(new Uint8Array((await kept())?.bytes as ArrayBuffer)).toEqual(pictures.jpeg);
  });

  test("without JavaScript is refused in a sentence that says what to do, and all that was typed stays", async () => {
    const page = await openForm({ javaScriptEnabled: false });
    await page.locator("#exclusionsEn").fill("Gift cards");
    await page.getByLabel("Customers get a coupon").check();
    await choose(page, "photo.jpg", heavy(pictures.jpeg, 2_000_000));
    await save(page);
    await page.getByText(TOO_HEAVY).waitFor();
    expect(await page.locator("#exclusionsEn").inputValue()).toBe("Gift cards");
    expect(await page.getByLabel("Customers get a coupon").isChecked()).toBe(true);
    await choose(page, "photo.jpg", pictures.jpeg);
    await save(page);
    await page.getByText("Saved.").waitFor();
  });

  test("of 20 MB, without JavaScript, brings the same sentence, and not a broken connection", async () => {
    const page = await openForm({ javaScriptEnabled: false });
    await choose(page, "photo.jpg", heavy(pictures.jpeg, 20 * MEGABYTE));
    await save(page);
    await page.getByText(TOO_HEAVY).waitFor();
  });
});

test.each([true, false])("Get, then Use: from the wallet to the counter, JavaScript: %s", async (javaScriptEnabled) => {
  await postOffer(service, shop.people.owner, { fields: { hasCoupon: "on" }, picture: pictures.jpeg });
  const page = await openWallet({ javaScriptEnabled });
  const offer = page.locator(".wallet-offer", { hasText: "Two for one" });
  await offer.getByText("Details").click();
  await offer.getByText("Not included: bottles").waitFor();
  await offer.getByRole("button", { name: "Get" }).click();
  await page.getByText("The coupon is yours.").waitFor();
  await offer.getByText("Yours").waitFor();
  await page.locator(".wallet-ready").getByRole("link", { name: "Use" }).click();
  await page.getByRole("button", { name: "Use now" }).click();
  await page.getByText("Type this on the kiosk").waitFor();
  expect(await page.locator(".sheet-code").innerText()).toMatch(/\w{3} \w{3}$/);
});

test("the first view stays small beside the picture, and the picture moves nothing when it comes", async () => {
  await postOffer(service, shop.people.owner, { fields: { hasCoupon: "on" }, picture: heavy(pictures.jpeg, 200_000) });
  const opened = await openWallet();
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    storageState: await opened.context().storageState(),
  });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  const addresses = new Map<string, string>();
  let bytes = 0;
  devtools.on("Network.requestWillBeSent", ({ requestId, request }) => addresses.set(requestId, request.url));
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (!addresses.get(requestId)?.includes("/pictures/")) bytes += encodedDataLength;
  });
  await page.goto(`${service.url}/me`);
  await page.locator(".wallet-offer .picture").scrollIntoViewIfNeeded();
  await expect.poll(() => page.evaluate("document.querySelector('.picture').naturalWidth")).toBe(7);
  await page.waitForLoadState("networkidle");
  expect(bytes).toBeGreaterThan(1_000);
  expect(bytes).toBeLessThanOrEqual(FIRST_VIEW_BYTES_MAX);
  const shift = await page.evaluate(`new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => { for (const { value } of list.getEntries()) sum += value; })
      .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(sum), 300);
  })`);
  expect(shift).toBe(0);
});

describe.each([360, 1024])("at %i px", (width) => {
  test.each(["en", "fr"] as const)(
    "nothing of it has a fault that axe can find, and all fit, in %s",
    async (language) => {
      await service.db.execute({ sql: "UPDATE merchants SET language = ?", args: [language] });
      await postOffer(service, shop.people.owner, {
        fields: { hasCoupon: "on", couponDays: "7" },
        picture: pictures.png,
      });
      await postOffer(service, shop.people.owner, {
        fields: { titleEn: "A second one", detailsEn: "", exclusionsEn: "" },
      });
      const look = async (page: Page) => {
        await page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true");
        expect(await faultsOf(page)).toEqual([]);
        expect(await fitsAcross(page)).toBe(true);
      };
      for (const colorScheme of ["light", "dark"] as const) {
        const form = await openForm({ viewport: { width, height: 740 }, colorScheme });
        await choose(form, "page.jpg", Buffer.from(HTML));
        await form.locator("#picture-is:not(:empty)").waitFor();
        await form.locator("form .button").click();
        await form.locator(".refused").waitFor();
        await look(form);
        await form.goto(`${service.url}/inbox/offers`);
        await look(form);
        await form.locator("a[href^='/inbox/offers/']:not([href$=new])").first().click();
        await form.locator("#removePicture, #picture").first().waitFor();
        await look(form);
        const wallet = await openWallet({ viewport: { width, height: 740 }, colorScheme, locale: `${language}-CA` });
        if ((await wallet.locator("html").getAttribute("lang")) !== language)
          await wallet.locator(".wallet-language").click();
        await wallet.locator(`html[lang=${language}] .wallet-offer`).first().waitFor();
        await look(wallet);
        await wallet.locator(".wallet-offer button").click();
        await wallet.locator(".wallet-ready").waitFor();
        await look(wallet);
      }
    },
  );
});
