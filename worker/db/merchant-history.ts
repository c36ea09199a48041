// Who did what at a merchant: the audit rows, and what was given or undone at the counter, as one list, newest first.

import { and, desc, eq, or, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { EntryCause } from "../../src/loyalty/ledger.ts";
import { COUNTER_ACT, type HistoryAct, type ShownAct } from "../../src/merchant/acts.ts";
import type { Database } from "./client.ts";
import { actorNames, selectActors } from "./merchant-actors.ts";
import { auditActor } from "./merchant-audit.ts";
import {
  auditEntries,
  claims,
  counterEntries,
  customers,
  disputes,
  moves,
  offers,
  pendingPoints,
  people,
  pointEntries,
  rewards,
} from "./schema.ts";

const ROWS_SHOWN_MAX = 50;

export interface HistoryFilter {
  /** `person:<id>`, `staff:<id>`, `kiosk:<id>`. */
  readonly actor: string | null;
  readonly act: HistoryAct | null;
  readonly customerId: string | null;
  /** How many points moved, up or down. */
  readonly points: number | null;
  /** The last row on the page before. */
  readonly after: { readonly at: number; readonly id: string } | null;
}

export interface HistoryRow {
  readonly id: string;
  readonly at: number;
  readonly act: HistoryAct;
  readonly actor: string | null;
  readonly subject: string;
  readonly customer: { readonly id: string; readonly name: string | null; readonly phone: string } | null;
  /** Points that waited for a number: who they wait for now, or did when they were dropped. */
  readonly pending: { readonly phone: string; readonly points: number } | null;
  /** What moved in the ledger, where the act is about an entry. */
  readonly points: number | null;
  readonly cause: EntryCause | null;
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
    ...audited.map(
      ({ act, customerId, name, phone, ...row }): HistoryRow => ({
        ...row,
        act: act as ShownAct,
        customer: customerId === null || phone === null ? null : { id: customerId, name, phone },
      }),
    ),
    ...atCounter.map(
      ({ customerId, name, phone, ...row }): HistoryRow => ({
        ...row,
        act: COUNTER_ACT,
        subject: row.id,
        customer: { id: customerId, name, phone },
        pending: null,
        titleEn: null,
        titleFr: null,
        person: null,
      }),
    ),
  ];
  rows.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  return {
    rows: rows.slice(0, ROWS_SHOWN_MAX),
    more: rows.length > ROWS_SHOWN_MAX,
    actors: actorNames(...actors),
  };
}

/** Clicks are counted elsewhere. Not a parameter, so that the partial index serves. */
const isShown = sql`${auditEntries.act} <> 'link_opened'`;

const older = (at: SQLiteColumn, id: SQLiteColumn, after: HistoryFilter["after"]): SQL | undefined =>
  after === null ? undefined : sql`(${at}, ${id}) < (${after.at}, ${after.id})`;

const moved = (points: number | null): SQL | undefined =>
  points === null ? undefined : sql`abs(${pointEntries.delta}) = ${points}`;

