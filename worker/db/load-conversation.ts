// Everything that answering a text needs, in one round trip.

import { and, eq, gt, inArray, isNull, type Placeholder, sql } from "drizzle-orm";
import type { InboundText } from "../../src/carriers/carrier.ts";
import { isClosed } from "../../src/consent/forbidden-trades.ts";
import { tradeFacts } from "../../src/consent/may-send.ts";
import { readForShops } from "../../src/conversation/shop-keyword.ts";
import {
  type Conversation,
  type Membership,
  newConversation,
  type Offer,
  type SenderFacts,
  type Shop,
  stranger,
} from "../../src/conversation/state.ts";
import { ANSWERS_WAITING_MAX } from "../../src/conversation/turn.ts";
import { phonesIn, readMoveCode } from "../../src/conversation/typed-figures.ts";
import { takenInAll, welcomePointsFor } from "../../src/loyalty/former-member.ts";
import { priorities } from "../../src/messaging/lifecycle.ts";
import { mayHoldCode } from "../../src/messaging/received-secrets.ts";
import { SMS_CODE_LIFETIME_MS } from "../../src/messaging/sms-code.ts";
import { kindsOfProof } from "../../src/messaging/text-kinds.ts";
import { countryOf } from "../../src/phone.ts";
import type { Database } from "./client.ts";
import { pointsOnHold } from "./disputes.ts";
import { lastSentTo } from "./last-sent.ts";
import { type KnownCustomer, membershipOf, selectClaims } from "./memberships.ts";
import { asKnown, type KnownMove, type OldAccount, selectMoves, selectOldAccounts } from "./moves.ts";
import { isQueued } from "./outbox-indexes.ts";
import { pointsWaitingFor } from "./pending.ts";
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
import { poolStop } from "./stored-state.ts";
import { selectStops, stopsOf } from "./suppressions.ts";

export interface LoadedConversation {
  readonly senderId: string;
  readonly sender: SenderFacts;
  readonly answersWaiting: number;
  readonly shops: readonly Shop[];
  /** Null for a pair that has never talked. */
  readonly id: string | null;
  readonly seq: number;
  readonly conversation: Conversation;
  /** By merchant id. */
  readonly customers: ReadonlyMap<string, KnownCustomer>;
  readonly moves: readonly KnownMove[];
  /** The members behind the number that the text names, if they may be sent a code. */
  readonly oldAccounts: readonly OldAccount[];
  /** Six digits that prove this phone have been sent to it of late; looked up for a text that may have them. */
  readonly proofWaits: boolean;
}

export interface Loaded {
  /** What this carrier message id brought the first time, if it has been seen. */
  readonly seen: { readonly from: string; readonly to: string; readonly text: string } | null;
  /** Null when nobody owns the number that was texted. */
  readonly known: LoadedConversation | null;
}

/** @param numberHash `keyedHash("number", inbound.from)`. */
export async function loadConversation(
  db: Database,
  inbound: InboundText,
  numberHash: string,
  now: number,
): Promise<Loaded> {
  const { from, to, text, carrier, carrierMessageId } = inbound;
  const always = selectAlways({ from, to, carrier, carrierMessageId, numberHash, now });
  const [[seen], [stored], shopRows, rewardRows, claims, stopRows, moves, oldAccounts, proofs] = hasFigures(text)
    ? await db.read([
        ...always,
        selectMoves(db, from, merchantsOf(to), now),
        selectOldAccounts(db, phonesIn(text), from, merchantsOf(to), now),
        selectProofs(db, from, now),
      ])
    : ([...(await db.read(always)), [], [], []] as const);
  if (!stored) return { seen: seen ?? null, known: null };

  const shops = shopRows.map(
    ({ merchant, keyword, offers, former }): Shop => ({
      ...merchant,
      welcomePoints: welcomePointsFor(merchant.welcomePoints, former),
      keyword,
      hours: merchant.openingHours,
      isClosedByTrade: merchant.trades.length > 0 && isClosed(tradeFacts(merchant, countryOf(from))),
      rewards: rewardRows
        .filter(({ merchantId }) => merchantId === merchant.id)
        .map((reward) => ({ ...reward, title: { en: reward.titleEn, fr: reward.titleFr } })),
      offers,
    }),
  );
  const { sender, conversation, lastSent, answersWaiting } = stored;
  const stops = stopsOf(stopRows, sender.id);
  const members = shopRows.map(
    ({ merchant, customer, pointsOnHold, pointsWaiting, former, offers }): [string, Membership] => {
      const known = customer ? membershipOf(customer, pointsOnHold, claims) : stranger;
      return [
        merchant.id,
        {
          ...known,
          taken: takenInAll(known.taken, former, offers),
          stop: stops.ofBusiness(merchant.id),
          pointsWaiting,
        },
      ];
    },
  );
  return {
    seen: seen ?? null,
    known: {
      senderId: sender.id,
      sender,
      answersWaiting,
      shops,
      id: conversation?.id ?? null,
      seq: conversation?.seq ?? 0,
      conversation: {
        ...newConversation,
        ...conversation?.state,
        ...(lastSent && conversation && lastSent.at > conversation.updatedAt
          ? { shopId: lastSent.merchantId, shopSince: lastSent.at }
          : {}),
        members: Object.fromEntries(members),
        pool: poolStop(stops.pool, conversation?.state),
        offersSaidAt: Object.fromEntries(
          shopRows.flatMap(({ customer }) => {
            const at = customer?.offersSaidAt ?? null;
            return customer && at !== null ? [[customer.merchantId, at]] : [];
          }),
        ),
      },
      customers: new Map(shopRows.flatMap(({ customer }) => (customer ? [[customer.merchantId, customer]] : []))),
      moves: moves.map(asKnown).filter((move) => move !== null),
      oldAccounts,
      proofWaits: proofs.length > 0,
    },
  };
}

