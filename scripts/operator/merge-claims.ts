// Rewards that were handed over since a backup: they stay used, with the record of it, so that none is handed over twice.

import { carry } from "./carry.ts";
import type { OperatorDatabase } from "./database.ts";

const HANDED_OVER = "('code_redeemed', 'claim_put_back')";

/** One that was paid back since was not, as far as the backup's ledger knows: it can be again. */
export async function mergeClaims({ client }: OperatorDatabase, since: OperatorDatabase): Promise<string> {
  const handed = (read: string, from: "used" | "taken") =>
    carry(client, since.client, {
      read,
      write: `UPDATE claims SET status = n.value ->> 'status', code = n.value ->> 'code', code_until = n.value ->> 'code_until',
          used_at = n.value ->> 'used_at', used_with = n.value ->> 'used_with'
        FROM json_each(:rows) AS n WHERE claims.id = n.value ->> 'id' AND claims.status = '${from}'`,
    });
  const used = await handed(
    "SELECT id, status, code, code_until, used_at, used_with FROM claims WHERE status = 'used'",
    "taken",
  );
  const putBack = await handed("SELECT id, 'taken' AS status FROM claims WHERE status IN ('taken', 'in_use')", "used");
  await carry(client, since.client, {
    read: `SELECT a.* FROM audit_entries AS a JOIN claims ON claims.id = a.subject
      WHERE a.act IN ${HANDED_OVER} AND claims.status <> 'reversed'`,
    write: `INSERT OR IGNORE INTO audit_entries (id, merchant_id, person_id, act, subject, at)
      SELECT n.value ->> 'id', n.value ->> 'merchant_id', (SELECT id FROM people WHERE id = n.value ->> 'person_id'),
        n.value ->> 'act', n.value ->> 'subject', n.value ->> 'at'
      FROM json_each(:rows) AS n JOIN claims ON claims.id = n.value ->> 'subject'`,
  });
  return `Handed over since: ${used} rewards and coupons, which stay used; ${putBack} were put back.`;
}
