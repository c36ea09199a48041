-- What is kept is kept no longer than src/retention.ts says.

-- A code, or the token of a link: taken out once the text has gone.
ALTER TABLE outbox ADD COLUMN holds_secret INTEGER NOT NULL DEFAULT 0 CHECK (holds_secret IN (0, 1));
UPDATE outbox SET holds_secret = 1
WHERE kind IN ('sign_in_code', 'sign_up_code', 'move_code', 'redemption_code') OR (kind <> 'reply' AND text LIKE '%http%');
CREATE INDEX outbox_secrets ON outbox (created_at) WHERE holds_secret = 1;

-- When a code left its claim. Those of before count from now.
ALTER TABLE past_codes ADD COLUMN left_at INTEGER NOT NULL DEFAULT 0;
UPDATE past_codes SET left_at = unixepoch() * 1000;
DROP TRIGGER claims_leave_their_codes;
CREATE TRIGGER claims_leave_their_codes AFTER UPDATE OF code ON claims
WHEN OLD.code IS NOT NULL AND NEW.code IS NOT OLD.code
BEGIN
  INSERT OR IGNORE INTO past_codes (merchant_id, code, left_at) VALUES (OLD.merchant_id, OLD.code, unixepoch() * 1000);
END;

CREATE INDEX sessions_by_age ON sessions (expires_at);
CREATE INDEX customer_sessions_by_age ON customer_sessions (expires_at);
CREATE INDEX links_by_age ON links (expires_at);
CREATE INDEX expiry_warnings_by_age ON expiry_warnings (settled_at) WHERE settled_at IS NOT NULL;
CREATE INDEX past_codes_by_age ON past_codes (left_at);
CREATE INDEX outbox_by_age ON outbox (created_at) WHERE text <> '';
CREATE INDEX inbound_by_age ON inbound_messages (received_at) WHERE text <> '';
CREATE INDEX inbound_conflicts_by_age ON inbound_conflicts (received_at);
CREATE INDEX pending_by_age ON pending_points (lapses_at) WHERE status IN ('lapsed', 'undone') AND phone <> 'deleted:';