type Asked = Pick<InboundText, "from" | "to" | "carrier" | "carrierMessageId"> & {
  readonly numberHash: string;
  readonly now: number;
};

const selectAlways = prepared(({ from, to, carrier, carrierMessageId, numberHash, now }: Held<Asked>) => [
  builder
    .select({ from: inboundMessages.from, to: inboundMessages.to, text: inboundMessages.text })
    .from(inboundMessages)
    .where(and(eq(inboundMessages.carrier, carrier), eq(inboundMessages.carrierMessageId, carrierMessageId))),
  // The sender number, and the conversation that the pair has had.
  builder
    .select({ sender: senders, conversation: conversations, lastSent: lastSentTo(from), answersWaiting })
    .from(senders)
    .leftJoin(conversations, and(eq(conversations.senderId, senders.id), eq(conversations.phone, from)))
    .where(eq(senders.number, to)),
  // The shops on it, and what each knows of the customer.
  builder
    .select({
      merchant: merchants,
      keyword: senderMerchants.keyword,
      offers: offersOn(now),
      customer: customers,
      former: formerMembers,
      pointsOnHold,
      pointsWaiting: pointsWaitingFor(from, now),
    })
    .from(senders)
    .innerJoin(senderMerchants, eq(senderMerchants.senderId, senders.id))
    .innerJoin(merchants, eq(merchants.id, senderMerchants.merchantId))
    .leftJoin(customers, and(eq(customers.merchantId, merchants.id), eq(customers.phone, from)))
    .leftJoin(formerMembers, and(eq(formerMembers.numberHash, numberHash), eq(formerMembers.merchantId, merchants.id)))
    .where(eq(senders.number, to))
    .orderBy(senderMerchants.keyword),
  builder
    .select()
    .from(rewards)
    .where(and(inArray(rewards.merchantId, merchantsOf(to)), isNull(rewards.offerId))),
  selectClaims(and(eq(customers.phone, from), inArray(customers.merchantId, merchantsOf(to)))),
  selectStops(numberHash, inArray(senderMerchants.merchantId, merchantsOf(to))),
]);

/** A column beside a sender's: how long its queue of answers is, as far as that matters. */
const answersWaiting = sql<number>`(SELECT count(*) FROM (
  SELECT 1 FROM ${outbox} WHERE ${outbox.senderId} = ${senders.id} AND ${isQueued}
    AND ${outbox.priority} = ${sql.raw(String(priorities.conversation))} LIMIT ${sql.raw(String(ANSWERS_WAITING_MAX))}))`;

/** The ids of the shops on a number. */
const merchantsOf = (number: string | Placeholder) =>
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
const selectProofs = ({ orm }: Database, phone: string, now: number) =>
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

/** Only then are the moves of this phone looked up, and the codes that it was sent. */
const hasFigures = (text: string): boolean =>
  mayHoldCode(text) ||
  readMoveCode(text) !== null ||
  phonesIn(text).length > 0 ||
  readForShops(text, []).kind === "move";
