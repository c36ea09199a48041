-- Signing up on a page: forms that wait for their number to prove itself, and consent to e-mail, a purpose of its own.

-- The evidence of a consent by page: the exact words, their version, the address of the page, when, and by what the number was proven.
CREATE TABLE sign_ups (
  id TEXT PRIMARY KEY,
  merchant_id TEXT NOT NULL REFERENCES merchants (id),
  -- The shop's own count: two at the same moment take turns, so that the limits hold.
  n INTEGER NOT NULL,
  phone TEXT NOT NULL,
  prefix TEXT NOT NULL,
  -- A hash of the network address with a secret; NULL where it is not known.
  source TEXT,
  name TEXT,
  birthday TEXT,
  email TEXT,
  language TEXT NOT NULL CHECK (language IN ('fr', 'en')),
  sms_words TEXT NOT NULL,
  email_words TEXT,
  words_version TEXT NOT NULL,
  page TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  expires_at INTEGER NOT NULL,
  confirmed_at INTEGER,
  confirmed_by TEXT CHECK (confirmed_by IN ('code', 'text')),
  created_at INTEGER NOT NULL,
  UNIQUE (merchant_id, n)
) STRICT;
CREATE INDEX sign_ups_by_phone ON sign_ups (phone, created_at);
CREATE INDEX sign_ups_by_source ON sign_ups (source, created_at);
CREATE INDEX sign_ups_by_prefix ON sign_ups (prefix, created_at);
CREATE INDEX sign_ups_of_merchant ON sign_ups (merchant_id, created_at);
-- A customer who is deleted takes the number and the name along; what was agreed to, where and when stays.
CREATE TRIGGER sign_ups_confirmed_are_evidence
BEFORE UPDATE OF merchant_id, sms_words, email_words, words_version, page, confirmed_at, confirmed_by, created_at ON sign_ups
WHEN OLD.confirmed_at IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'a confirmed sign-up is evidence');
END;

ALTER TABLE customers ADD COLUMN email_consent TEXT NOT NULL DEFAULT 'none' CHECK (email_consent IN ('none', 'subscribed', 'opted_out'));
ALTER TABLE customers ADD COLUMN email_consent_seq INTEGER NOT NULL DEFAULT 0;

CREATE TABLE email_consent_entries (
  customer_id TEXT NOT NULL REFERENCES customers (id),
  seq INTEGER NOT NULL,
  change TEXT NOT NULL CHECK (change IN ('granted', 'withdrawn')),
  email TEXT NOT NULL,
  shown TEXT,
  words_version TEXT,
  page TEXT,
  actor TEXT NOT NULL,
  cause TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (customer_id, seq)
) STRICT, WITHOUT ROWID;
-- All but the address, which goes with a customer who is deleted.
CREATE TRIGGER email_consent_entries_are_append_only
BEFORE UPDATE OF customer_id, seq, change, shown, words_version, page, actor, cause, at ON email_consent_entries
BEGIN
  SELECT RAISE(ABORT, 'email_consent_entries is append-only');
END;
