-- Codes whose claim has got another one, or none: typed at the counter, they are told from codes that nobody ever had.
CREATE TABLE past_codes (
  merchant_id TEXT NOT NULL REFERENCES merchants (id),
  code TEXT NOT NULL,
  PRIMARY KEY (merchant_id, code)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER claims_leave_their_codes AFTER UPDATE OF code ON claims
WHEN OLD.code IS NOT NULL AND NEW.code IS NOT OLD.code
BEGIN
  INSERT OR IGNORE INTO past_codes (merchant_id, code) VALUES (OLD.merchant_id, OLD.code);
END;
