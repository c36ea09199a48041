// A carrier answers that a number has opted out: it has left here too, and nothing that waits for it goes out.

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { consentEntries, customers, outbox, senderMerchants, senders, suppressions } from "../../worker/db/schema.ts";
import { withdrawByCarrier } from "../../worker/usecases/withdraw-by-carrier.ts";
import { messagesTo, queueDirectly } from "../support/outbox.ts";
import { startUsecases, type Usecases } from "../support/usecases.ts";

let shop: Usecases;
beforeAll(async () => {
  shop = await startUsecases();
});
afterAll(() => shop?.dispose());

const hashOf = (phone: string) => shop.context.keyedHash("number", phone);

async function leftBy(phone: string) {
  const rows = await shop.orm
    .select()
    .from(suppressions)
    .where(eq(suppressions.numberHash, await hashOf(phone)));
  return rows.map(({ scopeKind, source }) => `${scopeKind} ${source}`).sort();
}

test("who is told of by the carrier has left, with the carrier's code for a word, and what waits is cancelled", async () => {
  const phone = "+15145550181";
  const id = await shop.newCustomer({ phone, consent: "subscribed" });
  const [first = ""] = await queueDirectly(shop.client, [{ recipient: phone }, { recipient: phone }]);
  await shop.orm.update(outbox).set({ status: "failed" }).where(eq(outbox.id, first));
  await withdrawByCarrier(shop.context, first, "1240");

  const ledger = await shop.orm.select().from(consentEntries).where(eq(consentEntries.customerId, id));
  expect(ledger.at(-1)).toMatchObject({ change: "withdrawn", word: "1240", actor: "carrier" });
  const [customer] = await shop.orm.select().from(customers).where(eq(customers.id, id));
  expect(customer?.consent).toBe("opted_out");
  expect((await messagesTo(shop.client, phone)).map(({ status }) => status).sort()).toEqual(["cancelled", "failed"]);
  expect(await leftBy(phone)).toEqual(["business carrier"]);
  await withdrawByCarrier(shop.context, first, "1240");
  const again = await shop.orm.select().from(consentEntries).where(eq(consentEntries.customerId, id));
  expect(again).toHaveLength(ledger.length);
});

test("who has come back since the message was written stays in: the news is late", async () => {
  const phone = "+15145550182";
  const id = await shop.newCustomer({ phone, consent: "subscribed" });
  const [first = ""] = await queueDirectly(shop.client, [{ recipient: phone, createdAt: 1_000 }]);
  await withdrawByCarrier(shop.context, first, "1240");
  const [customer] = await shop.orm.select().from(customers).where(eq(customers.id, id));
  expect(customer?.consent).toBe("subscribed");
  expect(await leftBy(phone)).toEqual([]);
});

test("on a shared number the carrier blocks the pool", async () => {
  const db = shop.orm;
  const phone = "+15145550183";
  const [sender] = await db.select().from(senders);
  if (!sender) throw new Error("there is no sender");
  const shared = { ...sender, id: "shared", number: "+15145550110", pool: "shared" as const };
  await db.insert(senders).values(shared);
  await db.insert(senderMerchants).values({ senderId: "shared", merchantId: shop.merchantId, keyword: "CAFE" });
  const row = { recipient: phone, senderId: "shared", merchantId: null, customerId: null };
  const [first = ""] = await queueDirectly(shop.client, [row, row]);
  await withdrawByCarrier(shop.context, first, "1240");
  expect(await leftBy(phone)).toEqual(["pool carrier"]);
  expect((await messagesTo(shop.client, phone)).map(({ status }) => status)).toEqual(["cancelled", "cancelled"]);
});
