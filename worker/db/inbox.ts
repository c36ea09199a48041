// What the inbox shows. Every load takes the merchant first, and finds nothing of another one's.

import { and, asc, desc, eq, lt, sql } from "drizzle-orm";
import type { Consent, ConsentChange } from "../../src/consent/consent.ts";
import type { MessageStatus } from "../../src/messaging/lifecycle.ts";
import type { Country } from "../../src/phone.ts";
import type { Database } from "./client.ts";
import {
  consentEntries,
  conversationEntries,
  conversations,
  customers,
  inboundMessages,
  merchants,
  outbox,
  people,
  senderMerchants,
  senders,
  threads,
} from "./schema.ts";

const THREADS_SHOWN_MAX = 50;
const ENTRIES_SHOWN_MAX = 200;
const EXCERPT_LENGTH = 120;

export interface LoadedInbox {
  /** The number to text this shop at. */
  readonly number: string | null;
  readonly threads: readonly LoadedThreadItem[];
  /** There are older ones: the `lastAt` to begin from. */
  readonly olderThan: number | null;
  readonly thread: LoadedThread | null;
}

interface LoadedThreadItem {
  readonly customerId: string;
  readonly name: string | null;
  readonly phone: string;
  readonly consent: Consent;
  readonly unread: boolean;
  readonly lastAt: number;
  readonly excerpt: string;
  readonly fromShop: boolean;
}

export interface LoadedThread {
  readonly customerId: string;
  readonly name: string | null;
  readonly phone: string;
  readonly consent: Consent;
  readonly points: number;
  readonly unread: boolean;
  readonly lastAt: number;
  /** The change that made the consent what it is. */
  readonly consentProof: { readonly word: string; readonly at: number } | null;
  readonly entries: readonly LoadedEntry[];
  /** There are earlier entries. */
  readonly cut: boolean;
  readonly hasSender: boolean;
}

type LoadedEntry = { readonly id: string; readonly at: number } & (
  | { readonly kind: "received"; readonly text: string }
  | {
      readonly kind: "sent";
      readonly text: string;
      readonly author: string | null;
      readonly status: MessageStatus;
      readonly reason: string | null;
    }
  | { readonly kind: "consent"; readonly change: ConsentChange; readonly word: string }
  | { readonly kind: "loop" }
);

/** One round trip, with or without a conversation open. @param before lists threads older than this moment. */
export async function loadInbox(
  db: Database,
  merchantId: string,
  { customerId, before }: { customerId: string | null; before: number | null },
): Promise<LoadedInbox> {
  const [numbers, items, [opened], received, sent, changes, loops] = await db.read([
    selectNumber(db, merchantId),
    selectThreads(db, merchantId, before),
    selectThread(db, merchantId, customerId),
    selectReceived(db, merchantId, customerId),
    selectSent(db, merchantId, customerId),
    selectConsentChanges(db, merchantId, customerId),
    selectLoops(db, merchantId, customerId),
  ]);
  const shown = items.slice(0, THREADS_SHOWN_MAX);
  return {
    number: numbers[0]?.number ?? null,
    threads: shown.map(({ lastReceived, lastReply, unread, ...item }) => {
      const fromShop = (lastReply?.at ?? 0) > (lastReceived?.at ?? 0);
      const last = fromShop ? lastReply : lastReceived;
      return { ...item, unread: unread > 0, fromShop, excerpt: last?.text.trim().split("\n")[0] ?? "" };
    }),
    olderThan: items.length > shown.length ? (shown.at(-1)?.lastAt ?? null) : null,
    thread: opened ? asThread(opened, numbers.length > 0, received, sent, changes, loops) : null,
  };
}

export interface ReplyTarget {
  readonly phone: string;
  readonly consent: Consent;
  readonly country: Country | null;
  readonly region: string | null;
  /** The number that the customer wrote to last, if it is still the shop's, else any of the shop's. */
  readonly senderId: string | null;
}

