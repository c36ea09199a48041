// An owner gives somebody of the shop another role. A shop never loses its last owner.

import { and, eq, ne } from "drizzle-orm";
import type { Role } from "../../src/people/roles.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { auditWhere } from "../db/merchant-audit.ts";
import { isStillHere, leavesAnOwner } from "../db/merchant-people.ts";
import { people } from "../db/schema.ts";
import type { SignedIn } from "../db/sign-in.ts";

export async function changeRole(
  context: Context,
  { person, merchant }: SignedIn,
  personId: string,
  role: Role,
): Promise<Result<void, "no_such_person" | "last_owner">> {
  const { db } = context;
  const isPerson = and(eq(people.id, personId), eq(people.merchantId, merchant.id), isStillHere);
  const mayStepDown = role === "owner" ? undefined : leavesAnOwner(merchant.id);
  const changes = and(isPerson, ne(people.role, role), mayStepDown);
  const entry = {
    id: context.newId(),
    merchantId: merchant.id,
    personId: person.id,
    act: "role_changed",
    subject: `${personId}:${role}`,
    at: context.now(),
  } as const;
  const [, , [after]] = await db.write([
    auditWhere(db, entry, people, changes),
    db.orm.update(people).set({ role }).where(changes),
    db.orm.select({ role: people.role }).from(people).where(isPerson),
  ]);
  if (!after) return err("no_such_person");
  return after.role === role ? ok(undefined) : err("last_owner");
}
