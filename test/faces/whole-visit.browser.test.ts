// The whole programme in one go, as the people do it: a poster, a tablet, a phone that texts, a page, and the owner who mends a mistake.

import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { fitsAcross, openBrowser, openPhone, type Phone, signInToInbox } from "../support/browser.ts";
import { auditLedgers } from "../support/ledgers.ts";
import { readQr } from "../support/qr.ts";
import { type Service, startService } from "../support/service.ts";

/** Five people's afternoon. */
const PATIENCE_MS = 120_000;

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

const words = {
  en: {
    yes: "YES",
    redeem: "REDEEM",
    use: "USE",
    balance: "BALANCE",
    reward: /free coffee/i,
    textCode: "Text me a code",
    join: "Join",
    openPage: "Open my wallet",
    getPoint: /Get 1 point/,
    next: "Next",
    staff: "Staff",
    open: "Open",
    check: "Check",
    take: "Take",
    takeIt: "Take it",
    useLink: "Use",
    useNow: "Use now",
    putBack: /^Put back as not used/,
    makeKiosk: "Make a pairing code",
    connect: "Connect",
  },
  fr: {
    yes: "OUI",
    redeem: "ECHANGER",
    use: "UTILISER",
    balance: "SOLDE",
    reward: /café offert/i,
    textCode: "Recevoir un code",
    join: "Participer",
    openPage: "Ouvrir mon portefeuille",
    getPoint: /Recevoir 1 point/,
    next: "Suivant",
    staff: "Personnel",
    open: "Ouvrir",
    check: "Vérifier",
    take: "Prendre",
    takeIt: "La prendre",
    useLink: "Utiliser",
    useNow: "Utiliser maintenant",
    putBack: /^Remettre à gagné/,
    makeKiosk: "Créer un code d’association",
    connect: "Connecter",
  },
} as const;

