-- Texts of a story that a site may carry by what is known here: the one last seen there, and those that
-- were sent since and got no answer. By their fingerprints.
CREATE TABLE seen_text (
    address TEXT NOT NULL,
    story   TEXT NOT NULL REFERENCES story (id) ON DELETE CASCADE,
    text    TEXT NOT NULL,
    PRIMARY KEY (address, story, text)
) STRICT;
