-- Numbers that were a member's and had themselves deleted: what is had once in a lifetime is not had again by coming back. The number
-- stands here only as a hash with the service's own key, as in suppressions, and nothing leads from it to the record that went.

CREATE TABLE former_members (
  number_hash TEXT NOT NULL,
  merchant_id TEXT NOT NULL REFERENCES merchants (id),
  deleted_at INTEGER NOT NULL,
  -- JSON: how many of each reward that is limited, by its id, and a year's birthday points as "birthday:2026".
  had TEXT NOT NULL,
  PRIMARY KEY (number_hash, merchant_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX former_members_by_age ON former_members (deleted_at);
