-- The nodes that run. A node moves its time ahead while it does; once it has passed, the node is dead, and whoever notices deletes it.
CREATE TABLE nodes (
  name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  alive_until TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  KEY nodes_by_time (alive_until)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Who has a stream open, and on which node.
CREATE TABLE connections (
  member_type VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  member_id BIGINT NOT NULL,
  node VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (member_type, member_id, node),
  KEY connections_by_node (node)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- When more than messages was added to it: nodes that were not told find by it what they missed. NULL: longer ago than there are several.
ALTER TABLE chat_sessions ADD COLUMN changed_at TIMESTAMP(6) NULL DEFAULT NULL;
CREATE INDEX chat_sessions_by_change ON chat_sessions (changed_at);
