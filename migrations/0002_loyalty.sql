-- The loyalty programme: limits and codes, claims, offers, pending points, kiosks, staff codes, sessions, moves.

ALTER TABLE merchants ADD COLUMN earn_code TEXT;
ALTER TABLE merchants ADD COLUMN multi_point_code TEXT;
ALTER TABLE merchants ADD COLUMN points_per_visit INTEGER NOT NULL DEFAULT 1 CHECK (points_per_visit > 0);
ALTER TABLE merchants ADD COLUMN earns_per_day_max INTEGER NOT NULL DEFAULT 1 CHECK (earns_per_day_max > 0);
ALTER TABLE merchants ADD COLUMN earn_gap_minutes INTEGER NOT NULL DEFAULT 0 CHECK (earn_gap_minutes >= 0);
ALTER TABLE merchants ADD COLUMN points_at_once_max INTEGER NOT NULL DEFAULT 1 CHECK (points_at_once_max > 0);
ALTER TABLE merchants ADD COLUMN birthday_points INTEGER NOT NULL DEFAULT 0 CHECK (birthday_points >= 0);
ALTER TABLE merchants ADD COLUMN points_lifetime_days INTEGER CHECK (points_lifetime_days > 0);
ALTER TABLE merchants ADD COLUMN pending_lifetime_days INTEGER NOT NULL DEFAULT 30 CHECK (pending_lifetime_days > 0);
ALTER TABLE merchants ADD COLUMN redemption_mode TEXT NOT NULL DEFAULT 'code' CHECK (redemption_mode IN ('code', 'show'));
ALTER TABLE merchants ADD COLUMN rotating_qr INTEGER NOT NULL DEFAULT 0 CHECK (rotating_qr IN (0, 1));

ALTER TABLE rewards ADD COLUMN per_customer_max INTEGER CHECK (per_customer_max > 0);
ALTER TABLE rewards ADD COLUMN stock INTEGER CHECK (stock >= 0);
ALTER TABLE rewards ADD COLUMN starts_at INTEGER;
ALTER TABLE rewards ADD COLUMN ends_at INTEGER;
ALTER TABLE rewards ADD COLUMN withdrawn_at INTEGER;

ALTER TABLE customers ADD COLUMN birthday TEXT;
ALTER TABLE customers ADD COLUMN email TEXT;
ALTER TABLE customers ADD COLUMN last_earn_at INTEGER;
ALTER TABLE customers ADD COLUMN earns_on_last_day INTEGER NOT NULL DEFAULT 0;

-- A correction is a new entry that names the one that it reverses, in the same account; each can be reversed once.
ALTER TABLE point_entries ADD COLUMN reverses INTEGER;
ALTER TABLE point_entries ADD COLUMN reason TEXT;
ALTER TABLE point_entries ADD COLUMN claim_id TEXT;
CREATE UNIQUE INDEX point_entries_reversed_once ON point_entries (customer_id, reverses) WHERE reverses IS NOT NULL;
CREATE INDEX point_entries_by_time ON point_entries (customer_id, at);

CREATE TABLE claims (
  id TEXT PRIMARY KEY,
  merchant_id TEXT NOT NULL REFERENCES merchants (id),
  customer_id TEXT NOT NULL REFERENCES customers (id),
  reward_id TEXT NOT NULL REFERENCES rewards (id),
  cost INTEGER NOT NULL CHECK (cost > 0),
  status TEXT NOT NULL CHECK (status IN ('taken', 'in_use', 'used', 'reversed')),
  code TEXT,
  code_until INTEGER,
  taken_at INTEGER NOT NULL,
  used_at INTEGER,
  used_with TEXT
) STRICT;
CREATE INDEX claims_of_customer ON claims (customer_id, taken_at);
CREATE UNIQUE INDEX claims_by_live_code ON claims (merchant_id, code) WHERE status = 'in_use';
CREATE INDEX claims_by_code ON claims (merchant_id, code);

CREATE TABLE offers (
  id TEXT PRIMARY KEY,
  merchant_id TEXT NOT NULL REFERENCES merchants (id),
  title_en TEXT NOT NULL,
  title_fr TEXT NOT NULL,
  details_en TEXT NOT NULL DEFAULT '',
  details_fr TEXT NOT NULL DEFAULT '',
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  withdrawn_at INTEGER,
  created_at INTEGER NOT NULL,
  CHECK (ends_at > starts_at)
) STRICT;
CREATE INDEX offers_of_merchant ON offers (merchant_id, ends_at);

-- Points typed for a number that has not confirmed: they wait, and lapse.
CREATE TABLE pending_points (
  id TEXT PRIMARY KEY,
  merchant_id TEXT NOT NULL REFERENCES merchants (id),
  phone TEXT NOT NULL,
  points INTEGER NOT NULL CHECK (points > 0),
  actor TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'settled', 'lapsed', 'undone')),
  idempotency_key TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  lapses_at INTEGER NOT NULL
) STRICT;
CREATE INDEX pending_of_phone ON pending_points (merchant_id, phone) WHERE status = 'waiting';

CREATE TABLE kiosks (
  id TEXT PRIMARY KEY,
  merchant_id TEXT NOT NULL REFERENCES merchants (id),
  name TEXT NOT NULL,
  pairing_hash TEXT UNIQUE,
  pairing_until INTEGER,
  token_hash TEXT UNIQUE,
  paired_at INTEGER,
  wrong_tries INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER NOT NULL DEFAULT 0,
  revoked_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX kiosks_of_merchant ON kiosks (merchant_id, created_at);

CREATE TABLE staff_codes (
  id TEXT PRIMARY KEY,
  merchant_id TEXT NOT NULL REFERENCES merchants (id),
  label TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  revoked_at INTEGER,
  created_at INTEGER NOT NULL,
  UNIQUE (merchant_id, code_hash)
) STRICT;

CREATE TABLE customer_sessions (
  token_hash TEXT PRIMARY KEY,
  customer_id TEXT NOT NULL REFERENCES customers (id),
  expires_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

ALTER TABLE links ADD COLUMN uses_left INTEGER CHECK (uses_left >= 0);
ALTER TABLE links ADD COLUMN revoked_at INTEGER;
