-- Who is a person of a shop by their own answer, codes that belong to a number, devices that have signed in, limits by who asks.

-- Nobody is a person of a shop but by an answer of their own: CODE from their phone; or the first code typed, for whom the operator has
-- named (invited_by is NULL). Until then the row is an invitation.
ALTER TABLE people ADD COLUMN invited_by TEXT REFERENCES people (id);
ALTER TABLE people ADD COLUMN confirmed_at INTEGER;
UPDATE people SET
  invited_by = (
    SELECT person_id FROM audit_entries AS entry
    WHERE entry.merchant_id = people.merchant_id AND entry.act = 'person_added'
      AND substr(entry.subject, 1, length(people.id)) = people.id
    LIMIT 1
  ),
  -- Who has ever signed in has typed a code that came to their phone.
  confirmed_at = (SELECT min(created_at) FROM sessions WHERE sessions.person_id = people.id);

-- One row each time that a code is asked for. Codes that were on their way lapse: their hashes had no key.
DROP TABLE sign_in_codes;
CREATE TABLE sign_in_codes (
  id TEXT PRIMARY KEY,
  -- NULL where the number is nobody's: it is not kept.
  phone TEXT,
  asked_by TEXT NOT NULL CHECK (asked_by IN ('page', 'text')),
  -- NULL where none was sent: whatever is typed is wrong.
  code_hash TEXT,
  tries INTEGER NOT NULL DEFAULT 0,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_codes_by_text ON sign_in_codes (phone, created_at) WHERE asked_by = 'text';
CREATE INDEX sign_in_codes_by_time ON sign_in_codes (created_at);

-- A browser in which a code of this number was typed: the limits on strangers do not bind it.
CREATE TABLE devices (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  phone TEXT NOT NULL,
  -- Until then it may choose a shop; NULL once it has.
  proven_until INTEGER,
  expires_at INTEGER NOT NULL,
  used_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX devices_of_phone ON devices (phone, created_at);
CREATE INDEX devices_by_expiry ON devices (expires_at);
ALTER TABLE sessions ADD COLUMN device_id TEXT;

-- How often somebody has asked lately. The key is a limit's name and a keyed hash of who: an address, a number, a shop, a device.
CREATE TABLE limit_counters (
  key TEXT PRIMARY KEY,
  count INTEGER NOT NULL,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX limit_counters_by_time ON limit_counters (until);
