// Rewards: each was paid for, handed over once, and counted.

import type { Rule } from "./rule.ts";

export const rewardRules: readonly Rule[] = [
  {
    name: "rewards are paid for",
    meaning: "A claim has been paid for once, and paid back if and only if it was reversed.",
    asked: "SELECT count(*) FROM claims",
    faults: `SELECT printf('claim %s: %s at a cost of %d, but its entries come to %d', claims.id, status, cost, total(delta))
      FROM claims LEFT JOIN point_entries ON claim_id = claims.id
      GROUP BY claims.id HAVING total(delta) <> CASE status WHEN 'reversed' THEN 0 ELSE -cost END`,
  },
  {
    name: "payments are for rewards",
    meaning: "What was paid for a reward belongs to a claim of the same account.",
    asked: "SELECT count(*) FROM point_entries WHERE claim_id IS NOT NULL",
    faults: `SELECT printf('account %s: entry %d is for claim %s, which is not its own', e.customer_id, e.seq, e.claim_id)
      FROM point_entries AS e LEFT JOIN claims ON claims.id = e.claim_id
      WHERE e.claim_id IS NOT NULL AND claims.customer_id IS NOT e.customer_id`,
  },
  {
    name: "used rewards have their time",
    meaning: "A reward that was used says when, and one that was not does not.",
    asked: "SELECT count(*) FROM claims WHERE status IN ('used', 'taken', 'in_use')",
    faults: `SELECT printf('claim %s: %s, and %s', id, status, iif(used_at IS NULL, 'used at no time', 'used at a time'))
      FROM claims WHERE status IN ('used', 'taken', 'in_use') AND (status = 'used') <> (used_at IS NOT NULL)`,
  },
  {
    name: "codes work once",
    meaning: "A code has worked once, and once more for each time that the reward was put back.",
    asked: "SELECT count(DISTINCT subject) FROM audit_entries WHERE act = 'code_redeemed'",
    faults: `SELECT printf('claim %s: handed over %d times', subject, sum(act = 'code_redeemed'))
      FROM audit_entries WHERE act IN ('code_redeemed', 'claim_put_back')
      GROUP BY subject HAVING sum(act = 'code_redeemed') > 1 + sum(act = 'claim_put_back')`,
  },
  {
    name: "stock is not owed",
    meaning: "No stock is below zero.",
    asked: "SELECT count(*) FROM rewards",
    faults: "SELECT printf('reward %s: a stock of %d', id, stock) FROM rewards WHERE stock < 0",
  },
];
