// Points that come from outside an account: those that waited for a number, and those of purchases.

import { mayHaveMoved } from "./moved.ts";
import type { Rule } from "./rule.ts";

export const purchaseRules: readonly Rule[] = [
  {
    name: "waiting points come in once",
    meaning: "Points that waited are settled where an entry under their key has them, and nowhere else.",
    asked: "SELECT count(*) FROM pending_points",
    faults: `SELECT printf('waiting points %s: %s, with %d entries of %d points', p.id, p.status, count(e.seq), total(e.delta))
      FROM pending_points AS p LEFT JOIN point_entries AS e ON e.idempotency_key = p.idempotency_key
      GROUP BY p.id HAVING count(e.seq) <> (p.status = 'settled') OR (count(e.seq) = 1 AND total(e.delta) <> p.points)`,
  },
  {
    name: "purchases are booked",
    meaning: "The points of a purchase are the entry that it names, or wait where it says.",
    asked: "SELECT count(*) FROM purchases WHERE points > 0",
    faults: `SELECT printf('purchase %s: %d points that no entry and no waiting points have', p.id, p.points)
      FROM purchases AS p
      LEFT JOIN point_entries AS e ON e.customer_id = p.customer_id AND e.seq = p.entry_seq AND e.idempotency_key = 'purchase:' || p.id
      LEFT JOIN pending_points AS w ON w.id = p.pending_id
      WHERE p.points > 0 AND coalesce(e.delta, w.points, 0) <> p.points`,
  },
  {
    name: "refunds take points back",
    meaning: "A purchase that was taken back has no points in an account, nor any that wait.",
    asked: "SELECT count(*) FROM purchases WHERE refunded_at IS NOT NULL",
    faults: `SELECT printf('purchase %s: refunded, and its points are still there', p.id)
      FROM purchases AS p WHERE refunded_at IS NOT NULL AND (
        EXISTS (SELECT 1 FROM pending_points WHERE id = p.pending_id AND status = 'waiting' AND lapses_at > p.refunded_at)
        OR EXISTS (SELECT 1 FROM point_entries AS e WHERE e.idempotency_key = 'purchase:' || p.id AND NOT EXISTS (
          SELECT 1 FROM point_entries AS c WHERE c.customer_id = e.customer_id AND c.reverses = e.seq)))`,
  },
  {
    name: "no member's points wait",
    meaning: "Points wait for a number that is no member's, or was none before an account moved there.",
    asked: "SELECT count(*) FROM pending_points WHERE status = 'waiting'",
    faults: `SELECT printf('waiting points %s: their number is customer %s', p.id, c.id)
      FROM pending_points AS p JOIN customers AS c ON c.merchant_id = p.merchant_id AND c.phone = p.phone
      WHERE p.status = 'waiting' AND p.lapses_at > :now AND c.consent IN ('subscribed', 'held') AND NOT ${mayHaveMoved("c")}`,
  },
];
