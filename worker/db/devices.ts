// A browser that a number has signed in on: what it may choose after a code, and the session that it gets at the shop chosen.

import { and, asc, desc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import type { Act } from "../../src/merchant/acts.ts";
import { MINUTE_MS } from "../../src/time.ts";
import type { Database } from "./client.ts";
import { auditEntries, devices, merchants, people, sessions, signInCodes } from "./schema.ts";
import { isOfShop } from "./sign-in.ts";

/** How long the shop may be chosen after the code. */
const CHOICE_WAIT_MS = 10 * MINUTE_MS;

export interface ProvenCode {
  /** The code that was typed, and what the browser had asked for. */
  readonly codeId: string;
  readonly askedId: string;
  /** A new one, or that of a device that the number knows: its token is changed. */
  readonly deviceId: string;
  readonly tokenHash: string;
  readonly expiresAt: number;
}

/** Uses the code up, once. @returns the device, or null when the code has been used meanwhile. */
export async function proveDevice({ orm, write }: Database, proven: ProvenCode, now: number): Promise<string | null> {
  const { codeId, askedId, deviceId, tokenHash, expiresAt } = proven;
  const unused = and(eq(signInCodes.id, codeId), isNull(signInCodes.usedAt));
  const [kept] = await write([
    orm
      .insert(devices)
      .select(
        orm
          .select({
            id: sql<string>`${deviceId}`.as("id"),
            tokenHash: sql<string>`${tokenHash}`.as("token_hash"),
            phone: sql<string>`${signInCodes.phone}`.as("phone"),
            provenUntil: sql<number>`${now + CHOICE_WAIT_MS}`.as("proven_until"),
            expiresAt: sql<number>`${expiresAt}`.as("expires_at"),
            usedAt: sql<number>`${now}`.as("used_at"),
            createdAt: sql<number>`${now}`.as("created_at"),
          })
          .from(signInCodes)
          .where(unused),
      )
      .onConflictDoUpdate({
        target: devices.id,
        set: {
          tokenHash: sql`excluded.token_hash`,
          provenUntil: sql`excluded.proven_until`,
          expiresAt: sql`excluded.expires_at`,
          usedAt: sql`excluded.used_at`,
        },
      })
      .returning({ id: devices.id }),
    orm
      .update(signInCodes)
      .set({ usedAt: now })
      .where(and(inArray(signInCodes.id, [codeId, askedId]), isNull(signInCodes.usedAt))),
  ]);
  return kept[0]?.id ?? null;
}

/** Whoever holds the browser: the tokens of its devices, and its session if it is signed in. */
export interface Holder {
  readonly tokenHashes: readonly string[];
  readonly sessionHash: string | null;
}

/** Has just typed a code, or is signed in with the same number. */
const mayChoose = ({ tokenHashes, sessionHash }: Holder, now: number) =>
  and(
    inArray(devices.tokenHash, [...tokenHashes]),
    gt(devices.expiresAt, now),
    sql`(coalesce(${devices.provenUntil} > ${now}, FALSE) OR EXISTS (
      SELECT 1 FROM sessions AS open JOIN people AS holder ON holder.id = open.person_id
      WHERE open.token_hash = ${sessionHash} AND open.device_id = ${devices.id} AND open.revoked_at IS NULL
        AND open.expires_at > ${now} AND holder.phone = ${devices.phone}))`,
  );

/** The shops that may be chosen; none for a browser that has to type a code first. */
export async function loadChoices({ orm }: Database, holder: Holder, now: number) {
  // A condition that is never so would still be looked for in every shop.
  if (holder.tokenHashes.length === 0) return [];
  return (
    orm
      .select({
        personId: people.id,
        shop: merchants.name,
        role: people.role,
        isOpen: sql<boolean>`EXISTS (SELECT 1 FROM sessions WHERE token_hash = ${holder.sessionHash}
        AND person_id = ${people.id} AND revoked_at IS NULL AND expires_at > ${now})`.mapWith(Boolean),
      })
      .from(devices)
      .innerJoin(people, eq(people.phone, devices.phone))
      .innerJoin(merchants, eq(merchants.id, people.merchantId))
      .where(and(mayChoose(holder, now), isOfShop))
      // One browser, two numbers: the one whose code was typed last.
      .orderBy(desc(devices.provenUntil), asc(merchants.name), asc(people.id))
  );
}

export interface NewSession {
  readonly id: string;
  readonly tokenHash: string;
  readonly personId: string;
  readonly expiresAt: number;
  readonly auditId: string;
}

/** True when the browser may be there. A session that it had ends. */
export async function openSession(
  { orm, write }: Database,
  holder: Holder,
  { id, tokenHash, personId, expiresAt, auditId }: NewSession,
  now: number,
): Promise<boolean> {
  const opened = orm.select({ id: sessions.id }).from(sessions).where(eq(sessions.id, id));
  const isOpened = sql`EXISTS ${opened}`;
  const [done] = await write([
    orm
      .insert(sessions)
      .select(
        orm
          .select({
            id: sql<string>`${id}`.as("id"),
            tokenHash: sql<string>`${tokenHash}`.as("token_hash"),
            personId: people.id,
            expiresAt: sql<number>`${expiresAt}`.as("expires_at"),
            revokedAt: sql<null>`NULL`.as("revoked_at"),
            createdAt: sql<number>`${now}`.as("created_at"),
            deviceId: devices.id,
          })
          .from(devices)
          .innerJoin(people, eq(people.phone, devices.phone))
          .where(and(mayChoose(holder, now), eq(people.id, personId), isOfShop))
          .limit(1),
      )
      .returning({ id: sessions.id }),
    // For whom the operator has named, the first code is the answer.
    orm
      .update(people)
      .set({ confirmedAt: now })
      .where(and(eq(people.id, personId), isNull(people.confirmedAt), isOpened)),
    orm
      .update(devices)
      .set({ provenUntil: null, usedAt: now })
      .where(sql`${devices.id} = (SELECT device_id FROM sessions WHERE id = ${id})`),
    orm
      .update(sessions)
      .set({ revokedAt: now })
      .where(and(eq(sessions.tokenHash, holder.sessionHash ?? ""), isNull(sessions.revokedAt), isOpened)),
    orm.insert(auditEntries).select(
      orm
        .select({
          id: sql<string>`${auditId}`.as("id"),
          merchantId: people.merchantId,
          personId: people.id,
          act: sql<Act>`${"signed_in" satisfies Act}`.as("act"),
          subject: sql<string>`${id}`.as("subject"),
          at: sql<number>`${now}`.as("at"),
        })
        .from(people)
        .where(and(eq(people.id, personId), isOpened)),
    ),
  ]);
  return done.length > 0;
}

/** Where a number can ask for codes by page without being bound by what strangers ask. */
export const loadDevices = ({ orm }: Database, phone: string, now: number) =>
  orm
    .select({ id: devices.id, createdAt: devices.createdAt, usedAt: devices.usedAt })
    .from(devices)
    .where(and(eq(devices.phone, phone), gt(devices.expiresAt, now)))
    .orderBy(desc(devices.createdAt));
