-- Who has left, by number, apart from the customer's record: a STOP outlives its deletion. The number stands here only as a hash
-- with the service's own key (NUMBER_HASH_KEY).

-- Which keys the hashes of this database were made with: a service that holds another one must not start.
CREATE TABLE service_keys (
  name TEXT PRIMARY KEY,
  fingerprint TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A STOP holds for a business on its own numbers (scope_id: merchants.id), and for the pool of a shared number (scope_id: senders.id).
-- Times are those at which the person wrote. It holds while stopped_at is not before lifted_at; nothing but a text of that phone lifts it.
CREATE TABLE suppressions (
  scope_kind TEXT NOT NULL CHECK (scope_kind IN ('business', 'pool')),
  scope_id TEXT NOT NULL,
  number_hash TEXT NOT NULL,
  stopped_at INTEGER,
  lifted_at INTEGER,
  source TEXT NOT NULL CHECK (source IN ('text', 'page', 'carrier', 'staff')),
  PRIMARY KEY (number_hash, scope_kind, scope_id)
) STRICT, WITHOUT ROWID;

-- What a sender number is: of one business or a pool's, whom a plain STOP leaves there, whether the carrier knows whose traffic it is,
-- and what it may carry. What was sent from until now goes on being sent from.
ALTER TABLE senders ADD COLUMN pool TEXT NOT NULL DEFAULT 'own' CHECK (pool IN ('own', 'shared'));
ALTER TABLE senders ADD COLUMN stop_scope TEXT NOT NULL DEFAULT 'pool' CHECK (stop_scope IN ('pool', 'shop'));
ALTER TABLE senders ADD COLUMN registered TEXT NOT NULL DEFAULT 'yes' CHECK (registered IN ('yes', 'pending', 'no'));
ALTER TABLE senders ADD COLUMN purposes TEXT NOT NULL DEFAULT '["conversation","transactional","promotional"]';
UPDATE senders SET pool = 'shared' WHERE (SELECT count(*) FROM sender_merchants WHERE sender_id = senders.id) > 1;

-- Asked again when a message is sent: the hash of whom it goes to, and when the text was written that it answers.
ALTER TABLE outbox ADD COLUMN recipient_hash TEXT;
ALTER TABLE outbox ADD COLUMN answers_at INTEGER;
-- What waits for a number is cancelled with its STOP.
CREATE INDEX outbox_waiting ON outbox (recipient) WHERE status IN ('queued', 'held');
-- Confirmations of a stop and codes come first, then answers, then what nobody waits for.
UPDATE outbox SET priority = CASE
  WHEN kind IN ('stop_confirmed', 'stop_confirmed_shared', 'stop_all_confirmed', 'sign_in_code', 'sign_up_code', 'move_code') THEN 0
  WHEN class = 'conversation' THEN 1
  WHEN class = 'transactional' THEN 2
  ELSE 3 END
WHERE status IN ('queued', 'held', 'sending', 'unconfirmed');
-- When the person wrote it, as it counted; sent_at is what the carrier said.
ALTER TABLE inbound_messages ADD COLUMN written_at INTEGER;
UPDATE inbound_messages SET written_at = min(coalesce(sent_at, received_at), received_at);

-- What was said before hashes were kept is hashed by the service itself, a chunk at a time: how far it has come.
CREATE TABLE backfills (
  name TEXT PRIMARY KEY,
  cursor TEXT NOT NULL,
  done_at INTEGER
) STRICT, WITHOUT ROWID;