/** A subject is an id, or a customer's id and the seq of an entry. Where the entry was undone, it is the correction that is shown. */
function selectAudited({ orm }: Database, merchantId: string, filter: HistoryFilter) {
  const { actor, act, customerId, points, after } = filter;
  const subject = auditEntries.subject;
  const before = sql`iif(instr(${subject}, ':') > 0, substr(${subject}, 1, instr(${subject}, ':') - 1), ${subject})`;
  const owner = sql`coalesce(${claims.customerId}, ${disputes.customerId}, ${moves.customerId}, ${before})`;
  // So that the entry is found by its key, not by going through the ledger.
  const number = sql`CAST(substr(${subject}, instr(${subject}, ':') + 1) AS INTEGER)`;
  const seq = sql`iif(${auditEntries.act} = 'entry_reversed', ${pointEntries.reverses}, ${pointEntries.seq})`;
  const by = sql<string | null>`CASE
    WHEN ${auditEntries.personId} IS NOT NULL THEN ${auditActor}
    WHEN ${auditEntries.act} IN ('customer_deleted', 'account_moved', 'account_moved_back') THEN 'customer'
    WHEN ${auditEntries.act} = 'kiosk_paired' THEN 'kiosk:' || ${subject}
    WHEN ${auditEntries.act} = 'code_redeemed' AND ${claims.usedAt} <= ${auditEntries.at} THEN ${claims.usedWith}
    ELSE coalesce(${auditActor}, ${pointEntries.actor}) END`;
  return orm
    .select({
      id: auditEntries.id,
      at: auditEntries.at,
      act: auditEntries.act,
      subject,
      actor: by,
      customerId: customers.id,
      name: customers.name,
      phone: customers.phone,
      pending: { phone: pendingPoints.phone, points: pendingPoints.points },
      points: pointEntries.delta,
      cause: pointEntries.cause,
      reason: pointEntries.reason,
      titleEn: sql<string | null>`coalesce(${rewards.titleEn}, ${offers.titleEn})`,
      titleFr: sql<string | null>`coalesce(${rewards.titleFr}, ${offers.titleFr})`,
      person: people.name,
    })
    .from(auditEntries)
    .leftJoin(claims, and(eq(claims.id, subject), eq(claims.merchantId, merchantId)))
    .leftJoin(disputes, and(eq(disputes.id, subject), eq(disputes.merchantId, merchantId)))
    .leftJoin(moves, and(eq(moves.id, subject), eq(moves.merchantId, merchantId)))
    .leftJoin(pendingPoints, and(eq(pendingPoints.id, subject), eq(pendingPoints.merchantId, merchantId)))
    .leftJoin(
      customers,
      and(eq(customers.merchantId, merchantId), or(eq(customers.id, owner), eq(customers.phone, pendingPoints.phone))),
    )
    .leftJoin(
      pointEntries,
      and(
        eq(pointEntries.customerId, customers.id),
        or(eq(pointEntries.seq, number), eq(pointEntries.reverses, number)),
        sql`${subject} = ${customers.id} || ':' || ${seq}`,
      ),
    )
    .leftJoin(
      rewards,
      and(eq(rewards.merchantId, merchantId), or(eq(rewards.id, subject), eq(rewards.id, claims.rewardId))),
    )
    .leftJoin(offers, and(eq(offers.merchantId, merchantId), eq(offers.id, subject)))
    .leftJoin(people, and(eq(people.merchantId, merchantId), eq(people.id, before)))
    .where(
      and(
        eq(auditEntries.merchantId, merchantId),
        isShown,
        actor === null ? undefined : eq(by, actor),
        act === null ? undefined : act === COUNTER_ACT ? sql`0` : eq(auditEntries.act, act),
        customerId === null ? undefined : eq(customers.id, customerId),
        moved(points),
        older(auditEntries.at, auditEntries.id, after),
      ),
    )
    .orderBy(desc(auditEntries.at), desc(auditEntries.id))
    .limit(ROWS_SHOWN_MAX + 1);
}

/** Without corrections: undoing is an act of the audit. */
function selectAtCounter({ orm }: Database, merchantId: string, filter: HistoryFilter) {
  const { actor, act, customerId, points, after } = filter;
  return orm
    .select({
      id: counterEntries.id,
      at: counterEntries.at,
      actor: pointEntries.actor,
      customerId: customers.id,
      name: customers.name,
      phone: customers.phone,
      points: pointEntries.delta,
      cause: pointEntries.cause,
      reason: pointEntries.reason,
    })
    .from(counterEntries)
    .innerJoin(
      pointEntries,
      and(eq(pointEntries.customerId, counterEntries.customerId), eq(pointEntries.seq, counterEntries.seq)),
    )
    .innerJoin(customers, eq(customers.id, counterEntries.customerId))
    .where(
      and(
        // With a plus: of one customer, not by going through the shop's.
        customerId === null
          ? eq(counterEntries.merchantId, merchantId)
          : and(eq(counterEntries.customerId, customerId), sql`+${counterEntries.merchantId} = ${merchantId}`),
        actor === null ? undefined : eq(pointEntries.actor, actor),
        act === null || act === COUNTER_ACT ? undefined : sql`0`,
        moved(points),
        older(counterEntries.at, counterEntries.id, after),
      ),
    )
    .orderBy(desc(counterEntries.at), desc(counterEntries.id))
    .limit(ROWS_SHOWN_MAX + 1);
}
