-- The same as for MySQL, whose comments say what it is for; here is only what differs.

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  chat_session_id BIGINT NULL,
  first_seq BIGINT NULL,
  entries INTEGER NULL,
  deed TEXT NULL,
  principal TEXT NOT NULL,
  source TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  published_at TIMESTAMP NULL
);
CREATE INDEX outbox_unpublished ON outbox (published_at, id);

CREATE TABLE audit_log (
  id BIGINT PRIMARY KEY NOT NULL,
  event_id TEXT NOT NULL,
  action TEXT NOT NULL,
  actor TEXT NOT NULL,
  via TEXT NULL,
  object TEXT NOT NULL,
  chat_session_id BIGINT NULL,
  seq BIGINT NULL,
  occurred_at TIMESTAMP NOT NULL,
  recorded_at TIMESTAMP NOT NULL,
  details TEXT NOT NULL,
  commitment BLOB NOT NULL,
  hash BLOB NOT NULL,
  UNIQUE (chat_session_id, seq)
);
CREATE INDEX audit_log_by_actor ON audit_log (actor, id);
CREATE INDEX audit_log_by_time ON audit_log (recorded_at);

CREATE TABLE audit_contents (
  id BIGINT PRIMARY KEY NOT NULL,
  salt BLOB NOT NULL,
  source TEXT NOT NULL,
  content BLOB NULL,
  sealed BOOLEAN NOT NULL DEFAULT FALSE
);

CREATE TABLE audit_head (
  id BIGINT PRIMARY KEY NOT NULL,
  last_id BIGINT NOT NULL,
  hash BLOB NOT NULL
);
INSERT INTO audit_head (id, last_id, hash) VALUES (1, 0, zeroblob(32));

CREATE TABLE leases (
  name TEXT PRIMARY KEY NOT NULL,
  holder TEXT NOT NULL,
  held_until TIMESTAMP NOT NULL
);

ALTER TABLE users ADD COLUMN erased_at TIMESTAMP NULL;

INSERT INTO outbox (chat_session_id, first_seq, entries, principal, source, created_at)
  SELECT chat_session_id, seq, 1, 'system', '', created_at FROM messages ORDER BY id;
