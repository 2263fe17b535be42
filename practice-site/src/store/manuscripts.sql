-- Stories as desks have them, on their way between writers and editors. No page ever reads these tables.
CREATE TABLE manuscripts (
    id           TEXT PRIMARY KEY,
    -- The account that sent it first.
    owner        TEXT NOT NULL,
    -- The account that sent this version.
    changed_by   TEXT NOT NULL,
    modified_at  INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    -- The document in JSON, as it came.
    document     TEXT NOT NULL
) STRICT;

CREATE INDEX manuscripts_by_change ON manuscripts (modified_at DESC);

-- The untouched files of their pictures, which arrive before the manuscript that names them.
CREATE TABLE originals (
    manuscript  TEXT NOT NULL,
    sha256      TEXT NOT NULL,
    owner       TEXT NOT NULL,
    media_type  TEXT NOT NULL,
    PRIMARY KEY (manuscript, sha256)
) STRICT, WITHOUT ROWID;

CREATE INDEX originals_by_file ON originals (sha256);
