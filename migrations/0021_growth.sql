-- Pages and sweeps that read, or sorted, all that a shop or the platform has: each gets an index, or what an index needs.

-- The form behind a consent that was given on the sign-up page. It was hidden in the cause.
ALTER TABLE consent_entries ADD COLUMN sign_up_id TEXT REFERENCES sign_ups (id);
DROP TRIGGER consent_entries_are_append_only;
UPDATE consent_entries SET sign_up_id = substr(cause, length('sign_up_confirmed:') + 1)
WHERE change = 'granted' AND cause LIKE 'sign_up_confirmed:%'
  AND substr(cause, length('sign_up_confirmed:') + 1) IN (SELECT id FROM sign_ups);
CREATE TRIGGER consent_entries_are_append_only BEFORE UPDATE ON consent_entries
BEGIN
  SELECT RAISE(ABORT, 'consent_entries is append-only');
END;
CREATE INDEX consent_entries_by_page ON consent_entries (sign_up_id) WHERE sign_up_id IS NOT NULL;

-- When somebody was last here: by an entry that the limits on earning count, or by a purchase that was not refunded.
ALTER TABLE customers ADD COLUMN last_bought_at INTEGER;
UPDATE customers SET last_bought_at = bought.at
FROM (SELECT customer_id, max(created_at) AS at FROM purchases WHERE refunded_at IS NULL GROUP BY customer_id) AS bought
WHERE customers.id = bought.customer_id;
CREATE TRIGGER purchases_are_visits AFTER INSERT ON purchases WHEN NEW.customer_id IS NOT NULL AND NEW.refunded_at IS NULL
BEGIN
  UPDATE customers SET last_bought_at = max(coalesce(last_bought_at, 0), NEW.created_at) WHERE id = NEW.customer_id;
END;
CREATE TRIGGER purchases_refunded_are_none AFTER UPDATE OF refunded_at ON purchases WHEN NEW.customer_id IS NOT NULL
BEGIN
  UPDATE customers SET last_bought_at = (
    SELECT max(created_at) FROM purchases WHERE customer_id = NEW.customer_id AND refunded_at IS NULL)
  WHERE id = NEW.customer_id;
END;
CREATE INDEX customers_by_visit
ON customers (merchant_id, coalesce(nullif(max(coalesce(last_earn_at, 0), coalesce(last_bought_at, 0)), 0), created_at), id);
CREATE INDEX customers_never_here ON customers (merchant_id, created_at, id) WHERE last_earn_at IS NULL AND last_bought_at IS NULL;

-- What was given at a shop's counters, in the order of time: an index of point_entries that SQLite can't make, since the shop stands
-- in another table. A trigger keeps it, and nothing else writes it.
CREATE TABLE counter_entries (
  merchant_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  -- customer_id and seq, as the history names an entry.
  id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (merchant_id, at, id)
) STRICT, WITHOUT ROWID;
INSERT INTO counter_entries (merchant_id, at, id, customer_id, seq)
SELECT merchant_id, at, customer_id || ':' || seq, customer_id, seq FROM point_entries JOIN customers ON customers.id = customer_id
WHERE reverses IS NULL AND (actor LIKE 'staff:%' OR actor LIKE 'kiosk:%' OR actor LIKE 'till:%');
CREATE TRIGGER point_entries_at_counter AFTER INSERT ON point_entries
WHEN NEW.reverses IS NULL AND (NEW.actor LIKE 'staff:%' OR NEW.actor LIKE 'kiosk:%' OR NEW.actor LIKE 'till:%')
BEGIN
  INSERT INTO counter_entries (merchant_id, at, id, customer_id, seq)
  SELECT merchant_id, NEW.at, NEW.customer_id || ':' || NEW.seq, NEW.customer_id, NEW.seq FROM customers WHERE id = NEW.customer_id;
END;
CREATE INDEX counter_entries_of_customer ON counter_entries (customer_id, at, id);

-- With the id, so that what happened in one millisecond is in order too. Clicks are counted, and never shown.
DROP INDEX audit_of_merchant;
CREATE INDEX audit_of_merchant ON audit_entries (merchant_id, at, id);
CREATE INDEX audit_shown ON audit_entries (merchant_id, at, id) WHERE act <> 'link_opened';

CREATE INDEX claims_of_reward ON claims (reward_id, status);
CREATE INDEX rewards_of_offer ON rewards (offer_id) WHERE offer_id IS NOT NULL;
CREATE INDEX offers_with_picture ON offers (picture_id) WHERE picture_id IS NOT NULL;
CREATE INDEX purchases_put_aside ON purchases (pending_id) WHERE pending_id IS NOT NULL;
CREATE INDEX kiosks_pairing ON kiosks (pairing_until) WHERE pairing_until IS NOT NULL;

-- Conditions as in worker/db/outbox-indexes.ts and worker/db/inbox-thread.ts, word for word.
CREATE INDEX outbox_unasked ON outbox (recipient, created_at) WHERE class <> 'conversation' OR kind = 'reply';
CREATE INDEX outbox_replies ON outbox (customer_id, created_at) WHERE kind = 'reply';
CREATE INDEX conversation_notices ON conversation_entries (conversation_id, seq)
WHERE instr(events, '"reason":"loop"') > 0 OR instr(events, '"reason":"wrong_codes"') > 0;

-- What a customer who asks for it is shown, and what goes when they are deleted.
CREATE INDEX customer_sessions_of_customer ON customer_sessions (customer_id);
CREATE INDEX links_of_customer ON links (customer_id);
CREATE INDEX moves_left ON moves (left_customer_id) WHERE left_customer_id IS NOT NULL;
CREATE INDEX inbound_conflicts_by_phone ON inbound_conflicts (from_number);
CREATE INDEX pending_by_number ON pending_points (merchant_id, phone);

-- Points that wait: by when they lapse, and as the shop's pages list them.
CREATE INDEX pending_lapsing ON pending_points (lapses_at) WHERE status = 'waiting';
CREATE INDEX pending_waiting ON pending_points (merchant_id, created_at, id) WHERE status = 'waiting';
