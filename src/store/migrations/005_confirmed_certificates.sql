-- The SHA-256 fingerprint of the one certificate a person confirmed for a site: one that no authority
-- vouches for. Without it the usual authorities are trusted.
ALTER TABLE site ADD COLUMN fingerprint TEXT;
