// A tablet for the counter: named now, paired by a code that is shown once and works for a quarter of an hour.

import { PAIRING_LIFETIME_MS, PAIRING_RANDOM_BYTES, pairingCode } from "../../src/loyalty/pairing-code.ts";
import type { Context } from "../context.ts";
import { audit } from "../db/merchant-audit.ts";
import { kiosks } from "../db/schema.ts";
import type { SignedIn } from "../db/sign-in.ts";

export const hashPairingCode = ({ keyedHash }: Context, code: string): Promise<string> =>
  keyedHash("code", `pairing:${code}`);

export interface Pairing {
  /** Eight symbols. Only its hash is kept. */
  readonly code: string;
  /** Unix milliseconds. */
  readonly until: number;
}

export async function addKiosk(context: Context, { person, merchant }: SignedIn, name: string): Promise<Pairing> {
  const { db } = context;
  const at = context.now();
  const until = at + PAIRING_LIFETIME_MS;
  const code = pairingCode(crypto.getRandomValues(new Uint8Array(PAIRING_RANDOM_BYTES)));
  const id = context.newId();
  const kiosk = {
    id,
    merchantId: merchant.id,
    name,
    pairingHash: await hashPairingCode(context, code),
    pairingUntil: until,
    createdAt: at,
  };
  const entry = {
    id: context.newId(),
    merchantId: merchant.id,
    personId: person.id,
    act: "kiosk_added",
    subject: id,
    at,
  } as const;
  await db.write([db.orm.insert(kiosks).values(kiosk), audit(db, entry)]);
  return { code, until };
}
