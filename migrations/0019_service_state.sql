-- What the whole service is in: a row named 'restored' since a backup was brought back, and nothing is sent until the audit is clean.
CREATE TABLE service_state (
  name TEXT PRIMARY KEY,
  since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
