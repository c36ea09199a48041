// A tablet becomes a kiosk: the pairing code is typed once, and the tablet keeps a token from then on.

import { and, eq, gt, isNull } from "drizzle-orm";
import { readPairingCode } from "../../src/loyalty/pairing-code.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { auditWhere } from "../db/merchant-audit.ts";
import { kiosks } from "../db/schema.ts";
import { findDevice } from "../db/sign-in.ts";
import { hash, newToken } from "../gateways/secrets.ts";
import { log } from "../log.ts";
import { hashPairingCode } from "./add-kiosk.ts";
import { mayAsk } from "./within-limits.ts";

export type PairingRefusal = "not_a_code" | "no_such_code" | "too_many_tries";

export interface PairingTry {
  readonly typed: string;
  readonly address: string | undefined;
  /** Of the browser: the owner's own has signed in before. */
  readonly deviceTokens: readonly string[];
}

/**
 * The value is the device's token. A wrong code, a used one and an old one are told the same. Tries are counted by who types, before the
 * code is looked at: what others type locks nobody's tablet.
 */
export async function pairKiosk(
  context: Context,
  { typed, address, deviceTokens }: PairingTry,
): Promise<Result<string, PairingRefusal>> {
  const code = readPairingCode(typed);
  if (!code.ok) return code;
  const { db } = context;
  const at = context.now();
  const deviceId = await findDevice(db, await Promise.all(deviceTokens.map(hash)), at);
  const limits = { device: ["pairing_device"], source: ["pairing_source"] } as const;
  if (!(await mayAsk(context, { address, deviceId }, limits))) {
    log("warn", "kiosk_pairing", { kioskId: null, refused: "too_many_tries" });
    return err("too_many_tries");
  }
  const isCode = and(
    gt(kiosks.pairingUntil, at),
    isNull(kiosks.revokedAt),
    eq(kiosks.pairingHash, await hashPairingCode(context, code.value)),
  );
  const [kiosk] = await db.orm.select({ id: kiosks.id, merchantId: kiosks.merchantId }).from(kiosks).where(isCode);
  log(kiosk ? "info" : "warn", "kiosk_pairing", { kioskId: kiosk?.id ?? null, refused: kiosk ? null : "no_such_code" });
  if (!kiosk) return err("no_such_code");
  const token = newToken();
  const entry = { id: context.newId(), merchantId: kiosk.merchantId, personId: null, act: "kiosk_paired", at } as const;
  const paired = { tokenHash: await hash(token), pairedAt: at, pairingHash: null, pairingUntil: null };
  const [, done] = await db.write([
    auditWhere(db, { ...entry, subject: kiosk.id }, kiosks, isCode),
    db.orm.update(kiosks).set(paired).where(isCode).returning({ id: kiosks.id }),
  ]);
  context.nudgeRooms(kiosk.merchantId);
  return done.length > 0 ? ok(token) : err("no_such_code");
}
