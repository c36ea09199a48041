// The last word about offers stands, through whatever door it came and in whatever order: a text, the wallet, a form, a STOP.

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { leaveOffers } from "../../worker/usecases/leave-offers.ts";
import { withdrawConsentByPage } from "../../worker/usecases/withdraw-consent-by-page.ts";
import { auditLedgers } from "../support/ledgers.ts";
import { startTexting, type Texting } from "./texting.ts";

let texting: Texting;
beforeAll(async () => {
  texting = await startTexting();
});
afterEach(async () => {
  expect(await auditLedgers(texting.client)).toEqual([]);
});
afterAll(() => texting.close());

const SHOP = undefined;

async function ofCustomer(phone: string) {
  const { id: customerId } = await texting.customerAt(phone);
  return { merchantId: texting.merchantId, customerId, word: "End offers", shown: "You get offers by text." };
}
const offersOf = async (phone: string) => (await texting.customerAt(phone)).offersConsent;

test("a YES OFFERS that was written before the wallet's button was pressed comes too late", async () => {
  const phone = "+15145550141";
  await texting.joins(phone, 0);
  await texting.says(phone, "YES OFFERS");
  const before = texting.context.now();
  await texting.says(phone, "BALANCE");
  await leaveOffers(texting.context, await ofCustomer(phone));
  await texting.says(phone, "YES OFFERS", SHOP, before);
  expect(await offersOf(phone)).toBe("opted_out");
  await texting.says(phone, "YES OFFERS");
  expect(await offersOf(phone)).toBe("subscribed");
});

test("so does one that was written before it was pressed by somebody who got none", async () => {
  const phone = "+15145550142";
  await texting.joins(phone, 0);
  const before = texting.context.now();
  await texting.says(phone, "BALANCE");
  await leaveOffers(texting.context, await ofCustomer(phone));
  await texting.says(phone, "YES OFFERS", SHOP, before);
  expect(await offersOf(phone)).toBe("none");
});

test("a NO OFFERS that was written before a later YES OFFERS ends nothing, nor does a word from before they left", async () => {
  const phone = "+15145550143";
  await texting.joins(phone, 0);
  const before = texting.context.now();
  await texting.says(phone, "BALANCE");
  await texting.says(phone, "YES OFFERS");
  await texting.says(phone, "NO OFFERS", SHOP, before);
  expect(await offersOf(phone)).toBe("subscribed");

  await withdrawConsentByPage(texting.context, await ofCustomer(phone));
  await texting.says(phone, "BALANCE");
  await texting.says(phone, "YES");
  await texting.says(phone, "YES OFFERS", SHOP, before);
  expect(await offersOf(phone)).toBe("opted_out");
});

test("the box of a form counts when its code is typed, and from when the form was sent", async () => {
  const phone = "+15145550144";
  await texting.joins(phone, 0);
  const confirm = await texting.fillsIn({ phone, agreesToOffers: true });
  const since = texting.context.now();
  await texting.says(phone, "BALANCE");
  expect(await confirm()).toMatchObject({ ok: true });
  expect(await offersOf(phone)).toBe("subscribed");
  await texting.says(phone, "NO OFFERS", SHOP, since);
  expect(await offersOf(phone)).toBe("opted_out");
});

const STOPPED = ["STOP", "YES"];
test.each<[string, string, readonly string[], string]>([
  ["nothing else", "+15145550145", [], "subscribed"],
  ["a YES by text", "+15145550146", ["YES"], "subscribed"],
  ["a NO OFFERS", "+15145550147", ["YES", "NO OFFERS"], "none"],
  ["a STOP and a YES", "+15145550148", ["YES", ...STOPPED], "none"],
  ["a STOP, a YES and a NO OFFERS", "+15145550149", ["YES", ...STOPPED, "NO OFFERS"], "none"],
])("a form with offers, then %s, then its code", async (_, phone, texts, offers) => {
  const confirm = await texting.fillsIn({ phone, agreesToOffers: true, name: "Zoé" });
  for (const text of texts) await texting.says(phone, text);
  expect(await confirm()).toMatchObject({ ok: true });
  // The rest of the form is the phone's own, once its code has come back.
  expect(await texting.customerAt(phone)).toMatchObject({ consent: "subscribed", offersConsent: offers, name: "Zoé" });
});

test("a form from before a STOP grants no texts either, once a doubt has come after the way back", async () => {
  const phone = "+15145550150";
  const confirm = await texting.fillsIn({ phone, agreesToOffers: true });
  for (const text of ["YES", "STOP", "YES", "ok stop now lol"]) await texting.says(phone, text);
  await confirm();
  expect(await texting.customerAt(phone)).toMatchObject({ consent: "held", offersConsent: "none" });
});

test("a form is worth nothing to a number that has left since", async () => {
  const phone = "+15145550151";
  const confirm = await texting.fillsIn({ phone, agreesToOffers: true });
  await texting.says(phone, "STOP");
  expect(await confirm()).toEqual({ ok: false, error: "has_left" });
});

test.each(["NO OFFERS", "SANS OFFRES"])("a %s while their form still waits for its code stands", async (no) => {
  const phone = no === "NO OFFERS" ? "+15145550148" : "+15145550149";
  const types = await texting.fillsIn({ phone, agreesToOffers: true });
  await texting.says(phone, no);
  expect(await types()).toMatchObject({ ok: true });
  expect(await texting.customerAt(phone)).toMatchObject({ consent: "subscribed", offersConsent: "none" });
});
