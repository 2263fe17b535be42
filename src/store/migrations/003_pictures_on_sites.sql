-- What the public page made of each picture: the four lights, as JSON.
ALTER TABLE delivery ADD COLUMN pictures TEXT;

-- Every file we sent to a site or were about to send, noted before it is sent: what a story shows no
-- more is taken away there by this record and by no other. No remote record means that no answer
-- ever came.
CREATE TABLE sent_picture (
    address TEXT NOT NULL,
    story   TEXT NOT NULL REFERENCES story (id) ON DELETE CASCADE,
    name    TEXT NOT NULL,
    sha256  TEXT NOT NULL,
    remote  TEXT,
    PRIMARY KEY (address, story, name, sha256)
) STRICT;
