-- Where a delivery goes, as its site may be removed and connected again under another name. Empty in
-- the deliveries that are there: they are in the record as they stand.
ALTER TABLE delivery ADD COLUMN address TEXT;
