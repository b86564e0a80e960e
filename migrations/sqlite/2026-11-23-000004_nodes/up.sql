-- The same as for MySQL, whose comments say what it is for; here is only what differs.

CREATE TABLE nodes (
  name TEXT NOT NULL PRIMARY KEY,
  alive_until TIMESTAMP NOT NULL
);
CREATE INDEX nodes_by_time ON nodes (alive_until);

CREATE TABLE connections (
  member_type TEXT NOT NULL,
  member_id BIGINT NOT NULL,
  node TEXT NOT NULL,
  PRIMARY KEY (member_type, member_id, node)
);
CREATE INDEX connections_by_node ON connections (node);

ALTER TABLE chat_sessions ADD COLUMN changed_at TIMESTAMP NULL;
CREATE INDEX chat_sessions_by_change ON chat_sessions (changed_at);
