// A carrier says that a number has opted out. What it blocks is the pair of numbers: the shop, and on a shared number the whole pool.

import { and, eq, gt, inArray, sql } from "drizzle-orm";
import { decideLeave } from "../../src/consent/decide-leave.ts";
import type { Context } from "../context.ts";
import type { Query } from "../db/client.ts";
import { changeConsent, stillAsLoaded } from "../db/consent.ts";
import { shopsOfSender } from "../db/counter.ts";
import { overtakeTexts } from "../db/customer-conversation.ts";
import { consentEntries, conversations, customers, outbox, senderMerchants, senders } from "../db/schema.ts";
import { cancelWaiting, type Scope, selectStops, stopsOf, writeStop } from "../db/suppressions.ts";
import { valuesOf } from "../db/values.ts";
import { log } from "../log.ts";
import { inTurns } from "./in-turns.ts";

/**
 * Whoever is out already stays out, and whoever has come back since the message was written stays in: the news is late.
 * @param code the carrier's, which stands for the word in the ledger.
 */
export async function withdrawByCarrier(context: Context, messageId: string, code: string): Promise<void> {
  const withdrawn = await inTurns(() => attemptToWithdraw(context, messageId, code));
  // The next message that this carrier refuses brings it again.
  if (withdrawn === "busy") log("error", "carrier_opt_out_busy", { messageId });
}

async function attemptToWithdraw(context: Context, messageId: string, code: string): Promise<void> {
  const { db } = context;
  const { orm } = db;
  const now = context.now();
  const [message] = await orm
    .select({ row: outbox, pool: senders.pool, shops: shopsOfSender })
    .from(outbox)
    .innerJoin(senders, eq(senders.id, outbox.senderId))
    .where(eq(outbox.id, messageId));
  if (!message) return;
  const { senderId, merchantId, recipient, createdAt } = message.row;
  const numberHash = message.row.recipientHash ?? (await context.keyedHash("number", recipient));
  const grantedSince = sql<number>`EXISTS (SELECT 1 FROM ${consentEntries} WHERE ${and(
    eq(consentEntries.customerId, customers.id),
    eq(consentEntries.change, "granted"),
    gt(consentEntries.at, createdAt),
  )})`;
  const [stops, known] = await db.read([
    selectStops(numberHash, eq(senderMerchants.senderId, senderId)),
    orm
      .select({ customer: customers, grantedSince })
      .from(senderMerchants)
      .innerJoin(customers, and(eq(customers.merchantId, senderMerchants.merchantId), eq(customers.phone, recipient)))
      .where(eq(senderMerchants.senderId, senderId)),
  ]);
  const { ofBusiness } = stopsOf(stops, senderId);
  const isShared = message.pool === "shared" || message.shops > 1;
  const concerned = known.filter(({ customer }) => isShared || customer.merchantId === merchantId);
  const isLate = (id: string) =>
    (ofBusiness(id).liftedAt ?? 0) > createdAt ||
    concerned.some(({ customer, grantedSince }) => customer.merchantId === id && grantedSince === 1);
  const left = concerned.filter(({ customer }) => !isLate(customer.merchantId));

  const said = { numberHash, at: now, source: "carrier" } as const;
  const stop = (scope: Scope): Query[] => [
    writeStop(db, scope, said),
    cancelWaiting(db, scope, { phone: recipient, isConfirmed: true }, now),
  ];
  const business = merchantId === null || isLate(merchantId) ? [] : [merchantId];
  const merchantIds = new Set([...business, ...left.map(({ customer }) => customer.merchantId)]);
  const isPool = isShared && left.length === concerned.length;
  const cause = `outbox:${messageId}`;
  const change = {
    change: "withdrawn",
    word: code,
    cause,
    actor: "carrier",
    behind: recipient,
  } as const;
  const events = left.flatMap(({ customer: { merchantId: shopId, consent, offersConsent: offers } }) =>
    decideLeave({ consent, offers }, code).map((each) => ({ ...each, shopId })),
  );
  const lines = sql`(SELECT ${senderMerchants.senderId} FROM ${senderMerchants}
    WHERE ${inArray(senderMerchants.merchantId, valuesOf(JSON.stringify([...merchantIds])))} UNION SELECT ${senderId})`;
  const theirs = and(eq(conversations.phone, recipient), sql`${conversations.senderId} IN ${lines}`);
  const [first, ...others] = [
    ...[...merchantIds].flatMap((id) => stop({ kind: "business", merchantId: id })),
    ...(isPool ? stop({ kind: "pool", senderId }) : []),
    ...left.flatMap(({ customer }) =>
      customer.consent === "opted_out" ? [stillAsLoaded(db, customer)] : changeConsent(db, customer, change, now),
    ),
    // Who writes YES at this moment is answered by what this leaves, and this is late where that came first.
    ...(merchantIds.size > 0 || isPool ? overtakeTexts(db, theirs, { cause, events }, now) : []),
  ];
  if (first) await db.write([first, ...others]);
}
