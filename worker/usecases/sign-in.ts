// A code comes back: counted first, compared after, so that tries cannot be had in parallel. The right one opens a session.

import { and, eq, isNull, sql } from "drizzle-orm";
import type { Act } from "../../src/merchant/acts.ts";
import { readSmsCode, SMS_CODE_TRIES_MAX } from "../../src/messaging/sms-code.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { DAY_MS } from "../../src/time.ts";
import type { Context } from "../context.ts";
import { auditEntries, people, sessions, signInCodes } from "../db/schema.ts";
import { takeTry } from "../db/sign-in.ts";
import { hash, newToken, sameHash } from "../gateways/secrets.ts";
import { log } from "../log.ts";

export const SESSION_LIFETIME_MS = 30 * DAY_MS;

export type SignInError = "wrong_code" | "code_worn_out";

/** @param codeId what requestSignInCode returned to the same browser. The value is the session's token. */
export async function signIn(context: Context, codeId: string, typed: string): Promise<Result<string, SignInError>> {
  const code = readSmsCode(typed);
  if (!code.ok) return err("wrong_code");

  const { db } = context;
  const now = context.now();
  const expected = await takeTry(db, codeId, SMS_CODE_TRIES_MAX, now);
  if (expected === null) return err("code_worn_out");
  if (!sameHash(expected.codeHash, await hash(`${codeId}:${code.value}`))) {
    log("warn", "sign_in_refused", { personId: expected.personId, tries: expected.tries });
    return err(expected.tries < SMS_CODE_TRIES_MAX ? "wrong_code" : "code_worn_out");
  }

  const token = newToken();
  const sessionId = context.newId();
  const { personId } = expected;
  const unused = and(eq(signInCodes.id, codeId), isNull(signInCodes.usedAt));
  const [opened] = await db.write([
    db.orm
      .insert(sessions)
      .select(
        db.orm
          .select({
            id: sql<string>`${sessionId}`.as("id"),
            tokenHash: sql<string>`${await hash(token)}`.as("token_hash"),
            personId: signInCodes.personId,
            expiresAt: sql<number>`${now + SESSION_LIFETIME_MS}`.as("expires_at"),
            revokedAt: sql<null>`NULL`.as("revoked_at"),
            createdAt: sql<number>`${now}`.as("created_at"),
          })
          .from(signInCodes)
          .where(unused),
      )
      .returning({ id: sessions.id }),
    db.orm.update(signInCodes).set({ usedAt: now }).where(unused),
    db.orm.insert(auditEntries).select(
      db.orm
        .select({
          id: sql<string>`${context.newId()}`.as("id"),
          merchantId: people.merchantId,
          personId: people.id,
          act: sql<Act>`${"signed_in" satisfies Act}`.as("act"),
          subject: sql<string>`${sessionId}`.as("subject"),
          at: sql<number>`${now}`.as("at"),
        })
        .from(people)
        .innerJoin(sessions, eq(sessions.personId, people.id))
        .where(eq(sessions.id, sessionId)),
    ),
  ]);
  if (opened.length === 0) return err("code_worn_out");
  log("info", "signed_in", { personId, sessionId });
  return ok(token);
}
