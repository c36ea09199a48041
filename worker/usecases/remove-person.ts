// Somebody no longer works at the shop: their number is forgotten and their sessions end at once. Their name stays in the history.

import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { auditWhere } from "../db/merchant-audit.ts";
import { isStillHere, leavesAnOwner, numberOfNobody } from "../db/merchant-people.ts";
import { devices, people, sessions } from "../db/schema.ts";
import type { SignedIn } from "../db/sign-in.ts";

export async function removePerson(
  context: Context,
  { person, merchant }: SignedIn,
  personId: string,
): Promise<Result<void, "no_such_person" | "last_owner">> {
  const { db } = context;
  const at = context.now();
  const isPerson = and(eq(people.id, personId), eq(people.merchantId, merchant.id));
  const mayLeave = and(isPerson, isStillHere, leavesAnOwner(merchant.id));
  const phone = numberOfNobody(personId);
  const gone = db.orm
    .select({ id: people.id })
    .from(people)
    .where(and(isPerson, eq(people.phone, phone)));
  const entry = {
    id: context.newId(),
    merchantId: merchant.id,
    personId: person.id,
    act: "person_removed",
    subject: personId,
    at,
  } as const;
  const isNobodys = sql`NOT EXISTS (SELECT 1 FROM people WHERE people.phone = devices.phone)`;
  const [, , , , [after]] = await db.write([
    auditWhere(db, entry, people, mayLeave),
    db.orm.update(people).set({ phone }).where(mayLeave),
    db.orm
      .update(sessions)
      .set({ revokedAt: at })
      .where(and(inArray(sessions.personId, gone), isNull(sessions.revokedAt))),
    // A code that is on its way finds no shop any more. A device of a number that works nowhere else is forgotten.
    db.orm.delete(devices).where(
      and(
        isNobodys,
        inArray(
          devices.id,
          db.orm
            .select({ id: sql<string>`coalesce(${sessions.deviceId}, '')` })
            .from(sessions)
            .where(inArray(sessions.personId, gone)),
        ),
      ),
    ),
    db.orm.select({ phone: people.phone }).from(people).where(isPerson),
  ]);
  if (!after) return err("no_such_person");
  if (after.phone !== phone) return err("last_owner");
  // Their open pages ask again, and find themselves signed out.
  context.nudgeRooms(merchant.id);
  return ok(undefined);
}
