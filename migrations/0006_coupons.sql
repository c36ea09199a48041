-- Offers with a picture, exclusions and a coupon. A coupon is a claim that costs nothing, of a reward that has its offer's id: once a customer, until it expires.

-- Bounds as in src/pictures/picture.ts.
CREATE TABLE pictures (
  id TEXT PRIMARY KEY,
  merchant_id TEXT NOT NULL REFERENCES merchants (id),
  type TEXT NOT NULL CHECK (type IN ('image/jpeg', 'image/png', 'image/webp')),
  width INTEGER NOT NULL CHECK (width BETWEEN 1 AND 4096),
  height INTEGER NOT NULL CHECK (height BETWEEN 1 AND 4096),
  bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 307200),
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX pictures_of_merchant ON pictures (merchant_id);

ALTER TABLE offers ADD COLUMN exclusions_en TEXT NOT NULL DEFAULT '';
ALTER TABLE offers ADD COLUMN exclusions_fr TEXT NOT NULL DEFAULT '';
ALTER TABLE offers ADD COLUMN has_coupon INTEGER NOT NULL DEFAULT 0 CHECK (has_coupon IN (0, 1));
-- NULL for until the offer ends.
ALTER TABLE offers ADD COLUMN coupon_days INTEGER CHECK (coupon_days > 0);
ALTER TABLE offers ADD COLUMN picture_id TEXT REFERENCES pictures (id);

-- A CHECK cannot be altered: rewards and claims are copied, dropped and made anew. Disputes look to their claims again at the end.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE claims_before AS SELECT * FROM claims ORDER BY rowid;
DROP TABLE claims;
CREATE TABLE rewards_before AS SELECT * FROM rewards ORDER BY rowid;
DROP TABLE rewards;

CREATE TABLE rewards (
  id TEXT PRIMARY KEY,
  merchant_id TEXT NOT NULL REFERENCES merchants (id),
  cost INTEGER NOT NULL CHECK (cost >= 0),
  title_en TEXT NOT NULL,
  title_fr TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  per_customer_max INTEGER CHECK (per_customer_max > 0),
  stock INTEGER CHECK (stock >= 0),
  starts_at INTEGER,
  ends_at INTEGER,
  withdrawn_at INTEGER,
  offer_id TEXT REFERENCES offers (id),
  CHECK ((cost = 0) = (offer_id IS NOT NULL)),
  CHECK (offer_id = id)
) STRICT;
INSERT INTO rewards (id, merchant_id, cost, title_en, title_fr, created_at, per_customer_max, stock, starts_at, ends_at, withdrawn_at)
SELECT id, merchant_id, cost, title_en, title_fr, created_at, per_customer_max, stock, starts_at, ends_at, withdrawn_at
FROM rewards_before ORDER BY rowid;
DROP TABLE rewards_before;
CREATE INDEX rewards_of_merchant ON rewards (merchant_id, cost);

CREATE TABLE claims (
  id TEXT PRIMARY KEY,
  merchant_id TEXT NOT NULL REFERENCES merchants (id),
  customer_id TEXT NOT NULL REFERENCES customers (id),
  reward_id TEXT NOT NULL REFERENCES rewards (id),
  cost INTEGER NOT NULL CHECK (cost >= 0),
  status TEXT NOT NULL CHECK (status IN ('taken', 'in_use', 'used', 'reversed')),
  code TEXT,
  code_until INTEGER,
  taken_at INTEGER NOT NULL,
  used_at INTEGER,
  used_with TEXT,
  expires_at INTEGER,
  CHECK ((cost = 0) = (expires_at IS NOT NULL))
) STRICT;
INSERT INTO claims (id, merchant_id, customer_id, reward_id, cost, status, code, code_until, taken_at, used_at, used_with)
SELECT id, merchant_id, customer_id, reward_id, cost, status, code, code_until, taken_at, used_at, used_with
FROM claims_before ORDER BY rowid;
DROP TABLE claims_before;
CREATE INDEX claims_of_customer ON claims (customer_id, taken_at);
CREATE UNIQUE INDEX claims_by_live_code ON claims (merchant_id, code) WHERE status = 'in_use';
CREATE INDEX claims_by_code ON claims (merchant_id, code);
CREATE UNIQUE INDEX claims_of_coupons ON claims (customer_id, reward_id) WHERE cost = 0;
