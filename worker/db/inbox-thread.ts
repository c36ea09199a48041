// One conversation of the inbox: what was said, what came of it, and who it is with. Queries for a batch of reads.

import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { type Consent, type ToldChange, toldChange } from "../../src/consent/consent.ts";
import type { ThreadReason } from "../../src/conversation/events.ts";
import type { EntryCause } from "../../src/loyalty/ledger.ts";
import type { MessageStatus } from "../../src/messaging/lifecycle.ts";
import { withoutSecrets } from "../../src/messaging/without-secrets.ts";
import type { Database } from "./client.ts";
import {
  claims,
  consentEntries,
  conversationEntries,
  conversations,
  customers,
  disputes,
  inboundMessages,
  outbox,
  people,
  pointEntries,
  rewards,
  senderMerchants,
  threads,
} from "./schema.ts";
import { writtenAt } from "./written-at.ts";

const ENTRIES_SHOWN_MAX = 200;
const VISITS_SHOWN_MAX = 3;

/** What brings somebody to the counter. */
const VISITS: readonly EntryCause[] = ["visit", "code", "qr", "spend", "pending"];
/** What nobody has written, and a person should see all the same. */
const NOTICES = ["loop", "wrong_codes"] as const satisfies readonly ThreadReason[];
type Notice = (typeof NOTICES)[number];

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
  /** The last times at the counter, newest first. */
  readonly visits: readonly number[];
  readonly entries: readonly LoadedEntry[];
  /** There are earlier entries. */
  readonly cut: boolean;
  readonly hasSender: boolean;
}

export type LoadedEntry = { readonly id: string; readonly at: number } & (
  | { readonly kind: "received"; readonly text: string }
  | {
      readonly kind: "sent";
      readonly text: string;
      readonly author: string | null;
      readonly status: MessageStatus;
      readonly reason: string | null;
    }
  | { readonly kind: "consent"; readonly change: ToldChange; readonly word: string }
  | {
      readonly kind: "dispute";
      /** What the entry gave; null where it is a reward that was used. */
      readonly points: number | null;
      readonly titleEn: string | null;
      readonly titleFr: string | null;
      /** The label of the staff code, or the name of whoever acted. */
      readonly givenBy: string;
      readonly settledAt: number | null;
    }
  | { readonly kind: "notice"; readonly notice: Notice }
);

/** For a batch; the rows go to `asThread`. */
export const selectThread = (db: Database, merchantId: string, customerId: string) =>
  [
    selectOpened(db, merchantId, customerId),
    selectReceived(db, merchantId, customerId),
    selectSent(db, merchantId, customerId),
    selectConsentChanges(db, merchantId, customerId),
    selectDisputes(db, merchantId, customerId),
    selectNotices(db, merchantId, customerId),
    selectVisits(db, merchantId, customerId),
  ] as const;

const selectOpened = ({ orm }: Database, merchantId: string, customerId: string) =>
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
    .where(and(eq(threads.merchantId, merchantId), eq(threads.customerId, customerId)));

const selectReceived = ({ orm }: Database, merchantId: string, customerId: string) =>
  orm
    .select({ id: inboundMessages.id, at: writtenAt, text: inboundMessages.text })
    .from(inboundMessages)
    .innerJoin(customers, eq(customers.id, inboundMessages.customerId))
    .where(and(eq(customers.merchantId, merchantId), eq(inboundMessages.customerId, customerId)))
    .orderBy(desc(inboundMessages.receivedAt), desc(inboundMessages.id))
    .limit(ENTRIES_SHOWN_MAX + 1);

const selectSent = ({ orm }: Database, merchantId: string, customerId: string) =>
  orm
    .select({
      id: outbox.id,
      at: outbox.createdAt,
      textKind: outbox.kind,
      text: outbox.text,
      author: people.name,
      status: outbox.status,
      reason: outbox.reason,
    })
    .from(outbox)
    .leftJoin(people, eq(people.id, outbox.personId))
    .where(and(eq(outbox.merchantId, merchantId), eq(outbox.customerId, customerId)))
    .orderBy(desc(outbox.createdAt), desc(outbox.id))
    .limit(ENTRIES_SHOWN_MAX + 1);

const selectConsentChanges = ({ orm }: Database, merchantId: string, customerId: string) =>
  orm
    .select({
      seq: consentEntries.seq,
      at: consentEntries.at,
      change: consentEntries.change,
      purpose: consentEntries.purpose,
      word: consentEntries.word,
    })
    .from(consentEntries)
    .innerJoin(customers, eq(customers.id, consentEntries.customerId))
    .where(and(eq(customers.merchantId, merchantId), eq(consentEntries.customerId, customerId)))
    .orderBy(desc(consentEntries.seq))
    .limit(ENTRIES_SHOWN_MAX + 1);

