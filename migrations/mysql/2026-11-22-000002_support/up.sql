-- What a whole support conversation needs beyond its messages.

-- How the site's widget looks, who may embed it and how long a session can be opened again: JSON that is read and written as a whole.
ALTER TABLE sites ADD COLUMN settings TEXT NULL;
-- What the site proves its visitors with. The service computes the same HMAC, so it is kept as it is, not hashed; NULL until one is made.
ALTER TABLE sites ADD COLUMN secret VARBINARY(64) NULL;

-- Any page may embed the first site, so that a new installation works at once.
UPDATE sites SET settings = '{"allowed_origins":["*"]}' WHERE id = 1;

-- Where the visitor was last and with what, and what the site says of them: JSON.
ALTER TABLE users ADD COLUMN visit TEXT NULL;
ALTER TABLE users ADD COLUMN attributes TEXT NULL;

ALTER TABLE agents ADD COLUMN avatar_url VARCHAR(2048) NOT NULL DEFAULT '';
-- While an agent has a stream open, its node moves this ahead of the time. Once it has passed, the agent has gone. NULL: was not connected since they
-- were made available, and so is not missed, such as a bot.
ALTER TABLE agents ADD COLUMN connected_until TIMESTAMP(6) NULL DEFAULT NULL;
CREATE INDEX agents_by_connection ON agents (connected_until);

CREATE TABLE teams (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  -- Unique without regard to case: the collation sees to it.
  name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  UNIQUE KEY teams_name (name)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE team_members (
  team_id BIGINT NOT NULL,
  agent_id BIGINT NOT NULL,
  PRIMARY KEY (team_id, agent_id),
  KEY team_members_by_agent (agent_id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- NULL: anyone may take it.
ALTER TABLE chat_sessions ADD COLUMN team_id BIGINT NULL;
-- NULL unless it waits.
ALTER TABLE chat_sessions ADD COLUMN waiting_since TIMESTAMP(6) NULL DEFAULT NULL;
-- JSON: a sorted list of words; NULL for none.
ALTER TABLE chat_sessions ADD COLUMN tags TEXT NULL;
ALTER TABLE chat_sessions ADD COLUMN rating_score INT NULL;
ALTER TABLE chat_sessions ADD COLUMN rating_comment TEXT NULL;
ALTER TABLE chat_sessions ADD COLUMN rated_at TIMESTAMP(6) NULL DEFAULT NULL;
UPDATE chat_sessions SET waiting_since = created_at WHERE status = 'waiting';
CREATE INDEX chat_sessions_by_team ON chat_sessions (team_id);

-- Files. Their bytes are in the blob store under `location`.
CREATE TABLE attachments (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  chat_session_id BIGINT NOT NULL,
  uploader_type VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  uploader_id BIGINT NOT NULL,
  name VARCHAR(255) NOT NULL,
  content_type VARCHAR(127) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  size BIGINT NOT NULL,
  width INT NOT NULL DEFAULT 0,
  height INT NOT NULL DEFAULT 0,
  location VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- The message that shows it; NULL until it was sent. What is not sent within a day is deleted.
  message_id BIGINT NULL,
  created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  KEY attachments_by_session (chat_session_id),
  KEY attachments_unsent (message_id, created_at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE canned_replies (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  shortcut VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  message TEXT NOT NULL,
  created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  UNIQUE KEY canned_replies_shortcut (shortcut)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What all nodes must agree on, such as the key that links to attachments are signed with.
CREATE TABLE settings (
  name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  value VARBINARY(1024) NOT NULL
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
