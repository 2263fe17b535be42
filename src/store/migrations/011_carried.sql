-- Which version of a story a site is known to carry whole, beside its article, and how it stood here then.
CREATE TABLE carried (
    address TEXT NOT NULL,
    story   TEXT NOT NULL REFERENCES story (id) ON DELETE CASCADE,
    version TEXT NOT NULL,
    mark    TEXT NOT NULL,
    status  TEXT NOT NULL,
    PRIMARY KEY (address, story)
) STRICT;

-- Stories that came from somebody else: from whom, by which way, and whether they were opened here since.
CREATE TABLE arrival (
    story  TEXT PRIMARY KEY REFERENCES story (id) ON DELETE CASCADE,
    sender TEXT NOT NULL,
    -- The name of the site; none for a packet.
    site   TEXT,
    at     TEXT NOT NULL,
    unread INTEGER NOT NULL
) STRICT;
