// A tablet becomes a kiosk: the pairing code is typed once, and the tablet keeps a token from then on.

import { and, eq, gt, isNull, lte, sql } from "drizzle-orm";
import { PAIRING_LOCK_MS, PAIRING_TRIES_MAX, readPairingCode } from "../../src/loyalty/pairing-code.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { auditWhere } from "../db/merchant-audit.ts";
import { kiosks } from "../db/schema.ts";
import { hash, newToken } from "../gateways/secrets.ts";
import { log } from "../log.ts";

export type PairingRefusal = "not_a_code" | "no_such_code" | "too_many_tries";

/** The value is the device's token. A wrong code, a used one and an old one are told the same. */
export async function pairKiosk(context: Context, typed: string): Promise<Result<string, PairingRefusal>> {
  const code = readPairingCode(typed);
  if (!code.ok) return code;
  const { db } = context;
  const at = context.now();
  const waits = and(gt(kiosks.pairingUntil, at), isNull(kiosks.revokedAt));
  const isCode = and(waits, eq(kiosks.pairingHash, await hash(code.value)), lte(kiosks.lockedUntil, at));
  const [, [kiosk], [locked]] = await db.write([
    db.orm
      .update(kiosks)
      .set(oneTryMore(at))
      .where(and(waits, lte(kiosks.lockedUntil, at))),
    db.orm.select({ id: kiosks.id, merchantId: kiosks.merchantId }).from(kiosks).where(isCode),
    db.orm
      .select({ id: kiosks.id })
      .from(kiosks)
      .where(and(waits, gt(kiosks.lockedUntil, at)))
      .limit(1),
  ]);
  log(kiosk ? "info" : "warn", "kiosk_pairing", { kioskId: kiosk?.id ?? null, locked: locked !== undefined });
  if (!kiosk) return err(locked ? "too_many_tries" : "no_such_code");
  const token = newToken();
  const entry = { id: context.newId(), merchantId: kiosk.merchantId, personId: null, act: "kiosk_paired", at } as const;
  const paired = { tokenHash: await hash(token), pairedAt: at, pairingHash: null, pairingUntil: null, wrongTries: 0 };
  const [, done] = await db.write([
    auditWhere(db, { ...entry, subject: kiosk.id }, kiosks, isCode),
    db.orm.update(kiosks).set(paired).where(isCode).returning({ id: kiosks.id }),
  ]);
  context.nudgeRooms(kiosk.merchantId);
  return done.length > 0 ? ok(token) : err("no_such_code");
}

/** Counted before anybody looks whether it was right: tries that come all at once can't outrun the count. */
function oneTryMore(now: number) {
  const next = sql`${kiosks.wrongTries} + 1`;
  const isLast = sql`${next} >= ${PAIRING_TRIES_MAX}`;
  return {
    wrongTries: sql`iif(${isLast}, 0, ${next})`,
    lockedUntil: sql`iif(${isLast}, ${now + PAIRING_LOCK_MS}, ${kiosks.lockedUntil})`,
  };
}
