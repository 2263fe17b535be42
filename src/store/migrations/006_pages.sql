-- What the public page made of the words: what was approved and what readers get, as JSON.
ALTER TABLE delivery ADD COLUMN page TEXT;
