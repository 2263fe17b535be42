-- A delivery may have a moment before which it does not make the story public.
ALTER TABLE delivery ADD COLUMN at TEXT;
-- Bytes of a picture that are on their way, of how many.
ALTER TABLE delivery_step ADD COLUMN sent INTEGER;
ALTER TABLE delivery_step ADD COLUMN total INTEGER;

-- The marks of words that were being sent to a site and whose answer has not come: if the site is
-- found to hold them, it was us, and nobody's work is overwritten.
CREATE TABLE sent_words (
    address TEXT NOT NULL,
    story   TEXT NOT NULL REFERENCES story (id) ON DELETE CASCADE,
    mark    TEXT NOT NULL,
    PRIMARY KEY (address, story, mark)
) STRICT;
