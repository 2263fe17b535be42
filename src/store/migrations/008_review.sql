-- What people say about a story, and who passed which text. Ids are those of the notes themselves, and
-- one note may stand under two stories of a folder.
CREATE TABLE note (
    story  TEXT NOT NULL REFERENCES story (id) ON DELETE CASCADE,
    id     TEXT NOT NULL,
    at     TEXT NOT NULL,
    -- The whole note as JSON, with what became of it: its fields are never searched one by one.
    record TEXT NOT NULL,
    PRIMARY KEY (story, id)
) STRICT;
CREATE TABLE suggestion (
    story  TEXT NOT NULL REFERENCES story (id) ON DELETE CASCADE,
    id     TEXT NOT NULL,
    at     TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (story, id)
) STRICT;

CREATE TABLE approval (
    id          INTEGER PRIMARY KEY,
    story       TEXT NOT NULL REFERENCES story (id) ON DELETE CASCADE,
    fingerprint TEXT NOT NULL,
    at          TEXT NOT NULL,
    -- The story as it was passed; none where an approval came without its text.
    revision    INTEGER REFERENCES revision (id),
    record      TEXT NOT NULL,
    UNIQUE (story, record)
) STRICT;
CREATE TRIGGER approval_is_immutable BEFORE UPDATE ON approval
BEGIN SELECT RAISE(ABORT, 'an approval is never changed'); END;
-- It may go with its story, and in no other way.
CREATE TRIGGER approval_stays BEFORE DELETE ON approval
WHEN EXISTS (SELECT 1 FROM story WHERE id = OLD.story)
BEGIN SELECT RAISE(ABORT, 'an approval is never taken away'); END;

CREATE TABLE holder (
    story  TEXT PRIMARY KEY REFERENCES story (id) ON DELETE CASCADE,
    record TEXT NOT NULL
) STRICT;

-- Whose keys are known. Only the public ones: see vault.
CREATE TABLE person (
    -- The fingerprint of the public key.
    key         TEXT PRIMARY KEY,
    public_key  TEXT NOT NULL,
    name        TEXT NOT NULL,
    first_seen  TEXT NOT NULL,
    trusted     TEXT,
    trusted_how TEXT
) STRICT;

-- What happened, each entry bound to the one before it: see store/record.rs. No story is referred to,
-- for the chain outlives each of them. AUTOINCREMENT remembers how many there were.
CREATE TABLE record (
    seq      INTEGER PRIMARY KEY AUTOINCREMENT,
    story    TEXT NOT NULL,
    at       TEXT NOT NULL,
    -- As JSON; none where nobody had said who works here.
    who      TEXT,
    what     TEXT NOT NULL,
    -- Table and id of the row it is about.
    subject  TEXT NOT NULL,
    -- The hash of that row after what happened.
    content  TEXT NOT NULL,
    remark   TEXT,
    -- The hash of the entry before; empty for the first.
    previous TEXT NOT NULL,
    hash     TEXT NOT NULL
) STRICT;
CREATE INDEX record_by_subject ON record (story, subject, seq);
CREATE TRIGGER record_is_immutable BEFORE UPDATE ON record
BEGIN SELECT RAISE(ABORT, 'the record is never changed'); END;
CREATE TRIGGER record_stays BEFORE DELETE ON record
BEGIN SELECT RAISE(ABORT, 'nothing is taken out of the record'); END;