export async function loadReplyFacts(
  { orm }: Database,
  merchantId: string,
  customerId: string,
): Promise<ReplyTarget | null> {
  const lastTexted = sql`(SELECT max(received_at) FROM inbound_messages WHERE customer_id = ${customers.id} AND sender_id = ${senderMerchants.senderId})`;
  const [target] = await orm
    .select({
      phone: customers.phone,
      consent: customers.consent,
      country: merchants.country,
      region: merchants.region,
      senderId: senderMerchants.senderId,
    })
    .from(threads)
    .innerJoin(customers, eq(customers.id, threads.customerId))
    .innerJoin(merchants, eq(merchants.id, threads.merchantId))
    .leftJoin(senderMerchants, eq(senderMerchants.merchantId, merchants.id))
    .where(and(eq(threads.merchantId, merchantId), eq(threads.customerId, customerId)))
    .orderBy(desc(lastTexted))
    .limit(1);
  return target ?? null;
}

const selectNumber = ({ orm }: Database, merchantId: string) =>
  orm
    .select({ number: senders.number })
    .from(senderMerchants)
    .innerJoin(senders, eq(senders.id, senderMerchants.senderId))
    .where(eq(senderMerchants.merchantId, merchantId))
    .orderBy(asc(senders.number))
    .limit(1);

/** The list is ordered by what wants a person, so its excerpt is what a person wrote: the customer, or somebody of the shop. */
function selectThreads({ orm }: Database, merchantId: string, before: number | null) {
  const lastText = (table: "inbound_messages" | "outbox", at: string, kind: string) =>
    sql<
      string | null
    >`(SELECT json_object('at', ${sql.raw(at)}, 'text', substr(text, 1, ${sql.raw(String(EXCERPT_LENGTH))})) FROM ${sql.raw(table)}
      WHERE customer_id = ${threads.customerId} AND ${sql.raw(at)} <= ${threads.lastAt}${sql.raw(kind)} ORDER BY ${sql.raw(at)} DESC LIMIT 1)`.mapWith(
      parseExcerpt,
    );
  return orm
    .select({
      customerId: threads.customerId,
      name: customers.name,
      phone: customers.phone,
      consent: customers.consent,
      unread: threads.unread,
      lastAt: threads.lastAt,
      lastReceived: lastText("inbound_messages", "received_at", ""),
      lastReply: lastText("outbox", "created_at", " AND kind = 'reply'"),
    })
    .from(threads)
    .innerJoin(customers, eq(customers.id, threads.customerId))
    .where(and(eq(threads.merchantId, merchantId), before === null ? undefined : lt(threads.lastAt, before)))
    .orderBy(desc(threads.lastAt))
    .limit(THREADS_SHOWN_MAX + 1);
}

const parseExcerpt = (json: string): { at: number; text: string } => JSON.parse(json);

const selectThread = ({ orm }: Database, merchantId: string, customerId: string | null) =>
  orm
    .select({
      customerId: customers.id,
      name: customers.name,
      phone: customers.phone,
      consent: customers.consent,
      points: customers.points,
      unread: threads.unread,
      lastAt: threads.lastAt,
    })
    .from(threads)
    .innerJoin(customers, eq(customers.id, threads.customerId))
    .where(and(eq(threads.merchantId, merchantId), eq(threads.customerId, customerId ?? "")));

const selectReceived = ({ orm }: Database, merchantId: string, customerId: string | null) =>
  orm
    .select({ id: inboundMessages.id, at: inboundMessages.receivedAt, text: inboundMessages.text })
    .from(inboundMessages)
    .innerJoin(customers, eq(customers.id, inboundMessages.customerId))
    .where(and(eq(customers.merchantId, merchantId), eq(inboundMessages.customerId, customerId ?? "")))
    .orderBy(desc(inboundMessages.receivedAt), desc(inboundMessages.id))
    .limit(ENTRIES_SHOWN_MAX + 1);

