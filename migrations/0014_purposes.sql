-- Points' texts and offers are two consents. What was agreed to until now counts for what its words said: where those of the last
-- agreement named offers, offers are agreed to with the same evidence; elsewhere they are not.

ALTER TABLE consent_entries ADD COLUMN purpose TEXT NOT NULL DEFAULT 'points' CHECK (purpose IN ('points', 'offers'));
ALTER TABLE customers ADD COLUMN offers_consent TEXT NOT NULL DEFAULT 'none' CHECK (offers_consent IN ('none', 'subscribed', 'opted_out'));
-- JSON: the word, and when it was written.
ALTER TABLE customers ADD COLUMN offers_proof TEXT;
-- The words beside the box for offers; NULL where it was left empty.
ALTER TABLE sign_ups ADD COLUMN offers_words TEXT;

INSERT INTO consent_entries (customer_id, seq, change, word, shown, actor, cause, at, purpose)
SELECT c.id, c.consent_seq + 1, 'granted', e.word, e.shown, e.actor, e.cause, e.at, 'offers'
FROM customers AS c JOIN consent_entries AS e ON e.customer_id = c.id
WHERE c.consent IN ('subscribed', 'held')
  AND e.seq = (SELECT max(seq) FROM consent_entries WHERE customer_id = c.id AND change = 'granted')
  AND (e.shown LIKE '%offer%' OR e.shown LIKE '%offre%');
UPDATE customers SET offers_consent = 'subscribed', offers_proof = proof, consent_seq = consent_seq + 1
WHERE EXISTS (SELECT 1 FROM consent_entries WHERE customer_id = customers.id AND purpose = 'offers');

DROP TRIGGER sign_ups_confirmed_are_evidence;
CREATE TRIGGER sign_ups_confirmed_are_evidence
BEFORE UPDATE OF merchant_id, sms_words, offers_words, email_words, words_version, page, confirmed_at, confirmed_by, created_at ON sign_ups
WHEN OLD.confirmed_at IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'a confirmed sign-up is evidence');
END;
