// A service that has seen a bit of everything: joined, earned, taken, used, moved, left, come back, bought, taken back, deleted.

import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { loadApiCaller } from "../../worker/db/api-keys.ts";
import { apiKeys, claims, merchants, outbox } from "../../worker/db/schema.ts";
import { isKeyOfDatabase } from "../../worker/db/service-keys.ts";
import { fingerprintOf } from "../../worker/gateways/keyed-hash.ts";
import { deleteCustomer } from "../../worker/usecases/delete-customer.ts";
import { hashStops } from "../../worker/usecases/hash-stops.ts";
import { recordPurchase } from "../../worker/usecases/record-purchase.ts";
import { redeemCode } from "../../worker/usecases/redeem-code.ts";
import { refundPurchase } from "../../worker/usecases/refund-purchase.ts";
import { saveProfile } from "../../worker/usecases/save-profile.ts";
import { withdrawEmailConsent } from "../../worker/usecases/withdraw-email-consent.ts";
import { SHARED_NUMBER, startTexting, type Texting } from "./texting.ts";

/** Who did what, by the last digits of their phone. */
export const phones = {
  member: "+15145550160",
  left: "+15145550161",
  cameBack: "+15145550162",
  deleted: "+15145550163",
  moved: "+15145550164",
  movedTo: "+15145550165",
  leftPool: "+15145550166",
  waiting: "+15145550167",
  other: "+15145550168",
} as const;

/** Sends what waits, as a Line that is never interrupted would. */
export async function sendAll({ db, context }: Texting): Promise<void> {
  const at = context.now();
  await db.orm
    .update(outbox)
    .set({ status: "delivered", carrierMessageId: sql`'sent-' || id`, submittedAt: at, settledAt: at, attempt: 1 })
    .where(eq(outbox.status, "queued"));
}

export async function startBusyService(): Promise<Texting> {
  const texting = await startTexting();
  const { client, context, db, merchantId } = texting;
  await isKeyOfDatabase(db, await fingerprintOf(context.keyedHash));
  await client.execute(`UPDATE senders SET pool = 'shared' WHERE number = '${SHARED_NUMBER}'`);
  const says = async (...said: Parameters<Texting["says"]>) => {
    await texting.says(...said);
    await sendAll(texting);
  };
  for (const phone of [phones.member, phones.left, phones.cameBack, phones.deleted, phones.moved, phones.other]) {
    await texting.joins(phone, 25);
    await sendAll(texting);
  }
  await takeAndUse(texting, says);
  for (const phone of [phones.left, phones.cameBack]) await says(phone, "STOP");
  await says(phones.left, "HELP");
  for (const phone of [phones.member, phones.other]) await says(phone, "YES OFFERS");
  await says(phones.cameBack, "START");
  await says(phones.cameBack, "BALANCE");
  await says(phones.leftPool, "JOIN SALON", SHARED_NUMBER);
  await says(phones.leftPool, "YES", SHARED_NUMBER);
  await says(phones.leftPool, "STOP", SHARED_NUMBER);
  await says(phones.movedTo, `MOVE ${phones.moved}`);
  await mail(texting);
  await buy(texting);
  const { id: customerId } = await texting.customerAt(phones.deleted);
  await deleteCustomer(context, { merchantId, customerId, word: "Delete", shown: "All of it goes" });
  await hashStops(context);
  return texting;
}

async function takeAndUse(
  { context, db, merchantId }: Texting,
  says: Texting["says"] | ((a: string, b: string) => Promise<void>),
) {
  for (const text of ["REDEEM", "1", "YES", "USE"]) await says(phones.member, text);
  const [claim] = await db.orm.select().from(claims);
  const used = { merchantId, typed: claim?.code ?? "", usedWith: "kiosk:1", auditId: randomUUID() };
  const redeemed = await redeemCode(context, used);
  if (!redeemed.ok) throw new Error(`the code was ${redeemed.error.code}`);
}

async function mail({ context, customerAt, merchantId }: Texting): Promise<void> {
  const words = { shown: "Offers by e-mail", version: "1" };
  for (const phone of [phones.member, phones.other]) {
    const { id: customerId, name, birthday } = await customerAt(phone);
    const account = { name, birthday, email: `${customerId}@shop.example`, agreesToEmail: true };
    await saveProfile(context, { merchantId, customerId, account, ending: "It ends", words });
  }
  const { id: customerId } = await customerAt(phones.other);
  await withdrawEmailConsent(context, { merchantId, customerId, shown: "It ends" });
}

async function buy({ context, db, merchantId }: Texting): Promise<void> {
  await db.orm.update(merchants).set({ spendMinorPerPoint: 100 });
  const key = {
    id: randomUUID(),
    merchantId,
    label: "Till",
    keyHash: "hash",
    scopes: ["purchases:write"],
    createdAt: 1,
  } as const;
  await db.orm.insert(apiKeys).values(key);
  const till = await loadApiCaller(db, "hash");
  if (till === null) throw new Error("there is no till");
  const bought = async (phone: string) => {
    const spent = {
      phone,
      amountMinor: 500,
      currency: "CAD",
      reference: null,
      idempotencyKey: randomUUID(),
      secret: "key",
    } as const;
    const recorded = await recordPurchase(context, till, spent);
    if (!recorded.ok) throw new Error(`the purchase was ${recorded.error.code}`);
    return recorded.value.purchase.id;
  };
  await bought(phones.waiting);
  await bought(phones.member);
  const refunded = await refundPurchase(context, till, {
    purchaseId: await bought(phones.member),
    reason: "brought back",
  });
  if (!refunded.ok) throw new Error(`the refund was ${refunded.error}`);
}
