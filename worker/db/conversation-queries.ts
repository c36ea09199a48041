// The reads that an answer to a text needs: of all that came together for one number at once.

import { and, eq, gt, inArray, isNull, type Placeholder, sql } from "drizzle-orm";
import type { InboundText } from "../../src/carriers/carrier.ts";
import type { Offer } from "../../src/conversation/state.ts";
import { ANSWERS_WAITING_MAX } from "../../src/conversation/turn.ts";
import { priorities } from "../../src/messaging/lifecycle.ts";
import { SMS_CODE_LIFETIME_MS } from "../../src/messaging/sms-code.ts";
import { kindsOfProof } from "../../src/texts/kinds.ts";
import type { Database } from "./client.ts";
import { pointsOnHold } from "./disputes.ts";
import { lastSent } from "./last-sent.ts";
import { selectClaims } from "./memberships.ts";
import { isQueued } from "./outbox-indexes.ts";
import { selectPointsWaiting } from "./pending.ts";
import { builder, type Held, prepared } from "./prepared.ts";
import {
  conversations,
  customers,
  formerMembers,
  inboundMessages,
  merchants,
  outbox,
  rewards,
  senderMerchants,
  senders,
} from "./schema.ts";
import { selectStopsOf } from "./suppressions.ts";
import { valuesOf } from "./values.ts";

interface Wanted extends Pick<InboundText, "to" | "carrier"> {
  /** JSON, as the two after it. */
  readonly carrierMessageIds: string;
  readonly phones: string;
  readonly numberHashes: string;
  readonly now: number;
}

export const selectAlways = prepared(
  ({ to, carrier, carrierMessageIds, phones, numberHashes, now }: Held<Wanted>) =>
    [
      builder
        .select({
          carrierMessageId: inboundMessages.carrierMessageId,
          from: inboundMessages.from,
          to: inboundMessages.to,
          text: inboundMessages.text,
        })
        .from(inboundMessages)
        .where(
          and(
            eq(inboundMessages.carrier, carrier),
            inArray(inboundMessages.carrierMessageId, valuesOf(carrierMessageIds)),
          ),
        ),
      builder.select({ sender: senders, answersWaiting }).from(senders).where(eq(senders.number, to)),
      // The conversations that these phones have had with the number.
      builder
        .select({ conversation: conversations, lastSent })
        .from(conversations)
        .innerJoin(senders, eq(senders.id, conversations.senderId))
        .where(and(eq(senders.number, to), inArray(conversations.phone, valuesOf(phones)))),
      // The shops on it, and what each knows of the phones.
      builder
        .select({ merchant: merchants, keyword: senderMerchants.keyword, offers: offersOn(now) })
        .from(senders)
        .innerJoin(senderMerchants, eq(senderMerchants.senderId, senders.id))
        .innerJoin(merchants, eq(merchants.id, senderMerchants.merchantId))
        .where(eq(senders.number, to))
        .orderBy(senderMerchants.keyword),
      builder
        .select()
        .from(rewards)
        .where(and(inArray(rewards.merchantId, merchantsOf(to)), isNull(rewards.offerId))),
      builder
        .select({ customer: customers, pointsOnHold })
        .from(customers)
        .where(and(inArray(customers.merchantId, merchantsOf(to)), inArray(customers.phone, valuesOf(phones)))),
      builder
        .select()
        .from(formerMembers)
        .where(
          and(
            inArray(formerMembers.numberHash, valuesOf(numberHashes)),
            inArray(formerMembers.merchantId, merchantsOf(to)),
          ),
        ),
      selectPointsWaiting(merchantsOf(to), valuesOf(phones), now),
      selectClaims(and(inArray(customers.phone, valuesOf(phones)), inArray(customers.merchantId, merchantsOf(to)))),
      selectStopsOf(valuesOf(numberHashes)),
    ] as const,
);

/** A column beside a sender's: how long its queue of answers is, as far as that matters. */
const answersWaiting = sql<number>`(SELECT count(*) FROM (
  SELECT 1 FROM ${outbox} WHERE ${outbox}.sender_id = ${senders}.id AND ${isQueued}
    AND ${outbox}.priority = ${sql.raw(String(priorities.conversation))} LIMIT ${sql.raw(String(ANSWERS_WAITING_MAX))}))`;

/** The ids of the shops on a number. */
export const merchantsOf = (number: string | Placeholder) =>
  builder
    .select({ merchantId: senderMerchants.merchantId })
    .from(senderMerchants)
    .innerJoin(senders, eq(senders.id, senderMerchants.senderId))
    .where(eq(senders.number, number));

/** A column beside a merchant's: the offers that are on, the one that ends first before the others. */
const offersOn = (now: Placeholder) =>
  sql<readonly (Offer & { readonly startsAt: number })[]>`(
    SELECT json_group_array(json_object(
      'id', id, 'title', json_object('en', title_en, 'fr', title_fr), 'startsAt', starts_at, 'endsAt', ends_at,
      'hasCoupon', json(iif(has_coupon, 'true', 'false')), 'couponDays', coupon_days)) FROM (
      SELECT * FROM offers
      WHERE merchant_id = ${merchants}.id AND starts_at <= ${now} AND ends_at > ${now}
        AND (withdrawn_at IS NULL OR withdrawn_at > ${now})
      ORDER BY ends_at))`.mapWith(JSON.parse);

/** A code that has gone to this phone, and may still be good. */
export const selectProofs = ({ orm }: Database, phone: string, now: number) =>
  orm
    .select({ id: outbox.id })
    .from(outbox)
    .where(
      and(
        eq(outbox.recipient, phone),
        gt(outbox.createdAt, now - SMS_CODE_LIFETIME_MS),
        inArray(outbox.kind, [...kindsOfProof]),
      ),
    )
    .limit(1);
