// What has ended since a backup stays ended: what was revoked, who was removed; and whatever was open when it was made is closed.

import type { Client, InStatement } from "@libsql/client/web";
import { carry } from "./carry.ts";
import type { OperatorDatabase } from "./database.ts";

/** Everybody signs in again: who has signed out since, and whose code was used, is not known. */
export async function endWhatIsOpen({ client }: OperatorDatabase, now: number): Promise<string> {
  const ending = (sql: string): InStatement => ({ sql, args: sql.includes(":now") ? { now } : {} });
  const counts = await client.batch(
    [
      "UPDATE sessions SET revoked_at = :now WHERE revoked_at IS NULL",
      "DELETE FROM customer_sessions",
      "UPDATE sign_in_codes SET used_at = :now WHERE used_at IS NULL",
      "UPDATE sign_ups SET expires_at = min(expires_at, :now) WHERE confirmed_at IS NULL",
      "UPDATE moves SET expires_at = min(expires_at, :now) WHERE moved_at IS NULL",
      "UPDATE devices SET proven_until = NULL",
      "UPDATE kiosks SET pairing_hash = NULL, pairing_until = NULL WHERE pairing_hash IS NOT NULL",
      "UPDATE claims SET status = 'taken', code = NULL, code_until = NULL WHERE status = 'in_use'",
    ].map(ending),
    "write",
  );
  const [people, customers, codes, forms, moves] = counts.map(({ rowsAffected }) => rowsAffected);
  return `Ended: ${people} sessions of people and ${customers} of customers, ${codes} codes to sign in, ${forms} forms and ${moves} moves that waited for a code. Everybody signs in again.`;
}

interface OneWay {
  readonly what: string;
  readonly table: string;
  /** When it ended; NULL until then. */
  readonly column: string;
}

const ONE_WAY: readonly OneWay[] = [
  { what: "kiosks", table: "kiosks", column: "revoked_at" },
  { what: "API keys", table: "api_keys", column: "revoked_at" },
  { what: "staff codes", table: "staff_codes", column: "revoked_at" },
  { what: "links", table: "links", column: "revoked_at" },
  { what: "rewards", table: "rewards", column: "withdrawn_at" },
  { what: "offers", table: "offers", column: "withdrawn_at" },
];

export async function mergeEnds({ client }: OperatorDatabase, since: OperatorDatabase): Promise<string> {
  const counts: string[] = [];
  for (const { what, table, column } of ONE_WAY) {
    const n = await carry(client, since.client, {
      read: `SELECT id, ${column} AS at FROM ${table} WHERE ${column} IS NOT NULL`,
      write: `UPDATE ${table} SET ${column} = n.value ->> 'at' FROM json_each(:rows) AS n
        WHERE ${table}.id = n.value ->> 'id' AND ${column} IS NULL`,
    });
    counts.push(`${n} ${what}`);
  }
  // Another tablet has taken its place.
  await carry(client, since.client, {
    read: "SELECT id, token_hash, paired_at FROM kiosks",
    write: `UPDATE kiosks SET token_hash = n.value ->> 'token_hash', paired_at = n.value ->> 'paired_at' FROM json_each(:rows) AS n
      WHERE kiosks.id = n.value ->> 'id' AND kiosks.token_hash IS NOT n.value ->> 'token_hash'`,
  });
  const [removed, demoted, ownerless] = await mergePeople(client, since.client);
  return `Ended since, and ended again: ${counts.join(", ")}; ${removed} people were removed, and ${demoted} have the role that they were given since. ${ownerless} shops have no owner any more.`;
}

/** An invitation that was refused left no row; a device that was forgotten neither. */
async function mergePeople(
  client: Client,
  since: Client,
): Promise<[removed: number, demoted: number, ownerless: number]> {
  const removed = await carry(client, since, {
    read: "SELECT id FROM people WHERE phone LIKE '+%'",
    write: `UPDATE people SET phone = 'left:' || id
      WHERE phone LIKE '+%' AND id NOT IN (SELECT value ->> 'id' FROM json_each(:rows))`,
    whole: true,
  });
  const demoted = await carry(client, since, {
    read: "SELECT id, role FROM people",
    write: `UPDATE people SET role = n.value ->> 'role' FROM json_each(:rows) AS n
      WHERE people.id = n.value ->> 'id' AND people.role <> n.value ->> 'role'`,
  });
  await carry(client, since, {
    read: "SELECT id FROM devices",
    write: "DELETE FROM devices WHERE id NOT IN (SELECT value ->> 'id' FROM json_each(:rows))",
    whole: true,
  });
  const { rows } = await client.execute(`SELECT count(*) FROM merchants WHERE NOT EXISTS (
    SELECT 1 FROM people WHERE merchant_id = merchants.id AND role = 'owner' AND phone LIKE '+%')`);
  return [removed, demoted, Number(rows[0]?.[0])];
}
