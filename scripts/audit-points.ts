// The auditor of points: reads a whole database from outside and lists every account, claim and stock that does not add up.

import type { Client } from "@libsql/client/web";

/** Each finds what breaks it, as one sentence a row. */
const RULES = [
  // The entries of an account are numbered without a gap, up to the number that the account remembers.
  `SELECT printf('account %s: %d entries, the last is number %d, but %d are told', id, count(seq), max(seq), points_seq)
   FROM customers LEFT JOIN point_entries ON customer_id = id
   GROUP BY id HAVING count(seq) <> points_seq OR coalesce(max(seq), 0) <> points_seq OR min(seq) < 1`,

  // The balance after each entry is the sum of all up to it, and never below zero.
  `SELECT printf('account %s: balance %d after entry %d, but the sum is %d', customer_id, balance, seq, running)
   FROM (SELECT *, sum(delta) OVER (PARTITION BY customer_id ORDER BY seq) AS running FROM point_entries)
   WHERE balance <> running OR balance < 0`,

  // What the account says is the sum of its entries.
  `SELECT printf('account %s: %d points, but its entries come to %d', id, points, total(delta))
   FROM customers LEFT JOIN point_entries ON customer_id = id
   GROUP BY id HAVING points <> total(delta) OR points < 0`,

  // A claim has been paid for once, and paid back if and only if it was reversed.
  `SELECT printf('claim %s: %s at a cost of %d, but its entries come to %d', claims.id, status, cost, total(delta))
   FROM claims LEFT JOIN point_entries ON claim_id = claims.id
   GROUP BY claims.id HAVING total(delta) <> CASE status WHEN 'reversed' THEN 0 ELSE -cost END`,

  // A code has worked once, and once more for each time that the reward was put back.
  `SELECT printf('claim %s: handed over %d times', subject, sum(act = 'code_redeemed'))
   FROM audit_entries WHERE act IN ('code_redeemed', 'claim_put_back')
   GROUP BY subject HAVING sum(act = 'code_redeemed') > 1 + sum(act = 'claim_put_back')`,

  "SELECT printf('reward %s: a stock of %d', id, stock) FROM rewards WHERE stock < 0",
];

/** Nothing when all adds up. */
export async function auditPoints(client: Client): Promise<string[]> {
  const results = await client.batch(RULES, "read");
  return results.flatMap(({ rows }) => rows.map((row) => String(row[0])));
}
