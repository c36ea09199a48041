// What was done at a kiosk last, found by the ids that the device gave its acts, so that staff can undo it.

import { and, desc, eq, gt, gte, lt, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { DAY_MS } from "../../src/time.ts";
import type { Database } from "./client.ts";
import { actKey, keysSince } from "./kiosk.ts";
import { isWaiting } from "./pending.ts";
import { auditEntries, claims, customers, pendingPoints, pointEntries, rewards } from "./schema.ts";

export type LastAct = {
  /** What the device called it. */
  readonly actId: string;
  readonly at: number;
  readonly undone: boolean;
} & (
  | {
      readonly kind: "points" | "put_aside";
      readonly points: number;
      readonly name: string | null;
      readonly phone: string;
    }
  | {
      readonly kind: "code";
      readonly title: { readonly en: string; readonly fr: string };
      readonly name: string | null;
      readonly phone: string;
    }
);

const LAST_ACTS_MAX = 5;
/** Ids carry the tablet's time, which may be wrong by hours; what is shown is in the order of the service's. */
const LAST_ACTS_WITHIN_MS = 2 * DAY_MS;

/** The act in the audit row of a code that was redeemed at a kiosk; the row has the act's key for its id. */
export const CODE_REDEEMED = "code_redeemed";

export interface WaitingPoints {
  readonly id: string;
  readonly phone: string;
  readonly points: number;
  readonly createdAt: number;
  readonly lapsesAt: number;
}

const WAITING_SHOWN_MAX = 20;

/** What the staff side shows: one round trip. */
export async function loadStaffSide(
  db: Database,
  merchantId: string,
  kioskId: string,
  now: number,
): Promise<{ readonly lastActs: readonly LastAct[]; readonly waiting: readonly WaitingPoints[] }> {
  const { orm } = db;
  const prefix = actKey(kioskId, "");
  const since = keysSince(prefix, now - LAST_ACTS_WITHIN_MS);
  const until = `${prefix}~`;
  const reversal = alias(pointEntries, "reversal");
  const [entries, aside, codes, waiting] = await db.read([
    orm
      .select({
        key: pointEntries.idempotencyKey,
        at: pointEntries.at,
        points: pointEntries.delta,
        name: customers.name,
        phone: customers.phone,
        reversedBy: reversal.seq,
      })
      .from(pointEntries)
      .innerJoin(customers, eq(customers.id, pointEntries.customerId))
      .leftJoin(reversal, and(eq(reversal.customerId, customers.id), eq(reversal.reverses, pointEntries.seq)))
      .where(
        and(
          gte(pointEntries.idempotencyKey, since),
          lt(pointEntries.idempotencyKey, until),
          // With a plus: found by the keys of one tablet, never by going through the customers of the shop.
          sql`+${customers.merchantId} = ${merchantId}`,
        ),
      )
      .orderBy(desc(pointEntries.at), desc(pointEntries.seq))
      .limit(LAST_ACTS_MAX),
    orm
      .select()
      .from(pendingPoints)
      .where(
        and(
          gte(pendingPoints.idempotencyKey, since),
          lt(pendingPoints.idempotencyKey, until),
          sql`+${pendingPoints.merchantId} = ${merchantId}`,
          // Settled ones are entries by now.
          or(eq(pendingPoints.status, "waiting"), eq(pendingPoints.status, "undone")),
        ),
      )
      .orderBy(desc(pendingPoints.createdAt), desc(pendingPoints.id))
      .limit(LAST_ACTS_MAX),
    orm
      .select({
        key: auditEntries.id,
        at: auditEntries.at,
        status: claims.status,
        usedAt: claims.usedAt,
        title: { en: rewards.titleEn, fr: rewards.titleFr },
        name: customers.name,
        phone: customers.phone,
      })
      .from(auditEntries)
      .innerJoin(claims, eq(claims.id, auditEntries.subject))
      .innerJoin(rewards, eq(rewards.id, claims.rewardId))
      .innerJoin(customers, eq(customers.id, claims.customerId))
      .where(
        and(
          eq(auditEntries.merchantId, merchantId),
          gt(auditEntries.at, now - LAST_ACTS_WITHIN_MS),
          eq(auditEntries.act, CODE_REDEEMED),
          gte(auditEntries.id, prefix),
          lt(auditEntries.id, until),
        ),
      )
      .orderBy(desc(auditEntries.at), desc(auditEntries.id))
      .limit(LAST_ACTS_MAX),
    orm
      .select()
      .from(pendingPoints)
      .where(and(eq(pendingPoints.merchantId, merchantId), isWaiting(now)))
      .orderBy(desc(pendingPoints.createdAt), desc(pendingPoints.id))
      .limit(WAITING_SHOWN_MAX),
  ]);
  const idOf = (key: string) => key.slice(prefix.length);
  const acts: LastAct[] = [
    ...entries.map(({ key, reversedBy, ...entry }) => ({
      ...entry,
      kind: "points" as const,
      actId: idOf(key),
      undone: reversedBy !== null,
    })),
    ...aside.map(({ idempotencyKey, createdAt, status, points, phone }) => ({
      kind: "put_aside" as const,
      actId: idOf(idempotencyKey),
      at: createdAt,
      points,
      phone,
      name: null,
      undone: status === "undone",
    })),
    ...codes.map(({ key, status, usedAt, ...code }) => ({
      ...code,
      kind: "code" as const,
      actId: idOf(key),
      undone: !isStillUsed({ status, usedAt }, code.at),
    })),
  ];
  return { lastActs: acts.sort((a, b) => b.at - a.at).slice(0, LAST_ACTS_MAX), waiting };
}

/** A claim that was put back may have been used again since, by another act. */
export const isStillUsed = (claim: { status: string; usedAt: number | null }, redeemedAt: number): boolean =>
  claim.status === "used" && (claim.usedAt ?? 0) <= redeemedAt;

/** What an act of this kiosk left behind, whichever it was: one round trip. */
export async function findAct(db: Database, merchantId: string, key: string) {
  const { orm } = db;
  const [[entry], [aside], [code]] = await db.read([
    orm
      .select({ customerId: pointEntries.customerId, seq: pointEntries.seq })
      .from(pointEntries)
      .innerJoin(customers, eq(customers.id, pointEntries.customerId))
      .where(and(eq(pointEntries.idempotencyKey, key), eq(customers.merchantId, merchantId))),
    orm
      .select({ id: pendingPoints.id })
      .from(pendingPoints)
      .where(and(eq(pendingPoints.idempotencyKey, key), eq(pendingPoints.merchantId, merchantId))),
    orm
      .select({
        claimId: claims.id,
        typed: claims.code,
        at: auditEntries.at,
        status: claims.status,
        usedAt: claims.usedAt,
        title: { en: rewards.titleEn, fr: rewards.titleFr },
        name: customers.name,
      })
      .from(auditEntries)
      .innerJoin(claims, eq(claims.id, auditEntries.subject))
      .innerJoin(rewards, eq(rewards.id, claims.rewardId))
      .innerJoin(customers, eq(customers.id, claims.customerId))
      .where(and(eq(auditEntries.id, key), eq(auditEntries.merchantId, merchantId))),
  ]);
  return { entry: entry ?? null, aside: aside ?? null, code: code ?? null };
}
