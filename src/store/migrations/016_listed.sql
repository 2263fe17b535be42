-- What is derived from each story, so that neither a list nor a save reads all the others: its row among
-- the words, and how many words its body has. Filled by store/search.rs.
CREATE TABLE listed (
    number INTEGER PRIMARY KEY,
    story  TEXT NOT NULL UNIQUE REFERENCES story (id) ON DELETE CASCADE,
    words  INTEGER NOT NULL
) STRICT;

-- A word that is only begun is found without reading all words that begin so.
DROP TABLE story_words;
CREATE VIRTUAL TABLE story_words USING fts5 (
    headline, byline, body, captions, credits,
    tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
);

-- The sites a story is on, was on or is on its way to, by the names they have here.
CREATE VIEW story_site AS
    SELECT story, site FROM delivery
    UNION
    SELECT remote_story.story, site.name
    FROM remote_story JOIN site ON rtrim(site.url, '/') = remote_story.address;
