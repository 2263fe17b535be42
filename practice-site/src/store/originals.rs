//! Table `originals`, and the files it names: in a folder of their own, from which no page is served.

use super::{Records, StoreError, write_file};
use rusqlite::{OptionalExtension, params};
use std::fs;
use uuid::Uuid;

/// An original the site holds for a manuscript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldOriginal {
    /// Of the file, lower-case hex.
    pub sha256: String,
    /// Who sent it.
    pub owner: String,
    pub media_type: String,
}

impl Records<'_> {
    pub fn original(&self, of: Uuid, sha256: &str) -> Result<Option<HeldOriginal>, StoreError> {
        let mut select = self.sql.prepare_cached(
            "SELECT sha256, owner, media_type FROM originals
             WHERE manuscript = ?1 AND sha256 = ?2",
        )?;
        let read = |row: &rusqlite::Row<'_>| {
            Ok(HeldOriginal {
                sha256: row.get("sha256")?,
                owner: row.get("owner")?,
                media_type: row.get("media_type")?,
            })
        };
        Ok(select.query_row(params![of.to_string(), sha256], read).optional()?)
    }

    /// Keeps the bytes, on the disk before the row that names them.
    pub fn keep_original(
        &self,
        of: Uuid,
        original: &HeldOriginal,
        bytes: &[u8],
    ) -> Result<(), StoreError> {
        write_file(&self.originals.join(&original.sha256), bytes)?;
        self.sql.execute(
            "INSERT OR IGNORE INTO originals (manuscript, sha256, owner, media_type)
             VALUES (?1, ?2, ?3, ?4)",
            params![of.to_string(), original.sha256, original.owner, original.media_type],
        )?;
        Ok(())
    }

    /// The stored file, byte for byte as it was sent.
    pub fn original_bytes(&self, original: &HeldOriginal) -> Result<Vec<u8>, StoreError> {
        Ok(fs::read(self.originals.join(&original.sha256))?)
    }

    pub(super) fn forget_original(&self, of: Uuid, sha256: &str) -> Result<(), StoreError> {
        self.sql.execute(
            "DELETE FROM originals WHERE manuscript = ?1 AND sha256 = ?2",
            params![of.to_string(), sha256],
        )?;
        self.dropped.borrow_mut().originals.push(sha256.to_owned());
        Ok(())
    }
}
