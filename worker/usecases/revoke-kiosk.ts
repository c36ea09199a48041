// A tablet is taken off the counter: its pairing code opens nothing from now on, and its token only tells it so.

import { and, eq, isNull } from "drizzle-orm";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { auditWhere } from "../db/merchant-audit.ts";
import { kiosks } from "../db/schema.ts";
import type { SignedIn } from "../db/sign-in.ts";

export async function revokeKiosk(
  context: Context,
  { person, merchant }: SignedIn,
  kioskId: string,
): Promise<Result<void, "no_such_kiosk">> {
  const { db } = context;
  const at = context.now();
  const isThere = and(eq(kiosks.id, kioskId), eq(kiosks.merchantId, merchant.id), isNull(kiosks.revokedAt));
  const entry = {
    id: context.newId(),
    merchantId: merchant.id,
    personId: person.id,
    act: "kiosk_revoked",
    at,
  } as const;
  const [, revoked] = await db.write([
    auditWhere(db, { ...entry, subject: kioskId }, kiosks, isThere),
    db.orm.update(kiosks).set({ revokedAt: at, pairingHash: null }).where(isThere).returning({ id: kiosks.id }),
  ]);
  if (revoked.length === 0) return err("no_such_kiosk");
  context.nudgeRooms(merchant.id);
  return ok(undefined);
}
