// Forgets a browser that one's own number has signed in on, and signs it out: from then on it is a stranger's.

import { and, eq, isNull } from "drizzle-orm";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { auditWhere } from "../db/merchant-audit.ts";
import { devices, sessions } from "../db/schema.ts";
import type { SignedIn } from "../db/sign-in.ts";

export async function revokeDevice(
  context: Context,
  { person, merchant }: SignedIn,
  deviceId: string,
): Promise<Result<void, "no_such_device">> {
  const { db } = context;
  const at = context.now();
  const isOwn = and(eq(devices.id, deviceId), eq(devices.phone, person.phone));
  const entry = {
    id: context.newId(),
    merchantId: merchant.id,
    personId: person.id,
    act: "device_forgotten",
    subject: deviceId,
    at,
  } as const;
  const [, , forgotten] = await db.write([
    auditWhere(db, entry, devices, isOwn),
    db.orm
      .update(sessions)
      .set({ revokedAt: at })
      .where(
        and(
          isNull(sessions.revokedAt),
          eq(sessions.deviceId, db.orm.select({ id: devices.id }).from(devices).where(isOwn)),
        ),
      ),
    db.orm.delete(devices).where(isOwn).returning({ id: devices.id }),
  ]);
  if (forgotten.length === 0) return err("no_such_device");
  context.nudgeRooms(merchant.id);
  return ok(undefined);
}
