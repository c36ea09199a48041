// A staff code opens nothing from now on. What was done with it keeps its label in the history.

import { and, eq, isNull } from "drizzle-orm";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { auditWhere } from "../db/merchant-audit.ts";
import { staffCodes } from "../db/schema.ts";
import type { SignedIn } from "../db/sign-in.ts";

export async function revokeStaffCode(
  context: Context,
  { person, merchant }: SignedIn,
  staffCodeId: string,
): Promise<Result<void, "no_such_staff_code">> {
  const { db } = context;
  const at = context.now();
  const isThere = and(
    eq(staffCodes.id, staffCodeId),
    eq(staffCodes.merchantId, merchant.id),
    isNull(staffCodes.revokedAt),
  );
  const entry = {
    id: context.newId(),
    merchantId: merchant.id,
    personId: person.id,
    act: "staff_code_revoked",
    at,
  } as const;
  const [, revoked] = await db.write([
    auditWhere(db, { ...entry, subject: staffCodeId }, staffCodes, isThere),
    db.orm.update(staffCodes).set({ revokedAt: at }).where(isThere).returning({ id: staffCodes.id }),
  ]);
  if (revoked.length === 0) return err("no_such_staff_code");
  context.nudgeRooms(merchant.id);
  return ok(undefined);
}
