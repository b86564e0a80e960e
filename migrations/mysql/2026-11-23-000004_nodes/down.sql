DROP INDEX chat_sessions_by_change ON chat_sessions;
ALTER TABLE chat_sessions DROP COLUMN changed_at;
DROP TABLE connections;
DROP TABLE nodes;
