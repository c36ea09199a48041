// A text that is being decided while its phone leaves, or is forgotten, from outside the conversation: it is decided again.

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isSuppressed } from "../../src/consent/suppression.ts";
import { customers, outbox } from "../../worker/db/schema.ts";
import { loadStops } from "../../worker/db/suppressions.ts";
import { deleteCustomer } from "../../worker/usecases/delete-customer.ts";
import { leaveOffers } from "../../worker/usecases/leave-offers.ts";
import { withdrawByCarrier } from "../../worker/usecases/withdraw-by-carrier.ts";
import { withdrawConsentByPage } from "../../worker/usecases/withdraw-consent-by-page.ts";
import { auditLedgers } from "../support/ledgers.ts";
import { SHOP_NUMBER } from "../support/service.ts";
import { SHARED_NUMBER, startTexting, type Texting } from "./texting.ts";

let texting: Texting;
beforeAll(async () => {
  texting = await startTexting();
});
afterAll(() => texting?.close());

const words = { word: "Leave", shown: "Leave the texts" };

/** Somebody who has left, and one of the texts that they were sent. */
async function left(phone: string) {
  const { id } = await texting.joins(phone, 0);
  await texting.says(phone, "STOP");
  const [sent] = await texting.db.orm.select().from(outbox).where(eq(outbox.customerId, id)).limit(1);
  const messageId = sent?.id ?? "";
  // Sent after all that they have agreed to: word of it is not late.
  await texting.db.orm.update(outbox).set({ createdAt: texting.context.now() }).where(eq(outbox.id, messageId));
  return { id, messageId };
}

async function standing(phone: string) {
  const { consent } = await texting.customerAt(phone);
  const numberHash = await texting.context.keyedHash("number", phone);
  const { merchantId, senderId } = texting;
  return [consent, isSuppressed((await loadStops(texting.db, { numberHash, merchantId, senderId })).stop)];
}

test.each([
  [
    "the carrier",
    "+15145550161",
    ({ messageId }: { messageId: string }) => withdrawByCarrier(texting.context, messageId, "1240"),
  ],
  [
    "a page",
    "+15145550162",
    ({ id }: { id: string }) =>
      withdrawConsentByPage(texting.context, { ...words, customerId: id, merchantId: texting.merchantId }),
  ],
])("a YES that has not seen that they left once more, by %s, is decided again", async (_what, phone, leaves) => {
  const who = await left(phone);
  const yes = await texting.hesitates(phone, "YES");
  await leaves(who);
  await expect(yes()).rejects.toThrow();
  expect(await standing(phone)).toEqual(["opted_out", true]);
});

test("a carrier's word that has not seen their YES is looked at again, and is late", async () => {
  const phone = "+15145550163";
  const { messageId } = await left(phone);
  const { db } = texting;
  let hasSaidYes = false;
  const slow: typeof db = {
    ...db,
    async write(queries) {
      if (!hasSaidYes) {
        hasSaidYes = true;
        await texting.says(phone, "YES");
      }
      return db.write(queries);
    },
  };
  await withdrawByCarrier({ ...texting.context, db: slow }, messageId, "1240");
  expect([hasSaidYes, ...(await standing(phone))]).toEqual([true, "subscribed", false]);
});

test.each([
  ["the number that they talked on last", "+15145550164", SHOP_NUMBER],
  ["another number of the shop", "+15145550165", SHARED_NUMBER],
])(
  "a text to %s that has not seen their deletion is decided again, and keeps nothing of them",
  async (_what, phone, last) => {
    const { id } = await texting.joins(phone, 0);
    await texting.says(phone, last === SHOP_NUMBER ? "HELP" : "JOIN CAFE", last);
    const hello = await texting.hesitates(phone, "HELP");
    const request = { ...words, customerId: id, merchantId: texting.merchantId };
    expect(await deleteCustomer(texting.context, request)).toBe("deleted");
    await expect(hello()).rejects.toThrow();
    expect(await texting.db.orm.select().from(customers).where(eq(customers.phone, phone))).toEqual([]);
    expect(await auditLedgers(texting.client)).toEqual([]);
  },
);

test.each([
  ["the number that they talked on last", "+15145550171", SHOP_NUMBER],
  ["another number of the shop", "+15145550172", SHARED_NUMBER],
])("a YES OFFERS to %s that has not seen their no on a page is decided again", async (_what, phone, last) => {
  const { id } = await texting.joins(phone, 0);
  await texting.says(phone, last === SHOP_NUMBER ? "HELP" : "HELP CAFE", last);
  const yes = await texting.hesitates(phone, "YES OFFERS");
  const request = { ...words, customerId: id, merchantId: texting.merchantId };
  expect(await leaveOffers(texting.context, request)).toBe("left");
  await expect(yes()).rejects.toThrow();
  expect(await texting.customerAt(phone)).toMatchObject({ offersConsent: "none" });
});

test("a YES to another number of the shop that has not seen their leaving once more, on a page, is decided again", async () => {
  const phone = "+15145550173";
  const { id } = await left(phone);
  await texting.says(phone, "HELP CAFE", SHARED_NUMBER);
  const yes = await texting.hesitates(phone, "YES");
  await withdrawConsentByPage(texting.context, { ...words, customerId: id, merchantId: texting.merchantId });
  await expect(yes()).rejects.toThrow();
  expect(await standing(phone)).toEqual(["opted_out", true]);
});

describe("two texts of one phone to two numbers of a shop, at the same moment", () => {
  test("a YES that has not seen a second STOP to the other one is decided again", async () => {
    const phone = "+15145550174";
    await left(phone);
    const yes = await texting.hesitates(phone, "YES");
    await texting.says(phone, "STOP CAFE", SHARED_NUMBER);
    await expect(yes()).rejects.toThrow();
    expect(await standing(phone)).toEqual(["opted_out", true]);
  });

  test("a YES OFFERS that has not seen a NO OFFERS to the other one is decided again", async () => {
    const phone = "+15145550176";
    await texting.joins(phone, 0);
    await texting.says(phone, "JOIN CAFE", SHARED_NUMBER);
    const yes = await texting.hesitates(phone, "YES OFFERS");
    await texting.says(phone, "NO OFFERS", SHARED_NUMBER);
    await expect(yes()).rejects.toThrow();
    expect(await texting.customerAt(phone)).toMatchObject({ offersConsent: "none" });
  });

  test("and a NO OFFERS that has not seen a YES OFFERS there", async () => {
    const phone = "+15145550177";
    await texting.joins(phone, 0);
    await texting.says(phone, "JOIN CAFE", SHARED_NUMBER);
    const no = await texting.hesitates(phone, "NO OFFERS");
    await texting.says(phone, "YES OFFERS", SHARED_NUMBER);
    expect(await texting.customerAt(phone)).toMatchObject({ offersConsent: "subscribed" });
    await expect(no()).rejects.toThrow();
  });

  test("a second STOP that has not seen them come back by the other one is decided again", async () => {
    const phone = "+15145550175";
    await left(phone);
    const stop = await texting.hesitates(phone, "STOP");
    await texting.says(phone, "JOIN CAFE", SHARED_NUMBER);
    await texting.says(phone, "YES", SHARED_NUMBER);
    await expect(stop()).rejects.toThrow();
    expect(await standing(phone)).toEqual(["subscribed", false]);
  });
});
