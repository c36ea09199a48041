-- Points that lapse and points for birthdays: when each is looked at next, and what a customer was told before anything lapses.

ALTER TABLE customers ADD COLUMN expiry_check_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX customers_by_expiry_check ON customers (merchant_id, expiry_check_at) WHERE points > 0;
CREATE INDEX merchants_with_lifetime ON merchants (id) WHERE points_lifetime_days IS NOT NULL;

-- n counts the warnings of a customer: two runs at the same moment take turns.
CREATE TABLE expiry_warnings (
  customer_id TEXT NOT NULL REFERENCES customers (id),
  n INTEGER NOT NULL,
  message_id TEXT NOT NULL REFERENCES outbox (id),
  warned_at INTEGER NOT NULL,
  through_seq INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  settled_at INTEGER,
  PRIMARY KEY (customer_id, n)
) STRICT, WITHOUT ROWID;

ALTER TABLE merchants ADD COLUMN birthdays_due_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX merchants_by_birthdays_due ON merchants (birthdays_due_at) WHERE birthday_points > 0;
CREATE INDEX customers_by_birthday ON customers (merchant_id, birthday) WHERE birthday IS NOT NULL;
