// Two shops on one number: what a customer says to one is nothing to the other.

import { drizzle } from "drizzle-orm/libsql";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { merchants, senderMerchants } from "../../../worker/db/schema.ts";
import { auditLedgers } from "../../support/ledgers.ts";
import { messagesTo, moveShopTo, queueDirectly, reach, setPace, timeZoneAt } from "../../support/outbox.ts";
import { nextSecond, OWNER_PHONE, type Service, startService } from "../../support/service.ts";
import { signIn } from "../../support/signed-in.ts";

const CAFE = "cafe-comptoir";
const SPA = "spa-azur";

let service: Service;
let idOf: Readonly<Record<string, string>>;
beforeAll(async () => {
  service = await startService();
  const db = drizzle(service.db);
  const [cafe] = await db.select().from(merchants);
  const [onNumber] = await db.select().from(senderMerchants);
  if (!cafe || !onNumber) throw new Error("there is no shop");
  await db.insert(merchants).values({ ...cafe, id: "spa", slug: SPA, name: "Spa Azur", welcomePoints: 5 });
  await db.insert(senderMerchants).values({ ...onNumber, merchantId: "spa", keyword: "SPA" });
  idOf = { [CAFE]: cafe.id, [SPA]: "spa" };
  await setPace(service.db, 100);
});
beforeEach(() => moveShopTo(service.db, timeZoneAt(14)));
afterEach(async () => {
  expect(await auditLedgers(service.db)).toEqual([]);
});
afterAll(() => service?.dispose());

async function known(phone: string) {
  const sql = `SELECT slug, consent, points FROM customers JOIN merchants ON merchants.id = merchant_id
    WHERE phone = ? ORDER BY slug`;
  const { rows } = await service.db.execute({ sql, args: [phone] });
  return rows.map((row) => `${row.slug}: ${row.consent}, ${row.points}`);
}

const promote = (phone: string) =>
  queueDirectly(
    service.db,
    [CAFE, SPA].map((slug) => ({
      recipient: phone,
      merchantId: String(idOf[slug]),
      class: "promotional" as const,
      text: slug,
    })),
  );

test("joining one is not joining the other", async () => {
  const customer = service.customer("+15145550121");
  await customer.texts("JOIN CAFE");
  await customer.texts("YES OFFERS");
  await customer.receives(2);
  expect(await known(customer.phone)).toEqual([`${CAFE}: subscribed, 1`]);

  const ids = await promote(customer.phone);
  await service.sweep();
  const [ofCafe, ofSpa] = await reach(service.db, ids, "delivered", "cancelled");
  expect(ofCafe).toMatchObject({ status: "delivered" });
  expect(ofSpa).toMatchObject({ status: "cancelled", reason: "no_consent" });
});

test("STOP and a shop's word leaves that shop, and not the other", async () => {
  const customer = service.customer("+15145550122");
  for (const text of ["JOIN CAFE", "YES OFFERS", "JOIN SPA", "YES OFFERS"]) await customer.texts(text);
  await customer.receives(4);
  expect(await known(customer.phone)).toEqual([`${CAFE}: subscribed, 1`, `${SPA}: subscribed, 5`]);
  await customer.texts("STOP SPA");
  await customer.receives(5);
  expect(await known(customer.phone)).toEqual([`${CAFE}: subscribed, 1`, `${SPA}: opted_out, 5`]);

  const ids = await promote(customer.phone);
  await service.sweep();
  const [ofCafe, ofSpa] = await reach(service.db, ids, "delivered", "cancelled");
  expect([ofCafe?.status, ofSpa?.status]).toEqual(["delivered", "cancelled"]);
});

test("a plain STOP leaves both, and a shop that is joined afterwards is joined alone", async () => {
  const customer = service.customer("+15145550123");
  for (const text of ["JOIN CAFE", "YES", "STOP"]) await customer.texts(text);
  expect(await customer.receives(3)).toContain("any shop on this number");
  expect(await known(customer.phone)).toEqual([`${CAFE}: opted_out, 1`]);

  await customer.texts("JOIN SPA");
  // Asked, and nothing more: what the ledger says is what the customer's row says.
  expect(await auditLedgers(service.db)).toEqual([]);
  await customer.texts("YES");
  await customer.receives(5);
  expect(await known(customer.phone)).toEqual([`${CAFE}: opted_out, 1`, `${SPA}: subscribed, 5`]);
});

test("what no rule answers reaches the shop that the customer talks with, and no other", async () => {
  const customer = service.customer("+15145550124");
  for (const text of ["JOIN SPA", "YES", "Do you have towels?"]) await customer.texts(text);
  await customer.receives(2);
  const sql = "SELECT threads.merchant_id FROM threads JOIN customers ON id = customer_id WHERE phone = ?";
  const { rows } = await service.db.execute({ sql, args: [customer.phone] });
  expect(rows.map((row) => row.merchant_id)).toEqual(["spa"]);
  const replies = await messagesTo(service.db, customer.phone);
  expect(new Set(replies.map(({ merchantId }) => merchantId))).toEqual(new Set(["spa"]));
});

test("a stranger who names no shop is told how", async () => {
  const customer = service.customer("+15145550125");
  await customer.texts("JOIN");
  expect(await customer.receives(1)).toContain("JOIN CAFE");
  expect(await known(customer.phone)).toEqual([]);
});

describe.each(["MOVE BACK by the phone that it came to", "the shop"])(
  "who has stopped the number, and then gets an account back by %s",
  (by) => {
    const [old, fresh] = by === "the shop" ? ["+15145550131", "+15145550132"] : ["+15145550133", "+15145550134"];

    test("is told nothing, has left, and stays on no list", async () => {
      const [left, holder] = [service.customer(old), service.customer(fresh)];
      for (const text of ["JOIN CAFE", "YES"]) await left.texts(text);
      await left.receives(2);
      await holder.texts("JOIN CAFE");
      await holder.texts(`MOVE ${old}`);
      const code = /\d{6}/.exec(await left.receives(3))?.[0] ?? "";
      await holder.texts(code);
      await left.receives(4);
      await left.texts("STOP");
      expect(await left.receives(5)).toContain("any shop on this number");
      await nextSecond();

      if (by === "the shop") await bringsBack(old);
      else await holder.texts("MOVE BACK");
      await service.sweep();
      await service.vonage.settle();
      expect(await left.received()).toHaveLength(5);
      expect(await known(old)).toEqual([`${CAFE}: opted_out, 1`]);
    });
  },
);

async function bringsBack(old: string): Promise<void> {
  const owner = await signIn(service, OWNER_PHONE);
  const sql = "SELECT id, customer_id FROM moves WHERE from_phone = ?";
  const [move] = (await service.db.execute({ sql, args: [old] })).rows;
  const answer = await owner.post(`/inbox/customers/${move?.customer_id}/moves/${move?.id}/move-back`);
  expect(answer.status).toBe(303);
}
