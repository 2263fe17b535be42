-- Whether the words of a story were written since they were last put among the words that are searched:
-- that takes longer than to save them, and is done by the next search. Filled by store/search.rs.
ALTER TABLE listed ADD COLUMN stale INTEGER NOT NULL DEFAULT 0 CHECK (stale IN (0, 1));
CREATE INDEX listed_stale ON listed (number) WHERE stale = 1;
