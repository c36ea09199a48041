// A till says what a customer has spent: points go into the account, or wait for the number to confirm. One key is one purchase.

import { lapsesAt } from "../../src/loyalty/pending.ts";
import { formatUnits } from "../../src/loyalty/programme.ts";
import { pointsForSpending, type SpendingRefusal, type Spent, TILL } from "../../src/loyalty/spending.ts";
import { parseTypedPhone } from "../../src/phone.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { renderText } from "../../src/texts/render.ts";
import type { Context } from "../context.ts";
import { accountOf, appendEntry } from "../db/accounts.ts";
import type { ApiCaller } from "../db/api-keys.ts";
import type { Query } from "../db/client.ts";
import { putAsideUnlessMember } from "../db/pending.ts";
import { keepPurchase, keepWaitingPurchase, keyUsed, loadBuyer, type Purchase, purchaseKey } from "../db/purchases.ts";
import { queueReceipt } from "../db/receipts.ts";
import type { customers } from "../db/schema.ts";
import { hash } from "../gateways/secrets.ts";
import { inTurns } from "./in-turns.ts";

export interface RecordPurchase extends Spent {
  /** As it was typed: E.164, or as people of the shop's country write it. */
  readonly phone: string;
  /** The till's own name of it. */
  readonly reference: string | null;
  readonly idempotencyKey: string;
  /** The caller's key itself, which nobody keeps. */
  readonly secret: string;
}

export type RecordPurchaseRefusal =
  | SpendingRefusal
  | { readonly code: "not_a_mobile_number" | "customer_left" | "key_reused" | "busy" };

export interface Recorded {
  readonly purchase: Purchase;
  /** It was sent before. */
  readonly again: boolean;
}

type Attempt = Result<Recorded, RecordPurchaseRefusal>;

export async function recordPurchase(context: Context, caller: ApiCaller, request: RecordPurchase): Promise<Attempt> {
  const phone = parseTypedPhone(request.phone, caller.merchant.country ?? "CA");
  if (!phone.ok) return err({ code: phone.error });
  const { secret, amountMinor, currency, reference } = request;
  // The secret goes in, so that the number cannot be found by trying them all.
  const fingerprint = await hash(JSON.stringify([secret, phone.value, amountMinor, currency, reference]));
  const recorded = await inTurns(() => attemptToRecord(context, caller, request, phone.value, fingerprint));
  return recorded === "busy" ? err({ code: "busy" }) : recorded;
}

async function attemptToRecord(
  context: Context,
  caller: ApiCaller,
  request: RecordPurchase,
  phone: string,
  fingerprint: string,
): Promise<Attempt | "busy"> {
  const { db } = context;
  const { keyId, merchant } = caller;
  const { amountMinor, currency, reference, idempotencyKey } = request;
  const numberHash = await context.keyedHash("number", phone);
  const buyer = await loadBuyer(db, caller, { phone, numberHash }, idempotencyKey);
  const { done, customer, standing } = buyer;
  // What it was worth then is the answer, whatever the rule says now.
  if (done !== null) {
    return done.fingerprint === fingerprint ? ok({ purchase: done, again: true }) : err({ code: "key_reused" });
  }
  const points = pointsForSpending(merchant, request);
  if (!points.ok) return points;
  if (standing === "left") return err({ code: "customer_left" });

  const now = context.now();
  const isMember = standing === "member" && customer !== null;
  const purchase: Purchase = {
    id: context.newId(),
    merchantId: merchant.id,
    apiKeyId: keyId,
    idempotencyKey,
    fingerprint,
    amountMinor,
    currency,
    reference,
    points: points.value,
    customerId: isMember ? customer.id : null,
    entrySeq: isMember && points.value > 0 ? customer.pointsSeq + 1 : null,
    pendingId: !isMember && points.value > 0 ? context.newId() : null,
    balance: isMember ? customer.points + points.value : null,
    refundedAt: null,
    createdAt: now,
  };
  const isKept = isMember
    ? await enter(context, caller, { ...buyer, customer, numberHash }, purchase)
    : await wait(context, caller, phone, purchase);
  if (!isKept) return "busy";
  context.nudgeRooms(merchant.id);
  return ok({ purchase, again: false });
}

type Buyer = Awaited<ReturnType<typeof loadBuyer>>;
type Member = Omit<Buyer, "customer"> & {
  readonly customer: typeof customers.$inferSelect;
  readonly numberHash: string;
};

async function enter(context: Context, caller: ApiCaller, member: Member, purchase: Purchase): Promise<true> {
  const { db } = context;
  const { id, points, reference, createdAt } = purchase;
  const entry = {
    delta: points,
    cause: "spend",
    actor: TILL + caller.keyId,
    idempotencyKey: purchaseKey(id),
    reason: reference,
  } as const;
  await db.write([
    keepPurchase(db, purchase),
    keyUsed(db, caller.keyId, createdAt),
    // Without `earned`: the limits on earning do not count it.
    ...(points > 0 ? appendEntry(db, accountOf(member.customer), entry, createdAt) : []),
    ...(points > 0 ? receiptOf(context, caller, member, purchase) : []),
  ]);
  if (member.senderId !== null) context.nudgeSender(member.senderId);
  return true;
}

/** False for a number that has said YES since it was loaded. Nobody is texted: a till must not make us write to strangers. */
async function wait(context: Context, caller: ApiCaller, phone: string, purchase: Purchase): Promise<boolean> {
  const { db } = context;
  const { merchant, keyId } = caller;
  const { id, points, pendingId, createdAt } = purchase;
  if (pendingId === null) {
    await db.write([keepPurchase(db, purchase), keyUsed(db, keyId, createdAt)]);
    return true;
  }
  const [aside] = await db.write([
    putAsideUnlessMember(db, {
      id: pendingId,
      merchantId: merchant.id,
      phone,
      points,
      actor: TILL + keyId,
      idempotencyKey: purchaseKey(id),
      createdAt,
      lapsesAt: lapsesAt(createdAt, merchant.pendingLifetimeDays),
    }),
    keepWaitingPurchase(db, purchase),
    keyUsed(db, keyId, createdAt),
  ]);
  return aside.length > 0;
}

/** As for points that staff give: the customer is told, and can say NO to it. */
function receiptOf(context: Context, { merchant, label }: ApiCaller, member: Member, purchase: Purchase): Query[] {
  const { customer, numberHash: recipientHash, senderId, language } = member;
  const { entrySeq: seq, points, balance, createdAt } = purchase;
  if (senderId === null || seq === null || balance === null) return [];
  const units = (amount: number) => formatUnits(amount, merchant.unit, language);
  const values = { shop: merchant.name, what: "points", earned: units(points), balance: units(balance) } as const;
  const receipt = {
    id: context.newId(),
    senderId,
    merchantId: merchant.id,
    customerId: customer.id,
    recipient: customer.phone,
    recipientHash,
    text: renderText("receipt", values, language),
    by: label,
    of: { seq, points },
  };
  return queueReceipt(context.db, receipt, createdAt);
}
