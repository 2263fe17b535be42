-- When an approval came with a story that somebody sent, and from whom. It is shown and never counts: what
-- was passed at this desk has nothing here.
ALTER TABLE approval ADD COLUMN came TEXT;
