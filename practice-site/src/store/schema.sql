-- Moments are milliseconds since 1970 (UTC).
CREATE TABLE pictures (
    id          TEXT PRIMARY KEY,
    owner       TEXT NOT NULL,
    sha256      TEXT NOT NULL,
    media_type  TEXT NOT NULL,
    bytes       INTEGER NOT NULL,
    width       INTEGER NOT NULL,
    height      INTEGER NOT NULL
) STRICT;

CREATE INDEX pictures_by_file ON pictures (sha256);

CREATE TABLE stories (
    id            TEXT PRIMARY KEY,
    owner         TEXT NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('draft', 'filed', 'published', 'withdrawn')),
    section       TEXT NOT NULL,
    -- The last part of the address: given at first publication and never changed.
    address       TEXT UNIQUE,
    published_at  INTEGER,
    modified_at   INTEGER NOT NULL,
    -- Counts changes, so that a story changed and changed back has a new ETag.
    version       INTEGER NOT NULL,
    -- The document in JSON, as the API answers it.
    document      TEXT NOT NULL
) STRICT;

CREATE INDEX stories_by_publication ON stories (state, published_at DESC);

CREATE TABLE story_pictures (
    story    TEXT NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
    picture  TEXT NOT NULL REFERENCES pictures (id),
    PRIMARY KEY (story, picture)
) STRICT, WITHOUT ROWID;

CREATE INDEX story_pictures_by_picture ON story_pictures (picture);

CREATE TABLE subscribers (
    address        TEXT PRIMARY KEY COLLATE NOCASE,
    subscribed_at  INTEGER NOT NULL
) STRICT;
