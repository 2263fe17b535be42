-- What is being suggested at this desk: the text of a part as somebody would have it, while they are
-- still at it. It becomes suggestions, and goes into the record, once they have done.
CREATE TABLE proposal (
    story TEXT NOT NULL REFERENCES story (id) ON DELETE CASCADE,
    -- The part as JSON.
    part  TEXT NOT NULL,
    -- What stood there when it was begun.
    base  TEXT NOT NULL,
    text  TEXT NOT NULL,
    PRIMARY KEY (story, part)
) STRICT;

-- Whether the story was ever handed in: from then on somebody else has to pass it before readers get it.
ALTER TABLE story ADD COLUMN handed_in INTEGER NOT NULL DEFAULT 0;
UPDATE story SET handed_in = 1 WHERE status IN ('filed', 'returned', 'approved')
    OR EXISTS (SELECT 1 FROM revision WHERE story = story.id AND why = 'before it was filed');
CREATE TRIGGER story_is_handed_in AFTER UPDATE OF status ON story
WHEN NEW.status IN ('filed', 'returned') AND NOT NEW.handed_in
BEGIN UPDATE story SET handed_in = 1 WHERE id = NEW.id; END;
CREATE TRIGGER story_came_handed_in AFTER INSERT ON story
WHEN NEW.status IN ('filed', 'returned')
BEGIN UPDATE story SET handed_in = 1 WHERE id = NEW.id; END;
