// Who signs in, and who is signed in. A code belongs to a number; the shop is chosen after it.

import { and, asc, eq, gt, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { isSuppressed, onSharedNumber } from "../../src/consent/suppression.ts";
import type { Language } from "../../src/conversation/language.ts";
import { CODE_DAY_MS, CODE_WINDOW_MS, type CodesAsked } from "../../src/messaging/sign-in-code.ts";
import type { Role } from "../../src/people/roles.ts";
import type { Standing } from "../../src/people/signing-in.ts";
import type { Database } from "./client.ts";
import {
  conversations,
  customers,
  devices,
  merchants,
  people,
  senderMerchants,
  sessions,
  signInCodes,
  suppressions,
} from "./schema.ts";
import { poolStop } from "./stored-state.ts";
import { stopsOf } from "./suppressions.ts";

/** Has answered, or was named by the operator, whose first code is the answer. */
export const isOfShop = or(isNotNull(people.confirmedAt), isNull(people.invitedBy));

const isInvited = sql<boolean>`(${people.confirmedAt} IS NULL AND ${people.invitedBy} IS NOT NULL)`.mapWith(Boolean);

const invitedAt = sql<number | null>`CASE WHEN ${isInvited} THEN ${people.createdAt} END`;

export interface PersonStanding extends Standing {
  readonly shop: string;
  readonly language: Language;
}

/** What a number is at every shop, who answered first before the others; and the device that asks, if the number has signed in on it. */
export async function loadStandings(
  { orm, read }: Database,
  phone: string,
  { numberHash, tokenHashes }: { readonly numberHash: string; readonly tokenHashes: readonly string[] },
  now: number,
): Promise<{ readonly standings: readonly PersonStanding[]; readonly deviceId: string | null }> {
  const [rows, said, [device]] = await read([
    orm
      .select({
        personId: people.id,
        merchantId: people.merchantId,
        isInvited,
        shop: merchants.name,
        language: merchants.language,
        senderId: senderMerchants.senderId,
        consent: customers.consent,
        state: conversations.state,
      })
      .from(people)
      .innerJoin(merchants, eq(merchants.id, people.merchantId))
      .leftJoin(senderMerchants, eq(senderMerchants.merchantId, people.merchantId))
      .leftJoin(customers, and(eq(customers.merchantId, people.merchantId), eq(customers.phone, people.phone)))
      .leftJoin(
        conversations,
        and(eq(conversations.senderId, senderMerchants.senderId), eq(conversations.phone, people.phone)),
      )
      .where(eq(people.phone, phone))
      .orderBy(sql`${people.confirmedAt} IS NULL`, asc(people.confirmedAt), asc(people.createdAt), asc(people.id)),
    orm
      .select({
        scopeKind: suppressions.scopeKind,
        scopeId: suppressions.scopeId,
        stoppedAt: suppressions.stoppedAt,
        liftedAt: suppressions.liftedAt,
        onSenderId: senderMerchants.senderId,
        isOnSender: sql<number>`0`,
      })
      .from(suppressions)
      .leftJoin(
        senderMerchants,
        and(eq(suppressions.scopeKind, "business"), eq(senderMerchants.merchantId, suppressions.scopeId)),
      )
      .where(eq(suppressions.numberHash, numberHash)),
    orm
      .select({ id: devices.id })
      .from(devices)
      .where(and(inArray(devices.tokenHash, [...tokenHashes]), eq(devices.phone, phone), gt(devices.expiresAt, now))),
  ]);
  const standings = rows.map(({ consent, state, ...row }) => {
    const { pool, ofBusiness } = stopsOf(said, row.senderId);
    const stop = onSharedNumber(ofBusiness(row.merchantId), poolStop(pool, state ?? undefined));
    const leftAnother = said.some((other) => other.onSenderId === row.senderId && isSuppressed(other));
    return { ...row, hasLeft: consent === "opted_out" || isSuppressed(stop) || leftAnother };
  });
  return { standings, deviceId: device?.id ?? null };
}

/** A device that any number has signed in on. */
export async function findDevice(
  { orm }: Database,
  tokenHashes: readonly string[],
  now: number,
): Promise<string | null> {
  const [device] = await orm
    .select({ id: devices.id })
    .from(devices)
    .where(and(inArray(devices.tokenHash, [...tokenHashes]), gt(devices.expiresAt, now)))
    .limit(1);
  return device?.id ?? null;
}

/** The people behind a phone at the shops of one sender, and the codes that it has asked for by text. */
export async function loadPeopleTexting({ orm, read }: Database, phone: string, senderId: string, now: number) {
  const askedSince = (since: number) => sql<number>`count(CASE WHEN ${signInCodes.createdAt} > ${since} THEN 1 END)`;
  const [found, [asked]] = await read([
    orm
      .select({ personId: people.id, shopId: people.merchantId, invitedAt })
      .from(people)
      .innerJoin(senderMerchants, eq(senderMerchants.merchantId, people.merchantId))
      .where(and(eq(people.phone, phone), eq(senderMerchants.senderId, senderId)))
      .orderBy(asc(people.createdAt), asc(people.id)),
    orm
      .select({ inWindow: askedSince(now - CODE_WINDOW_MS), inDay: askedSince(now - CODE_DAY_MS) })
      .from(signInCodes)
      .where(and(eq(signInCodes.phone, phone), isByText, gt(signInCodes.createdAt, now - CODE_DAY_MS))),
  ]);
  const codesAsked: CodesAsked = asked ?? { inWindow: 0, inDay: 0 };
  return { people: found, codesAsked };
}

/** The condition of a partial index, word for word. */
const isByText = sql`${signInCodes.askedBy} = 'text'`;

/** A person of a merchant, and what their pages need to know of the merchant. */
export interface SignedIn {
  readonly sessionId: string;
  readonly person: {
    readonly id: string;
    readonly name: string;
    readonly role: Role;
    readonly phone: string;
    /** How many other shops they can go to. */
    readonly otherShops?: number;
  };
  readonly merchant: typeof merchants.$inferSelect;
}

export async function loadSession({ orm }: Database, tokenHash: string, now: number): Promise<SignedIn | null> {
  const otherShops = sql<number>`(SELECT count(*) FROM people AS other WHERE other.phone = ${people.phone}
    AND other.id <> ${people.id} AND (other.confirmed_at IS NOT NULL OR other.invited_by IS NULL))`;
  const [session] = await orm
    .select({
      sessionId: sessions.id,
      person: { id: people.id, name: people.name, role: people.role, phone: people.phone, otherShops },
      merchant: merchants,
    })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .innerJoin(merchants, eq(merchants.id, people.merchantId))
    .where(
      and(
        eq(sessions.tokenHash, tokenHash),
        isNull(sessions.revokedAt),
        gt(sessions.expiresAt, now),
        isNotNull(people.confirmedAt),
      ),
    );
  return session ?? null;
}

const isGood = (triesMax: number, now: number): SQL | undefined =>
  and(isNull(signInCodes.usedAt), gt(signInCodes.expiresAt, now), sql`${signInCodes.tries} < ${triesMax}`);

const oneTryMore = { tries: sql`${signInCodes.tries} + 1` };

/** Counts one try of the browser that asked; null when what it asked for is unknown, old, used or worn out. */
export async function takeTry({ orm }: Database, codeId: string, triesMax: number, now: number) {
  const [code] = await orm
    .update(signInCodes)
    .set(oneTryMore)
    .where(and(eq(signInCodes.id, codeId), isGood(triesMax, now)))
    .returning({ codeHash: signInCodes.codeHash, phone: signInCodes.phone, tries: signInCodes.tries });
  return code ?? null;
}

/** Counts one try against each code that the phone has asked for by text, and returns them. */
export const takeTextedTries = ({ orm }: Database, phone: string, triesMax: number, now: number) =>
  orm
    .update(signInCodes)
    .set(oneTryMore)
    .where(and(eq(signInCodes.phone, phone), isByText, isGood(triesMax, now)))
    .returning({ id: signInCodes.id, codeHash: signInCodes.codeHash });
