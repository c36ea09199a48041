// What holds the rest together: numbers and pools, moves, customers who were deleted, references, and the service's key.

import { DELETED } from "../../src/merchant/deleted-customer.ts";
import { messageClasses } from "../../src/messaging/lifecycle.ts";
import { HOUR_MS } from "../../src/time.ts";
import type { Rule } from "./rule.ts";

const deleted = `SELECT id FROM customers WHERE phone LIKE '${DELETED}%'`;

/** What was at the carrier when its customer was deleted keeps the number until that is over, and then until the sweep. */
const SWEPT_WITHIN_MS = HOUR_MS;

/** Where a row of a deleted customer could still name them. */
const LEFT_BEHIND: readonly (readonly [table: string, isLeft: string])[] = [
  ["customers", `id IN (${deleted}) AND coalesce(name, birthday, email, last_receipt) IS NOT NULL`],
  ["inbound_messages", `customer_id IN (${deleted}) AND (from_number LIKE '+%' OR text <> '')`],
  [
    "outbox",
    `customer_id IN (${deleted}) AND status NOT IN ('sending', 'unconfirmed') AND (recipient LIKE '+%' OR text <> '')
      AND coalesce(submitted_at, settled_at, 0) < :now - ${SWEPT_WITHIN_MS}`,
  ],
  ["moves", `customer_id IN (${deleted}) OR left_customer_id IN (${deleted})`],
  ["sign_ups", `customer_id IN (${deleted}) AND (phone LIKE '+%' OR coalesce(name, birthday, email) IS NOT NULL)`],
  ["email_consent_entries", `customer_id IN (${deleted}) AND email LIKE '%@%'`],
  ["point_entries", `customer_id IN (${deleted}) AND reason IS NOT NULL`],
  ["purchases", `customer_id IN (${deleted}) AND reference IS NOT NULL`],
  [
    "pending_points",
    `phone LIKE '+%' AND idempotency_key IN (SELECT idempotency_key FROM point_entries WHERE customer_id IN (${deleted}))`,
  ],
  ["threads", `customer_id IN (${deleted})`],
  ["customer_sessions", `customer_id IN (${deleted})`],
];

const named = LEFT_BEHIND.map(([table, isLeft]) => {
  const id = ["customers", "inbound_messages", "outbox", "moves", "sign_ups", "purchases", "pending_points"].includes(
    table,
  )
    ? "id"
    : "customer_id";
  return `SELECT printf('${table} %s still names a customer who was deleted', ${id}) FROM ${table} WHERE ${isLeft}`;
});

export const serviceRules: readonly Rule[] = [
  {
    name: "deleted customers are nobody",
    meaning: "No row of a customer who was deleted has a telephone number, a name, an address or a text.",
    asked: `SELECT count(*) FROM (${deleted})`,
    faults: named.join(" UNION ALL "),
  },
  {
    name: "moves are whole",
    meaning: "A move is between two accounts of one shop, and what it held is held in the ledger.",
    asked: "SELECT count(*) FROM moves",
    faults: `SELECT printf('move %s does not fit its accounts', m.id) FROM moves AS m
      LEFT JOIN customers AS a ON a.id = m.customer_id LEFT JOIN customers AS l ON l.id = m.left_customer_id
      LEFT JOIN consent_entries AS e ON e.customer_id = m.left_customer_id AND e.seq = m.hold_seq
      WHERE a.merchant_id IS NOT m.merchant_id OR (m.left_customer_id IS NOT NULL AND l.merchant_id IS NOT m.merchant_id)
        OR (m.moved_back_at IS NOT NULL AND m.moved_at IS NULL) OR (m.hold_seq IS NOT NULL AND e.change IS NOT 'held')`,
  },
  {
    name: "numbers are whose they say",
    meaning:
      "A shop's own number has one shop, a STOP that leaves one shop is for pools, and purposes are kinds of message.",
    asked: "SELECT count(*) FROM senders",
    faults: `SELECT printf('sender %s: %s, with %d shops, a STOP leaves the %s', s.id, s.pool, count(m.merchant_id), s.stop_scope)
      FROM senders AS s LEFT JOIN sender_merchants AS m ON m.sender_id = s.id
      GROUP BY s.id HAVING (s.pool = 'own' AND (count(m.merchant_id) > 1 OR s.stop_scope = 'shop'))
        OR NOT json_valid(s.purposes) OR EXISTS (SELECT 1 FROM json_each(s.purposes) WHERE value NOT IN
          (${messageClasses.map((each) => `'${each}'`).join(", ")}))`,
  },
  {
    name: "hashes have their key",
    meaning: "The database knows which key its numbers were hashed with.",
    asked: "SELECT count(*) FROM service_keys",
    faults: `SELECT printf('%d stops, and no key that their numbers were hashed with', count(*)) FROM suppressions
      WHERE NOT EXISTS (SELECT 1 FROM service_keys WHERE name = 'number_hash_key') HAVING count(*) > 0`,
  },
  {
    name: "nothing refers to nothing",
    meaning: "Every reference of one table to another is kept.",
    asked: "SELECT count(*) FROM sqlite_schema WHERE type = 'table'",
    faults: `SELECT printf('row %s of %s refers to a row of %s that is not there', rowid, "table", parent) FROM pragma_foreign_key_check`,
  },
];
