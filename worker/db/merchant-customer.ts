// One customer of a merchant, with all that the shop has of them: points, rewards, consents. One round trip.

import { and, desc, eq, isNotNull, isNull, lt, sql } from "drizzle-orm";
import type { Language } from "../../src/conversation/language.ts";
import type { Database } from "./client.ts";
import { actorNames, selectActors } from "./merchant-actors.ts";
import { selectWaiting } from "./merchant-waiting.ts";
import { claims, consentEntries, customers, disputes, moves, pointEntries, rewards, threads } from "./schema.ts";

const ENTRIES_SHOWN_MAX = 50;
const CLAIMS_SHOWN_MAX = 50;

/** @param beforeSeq lists ledger entries older than this one. */
export async function loadCustomer(
  db: Database,
  merchantId: string,
  customerId: string,
  beforeSeq: number | null,
  now: number,
) {
  const { orm } = db;
  const isCustomer = and(eq(customers.merchantId, merchantId), eq(customers.id, customerId));
  const reversedBy = sql<number | null>`(SELECT seq FROM point_entries AS later
    WHERE later.customer_id = ${pointEntries.customerId} AND later.reverses = ${pointEntries.seq})`;
  const paidBy = sql<number | null>`(SELECT seq FROM point_entries
    WHERE customer_id = ${claims.customerId} AND claim_id = ${claims.id} AND reverses IS NULL)`;
  const language = sql<Language | null>`(SELECT json_extract(state, '$.language') FROM conversations
    JOIN sender_merchants ON sender_merchants.sender_id = conversations.sender_id
    WHERE sender_merchants.merchant_id = ${customers.merchantId} AND phone = ${customers.phone}
    ORDER BY updated_at DESC LIMIT 1)`;

  const [[found], entries, claimRows, consents, pending, questions, [move], ...actors] = await db.read([
    orm
      .select({ customer: customers, language, hasThread: sql<number>`${threads.customerId} IS NOT NULL` })
      .from(customers)
      .leftJoin(threads, eq(threads.customerId, customers.id))
      .where(isCustomer),
    orm
      .select({ entry: pointEntries, reversedBy })
      .from(pointEntries)
      .innerJoin(customers, eq(customers.id, pointEntries.customerId))
      .where(and(isCustomer, beforeSeq === null ? undefined : lt(pointEntries.seq, beforeSeq)))
      .orderBy(desc(pointEntries.seq))
      .limit(ENTRIES_SHOWN_MAX + 1),
    orm
      .select({ claim: claims, titleEn: rewards.titleEn, titleFr: rewards.titleFr, paidBy })
      .from(claims)
      .innerJoin(rewards, eq(rewards.id, claims.rewardId))
      .where(and(eq(claims.merchantId, merchantId), eq(claims.customerId, customerId)))
      .orderBy(desc(claims.takenAt), desc(claims.id))
      .limit(CLAIMS_SHOWN_MAX),
    orm
      .select({ entry: consentEntries })
      .from(consentEntries)
      .innerJoin(customers, eq(customers.id, consentEntries.customerId))
      .where(isCustomer)
      .orderBy(desc(consentEntries.seq)),
    selectWaiting(db, merchantId, now, eq(customers.id, customerId)),
    orm
      .select()
      .from(disputes)
      .where(and(ofCustomer(disputes, merchantId, customerId), isNull(disputes.settledAt)))
      .orderBy(desc(disputes.openedAt)),
    orm
      .select()
      .from(moves)
      .where(and(ofCustomer(moves, merchantId, customerId), isNotNull(moves.movedAt)))
      .orderBy(desc(moves.movedAt))
      .limit(1),
    ...selectActors(db, merchantId),
  ]);
  if (!found) return null;
  const shown = entries.slice(0, ENTRIES_SHOWN_MAX);
  return {
    ...found.customer,
    language: found.language,
    hasThread: Boolean(found.hasThread),
    entries: shown.map(({ entry, reversedBy }) => ({ ...entry, reversedBy })),
    olderThan: entries.length > shown.length ? (shown.at(-1)?.entry.seq ?? null) : null,
    claims: claimRows.map(({ claim, paidBy, ...title }) => ({ ...claim, ...title, paidBy })),
    consents: consents.map(({ entry }) => entry),
    pending,
    disputes: questions,
    move: move ?? null,
    actors: actorNames(...actors),
  };
}

export type LoadedCustomer = NonNullable<Awaited<ReturnType<typeof loadCustomer>>>;

/** Whose page it would be: what a customer is called by. */
export async function findCustomer({ orm }: Database, merchantId: string, customerId: string) {
  const [found] = await orm
    .select({ id: customers.id, name: customers.name, phone: customers.phone })
    .from(customers)
    .where(and(eq(customers.merchantId, merchantId), eq(customers.id, customerId)));
  return found ?? null;
}

/** True when this is this customer's, at this merchant. */
export async function belongsTo(
  { orm }: Database,
  table: typeof claims | typeof disputes | typeof moves,
  id: string,
  { merchantId, customerId }: { readonly merchantId: string; readonly customerId: string },
): Promise<boolean> {
  const found = await orm
    .select({ id: table.id })
    .from(table)
    .where(and(ofCustomer(table, merchantId, customerId), eq(table.id, id)));
  return found.length > 0;
}

/** With a plus: found by the customer, never by going through all that the shop has. */
const ofCustomer = (table: typeof claims | typeof disputes | typeof moves, merchantId: string, customerId: string) =>
  and(sql`+${table.merchantId} = ${merchantId}`, eq(table.customerId, customerId));
