-- Texts of somebody else's that came where both had changed the same, until somebody says which stands.
CREATE TABLE undecided (
    -- AUTOINCREMENT: what was decided by one number never means another text.
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    story   TEXT NOT NULL REFERENCES story (id) ON DELETE CASCADE,
    -- The way it came by: a site's address, or the key it was signed with; none where nobody signed.
    source  TEXT,
    sender  TEXT NOT NULL,
    -- The name of the site it came through; none for a file.
    site    TEXT,
    at      TEXT NOT NULL,
    -- What both are held against, as JSON; none if they have nothing in common.
    base    TEXT,
    -- What stood here, as JSON.
    mine    TEXT NOT NULL,
    -- What came.
    theirs  INTEGER NOT NULL REFERENCES revision (id),
    -- What was decided of it so far, as JSON: for each place in its order a choice or null.
    decided TEXT NOT NULL
) STRICT;
CREATE INDEX undecided_by_story ON undecided (story, number);