describe.each([
  { language: "en", width: 1024, phone: "+15145550161" },
  { language: "fr", width: 360, phone: "+15145550162" },
] as const)("at $width px, in $language", ({ language, width, phone }) => {
  const said = words[language];
  const locale = `${language}-CA`;
  const viewport = { width, height: 768 };
  const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).first();
  const link = (page: Page, name: string) => page.getByRole("link", { name, exact: true }).first();

  const title =
    "join by a poster's code, earn on the tablet, take and use by text and by page; the owner puts one back";
  test(title, { timeout: PATIENCE_MS }, async () => {
    await service.db.execute({ sql: "UPDATE merchants SET language = ?", args: [language] });
    const customer = await browser.newContext({ locale, viewport });
    const handset = await openPhone(browser, service, phone, { locale });
    const owner = await signInToInbox(browser, service, { locale, viewport });
    const tablet = await pairTablet(owner, await browser.newContext({ locale, viewport }));

    // The poster on the wall, read by a camera.
    const poster = await customer.newPage();
    await poster.setViewportSize({ width: 1024, height: 1200 });
    await poster.goto(`${service.url}/poster/cafe-comptoir?qr=join&lang=${language}`);
    const wallet = await joinsAt(readQr(await poster.locator(".sheet").screenshot()), customer, handset);

    // At the counter: today's point from the tablet; and from the owner, a gift.
    await tablet.locator("#phone").fill(phone.slice(2));
    await button(tablet, said.getPoint).click();
    await tablet.locator("#outcome", { hasText: "+1" }).waitFor();
    await link(tablet, said.next).click();
    await openStaffSide(tablet);
    const { rows } = await service.db.execute({ sql: "SELECT id FROM customers WHERE phone = ?", args: [phone] });
    const ledger = `${service.url}/inbox/customers/${rows[0]?.id}`;
    await owner.goto(ledger);
    await owner.locator("#amount").fill("18");
    await owner.locator("#reason").fill("Tombola");
    await owner.locator("button[value=give]").click();
    await owner.locator(".head-figure", { hasText: "20 points" }).waitFor();
    await handset.texts(said.balance);
    await handset.gets(/20 points/);

    // By text.
    await handset.texts(said.redeem);
    await handset.gets(said.reward);
    await handset.texts(said.yes);
    await handset.gets(/10 points/);
    await handset.texts(said.use);
    await handset.gets(/: \w{3} \w{3} /);
    await typeCode(tablet, await lastCode(handset));

    // By page.
    await wallet.reload();
    await link(wallet, said.take).click();
    await button(wallet, said.takeIt).click();
    await link(wallet, said.useLink).click();
    await button(wallet, said.useNow).click();
    expect(await fitsAcross(wallet)).toBe(true);
    const sheet = await wallet.locator(".sheet-code").innerText();
    await typeCode(tablet, /\w{3} \w{3}$/.exec(sheet)?.[0] ?? "");

    // It was a mistake: the owner puts it back, and it is there to be used again.
    await owner.goto(ledger);
    expect(await fitsAcross(owner)).toBe(true);
    await button(owner, said.putBack).click();
    await owner.locator(".claim-taken").waitFor();
    // The page with the code goes on by itself once that is used: what it shows by then is no matter here.
    const again = await customer.newPage();
    await again.goto(`${service.url}/me`);
    await link(again, said.useLink).waitFor();
    await handset.texts(said.use);
    await typeCode(tablet, await nextCode(handset));
    expect(await auditLedgers(service.db)).toEqual([]);
  });

  async function pairTablet(owner: Page, context: BrowserContext): Promise<Page> {
    await owner.goto(`${service.url}/inbox/kiosks`);
    await owner.locator("#name").fill("Comptoir");
    await button(owner, said.makeKiosk).click();
    const code = await owner.locator(".pairing-code").innerText();
    const tablet = await context.newPage();
    await tablet.goto(`${service.url}/kiosk`);
    await tablet.locator("#code").fill(code);
    await button(tablet, said.connect).click();
    await tablet.locator("[data-side=customer]").waitFor();
    return tablet;
  }

  async function joinsAt(address: string | undefined, context: BrowserContext, handset: Phone): Promise<Page> {
    const page = await context.newPage();
    await page.goto(address ?? "");
    // As if it had been read for a while.
    await page.locator("input[name=shownAt]").evaluate((field: { value: string }) => {
      field.value = "1";
    });
    await page.locator("#phone").fill(phone.slice(2));
    await page.locator("#sms").check();
    await button(page, said.textCode).click();
    await handset.gets(/\d{6}/);
    const text = await handset.page.locator(".message-left", { hasText: /\d{6}/ }).last().innerText();
    await page.locator("#code").fill(/\d{6}/.exec(text)?.[0] ?? "");
    await button(page, said.join).click();
    await link(page, said.openPage).click();
    await page.locator("form .button").click();
    await page.waitForURL(`${service.url}/me`);
    return page;
  }

  async function openStaffSide(tablet: Page): Promise<void> {
    await link(tablet, said.staff).click();
    await tablet.locator("#staff-code").fill("4321");
    await button(tablet, said.open).click();
    await tablet.locator("[data-side=staff]").waitFor();
  }

  async function typeCode(tablet: Page, code: string): Promise<void> {
    await tablet.locator("#code").fill(code);
    await button(tablet, said.check).click();
    await tablet.locator("#said", { hasText: said.reward }).waitFor();
    await tablet.goto(`${service.url}/kiosk/staff`);
  }
});

const CODE = /: (\w{3} \w{3}) /;
const codes = (handset: Phone) => handset.page.locator(".message-left", { hasText: CODE });
const lastCode = async (handset: Phone) => CODE.exec(await codes(handset).last().innerText())?.[1] ?? "";
async function nextCode(handset: Phone): Promise<string> {
  await codes(handset).nth(1).waitFor();
  return lastCode(handset);
}
