-- Stories, their pictures and their past; the sites and what left for them.

CREATE TABLE story (
    id              TEXT PRIMARY KEY,
    kind            TEXT NOT NULL,
    slug            TEXT NOT NULL,
    section         TEXT NOT NULL,
    status          TEXT NOT NULL,
    version         INTEGER NOT NULL,
    -- The versions in which the words and the details last changed: a save conflicts only with a
    -- later change of the same thing.
    copy_version    INTEGER NOT NULL,
    details_version INTEGER NOT NULL,
    embargo         TEXT,
    headline        TEXT NOT NULL,
    standfirst      TEXT NOT NULL,
    byline          TEXT NOT NULL,
    dateline        TEXT,
    body            TEXT NOT NULL,
    tags            TEXT NOT NULL,
    created         TEXT NOT NULL,
    updated         TEXT NOT NULL
) STRICT;
CREATE INDEX story_by_updated ON story (updated DESC);

CREATE TABLE picture (
    story       TEXT NOT NULL REFERENCES story (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,
    position    INTEGER NOT NULL,
    version     INTEGER NOT NULL,
    sha256      TEXT NOT NULL,
    role        TEXT NOT NULL,
    -- The whole record as JSON: its fields are never searched one by one.
    record      TEXT NOT NULL,
    PRIMARY KEY (story, name)
) STRICT;
CREATE INDEX picture_by_hash ON picture (sha256);

-- What a story was; rows are never changed.
CREATE TABLE revision (
    id       INTEGER PRIMARY KEY,
    story    TEXT NOT NULL REFERENCES story (id) ON DELETE CASCADE,
    version  INTEGER NOT NULL,
    at       TEXT NOT NULL,
    why      TEXT NOT NULL,
    headline TEXT NOT NULL,
    snapshot TEXT NOT NULL
) STRICT;
CREATE INDEX revision_by_story ON revision (story, id DESC);
CREATE TRIGGER revision_is_immutable BEFORE UPDATE ON revision
BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END;

-- No secret is ever in this table: see vault.
CREATE TABLE site (
    name     TEXT PRIMARY KEY,
    kind     TEXT NOT NULL,
    url      TEXT NOT NULL,
    user     TEXT,
    practice INTEGER NOT NULL DEFAULT 0,
    account  TEXT,
    added    TEXT NOT NULL
) STRICT;

CREATE TABLE delivery (
    id       TEXT PRIMARY KEY,
    story    TEXT NOT NULL REFERENCES story (id) ON DELETE CASCADE,
    site     TEXT NOT NULL,
    release  TEXT NOT NULL,
    state    TEXT NOT NULL,
    revision INTEGER NOT NULL REFERENCES revision (id),
    attempts INTEGER NOT NULL DEFAULT 0,
    next_try TEXT,
    problem  TEXT,
    url      TEXT,
    remote   TEXT,
    created  TEXT NOT NULL,
    updated  TEXT NOT NULL
) STRICT;
CREATE INDEX delivery_by_state ON delivery (state, created);
CREATE INDEX delivery_by_story ON delivery (story, created DESC);

CREATE TABLE delivery_step (
    delivery TEXT NOT NULL REFERENCES delivery (id) ON DELETE CASCADE,
    what     TEXT NOT NULL,
    position INTEGER NOT NULL,
    label    TEXT NOT NULL,
    started  TEXT,
    done     TEXT,
    PRIMARY KEY (delivery, what)
) STRICT;

-- What each site holds of ours, so that a second publication updates the first.
CREATE TABLE remote_story (
    site   TEXT NOT NULL,
    story  TEXT NOT NULL REFERENCES story (id) ON DELETE CASCADE,
    remote TEXT NOT NULL,
    PRIMARY KEY (site, story)
) STRICT;
CREATE TABLE remote_picture (
    site   TEXT NOT NULL,
    story  TEXT NOT NULL REFERENCES story (id) ON DELETE CASCADE,
    name   TEXT NOT NULL,
    remote TEXT NOT NULL,
    PRIMARY KEY (site, story, name)
) STRICT;

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE story_words USING fts5 (
    story UNINDEXED, headline, byline, body, captions, credits,
    tokenize = "unicode61 remove_diacritics 2"
);
