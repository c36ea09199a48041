-- Points' texts and offers are two consents. What was agreed to until now counts for what its words said: where those of the last
-- agreement named offers, offers are agreed to with the same evidence; elsewhere they are not.

ALTER TABLE consent_entries ADD COLUMN purpose TEXT NOT NULL DEFAULT 'points' CHECK (purpose IN ('points', 'offers'));
ALTER TABLE customers ADD COLUMN offers_consent TEXT NOT NULL DEFAULT 'none' CHECK (offers_consent IN ('none', 'subscribed', 'opted_out'));
-- JSON: the word, and when it was written.
ALTER TABLE customers ADD COLUMN offers_proof TEXT;
-- The words beside the box for offers; NULL where it was left empty.
ALTER TABLE sign_ups ADD COLUMN offers_words TEXT;

CREATE TABLE agreed_to_offers AS
SELECT customers.id AS customer_id, customers.consent_seq + 1 AS seq, word, shown, actor, cause, at
FROM customers JOIN consent_entries AS last_grant ON last_grant.customer_id = customers.id
WHERE customers.consent IN ('subscribed', 'held')
  AND last_grant.seq = (SELECT max(seq) FROM consent_entries WHERE customer_id = customers.id AND change = 'granted')
  -- The service's own words: a shop may be called "Le Coffre Offert".
  AND (shown LIKE '%at most % offer% a month%' OR shown LIKE '%au plus % offre% par mois%');

-- A hold that a move brought about is told by its seq (moves.hold_seq), which goes along.
UPDATE moves SET hold_seq = hold_seq + 1
WHERE EXISTS (SELECT 1 FROM agreed_to_offers WHERE customer_id = moves.left_customer_id AND seq = moves.hold_seq + 1);

INSERT INTO consent_entries (customer_id, seq, change, word, shown, actor, cause, at, purpose)
SELECT customer_id, seq, 'granted', word, shown, actor, cause, at, 'offers' FROM agreed_to_offers;

UPDATE customers SET consent_seq = agreed.seq, offers_consent = 'subscribed',
  offers_proof = coalesce(customers.proof, json_object('word', agreed.word, 'at', agreed.at))
FROM agreed_to_offers AS agreed WHERE agreed.customer_id = customers.id;

DROP TABLE agreed_to_offers;

DROP TRIGGER sign_ups_confirmed_are_evidence;
CREATE TRIGGER sign_ups_confirmed_are_evidence
BEFORE UPDATE OF merchant_id, sms_words, offers_words, email_words, words_version, page, confirmed_at, confirmed_by, created_at ON sign_ups
WHEN OLD.confirmed_at IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'a confirmed sign-up is evidence');
END;
