// Receipts of the counter, and the NO that puts a transaction on hold until a person has looked at it.

import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { accountOf, appendEntry } from "../../worker/db/accounts.ts";
import { queueReceipt } from "../../worker/db/receipts.ts";
import { auditEntries, customers, disputes, outbox, senderMerchants, senders } from "../../worker/db/schema.ts";
import { reverseEntry } from "../../worker/usecases/reverse-entry.ts";
import { settleDispute } from "../../worker/usecases/settle-dispute.ts";
import { auditLedgers } from "../support/ledgers.ts";
import { SHOP_NUMBER } from "../support/service.ts";
import { SHARED_NUMBER, startTexting, type Texting } from "./texting.ts";

let texting: Texting;
beforeAll(async () => {
  texting = await startTexting();
});
afterEach(async () => {
  expect(await auditLedgers(texting.client)).toEqual([]);
});
afterAll(() => texting.close());

describe("a receipt", () => {
  /** Staff give points at the counter, and the customer is told so. */
  async function given(phone: string, points: number) {
    const customer = await texting.customerAt(phone);
    const seq = customer.pointsSeq + 1;
    const entry = { delta: points, cause: "staff", actor: "staff:1", idempotencyKey: randomUUID() } as const;
    const receipt = {
      id: randomUUID(),
      senderId: texting.senderId,
      merchantId: texting.merchantId,
      customerId: customer.id,
      recipient: phone,
      recipientHash: await texting.context.keyedHash("number", phone),
      text: "+5 points",
      by: "Till 2",
      of: { seq, points },
    };
    await texting.db.write([
      ...appendEntry(texting.db, accountOf(customer), entry, texting.context.now()),
      ...queueReceipt(texting.db, receipt, texting.context.now()),
    ]);
    return { customerId: customer.id, seq };
  }

  const disputesOf = (customerId: string) =>
    texting.db.orm.select().from(disputes).where(eq(disputes.customerId, customerId));

  test("is disputed by a NO: its points wait until a person has settled it", async () => {
    const phone = "+15145550151";
    await texting.joins(phone, 6);
    const { customerId, seq } = await given(phone, 5);
    expect(await texting.says(phone, "NO")).toContain("on hold");
    const [dispute] = await disputesOf(customerId);
    expect(dispute).toMatchObject({ entrySeq: seq, givenBy: "Till 2", settledAt: null });
    expect(await texting.says(phone, "REDEEM")).toContain("5 points are on hold");
    await texting.says(phone, "NO");
    expect(await disputesOf(customerId)).toHaveLength(1);

    const settled = { merchantId: texting.merchantId, disputeId: dispute?.id ?? "", personId: texting.ownerId };
    expect(await settleDispute(texting.context, { ...settled, merchantId: texting.salonId })).toEqual({
      ok: false,
      error: "not_open",
    });
    expect(await settleDispute(texting.context, settled)).toEqual({ ok: true, value: undefined });
    expect(await settleDispute(texting.context, settled)).toEqual({ ok: false, error: "not_open" });
    const audited = eq(auditEntries.subject, settled.disputeId);
    expect(await texting.db.orm.select().from(auditEntries).where(audited)).toHaveLength(1);
    expect(await texting.says(phone, "REDEEM")).toContain("take a free coffee");
  });

  test.each([
    ["its own shop", "+15145550191", undefined, SHOP_NUMBER],
    ["another shop of the number", "+15145550192", { slug: "salon", number: SHARED_NUMBER }, SHARED_NUMBER],
  ])("keeps its NO though somebody has typed the number on the page of %s", async (_, phone, on, line) => {
    await texting.says(phone, "JOIN CAFE", line);
    await texting.says(phone, "YES", line);
    const { customerId } = await given(phone, 5);
    const confirm = await texting.fillsIn({ phone }, on);
    expect(await texting.says(phone, "NO", line)).toContain("on hold");
    expect(await disputesOf(customerId)).toHaveLength(1);
    // The code goes all the same, for whom the form is really from.
    expect(await confirm()).toMatchObject({ ok: true });
  });

  test("is no member's last word: a form leaves what they are about", async () => {
    const phone = "+15145550193";
    await texting.joins(phone, 20);
    await texting.says(phone, "REDEEM");
    await texting.fillsIn({ phone });
    expect(await texting.says(phone, "NO")).toContain("nothing");
    expect(await texting.customerAt(phone)).toMatchObject({ consent: "subscribed" });
  });

  test("is disputed once, though two say NO at the same moment", async () => {
    const phone = "+15145550152";
    await texting.joins(phone, 0);
    const { customerId } = await given(phone, 5);
    await Promise.all([1, 2, 3].map(() => texting.says(phone, "NO")));
    expect(await disputesOf(customerId)).toHaveLength(1);
  });

  test("that comes meanwhile is not taken for answered", async () => {
    const phone = "+15145550153";
    await texting.joins(phone, 0);
    await given(phone, 5);
    const no = await texting.hesitates(phone, "NO");
    const later = await given(phone, 2);
    await no();
    expect(await texting.says(phone, "NO")).toContain("on hold");
    expect((await disputesOf(later.customerId)).map(({ entrySeq }) => entrySeq)).toEqual([later.seq - 1, later.seq]);
  });

  test("whose points are taken back holds none", async () => {
    const phone = "+15145550154";
    await texting.joins(phone, 10);
    const { customerId, seq } = await given(phone, 5);
    await texting.says(phone, "NO");
    const reversal = {
      merchantId: texting.merchantId,
      customerId,
      seq,
      actor: "person:1",
      personId: texting.ownerId,
      reason: "wrong number",
    };
    expect(await reverseEntry(texting.context, reversal)).toEqual({ ok: true, value: 11 });
    expect(await texting.says(phone, "REDEEM")).toContain("take a free coffee");
  });

  test("comes from the shop that a plain STOP is about, in a pool of strangers", async () => {
    await texting.db.orm.update(senders).set({ stopScope: "shop" }).where(eq(senders.number, SHARED_NUMBER));
    const phone = "+15145550155";
    await texting.says(phone, "JOIN SALON", SHARED_NUMBER);
    await texting.says(phone, "YES", SHARED_NUMBER);
    await texting.says(phone, "JOIN CAFE", SHARED_NUMBER);
    await texting.says(phone, "YES", SHARED_NUMBER);
    expect(await texting.says(phone, "BALANCE", SHARED_NUMBER)).toContain("Café Comptoir");
    const [salon] = await texting.db.orm
      .select()
      .from(customers)
      .where(and(eq(customers.phone, phone), eq(customers.merchantId, texting.salonId)));
    const [{ senderId = "" } = {}] = await texting.db.orm
      .select()
      .from(senderMerchants)
      .where(eq(senderMerchants.merchantId, texting.salonId));
    const told = {
      id: randomUUID(),
      senderId,
      merchantId: texting.salonId,
      customerId: salon?.id ?? "",
      recipient: phone,
      recipientHash: await texting.context.keyedHash("number", phone),
    };
    const at = texting.context.now();
    const receipt = { ...told, text: "+1 visit", by: "Rose", of: { seq: 1, points: 1 } };
    await texting.db.write(queueReceipt(texting.db, receipt, at));
    await texting.db.orm
      .update(outbox)
      .set({ submittedAt: texting.context.now(), carrierMessageId: "sent", status: "submitted" })
      .where(eq(outbox.id, told.id));
    expect(await texting.says(phone, "STOP", SHARED_NUMBER)).toMatch(/^Salon Rivage/);
  });
});
