-- Points for spending: what one costs, the keys that a shop's tills send purchases with, and the purchases.

-- In the minor unit of the currency of the shop's country; NULL where spending earns nothing.
ALTER TABLE merchants ADD COLUMN spend_minor_per_point INTEGER CHECK (spend_minor_per_point > 0);

CREATE TABLE api_keys (
  id TEXT PRIMARY KEY,
  merchant_id TEXT NOT NULL REFERENCES merchants (id),
  label TEXT NOT NULL,
  key_hash TEXT NOT NULL UNIQUE,
  -- JSON: what src/people/api-scopes.ts names.
  scopes TEXT NOT NULL,
  last_used_at INTEGER,
  revoked_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX api_keys_of_merchant ON api_keys (merchant_id, created_at);

-- Whose points they became: an entry of customer_id's ledger, or points that wait, or nothing where the amount was too small.
-- No telephone number: the fingerprint tells whether a key is sent again with the same content, and cannot be tried against numbers.
CREATE TABLE purchases (
  id TEXT PRIMARY KEY,
  merchant_id TEXT NOT NULL REFERENCES merchants (id),
  api_key_id TEXT NOT NULL REFERENCES api_keys (id),
  idempotency_key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
  currency TEXT NOT NULL CHECK (currency IN ('CAD', 'USD', 'EUR')),
  reference TEXT,
  points INTEGER NOT NULL CHECK (points >= 0),
  customer_id TEXT REFERENCES customers (id),
  entry_seq INTEGER,
  pending_id TEXT REFERENCES pending_points (id),
  -- As it was answered; NULL for a number that was no member's.
  balance INTEGER,
  refunded_at INTEGER,
  created_at INTEGER NOT NULL,
  UNIQUE (api_key_id, idempotency_key),
  CHECK ((customer_id IS NULL) = (balance IS NULL)),
  CHECK (entry_seq IS NULL OR customer_id IS NOT NULL),
  CHECK (pending_id IS NULL OR customer_id IS NULL)
) STRICT;
CREATE INDEX purchases_of_customer ON purchases (customer_id, created_at);
