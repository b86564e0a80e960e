-- What has happened and is not in the audit log yet: written in the transaction of the change, deleted in the transaction of the record.
CREATE TABLE outbox (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  -- So many entries of a session's log from this seq on; NULL if it is about something else.
  chat_session_id BIGINT NULL,
  first_seq BIGINT NULL,
  entries INT NULL,
  -- That something else: JSON.
  deed TEXT NULL,
  -- Who caused it, and from which address.
  principal VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  source VARCHAR(45) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  -- When the broker had it; NULL until then.
  published_at TIMESTAMP(6) NULL DEFAULT NULL,
  KEY outbox_unpublished (published_at, id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The audit log: only ever added to. How the hashes are made is in docs/operations/audit.md.
CREATE TABLE audit_log (
  -- 1, 2, 3 and so on without a gap, from audit_head.
  id BIGINT NOT NULL PRIMARY KEY,
  event_id VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  action VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  actor VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  via VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NULL,
  object VARCHAR(48) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  chat_session_id BIGINT NULL,
  seq BIGINT NULL,
  occurred_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  recorded_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  details TEXT NOT NULL,
  commitment BINARY(32) NOT NULL,
  hash BINARY(32) NOT NULL,
  -- An entry has one record.
  UNIQUE KEY audit_log_entry (chat_session_id, seq),
  KEY audit_log_by_actor (actor, id),
  KEY audit_log_by_time (recorded_at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What of a record may be erased.
CREATE TABLE audit_contents (
  id BIGINT NOT NULL PRIMARY KEY,
  salt BINARY(16) NOT NULL,
  source VARCHAR(45) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- As it is, or sealed; NULL where only the commitment is kept.
  content MEDIUMBLOB NULL,
  sealed BOOL NOT NULL DEFAULT FALSE
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The last record. Whoever adds records locks this row.
CREATE TABLE audit_head (
  id BIGINT NOT NULL PRIMARY KEY,
  last_id BIGINT NOT NULL,
  hash BINARY(32) NOT NULL
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
INSERT INTO audit_head (id, last_id, hash) VALUES (1, 0, UNHEX(REPEAT('00', 32)));

-- Work that one node at a time does.
CREATE TABLE leases (
  name VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  holder VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  held_until TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- When somebody's data was erased.
ALTER TABLE users ADD COLUMN erased_at TIMESTAMP(6) NULL DEFAULT NULL;

-- What was said before there was an audit log is recorded too.
INSERT INTO outbox (chat_session_id, first_seq, entries, principal, source, created_at)
  SELECT chat_session_id, seq, 1, 'system', '', created_at FROM messages ORDER BY id;
