-- What a customer who is deleted takes along: the name on a form wherever the number has gone since, and what staff wrote of them.

-- Whose a form became. It stays theirs when the account moves to another number.
ALTER TABLE sign_ups ADD COLUMN customer_id TEXT REFERENCES customers (id);
UPDATE sign_ups SET customer_id = (
  SELECT id FROM customers WHERE customers.merchant_id = sign_ups.merchant_id AND customers.phone = sign_ups.phone
) WHERE confirmed_at IS NOT NULL;
CREATE INDEX sign_ups_of_customer ON sign_ups (customer_id);

-- A reason can be erased. It cannot be written anew, and nothing else of an entry can change.
DROP TRIGGER point_entries_are_append_only;
CREATE TRIGGER point_entries_are_append_only BEFORE UPDATE ON point_entries
WHEN OLD.reason IS NULL OR NEW.reason IS NOT NULL
  OR (NEW.customer_id, NEW.seq, NEW.delta, NEW.balance, NEW.idempotency_key, NEW.cause, NEW.actor, NEW.reverses, NEW.claim_id, NEW.at)
    IS NOT (OLD.customer_id, OLD.seq, OLD.delta, OLD.balance, OLD.idempotency_key, OLD.cause, OLD.actor, OLD.reverses, OLD.claim_id, OLD.at)
BEGIN
  SELECT RAISE(ABORT, 'point_entries is append-only');
END;

CREATE TRIGGER consent_entries_stay BEFORE DELETE ON consent_entries
BEGIN
  SELECT RAISE(ABORT, 'consent_entries is append-only');
END;
CREATE TRIGGER email_consent_entries_stay BEFORE DELETE ON email_consent_entries
BEGIN
  SELECT RAISE(ABORT, 'email_consent_entries is append-only');
END;
CREATE TRIGGER point_entries_stay BEFORE DELETE ON point_entries
BEGIN
  SELECT RAISE(ABORT, 'point_entries is append-only');
END;
