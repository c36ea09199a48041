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
    name: "handing over is on record",
    meaning:
      "A reward that staff have handed over has a record of that moment, and one that waits was put back since the last.",
    asked: "SELECT count(*) FROM claims WHERE status IN ('used', 'taken', 'in_use')",
    faults: `SELECT printf('claim %s: used at the counter, and no record of it', id) FROM claims
      WHERE status = 'used' AND used_with IS NOT 'customer' AND (used_with IS NULL OR (id, used_at) NOT IN (SELECT subject, at FROM audit_entries WHERE act = 'code_redeemed'))
      UNION ALL SELECT printf('claim %s: %s, but it was handed over and not put back', id, status) FROM claims
      JOIN (SELECT subject, max(iif(act = 'code_redeemed', at, 0)) AS handed, max(iif(act = 'claim_put_back', at, 0)) AS back
        FROM audit_entries WHERE act IN ('code_redeemed', 'claim_put_back') GROUP BY subject) ON subject = claims.id
      WHERE status IN ('taken', 'in_use') AND handed > back`,
  },
  {
    name: "codes are one reward's",
    meaning: "A reward that is being used has a code and its end, and no other of the shop has that code.",
    asked: "SELECT count(*) FROM claims",
    faults: `SELECT printf('claim %s: in use without a code', id) FROM claims
      WHERE status = 'in_use' AND (code IS NULL OR code_until IS NULL)
      UNION ALL SELECT printf('claims %s and %s: in use with one code', min(id), max(id)) FROM claims
      WHERE status = 'in_use' AND code IS NOT NULL GROUP BY merchant_id, code HAVING count(*) > 1`,
  },
  {
    name: "coupons alone are free",
    meaning: "What cost nothing was an offer's coupon, and a coupon cost nothing.",
    asked: "SELECT count(*) FROM claims",
    faults: `SELECT printf('claim %s: a cost of %d, of a reward that is %s coupon', claims.id, claims.cost, iif(offer_id IS NULL, 'no', 'a'))
      FROM claims JOIN rewards ON rewards.id = reward_id WHERE (claims.cost = 0) <> (offer_id IS NOT NULL)`,
  },
  {
    name: "stock is not owed",
    meaning: "No stock is below zero.",
    asked: "SELECT count(*) FROM rewards",
    faults: "SELECT printf('reward %s: a stock of %d', id, stock) FROM rewards WHERE stock < 0",
  },
];
