// Consent: what is said of a customer is the fold of the ledger, and who has left is known by number.

import type { KeyedRule, Rule } from "./rule.ts";

interface Fold {
  readonly name: string;
  /** Of customers: what is said, and how many entries there are. */
  readonly column: string;
  readonly seq: string;
  readonly table: string;
  /** Which entries of the table are of this consent. */
  readonly entries: string;
  /** What an entry that asks anew leaves of an agreement. */
  readonly asked: "keeps" | "ends";
}

/** The last agreement or withdrawal decides; a doubt holds an agreement until it is resumed. */
function fold({ name, column, seq, table, entries, asked }: Fold): Rule {
  const last = (changes: string) =>
    `(SELECT max(seq) FROM ${table} WHERE customer_id = c.id AND change IN (${changes}) AND ${entries})`;
  const ending = asked === "ends" ? `WHEN ask > coalesce(base, 0) THEN 'none'` : "";
  return {
    name,
    meaning: `What is said of a customer (${column}) is what the entries come to, and they are numbered without a gap.`,
    asked: `SELECT count(*) FROM customers WHERE ${seq} > 0`,
    faults: `SELECT printf('customer %s: ${column} is %s, but the ledger of %d entries says %s', id, said, told, folded) FROM (
      SELECT id, said, told, entries, last_seq, CASE
        WHEN base IS NULL THEN 'none'
        WHEN (SELECT change FROM ${table} WHERE customer_id = id AND seq = base) = 'withdrawn' THEN 'opted_out'
        ${ending}
        WHEN doubt > base AND (SELECT change FROM ${table} WHERE customer_id = id AND seq = doubt) = 'held' THEN 'held'
        ELSE 'subscribed' END AS folded
      FROM (SELECT c.id, c.${column} AS said, c.${seq} AS told, ${last("'granted', 'withdrawn'")} AS base,
        ${last("'held', 'resumed'")} AS doubt, ${last("'asked'")} AS ask,
        (SELECT count(*) FROM ${table} WHERE customer_id = c.id) AS entries,
        (SELECT coalesce(max(seq), 0) FROM ${table} WHERE customer_id = c.id) AS last_seq FROM customers AS c))
      WHERE said <> folded OR entries <> told OR last_seq <> told`,
  };
}

export const consentRules: readonly Rule[] = [
  fold({
    name: "consent is the fold of its ledger",
    column: "consent",
    seq: "consent_seq",
    table: "consent_entries",
    entries: "purpose = 'points'",
    asked: "keeps",
  }),
  fold({
    name: "consent to offers is the fold of its ledger",
    column: "offers_consent",
    seq: "consent_seq",
    table: "consent_entries",
    entries: "purpose = 'offers'",
    asked: "keeps",
  }),
  fold({
    name: "consent to e-mail is the fold of its ledger",
    column: "email_consent",
    seq: "email_consent_seq",
    table: "email_consent_entries",
    entries: "TRUE",
    asked: "ends",
  }),
  {
    name: "addresses that are asked are known",
    meaning: "An address waits for its proof where the last entry asked for it, and nowhere else.",
    asked: "SELECT count(*) FROM customers WHERE email_consent_seq > 0",
    faults: `SELECT printf('customer %s: an address that %s', c.id, iif(email_asked_at IS NULL, 'was asked does not wait', 'was not asked waits'))
      FROM customers AS c LEFT JOIN email_consent_entries AS e ON e.customer_id = c.id AND e.seq = c.email_consent_seq
      WHERE (email_asked_at IS NOT NULL) <> (e.change IS 'asked')`,
  },
  {
    name: "only customers agree",
    meaning: "Every agreement bears the words that were sent and what brought it about.",
    asked: "SELECT count(*) FROM consent_entries WHERE change = 'granted'",
    faults: `SELECT printf('customer %s: entry %d agrees without evidence', customer_id, seq)
      FROM consent_entries WHERE change = 'granted' AND (actor <> 'customer' OR word = '' OR cause = '')`,
  },
  {
    name: "stops have a place",
    meaning: "Whoever has left has left a shop or a pool that is there, at a time.",
    asked: "SELECT count(*) FROM suppressions",
    faults: `SELECT printf('a stop of %s %s that %s', scope_kind, scope_id, iif(coalesce(stopped_at, lifted_at) IS NULL, 'has no time', 'is not there'))
      FROM suppressions WHERE coalesce(stopped_at, lifted_at) IS NULL
        OR NOT EXISTS (SELECT 1 FROM merchants WHERE scope_kind = 'business' AND id = scope_id UNION ALL
          SELECT 1 FROM senders WHERE scope_kind = 'pool' AND id = scope_id)`,
  },
];

/** A record that a move has put behind another number was left on the number that it had. */
export const stopsAreKept: KeyedRule = {
  name: "who has left is known by number",
  meaning: "For each customer who has left there is a stop of the shop, or of a pool that it is in.",
  asked: "SELECT count(*) FROM customers WHERE consent = 'opted_out' AND phone LIKE '+%'",
  unless: `SELECT 'the service has not hashed the numbers that had left before' WHERE NOT EXISTS (
    SELECT 1 FROM backfills WHERE name = 'stops_of_customers' AND done_at IS NOT NULL)`,
  candidates: `SELECT printf('customer %s has left, and no stop says so', c.id) AS fault, c.phone AS number,
      (SELECT json_group_array(scope) FROM (SELECT 'business:' || c.merchant_id AS scope UNION ALL
        SELECT 'pool:' || sender_id FROM sender_merchants WHERE merchant_id = c.merchant_id)) AS scopes
    FROM customers AS c WHERE consent = 'opted_out' AND phone LIKE '+%'
      AND NOT EXISTS (SELECT 1 FROM moves WHERE moved_at IS NOT NULL AND c.id IN (customer_id, left_customer_id))`,
  found: "SELECT scope_kind || ':' || scope_id AS scope, number_hash FROM suppressions WHERE stopped_at IS NOT NULL",
};
