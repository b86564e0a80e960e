-- How the content of a record was kept when it was written: text, sealed or commitment. It is hashed with the record, so that a content cannot be passed off as
-- one that was never kept. Empty for records from before, which have no such word in their hash.
ALTER TABLE audit_log ADD COLUMN kept TEXT NOT NULL DEFAULT '';
