// What a STOP and a way back leave in the ledger of consent: the same as in the customer's row, with the words that were answered.

import { and, asc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { consentEntries, customers, suppressions } from "../../worker/db/schema.ts";
import { auditLedgers } from "../support/ledgers.ts";
import { SHARED_NUMBER, startTexting, type Texting } from "./texting.ts";

let texting: Texting;
beforeAll(async () => {
  texting = await startTexting();
});
afterEach(async () => {
  expect(await auditLedgers(texting.client)).toEqual([]);
});
afterAll(() => texting.close());

const ledgerAt = (merchantId: string, phone: string) =>
  texting.db.orm
    .select({ change: consentEntries.change, word: consentEntries.word, shown: consentEntries.shown })
    .from(consentEntries)
    .innerJoin(customers, eq(customers.id, consentEntries.customerId))
    .where(and(eq(customers.merchantId, merchantId), eq(customers.phone, phone)))
    .orderBy(asc(consentEntries.seq));

test("STOP ALL leaves every shop of the number: in the ledger of each that knew the customer, and by the number itself", async () => {
  const phone = "+15145550141";
  await texting.says(phone, "JOIN SALON", SHARED_NUMBER);
  await texting.says(phone, "YES", SHARED_NUMBER);
  await texting.says(phone, "STOP ALL", SHARED_NUMBER);
  expect((await ledgerAt(texting.salonId, phone)).map(({ change }) => change)).toEqual([
    "asked",
    "granted",
    "withdrawn",
  ]);
  expect(await ledgerAt(texting.merchantId, phone)).toEqual([]);
  const numberHash = await texting.context.keyedHash("number", phone);
  const left = await texting.db.orm.select().from(suppressions).where(eq(suppressions.numberHash, numberHash));
  expect(left.map(({ scopeKind, source }) => `${scopeKind} ${source}`).sort()).toEqual(["business text", "pool text"]);
});

test("who comes back is recorded with the invitation that they answered", async () => {
  const phone = "+15145550142";
  await texting.joins(phone, 0);
  const invitation = await texting.says(phone, "STOP");
  await texting.says(phone, "YES");
  expect((await ledgerAt(texting.merchantId, phone)).at(-1)).toEqual({
    change: "granted",
    word: "YES",
    shown: invitation,
  });
});