const selectDisputes = ({ orm }: Database, merchantId: string, customerId: string) =>
  orm
    .select({
      id: disputes.id,
      at: disputes.openedAt,
      points: pointEntries.delta,
      titleEn: rewards.titleEn,
      titleFr: rewards.titleFr,
      givenBy: disputes.givenBy,
      settledAt: disputes.settledAt,
    })
    .from(disputes)
    .leftJoin(
      pointEntries,
      and(eq(pointEntries.customerId, disputes.customerId), eq(pointEntries.seq, disputes.entrySeq)),
    )
    .leftJoin(claims, eq(claims.id, disputes.claimId))
    .leftJoin(rewards, eq(rewards.id, claims.rewardId))
    .where(and(eq(disputes.merchantId, merchantId), eq(disputes.customerId, customerId)))
    .orderBy(desc(disputes.openedAt))
    .limit(ENTRIES_SHOWN_MAX + 1);

/** The moments at which the service took this customer for a robot, or for somebody who tries codes. */
const selectNotices = ({ orm }: Database, merchantId: string, customerId: string) => {
  const notice = sql<Notice | null>`(SELECT event.value ->> 'reason' FROM json_each(${conversationEntries.events}) AS event
    WHERE event.value ->> 'type' = 'ThreadOpened' AND event.value ->> 'shopId' = ${merchantId}
      AND event.value ->> 'reason' IN ${NOTICES} LIMIT 1)`;
  // As in the partial index, which SQLite would not take by itself: the few entries that can have one are opened, not the journal.
  const mayHaveOne = sql.raw(NOTICES.map((reason) => `instr(events, '"reason":"${reason}"') > 0`).join(" OR "));
  return orm
    .select({ seq: sql<number>`${conversationEntries.seq}`, at: sql<number>`${conversationEntries.at}`, notice })
    .from(customers)
    .innerJoin(senderMerchants, eq(senderMerchants.merchantId, customers.merchantId))
    .innerJoin(
      conversations,
      and(eq(conversations.senderId, senderMerchants.senderId), eq(conversations.phone, customers.phone)),
    )
    .innerJoin(
      sql`${conversationEntries} INDEXED BY conversation_notices`,
      eq(conversationEntries.conversationId, conversations.id),
    )
    .where(
      and(
        eq(customers.merchantId, merchantId),
        eq(customers.id, customerId),
        sql`(${mayHaveOne})`,
        sql`${notice} IS NOT NULL`,
      ),
    )
    .orderBy(desc(conversationEntries.seq))
    .limit(ENTRIES_SHOWN_MAX + 1);
};

const selectVisits = ({ orm }: Database, merchantId: string, customerId: string) =>
  orm
    .select({ at: pointEntries.at })
    .from(pointEntries)
    .innerJoin(customers, eq(customers.id, pointEntries.customerId))
    .where(
      and(
        eq(customers.merchantId, merchantId),
        eq(pointEntries.customerId, customerId),
        inArray(pointEntries.cause, [...VISITS]),
        sql`NOT EXISTS (SELECT 1 FROM point_entries AS later
          WHERE later.customer_id = ${pointEntries.customerId} AND later.reverses = ${pointEntries.seq})`,
      ),
    )
    .orderBy(desc(pointEntries.at))
    .limit(VISITS_SHOWN_MAX);

type Rows<Queries extends readonly PromiseLike<unknown>[]> = { -readonly [I in keyof Queries]: Awaited<Queries[I]> };

/** What happened at the same moment happened in this order. */
const ORDER: readonly LoadedEntry["kind"][] = ["received", "consent", "dispute", "sent", "notice"];

export function asThread(rows: Rows<ReturnType<typeof selectThread>>, hasSender: boolean): LoadedThread | null {
  const [[opened], received, sent, changes, disputed, notices, visits] = rows;
  if (!opened) return null;
  const entries: LoadedEntry[] = [
    ...received.map((message) => ({ kind: "received" as const, ...message })),
    ...sent.map(({ textKind, text, ...message }) => ({
      kind: "sent" as const,
      text: withoutSecrets(textKind, text),
      ...message,
    })),
    ...changes.map(({ seq, at, word, ...change }) => ({
      kind: "consent" as const,
      id: `consent-${seq}`,
      at,
      word,
      change: toldChange(change),
    })),
    ...disputed.map((dispute) => ({ kind: "dispute" as const, ...dispute })),
    ...notices.flatMap(({ seq, at, notice }) =>
      notice === null ? [] : [{ kind: "notice" as const, id: `notice-${seq}`, at, notice }],
    ),
  ];
  entries.sort(
    (a, b) => a.at - b.at || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
  const proof = changes.find(({ change }) => change !== "asked");
  return {
    ...opened,
    unread: opened.unread > 0,
    consentProof: proof ? { word: proof.word, at: proof.at } : null,
    visits: visits.map(({ at }) => at),
    entries: entries.slice(-ENTRIES_SHOWN_MAX),
    cut: entries.length > ENTRIES_SHOWN_MAX,
    hasSender,
  };
}
