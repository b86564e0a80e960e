-- MySQL 8 and 9, MariaDB 10.11 and later.
--
-- No foreign keys, cascades or stored procedures: distributed engines that speak MySQL do not have them all, and the service never
-- deletes a row that another one needs.
-- What a client made up and what must be told apart byte by byte is VARBINARY: even under a _bin collation a VARCHAR that ends in a
-- space equals the one without it.
-- Times are UTC with microseconds; the service sets them, the defaults are for people who write SQL.

-- Where visitors come from.
CREATE TABLE sites (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_key VARBINARY(64) NOT NULL,
  name VARCHAR(255) NOT NULL,
  created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  UNIQUE KEY sites_key (site_key)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO sites (id, site_key, name) VALUES (1, 'default', 'Default site');

-- The people who ask.
CREATE TABLE users (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  site_id BIGINT NOT NULL,
  name VARCHAR(255) NOT NULL,
  email VARCHAR(255) NOT NULL,
  -- The embedding application's id for them; 255 characters of UTF-8.
  external_id VARBINARY(1020) NULL,
  created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  UNIQUE KEY users_external_id (site_id, external_id),
  -- Back ends look their users up by their own id alone.
  KEY users_by_external_id (external_id, id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The people and bots who answer.
CREATE TABLE agents (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(255) NOT NULL,
  availability_status ENUM('available', 'unavailable') NOT NULL DEFAULT 'unavailable',
  email VARCHAR(255) NULL,
  password_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
  role VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'agent',
  capacity INT NOT NULL DEFAULT 5,
  -- The number of sessions that are active and theirs. Only changed under the lock of the queue row.
  active_sessions INT NOT NULL DEFAULT 0,
  last_assigned_at TIMESTAMP(6) NULL DEFAULT NULL,
  disabled BOOLEAN NOT NULL DEFAULT FALSE,
  created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  UNIQUE KEY agents_email (email)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The queue that sessions wait in. Whoever changes a status, an assignee or what an agent can take locks its row first, so that these
-- changes happen one after the other on however many nodes.
CREATE TABLE queues (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(64) NOT NULL,
  UNIQUE KEY queues_name (name)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO queues (id, name) VALUES (1, 'default');

-- The conversations.
CREATE TABLE chat_sessions (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  user_id BIGINT NOT NULL,
  -- NULL until somebody took it.
  agent_id BIGINT NULL,
  -- waiting, active or closed
  status VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'waiting',
  -- The seq of the newest message: the counter that makes seqs dense. Never computed from max(seq).
  last_seq BIGINT NOT NULL DEFAULT 0,
  created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  closed_at TIMESTAMP(6) NULL DEFAULT NULL,
  -- The creator's own id for it, so that a repeated request does not start a second one.
  client_session_id VARBINARY(256) NULL,
  UNIQUE KEY chat_sessions_client_session_id (user_id, client_session_id),
  KEY chat_sessions_by_status (status, id),
  KEY chat_sessions_by_agent (agent_id, id),
  KEY chat_sessions_by_user (user_id, id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The log of every session.
CREATE TABLE messages (
  -- chat_session_id * 2^20 + seq: clusters by session and order, and needs no allocator.
  id BIGINT NOT NULL PRIMARY KEY,
  chat_session_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  -- text, encrypted or event
  kind VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'text',
  -- system, user or agent; the system's id is 0
  sender_type VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sender_id BIGINT NOT NULL,
  -- NULL for events.
  client_message_id VARBINARY(256) NULL,
  -- Empty unless it is text.
  message TEXT NOT NULL,
  -- JSON: what happened, or {"key_id", "ciphertext" in base64}.
  payload TEXT NULL,
  created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  -- A message appears once however often it was sent.
  UNIQUE KEY messages_client_message_id (chat_session_id, sender_type, sender_id, client_message_id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- How far each participant has received and read a session. The marks only grow.
CREATE TABLE session_members (
  chat_session_id BIGINT NOT NULL,
  member_type VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  member_id BIGINT NOT NULL,
  delivered_seq BIGINT NOT NULL DEFAULT 0,
  read_seq BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (chat_session_id, member_type, member_id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- API keys and tokens. Of the secret only the SHA-256 is kept.
CREATE TABLE credentials (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  hash BINARY(32) NOT NULL,
  -- The log-in that a token comes from; 0 for an API key.
  family BIGINT NOT NULL,
  role VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
  name VARCHAR(255) NOT NULL DEFAULT '',
  user_id BIGINT NULL,
  agent_id BIGINT NULL,
  created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  expires_at TIMESTAMP(6) NULL DEFAULT NULL,
  revoked_at TIMESTAMP(6) NULL DEFAULT NULL,
  UNIQUE KEY credentials_hash (hash),
  KEY credentials_by_family (family),
  KEY credentials_by_agent (agent_id),
  -- Every node asks twice a second what was revoked lately.
  KEY credentials_by_revocation (revoked_at),
  KEY credentials_by_expiry (expires_at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Wrong passwords, counted for each address. Kept by its hash, so that a mistyped password is not stored.
CREATE TABLE login_failures (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  address_hash BINARY(32) NOT NULL,
  failed_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  KEY login_failures_by_address (address_hash, failed_at),
  KEY login_failures_by_time (failed_at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
