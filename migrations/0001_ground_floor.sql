-- Who sells and sends, who is texted, what was said, what was consented to, what was earned. Times are Unix milliseconds.

CREATE TABLE merchants (
  id TEXT PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  country TEXT CHECK (country IN ('CA', 'US', 'FR')),
  region TEXT,
  language TEXT NOT NULL CHECK (language IN ('fr', 'en')),
  time_zone TEXT NOT NULL,
  contact TEXT,
  trade TEXT,
  accent_color TEXT NOT NULL DEFAULT '#0b6e5f',
  opening_hours TEXT,
  welcome_points INTEGER NOT NULL DEFAULT 0 CHECK (welcome_points >= 0),
  promotions_per_month INTEGER NOT NULL DEFAULT 1 CHECK (promotions_per_month >= 0),
  unit TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE rewards (
  id TEXT PRIMARY KEY,
  merchant_id TEXT NOT NULL REFERENCES merchants (id),
  cost INTEGER NOT NULL CHECK (cost > 0),
  title_en TEXT NOT NULL,
  title_fr TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX rewards_of_merchant ON rewards (merchant_id, cost);

-- A number that texts are sent from and arrive at. Pace is the carrier's, in segments per second.
CREATE TABLE senders (
  id TEXT PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('long', 'ten_dlc', 'toll_free', 'short_code')),
  pace_segments_per_s REAL NOT NULL CHECK (pace_segments_per_s > 0),
  carrier_answers_opt_outs INTEGER NOT NULL DEFAULT 0 CHECK (carrier_answers_opt_outs IN (0, 1)),
  created_at INTEGER NOT NULL
) STRICT;

-- More than one merchant on a sender makes it a shared number; there the keyword tells them apart.
CREATE TABLE sender_merchants (
  sender_id TEXT NOT NULL REFERENCES senders (id),
  merchant_id TEXT NOT NULL REFERENCES merchants (id),
  keyword TEXT NOT NULL,
  PRIMARY KEY (sender_id, merchant_id),
  UNIQUE (sender_id, keyword)
) STRICT, WITHOUT ROWID;
CREATE INDEX sender_of_merchant ON sender_merchants (merchant_id);

-- A phone number as one merchant knows it. Consent and points are the folds of their ledgers below.
CREATE TABLE customers (
  id TEXT PRIMARY KEY,
  merchant_id TEXT NOT NULL REFERENCES merchants (id),
  phone TEXT NOT NULL,
  name TEXT,
  consent TEXT NOT NULL DEFAULT 'none' CHECK (consent IN ('none', 'subscribed', 'held', 'opted_out')),
  consent_seq INTEGER NOT NULL DEFAULT 0,
  proof TEXT,
  points INTEGER NOT NULL DEFAULT 0 CHECK (points >= 0),
  points_seq INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  UNIQUE (merchant_id, phone)
) STRICT;
CREATE INDEX customers_by_phone ON customers (phone);

CREATE TABLE consent_entries (
  customer_id TEXT NOT NULL REFERENCES customers (id),
  seq INTEGER NOT NULL,
  change TEXT NOT NULL CHECK (change IN ('asked', 'granted', 'held', 'resumed', 'withdrawn')),
  word TEXT NOT NULL,
  shown TEXT,
  actor TEXT NOT NULL CHECK (actor IN ('customer', 'carrier')),
  cause TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (customer_id, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER consent_entries_are_append_only BEFORE UPDATE ON consent_entries
BEGIN
  SELECT RAISE(ABORT, 'consent_entries is append-only');
END;

CREATE TABLE point_entries (
  customer_id TEXT NOT NULL REFERENCES customers (id),
  seq INTEGER NOT NULL,
  delta INTEGER NOT NULL CHECK (delta <> 0),
  balance INTEGER NOT NULL CHECK (balance >= 0),
  idempotency_key TEXT NOT NULL UNIQUE,
  cause TEXT NOT NULL,
  actor TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (customer_id, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER point_entries_are_append_only BEFORE UPDATE ON point_entries
BEGIN
  SELECT RAISE(ABORT, 'point_entries is append-only');
END;

-- One (sender number, customer number) pair. The state is the core's, as JSON; seq is what makes two writers take turns.
CREATE TABLE conversations (
  id TEXT PRIMARY KEY,
  sender_id TEXT NOT NULL REFERENCES senders (id),
  phone TEXT NOT NULL,
  seq INTEGER NOT NULL,
  state TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (sender_id, phone)
) STRICT;

CREATE TABLE conversation_entries (
  conversation_id TEXT NOT NULL REFERENCES conversations (id),
  seq INTEGER NOT NULL,
  cause TEXT NOT NULL,
  events TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (conversation_id, seq)
) STRICT, WITHOUT ROWID;

-- Every text that a carrier handed over. Without a sender it is unrouted: kept for the operator.
CREATE TABLE inbound_messages (
  id TEXT PRIMARY KEY,
  carrier TEXT NOT NULL,
  carrier_message_id TEXT NOT NULL,
  sender_id TEXT REFERENCES senders (id),
  customer_id TEXT REFERENCES customers (id),
  from_number TEXT NOT NULL,
  to_number TEXT NOT NULL,
  text TEXT NOT NULL,
  sent_at INTEGER,
  received_at INTEGER NOT NULL,
  UNIQUE (carrier, carrier_message_id)
) STRICT;
CREATE INDEX inbound_of_customer ON inbound_messages (customer_id, received_at);
CREATE INDEX inbound_unrouted ON inbound_messages (received_at) WHERE sender_id IS NULL;
CREATE INDEX inbound_by_phone ON inbound_messages (from_number, received_at);

-- A carrier's message id that came again with other content: the first wins, this one is kept to be looked into.
CREATE TABLE inbound_conflicts (
  id TEXT PRIMARY KEY,
  carrier TEXT NOT NULL,
  carrier_message_id TEXT NOT NULL,
  from_number TEXT NOT NULL,
  to_number TEXT NOT NULL,
  text TEXT NOT NULL,
  received_at INTEGER NOT NULL
) STRICT;

-- What is to be sent, and what became of it. The statuses and their order are src/messaging/lifecycle.ts.
CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  cause TEXT NOT NULL,
  n INTEGER NOT NULL,
  sender_id TEXT NOT NULL REFERENCES senders (id),
  merchant_id TEXT REFERENCES merchants (id),
  customer_id TEXT REFERENCES customers (id),
  person_id TEXT REFERENCES people (id),
  recipient TEXT NOT NULL,
  class TEXT NOT NULL CHECK (class IN ('conversation', 'transactional', 'promotional')),
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  encoding TEXT NOT NULL CHECK (encoding IN ('GSM-7', 'UCS-2')),
  segments INTEGER NOT NULL CHECK (segments > 0),
  even_if_stopped INTEGER NOT NULL DEFAULT 0 CHECK (even_if_stopped IN (0, 1)),
  status TEXT NOT NULL,
  reason TEXT,
  priority INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  expires_at INTEGER,
  attempt INTEGER NOT NULL DEFAULT 0,
  claim TEXT,
  lease_until INTEGER,
  carrier_message_id TEXT,
  created_at INTEGER NOT NULL,
  submitted_at INTEGER,
  settled_at INTEGER,
  UNIQUE (cause, n)
) STRICT;
CREATE INDEX outbox_queued ON outbox (sender_id, priority, due_at, id) WHERE status = 'queued';
CREATE INDEX outbox_due ON outbox (sender_id, due_at) WHERE status = 'queued';
CREATE INDEX outbox_leased ON outbox (sender_id, lease_until) WHERE status IN ('sending', 'unconfirmed');
CREATE INDEX outbox_held ON outbox (merchant_id) WHERE status = 'held';
CREATE INDEX outbox_of_customer ON outbox (customer_id, created_at);
CREATE INDEX outbox_by_recipient ON outbox (recipient, created_at);
CREATE INDEX outbox_by_carrier_id ON outbox (carrier_message_id) WHERE carrier_message_id IS NOT NULL;

-- A customer's thread in the merchant's inbox: there from the first message that no rule answered.
CREATE TABLE threads (
  customer_id TEXT PRIMARY KEY REFERENCES customers (id),
  merchant_id TEXT NOT NULL REFERENCES merchants (id),
  unread INTEGER NOT NULL DEFAULT 0 CHECK (unread >= 0),
  reason TEXT NOT NULL,
  last_at INTEGER NOT NULL
) STRICT;
CREATE INDEX threads_of_merchant ON threads (merchant_id, last_at);

CREATE TABLE links (
  id TEXT PRIMARY KEY,
  purpose TEXT NOT NULL CHECK (purpose IN ('profile', 'wallet')),
  merchant_id TEXT NOT NULL REFERENCES merchants (id),
  customer_id TEXT NOT NULL REFERENCES customers (id),
  expires_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- The merchant's people, and how they sign in.
CREATE TABLE people (
  id TEXT PRIMARY KEY,
  merchant_id TEXT NOT NULL REFERENCES merchants (id),
  phone TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('owner', 'manager', 'staff')),
  created_at INTEGER NOT NULL,
  UNIQUE (merchant_id, phone)
) STRICT;
CREATE INDEX people_by_phone ON people (phone);

CREATE TABLE sign_in_codes (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id),
  code_hash TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_codes_of_person ON sign_in_codes (person_id, created_at);

CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  person_id TEXT NOT NULL REFERENCES people (id),
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_of_person ON sessions (person_id, created_at);

CREATE TABLE audit_entries (
  id TEXT PRIMARY KEY,
  merchant_id TEXT NOT NULL REFERENCES merchants (id),
  person_id TEXT REFERENCES people (id),
  act TEXT NOT NULL,
  subject TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX audit_of_merchant ON audit_entries (merchant_id, at);
