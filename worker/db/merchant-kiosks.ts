// The tablets of a merchant's counters, and the codes that its staff type on them.

import { and, asc, eq, isNull } from "drizzle-orm";
import type { Database } from "./client.ts";
import { kiosks, staffCodes } from "./schema.ts";

export async function loadKiosks(db: Database, merchantId: string) {
  const [kioskRows, codeRows] = await db.read([
    db.orm
      .select({ id: kiosks.id, name: kiosks.name, pairedAt: kiosks.pairedAt, pairingUntil: kiosks.pairingUntil })
      .from(kiosks)
      .where(and(eq(kiosks.merchantId, merchantId), isNull(kiosks.revokedAt)))
      .orderBy(asc(kiosks.createdAt), asc(kiosks.id)),
    db.orm
      .select({ id: staffCodes.id, label: staffCodes.label, createdAt: staffCodes.createdAt })
      .from(staffCodes)
      .where(and(eq(staffCodes.merchantId, merchantId), isNull(staffCodes.revokedAt)))
      .orderBy(asc(staffCodes.createdAt), asc(staffCodes.id)),
  ]);
  return { kiosks: kioskRows, staffCodes: codeRows };
}