const selectSent = ({ orm }: Database, merchantId: string, customerId: string | null) =>
  orm
    .select({
      id: outbox.id,
      at: outbox.createdAt,
      text: outbox.text,
      author: people.name,
      status: outbox.status,
      reason: outbox.reason,
    })
    .from(outbox)
    .leftJoin(people, eq(people.id, outbox.personId))
    .where(and(eq(outbox.merchantId, merchantId), eq(outbox.customerId, customerId ?? "")))
    .orderBy(desc(outbox.createdAt), desc(outbox.id))
    .limit(ENTRIES_SHOWN_MAX + 1);

const selectConsentChanges = ({ orm }: Database, merchantId: string, customerId: string | null) =>
  orm
    .select({
      seq: consentEntries.seq,
      at: consentEntries.at,
      change: consentEntries.change,
      word: consentEntries.word,
    })
    .from(consentEntries)
    .innerJoin(customers, eq(customers.id, consentEntries.customerId))
    .where(and(eq(customers.merchantId, merchantId), eq(consentEntries.customerId, customerId ?? "")))
    .orderBy(desc(consentEntries.seq))
    .limit(ENTRIES_SHOWN_MAX + 1);

/** The moments at which the service took this customer for a robot. */
const selectLoops = ({ orm }: Database, merchantId: string, customerId: string | null) =>
  orm
    .select({ seq: conversationEntries.seq, at: conversationEntries.at })
    .from(customers)
    .innerJoin(senderMerchants, eq(senderMerchants.merchantId, customers.merchantId))
    .innerJoin(
      conversations,
      and(eq(conversations.senderId, senderMerchants.senderId), eq(conversations.phone, customers.phone)),
    )
    .innerJoin(conversationEntries, eq(conversationEntries.conversationId, conversations.id))
    .where(
      and(
        eq(customers.merchantId, merchantId),
        eq(customers.id, customerId ?? ""),
        sql`EXISTS (SELECT 1 FROM json_each(${conversationEntries.events}) AS event
          WHERE event.value ->> 'type' = 'ThreadOpened' AND event.value ->> 'reason' = 'loop' AND event.value ->> 'shopId' = ${merchantId})`,
      ),
    )
    .orderBy(desc(conversationEntries.seq))
    .limit(ENTRIES_SHOWN_MAX + 1);

type Rows<T extends (...args: never[]) => PromiseLike<readonly unknown[]>> = Awaited<ReturnType<T>>;

/** What happened at the same moment happened in this order. */
const ORDER: readonly LoadedEntry["kind"][] = ["received", "consent", "sent", "loop"];

function asThread(
  { unread, ...opened }: Rows<typeof selectThread>[number],
  hasSender: boolean,
  received: Rows<typeof selectReceived>,
  sent: Rows<typeof selectSent>,
  changes: Rows<typeof selectConsentChanges>,
  loops: Rows<typeof selectLoops>,
): LoadedThread {
  const entries: LoadedEntry[] = [
    ...received.map((message) => ({ kind: "received" as const, ...message })),
    ...sent.map((message) => ({ kind: "sent" as const, ...message })),
    ...changes.map(({ seq, ...change }) => ({ kind: "consent" as const, id: `consent-${seq}`, ...change })),
    ...loops.map(({ seq, at }) => ({ kind: "loop" as const, id: `loop-${seq}`, at })),
  ];
  entries.sort(
    (a, b) => a.at - b.at || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
  const proof = changes.find(({ change }) => change !== "asked");
  return {
    ...opened,
    unread: unread > 0,
    consentProof: proof ? { word: proof.word, at: proof.at } : null,
    entries: entries.slice(-ENTRIES_SHOWN_MAX),
    cut: entries.length > ENTRIES_SHOWN_MAX,
    hasSender,
  };
}
