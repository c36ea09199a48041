// Who signs in, and who is signed in.

import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";
import type { Language } from "../../src/conversation/language.ts";
import { CODE_DAY_MS, CODE_WINDOW_MS, type CodesAsked } from "../../src/messaging/sign-in-code.ts";
import type { Role } from "../../src/people/roles.ts";
import type { Database } from "./client.ts";
import { merchants, people, senderMerchants, sessions, signInCodes } from "./schema.ts";

export interface PersonSigningIn {
  readonly personId: string;
  readonly merchantId: string;
  readonly shop: string;
  readonly language: Language;
  /** Null when the shop has no number to send from. */
  readonly senderId: string | null;
  readonly asked: CodesAsked;
  /** All the codes that this person ever asked for: the number of the next one. */
  readonly askedEver: number;
}

/** The number decides who it is: someone who works for two shops signs in to the one that knew them first. */
export async function loadPersonSigningIn(
  { orm }: Database,
  phone: string,
  now: number,
): Promise<PersonSigningIn | null> {
  const askedSince = (since: number) =>
    sql<number>`(SELECT count(*) FROM sign_in_codes WHERE person_id = ${people.id} AND created_at > ${since})`;
  const [person] = await orm
    .select({
      personId: people.id,
      merchantId: people.merchantId,
      shop: merchants.name,
      language: merchants.language,
      senderId: senderMerchants.senderId,
      inWindow: askedSince(now - CODE_WINDOW_MS),
      inDay: askedSince(now - CODE_DAY_MS),
      askedEver: askedSince(0),
    })
    .from(people)
    .innerJoin(merchants, eq(merchants.id, people.merchantId))
    .leftJoin(senderMerchants, eq(senderMerchants.merchantId, people.merchantId))
    .where(eq(people.phone, phone))
    .orderBy(asc(people.createdAt), asc(people.id), asc(senderMerchants.senderId))
    .limit(1);
  if (!person) return null;
  const { inWindow, inDay, ...rest } = person;
  return { ...rest, asked: { inWindow, inDay } };
}

/** A person of a merchant, and what their pages need to know of the merchant. */
export interface SignedIn {
  readonly sessionId: string;
  readonly person: { readonly id: string; readonly name: string; readonly role: Role };
  readonly merchant: typeof merchants.$inferSelect;
}

export async function loadSession({ orm }: Database, tokenHash: string, now: number): Promise<SignedIn | null> {
  const [session] = await orm
    .select({
      sessionId: sessions.id,
      person: { id: people.id, name: people.name, role: people.role },
      merchant: merchants,
    })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .innerJoin(merchants, eq(merchants.id, people.merchantId))
    .where(and(eq(sessions.tokenHash, tokenHash), isNull(sessions.revokedAt), gt(sessions.expiresAt, now)));
  return session ?? null;
}

/** Counts one try against a code that is still good, and returns it; null when it is unknown, old, used or worn out. */
export async function takeTry({ orm }: Database, codeId: string, triesMax: number, now: number) {
  const good = and(
    eq(signInCodes.id, codeId),
    isNull(signInCodes.usedAt),
    gt(signInCodes.expiresAt, now),
    sql`${signInCodes.tries} < ${triesMax}`,
  );
  const [code] = await orm
    .update(signInCodes)
    .set({ tries: sql`${signInCodes.tries} + 1` })
    .where(good)
    .returning({ codeHash: signInCodes.codeHash, personId: signInCodes.personId, tries: signInCodes.tries });
  return code ?? null;
}
