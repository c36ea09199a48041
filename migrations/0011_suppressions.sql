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
  PRIMARY KEY (scope_kind, scope_id, number_hash)
) STRICT, WITHOUT ROWID;

-- What a sender number is: of one business or a pool's, whom a plain STOP leaves there, whether the carrier knows whose traffic it is,
-- and what it may carry. What was sent from until now goes on being sent from.
ALTER TABLE senders ADD COLUMN pool TEXT NOT NULL DEFAULT 'own' CHECK (pool IN ('own', 'shared'));
ALTER TABLE senders ADD COLUMN stop_scope TEXT NOT NULL DEFAULT 'pool' CHECK (stop_scope IN ('pool', 'shop'));
ALTER TABLE senders ADD COLUMN registered TEXT NOT NULL DEFAULT 'yes' CHECK (registered IN ('yes', 'pending', 'no'));
ALTER TABLE senders ADD COLUMN purposes TEXT NOT NULL DEFAULT '["conversation","transactional","promotional"]';
UPDATE senders SET pool = 'shared' WHERE (SELECT count(*) FROM sender_merchants WHERE sender_id = senders.id) > 1;
