// A shop whose tablet shows a code that changes: a photo of a poster earns nothing, by text or in the wallet, and no such poster is offered.

import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { formatRotatingToken, rotatingText, windowAt } from "../../../src/loyalty/rotating-code.ts";
import { ledgerOf } from "../../support/kiosk.ts";
import { type Service, startService } from "../../support/service.ts";
import { fillShop } from "../../support/tenants.ts";
import { openWallet } from "../../support/wallet.ts";

const KEY = randomBytes(32).toString("base64url");

/** What the tablet shows at this moment. */
function codeOnTablet(merchantId: string): string {
  const window = windowAt(Date.now());
  const text = `rotating-qr\n${rotatingText(merchantId, window)}`;
  return formatRotatingToken(window, createHmac("sha256", KEY).update(text).digest("hex").slice(0, 20));
}

let service: Service;
beforeAll(async () => {
  service = await startService({
    carrier: "simulator",
    shop: { SHOP_LOCALE: "en" },
    bindings: { LINK_SIGNING_KEYS: `1:${KEY}` },
  });
  await service.db.execute("UPDATE merchants SET earn_code = '2468', multi_point_code = '97531', rotating_qr = 1");
});
afterEach(async () => {
  await service.db.execute("UPDATE merchants SET rotating_qr = 1");
});
afterAll(() => service.dispose());

const merchant = async () => (await service.db.execute("SELECT id, slug FROM merchants")).rows[0];

test("by text the printed code earns nothing and says where to go; with the staff's own code it does", async () => {
  const wallet = await openWallet(service, "+15145550110");
  const customer = service.customer(wallet.phone);
  await customer.texts("2468");
  expect(await customer.receives(3)).toContain("At the counter, scan the one on the tablet or type your number there");
  expect((await ledgerOf(service, wallet.phone)).points).toBe(1);
  await customer.texts("2468 97531 3");
  expect(await customer.receives(4)).toContain("You have 4 points");
});

test.each(["code", "qr"])("in the wallet the printed code (%s) earns nothing; the tablet's does, once", async (by) => {
  const phone = by === "code" ? "+15145550111" : "+15145550112";
  const wallet = await openWallet(service, phone);
  const earn = (code: string) =>
    wallet.post("/me/earn", { key: randomUUID(), code, by, amount: "", multiPointCode: "" });
  const refused = await earn("2468");
  expect(refused.words).toContain("This code alone no longer counts. Scan the one on the tablet");
  expect((await ledgerOf(service, phone)).points).toBe(1);
  expect((await earn("1357")).words).toContain("This is not the shop’s code");
  expect((await wallet.get("/me/earn")).words).toContain("At the counter, scan the code on the tablet");

  await earn(codeOnTablet(String((await merchant())?.id)));
  expect((await ledgerOf(service, phone)).points).toBe(2);
});

test("no poster with the earn code is offered, not even to the owner, until it counts again", async () => {
  const shop = await merchant();
  const { cookie } = (await fillShop(service.db, String(shop?.id), "438")).people.owner;
  const get = (query: string) => fetch(`${service.url}/poster/${shop?.slug}${query}`, { headers: { cookie } });
  for (const path of ["?qr=earn", "/qr.svg?qr=earn", "/qr.png?qr=earn"]) expect((await get(path)).status).toBe(404);
  expect(await (await get("")).text()).not.toContain("qr=earn");
  await service.db.execute("UPDATE merchants SET rotating_qr = 0");
  expect((await get("?qr=earn")).status).toBe(200);
  expect(await (await get("")).text()).toContain("qr=earn");
});
