ALTER TABLE users DROP COLUMN erased_at;
DROP TABLE leases;
DROP TABLE audit_head;
DROP TABLE audit_contents;
DROP TABLE audit_log;
DROP TABLE outbox;
