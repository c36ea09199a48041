// Consent: what is said of a customer is the fold of the ledger, and each agreement has its evidence.

import type { Rule } from "./rule.ts";

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
    name: "agreements have their text",
    meaning: "What brought an agreement about is there: the text that says it, or the form that was confirmed.",
    asked: "SELECT count(*) FROM consent_entries WHERE change = 'granted'",
    faults: `SELECT printf('customer %s: entry %d agrees by %s, which is not there', customer_id, seq, cause) FROM consent_entries
      WHERE change = 'granted' AND CASE
        WHEN cause LIKE 'inbound:%' THEN substr(cause, 9) NOT IN (SELECT id FROM inbound_messages)
        WHEN cause LIKE 'sign_up_confirmed:%' THEN substr(cause, 19) NOT IN (SELECT id FROM sign_ups)
        ELSE FALSE END`,
  },
  {
    name: "agreements have their words",
    meaning: "Who agrees has been shown to what: all but who comes back to it in their own words.",
    asked: "SELECT count(*) FROM consent_entries WHERE change = 'granted' AND purpose = 'points'",
    faults: `SELECT printf('customer %s: entry %d agrees to nothing that was shown', customer_id, seq) FROM consent_entries AS e
      WHERE change = 'granted' AND purpose = 'points' AND coalesce(shown, '') = '' AND NOT EXISTS (
        SELECT 1 FROM consent_entries AS before WHERE before.customer_id = e.customer_id AND before.seq < e.seq
          AND before.change = 'granted' AND before.purpose = 'points')`,
  },
  {
    name: "offers go to members alone",
    meaning: "Nobody agrees to offers who does not agree to the shop's texts.",
    asked: "SELECT count(*) FROM customers WHERE offers_consent = 'subscribed'",
    faults: `SELECT printf('customer %s: offers, but the texts are %s', id, consent) FROM customers
      WHERE offers_consent = 'subscribed' AND consent NOT IN ('subscribed', 'held')`,
  },
];
