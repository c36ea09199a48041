-- The first text to a number from a shop says who writes and how to leave. Which texts did, so that the next one knows that it is not
-- the first: one that never reached the phone does not count.
ALTER TABLE outbox ADD COLUMN introduces INTEGER NOT NULL DEFAULT 0 CHECK (introduces IN (0, 1));
UPDATE outbox SET introduces = 1 WHERE kind IN (
  'join_prompt', 'kiosk_invitation', 'sign_up_code', 'stop_question', 'staying', 'help', 'help_write_here', 'help_shared', 'why', 'why_page');
CREATE INDEX outbox_introductions ON outbox (recipient, sender_id) WHERE introduces = 1;
