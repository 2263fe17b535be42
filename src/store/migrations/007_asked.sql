-- What a site was asked to do about who can read a story (`site::Asked`), until its answer is recorded.
ALTER TABLE remote_story ADD COLUMN asked TEXT;
