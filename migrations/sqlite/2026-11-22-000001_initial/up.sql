-- The same tables as for MySQL, whose comments say what they are for; here is only what differs.
-- Times are text, 'YYYY-MM-DD HH:MM:SS[.ffffff]' in UTC, which sorts as it should.
-- AUTOINCREMENT, so that the id of a deleted row never comes back.

CREATE TABLE sites (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  site_key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);

INSERT INTO sites (id, site_key, name) VALUES (1, 'default', 'Default site');

CREATE TABLE users (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  site_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  external_id TEXT NULL,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  UNIQUE (site_id, external_id)
);
CREATE INDEX users_by_external_id ON users (external_id, id);

CREATE TABLE agents (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  name TEXT NOT NULL,
  -- SQLite has no ENUM.
  availability_status TEXT NOT NULL DEFAULT 'unavailable' CHECK (availability_status IN ('available', 'unavailable')),
  email TEXT NULL UNIQUE,
  password_hash TEXT NULL,
  role TEXT NOT NULL DEFAULT 'agent',
  capacity INTEGER NOT NULL DEFAULT 5,
  active_sessions INTEGER NOT NULL DEFAULT 0,
  last_assigned_at TIMESTAMP NULL,
  disabled BOOLEAN NOT NULL DEFAULT FALSE,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- Not locked here: SQLite has one writer at a time.
CREATE TABLE queues (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  name TEXT NOT NULL UNIQUE
);

INSERT INTO queues (id, name) VALUES (1, 'default');

CREATE TABLE chat_sessions (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  user_id BIGINT NOT NULL,
  agent_id BIGINT NULL,
  status TEXT NOT NULL DEFAULT 'waiting',
  last_seq BIGINT NOT NULL DEFAULT 0,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  closed_at TIMESTAMP NULL,
  client_session_id TEXT NULL,
  UNIQUE (user_id, client_session_id)
);
CREATE INDEX chat_sessions_by_status ON chat_sessions (status, id);
CREATE INDEX chat_sessions_by_agent ON chat_sessions (agent_id, id);
CREATE INDEX chat_sessions_by_user ON chat_sessions (user_id, id);

CREATE TABLE messages (
  id INTEGER PRIMARY KEY NOT NULL,
  chat_session_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  kind TEXT NOT NULL DEFAULT 'text',
  sender_type TEXT NOT NULL,
  sender_id BIGINT NOT NULL,
  client_message_id TEXT NULL,
  message TEXT NOT NULL,
  payload TEXT NULL,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  UNIQUE (chat_session_id, sender_type, sender_id, client_message_id)
);

CREATE TABLE session_members (
  chat_session_id BIGINT NOT NULL,
  member_type TEXT NOT NULL,
  member_id BIGINT NOT NULL,
  delivered_seq BIGINT NOT NULL DEFAULT 0,
  read_seq BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (chat_session_id, member_type, member_id)
);

CREATE TABLE credentials (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  kind TEXT NOT NULL,
  hash BLOB NOT NULL UNIQUE,
  family BIGINT NOT NULL,
  role TEXT NULL,
  name TEXT NOT NULL DEFAULT '',
  user_id BIGINT NULL,
  agent_id BIGINT NULL,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at TIMESTAMP NULL,
  revoked_at TIMESTAMP NULL
);
CREATE INDEX credentials_by_family ON credentials (family);
CREATE INDEX credentials_by_agent ON credentials (agent_id);
CREATE INDEX credentials_by_revocation ON credentials (revoked_at);
CREATE INDEX credentials_by_expiry ON credentials (expires_at);

CREATE TABLE login_failures (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  address_hash BLOB NOT NULL,
  failed_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX login_failures_by_address ON login_failures (address_hash, failed_at);
CREATE INDEX login_failures_by_time ON login_failures (failed_at);
