// A tablet becomes a kiosk: the pairing code is typed once, and the tablet keeps a token from then on.

import { and, eq, gt, isNull } from "drizzle-orm";
import { readPairingCode } from "../../src/loyalty/pairing-code.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { auditWhere } from "../db/merchant-audit.ts";
import { kiosks } from "../db/schema.ts";
import { hash, newToken } from "../gateways/secrets.ts";
import { log } from "../log.ts";

/** The value is the device's token. A wrong code, a used one and an old one are told the same. */
export async function pairKiosk(
  context: Context,
  typed: string,
): Promise<Result<string, "not_a_code" | "no_such_code">> {
  const code = readPairingCode(typed);
  if (!code.ok) return code;
  const { db } = context;
  const at = context.now();
  const isCode = and(
    eq(kiosks.pairingHash, await hash(code.value)),
    gt(kiosks.pairingUntil, at),
    isNull(kiosks.revokedAt),
  );
  const [kiosk] = await db.orm.select({ id: kiosks.id, merchantId: kiosks.merchantId }).from(kiosks).where(isCode);
  log(kiosk ? "info" : "warn", "kiosk_pairing", { kioskId: kiosk?.id ?? null });
  if (!kiosk) return err("no_such_code");
  const token = newToken();
  const entry = { id: context.newId(), merchantId: kiosk.merchantId, personId: null, act: "kiosk_paired", at };
  const [, paired] = await db.write([
    auditWhere(db, { ...entry, subject: kiosk.id }, kiosks, isCode),
    db.orm
      .update(kiosks)
      .set({ tokenHash: await hash(token), pairedAt: at, pairingHash: null, pairingUntil: null })
      .where(isCode)
      .returning({ id: kiosks.id }),
  ]);
  context.nudgeRooms(kiosk.merchantId);
  return paired.length > 0 ? ok(token) : err("no_such_code");
}
