// What has been said and done since a backup, merged into it: whatever goes one way only, and nothing that was on its way goes out again.

import type { KeyedHash } from "../../worker/gateways/keyed-hash.ts";
import type { OperatorDatabase } from "./database.ts";
import { mergeClaims } from "./merge-claims.ts";
import { mergeConsent } from "./merge-consent.ts";
import { endWhatIsOpen, mergeEnds } from "./merge-ends.ts";

/** @param since the database that is replaced; null where there is none. @returns what was done and what was not, in figures. */
export async function mergeInto(
  into: OperatorDatabase,
  since: OperatorDatabase | null,
  keyedHash: KeyedHash,
): Promise<string[]> {
  const now = Date.now();
  const told = [await endOutbox(into, now), await endWhatIsOpen(into, now)];
  if (since === null) return [...told, "There was no database to replace: nothing was merged in."];
  return [
    ...told,
    await mergeEnds(into, since),
    await mergeClaims(into, since),
    ...(await mergeConsent(into, since, keyedHash, now)),
    await tellWhatIsLost(into, since),
  ];
}

async function endOutbox({ client }: OperatorDatabase, now: number): Promise<string> {
  const [unfinished] = await client.batch(
    [
      {
        sql: `UPDATE outbox SET status = 'unknown', reason = 'restored', lease_until = NULL, settled_at = ?
          WHERE status IN ('queued', 'held', 'sending', 'unconfirmed')`,
        args: [now],
      },
      { sql: "INSERT INTO service_state (name, since) VALUES ('restored', ?) ON CONFLICT DO NOTHING", args: [now] },
    ],
    "write",
  );
  return `${unfinished?.rowsAffected ?? 0} messages that were not finished are never sent again.`;
}

/** By what it would be found again, in both databases. */
const LOST = [
  ["customers who came since", "SELECT id FROM customers"],
  ["accounts whose points have changed or begun", "SELECT id || ':' || points_seq FROM customers"],
  ["rewards taken", "SELECT id FROM claims"],
  [
    "moves to another number and back",
    "SELECT id || ':' || (moved_back_at IS NULL) FROM moves WHERE moved_at IS NOT NULL",
  ],
  ["purchases and refunds", "SELECT id || ':' || (refunded_at IS NULL) FROM purchases"],
  ["people who came since", "SELECT id FROM people WHERE phone LIKE '+%'"],
] as const;

/** The ledgers only grow, each entry on the one before: what was written on top of a backup can't be put on top of it again. */
async function tellWhatIsLost(into: OperatorDatabase, since: OperatorDatabase): Promise<string> {
  const counts: string[] = [];
  for (const [what, sql] of LOST) {
    const known = new Set((await into.client.execute(sql)).rows.map((row) => row[0]));
    const lost = (await since.client.execute(sql)).rows.filter((row) => !known.has(row[0] ?? null));
    counts.push(`${lost.length} ${what}`);
  }
  return `Not merged, and to be looked into: ${counts.join(", ")}.`;
}
