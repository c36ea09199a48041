// Everything that answering a text needs, in one round trip.

import { and, eq, inArray } from "drizzle-orm";
import type { InboundText } from "../../src/carriers/carrier.ts";
import type { Conversation, Membership, Shop } from "../../src/conversation/state.ts";
import { newConversation } from "../../src/conversation/state.ts";
import type { Database } from "./client.ts";
import { conversations, customers, inboundMessages, merchants, rewards, senderMerchants, senders } from "./schema.ts";

export interface KnownCustomer {
  readonly id: string;
  readonly consentSeq: number;
  readonly pointsSeq: number;
}

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
}

export interface Loaded {
  /** What this carrier message id brought the first time, if it has been seen. */
  readonly seen: { readonly from: string; readonly to: string; readonly text: string } | null;
  /** Null when nobody owns the number that was texted. */
  readonly known: LoadedConversation | null;
}

export async function loadConversation(db: Database, inbound: InboundText): Promise<Loaded> {
  const { orm } = db;
  const ofSender = orm
    .select({ merchantId: senderMerchants.merchantId })
    .from(senderMerchants)
    .innerJoin(senders, eq(senders.id, senderMerchants.senderId))
    .where(eq(senders.number, inbound.to));

  const [seen, sender, shopRows, rewardRows, conversationRows, customerRows] = await db.read([
    orm
      .select({ from: inboundMessages.from, to: inboundMessages.to, text: inboundMessages.text })
      .from(inboundMessages)
      .where(
        and(
          eq(inboundMessages.carrier, inbound.carrier),
          eq(inboundMessages.carrierMessageId, inbound.carrierMessageId),
        ),
      ),
    orm.select().from(senders).where(eq(senders.number, inbound.to)),
    orm
      .select({ merchant: merchants, keyword: senderMerchants.keyword })
      .from(senders)
      .innerJoin(senderMerchants, eq(senderMerchants.senderId, senders.id))
      .innerJoin(merchants, eq(merchants.id, senderMerchants.merchantId))
      .where(eq(senders.number, inbound.to))
      .orderBy(senderMerchants.keyword),
    orm.select().from(rewards).where(inArray(rewards.merchantId, ofSender)),
    orm
      .select({ id: conversations.id, seq: conversations.seq, state: conversations.state })
      .from(conversations)
      .innerJoin(senders, eq(senders.id, conversations.senderId))
      .where(and(eq(senders.number, inbound.to), eq(conversations.phone, inbound.from))),
    orm
      .select()
      .from(customers)
      .where(and(eq(customers.phone, inbound.from), inArray(customers.merchantId, ofSender))),
  ]);

  const [number] = sender;
  if (!number) return { seen: seen[0] ?? null, known: null };

  const shops = shopRows.map(
    ({ merchant, keyword }): Shop => ({
      ...merchant,
      keyword,
      hours: merchant.openingHours,
      rewards: rewardRows
        .filter((reward) => reward.merchantId === merchant.id)
        .map(({ id, cost, titleEn, titleFr }) => ({ id, cost, title: { en: titleEn, fr: titleFr } })),
    }),
  );
  const [stored] = conversationRows;
  const members = Object.fromEntries(
    customerRows.map((row): [string, Membership] => [
      row.merchantId,
      { consent: row.consent, proof: row.proof, points: row.points, joinedBefore: row.proof !== null },
    ]),
  );
  return {
    seen: seen[0] ?? null,
    known: {
      senderId: number.id,
      sender: number,
      shops,
      id: stored?.id ?? null,
      seq: stored?.seq ?? 0,
      conversation: { ...newConversation, ...stored?.state, members },
      customers: new Map(customerRows.map((row) => [row.merchantId, row])),
    },
  };
}
