// The people of a merchant, and where they are signed in.

import { and, asc, desc, eq, gt, isNull, like, ne, or, sql } from "drizzle-orm";
import type { Database } from "./client.ts";
import { people, sessions } from "./schema.ts";

/** Somebody who has left keeps their name in the history and has no number any more. */
export const isStillHere = like(people.phone, "+%");

export const numberOfNobody = (personId: string): string => `left:${personId}`;

/** Counted inside an UPDATE, so that two owners can't make each other leave. Who has not answered an invitation counts for nothing. */
const countOwners = (merchantId: string) =>
  sql<number>`(SELECT count(*) FROM people WHERE merchant_id = ${merchantId} AND role = 'owner' AND phone LIKE '+%'
    AND confirmed_at IS NOT NULL)`;

export const leavesAnOwner = (merchantId: string) =>
  or(ne(people.role, "owner"), isNull(people.confirmedAt), sql`${countOwners(merchantId)} > 1`);

export const loadPeople = ({ orm }: Database, merchantId: string) =>
  orm
    .select({
      id: people.id,
      name: people.name,
      phone: people.phone,
      role: people.role,
      isInvited: sql<boolean>`(${people.confirmedAt} IS NULL)`.mapWith(Boolean),
    })
    .from(people)
    .where(and(eq(people.merchantId, merchantId), isStillHere))
    .orderBy(asc(people.createdAt), asc(people.id));

/** Sessions that are open now. @param personId only this person's; null for everybody's. */
export const loadSessions = ({ orm }: Database, merchantId: string, personId: string | null, now: number) =>
  orm
    .select({
      id: sessions.id,
      personId: people.id,
      name: people.name,
      createdAt: sessions.createdAt,
      expiresAt: sessions.expiresAt,
    })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(
      and(
        eq(people.merchantId, merchantId),
        personId === null ? undefined : eq(people.id, personId),
        isNull(sessions.revokedAt),
        gt(sessions.expiresAt, now),
      ),
    )
    .orderBy(desc(sessions.createdAt), desc(sessions.id));
