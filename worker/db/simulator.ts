// What the simulator shows: every phone that ever texted it, and one phone's side of one conversation. Development only, so no merchant.

import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { Consent } from "../../src/consent/consent.ts";
import type { JournalEvent } from "../../src/conversation/events.ts";
import type { MessageStatus } from "../../src/messaging/lifecycle.ts";
import type { Encoding } from "../../src/messaging/segments.ts";
import type { Database } from "./client.ts";
import {
  conversationEntries,
  conversations,
  customers,
  inboundMessages,
  merchants,
  outbox,
  people,
  senderMerchants,
  senders,
} from "./schema.ts";
import type { StoredState } from "./stored-state.ts";
import { writtenAt } from "./written-at.ts";

const PHONES_SHOWN_MAX = 50;
const TEXTS_SHOWN_MAX = 200;

export interface LoadedSimulator {
  readonly shops: readonly {
    readonly number: string;
    readonly id: string;
    readonly name: string;
    readonly slug: string;
    readonly keyword: string;
    readonly country: typeof merchants.$inferSelect.country;
    readonly timeZone: string;
    readonly accent: string;
  }[];
  readonly owners: readonly { readonly phone: string; readonly shop: string; readonly excerpt: string | null }[];
  /** Phones that have texted, and the last text that each sent or got. */
  readonly phones: readonly { readonly phone: string; readonly excerpt: string | null }[];
}

export async function loadSimulator(db: Database): Promise<LoadedSimulator> {
  const { orm } = db;
  // Written out: within the table's own subquery its column alone would be the inner one, and every phone's text.
  const excerpt = (column: "inbound_messages.from_number" | "people.phone") => {
    const phone = sql.raw(column);
    return sql<string | null>`(SELECT text FROM (
      SELECT substr(text, 1, 80) AS text, received_at AS at FROM inbound_messages AS said WHERE said.from_number = ${phone}
      UNION ALL SELECT substr(text, 1, 80), created_at FROM outbox WHERE recipient = ${phone}
      ORDER BY at DESC LIMIT 1))`;
  };
  const [shops, owners, phones] = await db.read([
    orm
      .select({
        number: senders.number,
        id: merchants.id,
        name: merchants.name,
        slug: merchants.slug,
        keyword: senderMerchants.keyword,
        country: merchants.country,
        timeZone: merchants.timeZone,
        accent: merchants.accentColor,
      })
      .from(senderMerchants)
      .innerJoin(senders, eq(senders.id, senderMerchants.senderId))
      .innerJoin(merchants, eq(merchants.id, senderMerchants.merchantId))
      .orderBy(asc(senders.number), asc(senderMerchants.keyword)),
    orm
      .select({ phone: people.phone, shop: merchants.name, excerpt: excerpt("people.phone") })
      .from(people)
      .innerJoin(merchants, eq(merchants.id, people.merchantId))
      .where(eq(people.role, "owner"))
      .orderBy(asc(people.createdAt)),
    orm
      .select({ phone: inboundMessages.from, excerpt: excerpt("inbound_messages.from_number") })
      .from(inboundMessages)
      .where(eq(inboundMessages.carrier, "simulator"))
      .groupBy(inboundMessages.from)
      .orderBy(asc(sql`min(${inboundMessages.receivedAt})`))
      .limit(PHONES_SHOWN_MAX),
  ]);
  return { shops, owners, phones };
}

export interface LoadedPhone {
  readonly texts: readonly LoadedText[];
  readonly behind: readonly LoadedBehind[];
  readonly state: StoredState | null;
  /** By merchant id. */
  readonly consents: ReadonlyMap<string, Consent>;
}

type LoadedText = {
  readonly id: string;
  readonly at: number;
  readonly text: string;
} & (
  | { readonly direction: "sent" }
  | {
      readonly direction: "received";
      readonly segments: number;
      readonly encoding: Encoding;
      readonly status: MessageStatus;
      readonly reason: string | null;
    }
);

type LoadedBehind = { readonly id: string; readonly at: number } & (
  | { readonly kind: "turn"; readonly said: string; readonly events: readonly JournalEvent[] }
  | { readonly kind: "inbox_reply" | "sign_in_code" }
);

/** One round trip. @param phone the phone's own number. @param to the number that it texts. */
export async function loadPhone(db: Database, phone: string, to: string): Promise<LoadedPhone> {
  const { orm } = db;
  const [sent, received, turns, [conversation], members] = await db.read([
    orm
      .select({ id: inboundMessages.id, at: writtenAt, text: inboundMessages.text })
      .from(inboundMessages)
      .where(and(eq(inboundMessages.from, phone), eq(inboundMessages.to, to)))
      .orderBy(desc(inboundMessages.receivedAt), desc(inboundMessages.id))
      .limit(TEXTS_SHOWN_MAX),
    orm
      .select({
        id: outbox.id,
        at: outbox.createdAt,
        text: outbox.text,
        kind: outbox.kind,
        segments: outbox.segments,
        encoding: outbox.encoding,
        status: outbox.status,
        reason: outbox.reason,
      })
      .from(outbox)
      .innerJoin(senders, eq(senders.id, outbox.senderId))
      .where(and(eq(outbox.recipient, phone), eq(senders.number, to)))
      .orderBy(desc(outbox.createdAt), desc(outbox.id))
      .limit(TEXTS_SHOWN_MAX),
    orm
      .select({
        seq: conversationEntries.seq,
        at: conversationEntries.at,
        said: inboundMessages.text,
        events: conversationEntries.events,
      })
      .from(conversations)
      .innerJoin(senders, eq(senders.id, conversations.senderId))
      .innerJoin(conversationEntries, eq(conversationEntries.conversationId, conversations.id))
      .leftJoin(
        inboundMessages,
        sql`${inboundMessages.id} = substr(${conversationEntries.cause}, length('inbound:') + 1)`,
      )
      .where(and(eq(conversations.phone, phone), eq(senders.number, to)))
      .orderBy(desc(conversationEntries.seq))
      .limit(TEXTS_SHOWN_MAX),
    orm
      .select({ state: conversations.state })
      .from(conversations)
      .innerJoin(senders, eq(senders.id, conversations.senderId))
      .where(and(eq(conversations.phone, phone), eq(senders.number, to))),
    orm
      .select({ merchantId: customers.merchantId, consent: customers.consent })
      .from(customers)
      .where(eq(customers.phone, phone)),
  ]);
  const texts: LoadedText[] = [
    ...sent.map((text) => ({ direction: "sent" as const, ...text })),
    ...received.map(({ kind: _kind, ...text }) => ({ direction: "received" as const, ...text })),
  ];
  const behind: LoadedBehind[] = [
    ...turns.map(({ seq, at, said, events }) => ({
      kind: "turn" as const,
      id: `turn-${seq}`,
      at,
      said: said ?? "",
      events,
    })),
    ...received.flatMap(({ id, at, kind }) =>
      kind === "reply"
        ? { kind: "inbox_reply" as const, id, at }
        : kind === "sign_in_code"
          ? { kind: "sign_in_code" as const, id, at }
          : [],
    ),
  ];
  // A text comes before its answer, of the same moment.
  const sentFirst = (text: LoadedText) => (text.direction === "sent" ? 0 : 1);
  return {
    texts: texts.sort((a, b) => a.at - b.at || sentFirst(a) - sentFirst(b) || (a.id < b.id ? -1 : 1)),
    behind: behind.sort((a, b) => a.at - b.at),
    state: conversation?.state ?? null,
    consents: new Map(members.map(({ merchantId, consent }) => [merchantId, consent])),
  };
}
