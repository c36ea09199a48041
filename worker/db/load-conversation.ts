// Everything that answering a text needs, in one round trip.

import { and, eq, inArray, sql } from "drizzle-orm";
import type { InboundText } from "../../src/carriers/carrier.ts";
import { readForShops } from "../../src/conversation/shop-keyword.ts";
import {
  type Conversation,
  type Membership,
  newConversation,
  type Offer,
  type Shop,
} from "../../src/conversation/state.ts";
import { phonesIn, readMoveCode } from "../../src/conversation/typed-figures.ts";
import type { Database } from "./client.ts";
import { pointsOnHold } from "./disputes.ts";
import { lastSentTo } from "./last-sent.ts";
import { type KnownCustomer, membershipOf, selectClaims } from "./memberships.ts";
import { asKnown, type KnownMove, type OldAccount, selectMoves, selectOldAccounts } from "./moves.ts";
import { conversations, customers, inboundMessages, merchants, rewards, senderMerchants, senders } from "./schema.ts";

export interface LoadedConversation {
  readonly senderId: string;
  readonly sender: { readonly number: string; readonly carrierAnswersOptOuts: boolean };
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
}

export interface Loaded {
  /** What this carrier message id brought the first time, if it has been seen. */
  readonly seen: { readonly from: string; readonly to: string; readonly text: string } | null;
  /** Null when nobody owns the number that was texted. */
  readonly known: LoadedConversation | null;
}

export async function loadConversation(db: Database, inbound: InboundText, now: number): Promise<Loaded> {
  const { orm } = db;
  const { from, to, text } = inbound;
  const isNumber = eq(senders.number, to);
  const ofSender = orm
    .select({ merchantId: senderMerchants.merchantId })
    .from(senderMerchants)
    .innerJoin(senders, eq(senders.id, senderMerchants.senderId))
    .where(isNumber);
  const ofCustomer = and(eq(customers.phone, from), inArray(customers.merchantId, ofSender));
  const always = [
    selectSeen(db, inbound),
    orm.select().from(senders).where(isNumber),
    orm
      .select({ merchant: merchants, keyword: senderMerchants.keyword, offers: offersOn(now) })
      .from(senders)
      .innerJoin(senderMerchants, eq(senderMerchants.senderId, senders.id))
      .innerJoin(merchants, eq(merchants.id, senderMerchants.merchantId))
      .where(isNumber)
      .orderBy(senderMerchants.keyword),
    orm.select().from(rewards).where(inArray(rewards.merchantId, ofSender)),
    orm
      .select({ conversation: conversations, lastSent: lastSentTo(from) })
      .from(conversations)
      .innerJoin(senders, eq(senders.id, conversations.senderId))
      .where(and(isNumber, eq(conversations.phone, from))),
    orm.select({ customer: customers, pointsOnHold }).from(customers).where(ofCustomer),
    selectClaims(db, ofCustomer),
  ] as const;
  const [[seen], [number], shopRows, rewardRows, [stored], customerRows, claims, moves, oldAccounts] = isAboutMove(text)
    ? await db.read([
        ...always,
        selectMoves(db, from, ofSender, now),
        selectOldAccounts(db, phonesIn(text), from, ofSender, now),
      ])
    : ([...(await db.read(always)), [], []] as const);
  if (!number) return { seen: seen ?? null, known: null };

  const shops = shopRows.map(
    ({ merchant, keyword, offers }): Shop => ({
      ...merchant,
      keyword,
      hours: merchant.openingHours,
      rewards: rewardRows
        .filter(({ merchantId }) => merchantId === merchant.id)
        .map((reward) => ({ ...reward, title: { en: reward.titleEn, fr: reward.titleFr } })),
      offers,
    }),
  );
  const lastSent = stored?.lastSent;
  const members = customerRows.map(({ customer, pointsOnHold }): [string, Membership] => [
    customer.merchantId,
    membershipOf(customer, pointsOnHold, claims),
  ]);
  return {
    seen: seen ?? null,
    known: {
      senderId: number.id,
      sender: number,
      shops,
      id: stored?.conversation.id ?? null,
      seq: stored?.conversation.seq ?? 0,
      conversation: {
        ...newConversation,
        ...stored?.conversation.state,
        ...(lastSent && lastSent.at > stored.conversation.updatedAt ? { shopId: lastSent.merchantId } : {}),
        members: Object.fromEntries(members),
      },
      customers: new Map(customerRows.map(({ customer }) => [customer.merchantId, customer])),
      moves: moves.map(asKnown).filter((move) => move !== null),
      oldAccounts,
    },
  };
}

const selectSeen = ({ orm }: Database, { carrier, carrierMessageId }: InboundText) =>
  orm
    .select({ from: inboundMessages.from, to: inboundMessages.to, text: inboundMessages.text })
    .from(inboundMessages)
    .where(and(eq(inboundMessages.carrier, carrier), eq(inboundMessages.carrierMessageId, carrierMessageId)));

/** A column beside a merchant's: the offers that are on, the one that ends first before the others. */
const offersOn = (now: number) =>
  sql<readonly Offer[]>`(
    SELECT json_group_array(json_object('title', json_object('en', title_en, 'fr', title_fr))) FROM (
      SELECT title_en, title_fr FROM offers
      WHERE merchant_id = ${merchants}.id AND starts_at <= ${now} AND ends_at > ${now}
        AND (withdrawn_at IS NULL OR withdrawn_at > ${now})
      ORDER BY ends_at))`.mapWith(JSON.parse);

/** Only then are the moves of this phone looked up. */
const isAboutMove = (text: string): boolean =>
  readMoveCode(text) !== null || phonesIn(text).length > 0 || readForShops(text, []).kind === "move";
