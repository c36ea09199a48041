// Signs a device out from afar: one's own, or, for an owner, anybody's of the shop.

import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { mayDo } from "../../src/people/roles.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { auditWhere } from "../db/merchant-audit.ts";
import { devices, people, sessions } from "../db/schema.ts";
import type { SignedIn } from "../db/sign-in.ts";

export async function revokeSession(
  context: Context,
  { person, merchant }: SignedIn,
  sessionId: string,
): Promise<Result<void, "no_such_session">> {
  const { db } = context;
  const at = context.now();
  const whose = mayDo(person.role, "manage_people") ? undefined : eq(people.id, person.id);
  const theirs = db.orm
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.merchantId, merchant.id), whose));
  const isOpen = and(eq(sessions.id, sessionId), inArray(sessions.personId, theirs), isNull(sessions.revokedAt));
  const entry = {
    id: context.newId(),
    merchantId: merchant.id,
    personId: person.id,
    act: "session_revoked",
    at,
  } as const;
  const [, revoked] = await db.write([
    auditWhere(db, { ...entry, subject: sessionId }, sessions, isOpen),
    db.orm.update(sessions).set({ revokedAt: at }).where(isOpen).returning({ id: sessions.id }),
    // What is not recognised is not known any more, either.
    db.orm.delete(devices).where(
      inArray(
        devices.id,
        db.orm
          .select({ id: sql<string>`coalesce(${sessions.deviceId}, '')` })
          .from(sessions)
          .where(and(eq(sessions.id, sessionId), inArray(sessions.personId, theirs), eq(sessions.revokedAt, at))),
      ),
    ),
  ]);
  if (revoked.length === 0) return err("no_such_session");
  // Open pages ask again, and find themselves signed out.
  context.nudgeRooms(merchant.id);
  return ok(undefined);
}
