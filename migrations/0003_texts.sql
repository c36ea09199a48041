-- What the programme by text remembers: the last receipt, what was said NO to, and accounts that change their number.

-- JSON: what src/loyalty/receipts.ts says.
ALTER TABLE customers ADD COLUMN last_receipt TEXT;

-- Open until a person settles it; while open, the points of the entry cannot be spent.
CREATE TABLE disputes (
  id TEXT PRIMARY KEY,
  merchant_id TEXT NOT NULL REFERENCES merchants (id),
  customer_id TEXT NOT NULL REFERENCES customers (id),
  entry_seq INTEGER,
  claim_id TEXT REFERENCES claims (id),
  given_by TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  settled_at INTEGER,
  settled_by TEXT REFERENCES people (id),
  CHECK ((entry_seq IS NULL) <> (claim_id IS NULL))
) STRICT;
CREATE INDEX disputes_of_customer ON disputes (customer_id, opened_at);
CREATE INDEX disputes_open ON disputes (merchant_id, opened_at) WHERE settled_at IS NULL;

-- Asked for on the sender's number. The account is customer_id; what the new number had before, and the old one keeps, is left_customer_id: its consent is held by
-- the entry hold_seq, since it was not given there.
CREATE TABLE moves (
  id TEXT PRIMARY KEY,
  merchant_id TEXT NOT NULL REFERENCES merchants (id),
  customer_id TEXT NOT NULL REFERENCES customers (id),
  left_customer_id TEXT REFERENCES customers (id),
  hold_seq INTEGER,
  sender_id TEXT NOT NULL REFERENCES senders (id),
  from_phone TEXT NOT NULL,
  to_phone TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  moved_at INTEGER,
  moved_back_at INTEGER,
  CHECK (from_phone <> to_phone),
  CHECK ((moved_at IS NULL) = (left_customer_id IS NULL))
) STRICT;
CREATE INDEX moves_of_customer ON moves (customer_id, asked_at);
CREATE INDEX moves_to_phone ON moves (to_phone, asked_at);
CREATE INDEX moves_from_phone ON moves (from_phone, asked_at);
