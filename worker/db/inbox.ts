// What the inbox shows. Every load takes the merchant first, and finds nothing of another one's.

import { and, asc, desc, eq, lt, sql } from "drizzle-orm";
import type { Consent } from "../../src/consent/consent.ts";
import type { Writer } from "../../src/consent/first-text.ts";
import type { SenderStanding } from "../../src/consent/registration.ts";
import type { Country } from "../../src/phone.ts";
import type { Database } from "./client.ts";
import { asThread, type LoadedThread, selectThread } from "./inbox-thread.ts";
import { isIntroduced, spokenOn } from "./introductions.ts";
import { customers, merchants, senderMerchants, senders, threads } from "./schema.ts";

const THREADS_SHOWN_MAX = 50;
const EXCERPT_LENGTH = 120;

export interface LoadedInbox {
  /** The number to text this shop at. */
  readonly number: string | null;
  /** All that it sends from. */
  readonly numbers: readonly SenderStanding[];
  readonly threads: readonly LoadedThreadItem[];
  /** There are older ones: the `lastAt` to begin from. */
  readonly olderThan: number | null;
  readonly thread: LoadedThread | null;
  /** What the next text to the customer has to say first; null once it has been said. */
  readonly introduction: Writer | null;
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

/** One round trip, with or without a conversation open. @param before lists threads older than this moment. */
export async function loadInbox(
  db: Database,
  merchantId: string,
  { customerId, before }: { customerId: string | null; before: number | null },
): Promise<LoadedInbox> {
  const [numbers, items, [first], ...thread] = await db.read([
    selectNumbers(db, merchantId),
    selectThreads(db, merchantId, before),
    selectFirst(db, merchantId, customerId ?? ""),
    ...selectThread(db, merchantId, customerId ?? ""),
  ]);
  const shown = items.slice(0, THREADS_SHOWN_MAX);
  return {
    number: numbers[0]?.number ?? null,
    numbers,
    threads: shown.map(({ lastReceived, lastReply, unread, ...item }) => {
      const fromShop = (lastReply?.at ?? 0) > (lastReceived?.at ?? 0);
      const last = fromShop ? lastReply : lastReceived;
      return { ...item, unread: unread > 0, fromShop, excerpt: last?.text.trim().split("\n")[0] ?? "" };
    }),
    olderThan: items.length > shown.length ? (shown.at(-1)?.lastAt ?? null) : null,
    thread: asThread(thread, numbers.length > 0),
    introduction: first && !first.introduced ? { shop: first.shop, language: first.spoken ?? first.language } : null,
  };
}

export interface ReplyTarget {
  readonly phone: string;
  readonly consent: Consent;
  readonly country: Country | null;
  readonly region: string | null;
  readonly trades: readonly string[];
  readonly transactionalOpenedAt: number | null;
  /** The number that the customer wrote to last, if it is still the shop's, else any of the shop's. */
  readonly senderId: string | null;
}

const lastTexted = sql`(SELECT max(received_at) FROM inbound_messages WHERE customer_id = ${customers.id} AND sender_id = ${senderMerchants.senderId})`;

export async function loadReplyFacts(
  { orm }: Database,
  merchantId: string,
  customerId: string,
): Promise<ReplyTarget | null> {
  const [target] = await orm
    .select({
      phone: customers.phone,
      consent: customers.consent,
      country: merchants.country,
      region: merchants.region,
      trades: merchants.trades,
      transactionalOpenedAt: merchants.transactionalOpenedAt,
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

/** Of the number that a reply would go out from. */
const selectFirst = ({ orm }: Database, merchantId: string, customerId: string) =>
  orm
    .select({
      shop: { name: merchants.name, country: merchants.country },
      language: merchants.language,
      introduced: isIntroduced(sql`${customers.phone}`, sql`${senderMerchants.senderId}`, sql`${merchants.id}`),
      spoken: spokenOn(sql`${senderMerchants.senderId}`, sql`${customers.phone}`),
    })
    .from(customers)
    .innerJoin(merchants, eq(merchants.id, customers.merchantId))
    .innerJoin(senderMerchants, eq(senderMerchants.merchantId, merchants.id))
    .where(and(eq(customers.merchantId, merchantId), eq(customers.id, customerId)))
    .orderBy(desc(lastTexted))
    .limit(1);

const selectNumbers = ({ orm }: Database, merchantId: string) =>
  orm
    .select({ number: senders.number, registered: senders.registered })
    .from(senderMerchants)
    .innerJoin(senders, eq(senders.id, senderMerchants.senderId))
    .where(eq(senderMerchants.merchantId, merchantId))
    .orderBy(asc(senders.number));

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
