-- When the service last tried whether it can write: /healthz, at most once in ten seconds however often it is asked.
CREATE TABLE probes (
  name TEXT PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
