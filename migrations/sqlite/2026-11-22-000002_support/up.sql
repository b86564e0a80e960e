-- The same as for MySQL, whose comments say what it is for; here is only what differs.

ALTER TABLE sites ADD COLUMN settings TEXT NULL;
ALTER TABLE sites ADD COLUMN secret TEXT NULL;

UPDATE sites SET settings = '{"allowed_origins":["*"]}' WHERE id = 1;

ALTER TABLE users ADD COLUMN visit TEXT NULL;
ALTER TABLE users ADD COLUMN attributes TEXT NULL;

ALTER TABLE agents ADD COLUMN avatar_url TEXT NOT NULL DEFAULT '';
ALTER TABLE agents ADD COLUMN connected_until TIMESTAMP NULL;
CREATE INDEX agents_by_connection ON agents (connected_until);

CREATE TABLE teams (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  -- NOCASE knows ASCII only; the service compares the rest.
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE team_members (
  team_id BIGINT NOT NULL,
  agent_id BIGINT NOT NULL,
  PRIMARY KEY (team_id, agent_id)
);
CREATE INDEX team_members_by_agent ON team_members (agent_id);

ALTER TABLE chat_sessions ADD COLUMN team_id BIGINT NULL;
ALTER TABLE chat_sessions ADD COLUMN waiting_since TIMESTAMP NULL;
ALTER TABLE chat_sessions ADD COLUMN tags TEXT NULL;
ALTER TABLE chat_sessions ADD COLUMN rating_score INTEGER NULL;
ALTER TABLE chat_sessions ADD COLUMN rating_comment TEXT NULL;
ALTER TABLE chat_sessions ADD COLUMN rated_at TIMESTAMP NULL;
UPDATE chat_sessions SET waiting_since = created_at WHERE status = 'waiting';
CREATE INDEX chat_sessions_by_team ON chat_sessions (team_id);

CREATE TABLE attachments (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  chat_session_id BIGINT NOT NULL,
  uploader_type TEXT NOT NULL,
  uploader_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  size BIGINT NOT NULL,
  width INTEGER NOT NULL DEFAULT 0,
  height INTEGER NOT NULL DEFAULT 0,
  location TEXT NOT NULL,
  message_id BIGINT NULL,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX attachments_by_session ON attachments (chat_session_id);
CREATE INDEX attachments_unsent ON attachments (message_id, created_at);

CREATE TABLE canned_replies (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  shortcut TEXT NOT NULL UNIQUE,
  message TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE settings (
  name TEXT PRIMARY KEY NOT NULL,
  value BLOB NOT NULL
);
