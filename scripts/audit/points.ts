// The ledger of points: every account adds up, and a correction names what it corrects.

import type { Rule } from "./rule.ts";

export const pointRules: readonly Rule[] = [
  {
    name: "points are numbered",
    meaning: "The entries of an account are numbered without a gap, up to the number that the account remembers.",
    asked: "SELECT count(*) FROM customers",
    faults: `SELECT printf('account %s: %d entries, the last is number %d, but %d are told', id, count(seq), max(seq), points_seq)
      FROM customers LEFT JOIN point_entries ON customer_id = id
      GROUP BY id HAVING count(seq) <> points_seq OR coalesce(max(seq), 0) <> points_seq OR min(seq) < 1`,
  },
  {
    name: "points follow from points",
    meaning: "The balance after each entry is the sum of all up to it, and never below zero.",
    asked: "SELECT count(*) FROM point_entries",
    faults: `SELECT printf('account %s: balance %d after entry %d, but the sum is %d', customer_id, balance, seq, running)
      FROM (SELECT *, sum(delta) OVER (PARTITION BY customer_id ORDER BY seq) AS running FROM point_entries)
      WHERE balance <> running OR balance < 0`,
  },
  {
    name: "points are told as they are",
    meaning: "What an account says is the sum of its entries.",
    asked: "SELECT count(*) FROM customers WHERE points_seq > 0",
    faults: `SELECT printf('account %s: %d points, but its entries come to %d', id, points, total(delta))
      FROM customers LEFT JOIN point_entries ON customer_id = id
      GROUP BY id HAVING points <> total(delta) OR points < 0`,
  },
  {
    name: "corrections correct",
    meaning:
      "A correction names an earlier entry of its account that is none itself, takes all of it back, and is the only one to.",
    asked: "SELECT count(*) FROM point_entries WHERE reverses IS NOT NULL",
    faults: `SELECT printf('account %s: entry %d corrects entry %d, which is not there, no match, or corrected twice', c.customer_id, c.seq, c.reverses)
      FROM point_entries AS c LEFT JOIN point_entries AS e ON e.customer_id = c.customer_id AND e.seq = c.reverses
      WHERE c.reverses IS NOT NULL AND (e.seq IS NULL OR e.seq >= c.seq OR e.delta <> -c.delta OR e.reverses IS NOT NULL
        OR (SELECT count(*) FROM point_entries AS o WHERE o.customer_id = c.customer_id AND o.reverses = c.reverses) > 1)`,
  },
  {
    name: "points come from somewhere",
    meaning:
      "A purchase, a claim, points that waited or a text that an entry names is there, and a welcome is the account's own.",
    asked: "SELECT count(*) FROM point_entries WHERE cause IN ('spend', 'claim', 'pending', 'code', 'welcome')",
    faults: `SELECT printf('account %s: entry %d (%s) comes from nothing that is there', customer_id, seq, cause) FROM point_entries AS e
      WHERE CASE cause
        WHEN 'spend' THEN idempotency_key NOT LIKE 'purchase:%'
        WHEN 'pending' THEN NOT EXISTS (SELECT 1 FROM pending_points AS p WHERE p.idempotency_key = e.idempotency_key)
        WHEN 'claim' THEN claim_id IS NULL
        WHEN 'welcome' THEN idempotency_key <> 'welcome:' || customer_id
        WHEN 'reversal' THEN reverses IS NULL
        ELSE FALSE END
      OR (idempotency_key LIKE 'purchase:%' AND substr(idempotency_key, 10) NOT IN (SELECT id FROM purchases))
      OR (idempotency_key LIKE 'claim:%' AND substr(idempotency_key, 7) NOT IN (SELECT id FROM claims))
      OR (idempotency_key LIKE 'code:inbound:%' AND substr(idempotency_key, 14) NOT IN (SELECT id FROM inbound_messages))`,
  },
];
