-- The seal over a story as it stands: see store/seal.rs.
CREATE TABLE seal (
    story   TEXT PRIMARY KEY REFERENCES story (id) ON DELETE CASCADE,
    content TEXT NOT NULL
) STRICT;
CREATE INDEX record_by_story ON record (story);
