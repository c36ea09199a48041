-- An address counts once it has proven itself: until then offers by e-mail are asked for, and nothing is sent there. What was agreed to
-- on a page until now was proven by nobody, so it is asked for from here on, with the words that were shown then as its evidence.

ALTER TABLE customers ADD COLUMN email_asked_at INTEGER;

-- A CHECK cannot be altered: the ledger is copied, dropped and made anew.
CREATE TABLE email_consent_entries_before AS SELECT * FROM email_consent_entries;
DROP TABLE email_consent_entries;
CREATE TABLE email_consent_entries (
  customer_id TEXT NOT NULL REFERENCES customers (id),
  seq INTEGER NOT NULL,
  change TEXT NOT NULL CHECK (change IN ('asked', 'granted', 'withdrawn')),
  email TEXT NOT NULL,
  shown TEXT,
  words_version TEXT,
  page TEXT,
  actor TEXT NOT NULL,
  cause TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (customer_id, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO email_consent_entries SELECT * FROM email_consent_entries_before;
DROP TABLE email_consent_entries_before;

INSERT INTO email_consent_entries (customer_id, seq, change, email, shown, words_version, page, actor, cause, at)
SELECT e.customer_id, e.seq + 1, 'asked', e.email, e.shown, e.words_version, e.page, e.actor, 'unproven:' || e.cause, e.at
FROM customers AS c JOIN email_consent_entries AS e ON e.customer_id = c.id AND e.seq = c.email_consent_seq
WHERE c.email_consent = 'subscribed';
UPDATE customers SET
  email_asked_at = (SELECT at FROM email_consent_entries WHERE customer_id = customers.id AND seq = customers.email_consent_seq),
  email_consent = 'none',
  email_consent_seq = email_consent_seq + 1
WHERE email_consent = 'subscribed';

CREATE TRIGGER email_consent_entries_are_append_only
BEFORE UPDATE OF customer_id, seq, change, shown, words_version, page, actor, cause, at ON email_consent_entries
BEGIN
  SELECT RAISE(ABORT, 'email_consent_entries is append-only');
END;
CREATE TRIGGER email_consent_entries_stay BEFORE DELETE ON email_consent_entries
BEGIN
  SELECT RAISE(ABORT, 'email_consent_entries is append-only');
END;
