// Who did what at a merchant: the audit rows, and what was given or undone at the counter, as one list, newest first.

import { and, desc, eq, like, or, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { Database } from "./client.ts";
import { actorNames, selectActors } from "./merchant-actors.ts";
import { auditEntries, claims, customers, offers, people, pointEntries, rewards } from "./schema.ts";

const ROWS_SHOWN_MAX = 50;

/** Given at the counter under a staff code or a kiosk: the ledger itself is the record. */
export const COUNTER_ACT = "points_at_counter";

export interface HistoryFilter {
  /** `person:<id>`, `staff:<id>`, `kiosk:<id>`. */
  readonly actor: string | null;
  readonly act: string | null;
  readonly customerId: string | null;
  /** How many points moved, up or down. */
  readonly points: number | null;
  /** The last row on the page before. */
  readonly after: { readonly at: number; readonly id: string } | null;
}

export interface HistoryRow {
  readonly id: string;
  readonly at: number;
  readonly act: string;
  readonly actor: string | null;
  readonly subject: string;
  readonly customer: { readonly id: string; readonly name: string | null; readonly phone: string } | null;
  /** What moved in the ledger, where the act is about an entry. */
  readonly points: number | null;
  readonly reason: string | null;
  readonly titleEn: string | null;
  readonly titleFr: string | null;
  /** Whom an act on a person of the shop is about. */
  readonly person: string | null;
}

export async function loadHistory(db: Database, merchantId: string, filter: HistoryFilter) {
  const [audited, atCounter, ...actors] = await db.read([
    selectAudited(db, merchantId, filter),
    selectAtCounter(db, merchantId, filter),
    ...selectActors(db, merchantId),
  ]);
  const rows: HistoryRow[] = [
    ...audited.map(({ personId, customerId, name, phone, ...row }) => ({
      ...row,
      actor: personId && `person:${personId}`,
      customer: customerId === null || phone === null ? null : { id: customerId, name, phone },
    })),
    ...atCounter.map(({ customerId, name, phone, ...row }) => ({
      ...row,
      act: COUNTER_ACT,
      subject: row.id,
      customer: { id: customerId, name, phone },
      titleEn: null,
      titleFr: null,
      person: null,
    })),
  ];
  rows.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  return {
    rows: rows.slice(0, ROWS_SHOWN_MAX),
    more: rows.length > ROWS_SHOWN_MAX,
    actors: actorNames(...actors),
  };
}

const older = (at: SQLiteColumn, id: SQL, after: HistoryFilter["after"]): SQL | undefined =>
  after === null ? undefined : sql`(${at}, ${id}) < (${after.at}, ${after.id})`;

const moved = (points: number | null): SQL | undefined =>
  points === null ? undefined : sql`abs(${pointEntries.delta}) = ${points}`;

/** A subject is an id, or a customer's id and the seq of an entry. */
function selectAudited({ orm }: Database, merchantId: string, filter: HistoryFilter) {
  const { actor, act, customerId, points, after } = filter;
  const subject = auditEntries.subject;
  const owner = sql`coalesce(${claims.customerId}, iif(instr(${subject}, ':') > 0, substr(${subject}, 1, instr(${subject}, ':') - 1), ${subject}))`;
  return orm
    .select({
      id: auditEntries.id,
      at: auditEntries.at,
      act: auditEntries.act,
      subject,
      personId: auditEntries.personId,
      customerId: customers.id,
      name: customers.name,
      phone: customers.phone,
      points: pointEntries.delta,
      reason: pointEntries.reason,
      titleEn: sql<string | null>`coalesce(${rewards.titleEn}, ${offers.titleEn})`,
      titleFr: sql<string | null>`coalesce(${rewards.titleFr}, ${offers.titleFr})`,
      person: people.name,
    })
    .from(auditEntries)
    .leftJoin(claims, and(eq(claims.id, subject), eq(claims.merchantId, merchantId)))
    .leftJoin(customers, and(eq(customers.id, owner), eq(customers.merchantId, merchantId)))
    .leftJoin(
      pointEntries,
      and(eq(pointEntries.customerId, customers.id), sql`${subject} = ${customers.id} || ':' || ${pointEntries.seq}`),
    )
    .leftJoin(
      rewards,
      and(eq(rewards.merchantId, merchantId), or(eq(rewards.id, subject), eq(rewards.id, claims.rewardId))),
    )
    .leftJoin(offers, and(eq(offers.merchantId, merchantId), eq(offers.id, subject)))
    .leftJoin(people, and(eq(people.merchantId, merchantId), eq(people.id, owner)))
    .where(
      and(
        eq(auditEntries.merchantId, merchantId),
        actor === null ? undefined : eq(sql`'person:' || ${auditEntries.personId}`, actor),
        act === null ? undefined : eq(auditEntries.act, act),
        customerId === null ? undefined : eq(customers.id, customerId),
        moved(points),
        older(auditEntries.at, sql`${auditEntries.id}`, after),
      ),
    )
    .orderBy(desc(auditEntries.at), desc(auditEntries.id))
    .limit(ROWS_SHOWN_MAX + 1);
}

function selectAtCounter({ orm }: Database, merchantId: string, filter: HistoryFilter) {
  const { actor, act, customerId, points, after } = filter;
  const id = sql<string>`${pointEntries.customerId} || ':' || ${pointEntries.seq}`;
  return orm
    .select({
      id,
      at: pointEntries.at,
      actor: pointEntries.actor,
      customerId: customers.id,
      name: customers.name,
      phone: customers.phone,
      points: pointEntries.delta,
      reason: pointEntries.reason,
    })
    .from(customers)
    .innerJoin(pointEntries, eq(pointEntries.customerId, customers.id))
    .where(
      and(
        eq(customers.merchantId, merchantId),
        or(like(pointEntries.actor, "staff:%"), like(pointEntries.actor, "kiosk:%")),
        actor === null ? undefined : eq(pointEntries.actor, actor),
        act === null || act === COUNTER_ACT ? undefined : sql`0`,
        customerId === null ? undefined : eq(customers.id, customerId),
        moved(points),
        older(pointEntries.at, id, after),
      ),
    )
    .orderBy(desc(pointEntries.at), desc(id))
    .limit(ROWS_SHOWN_MAX + 1);
}
