//! The few things the desk remembers about itself.

use super::Store;
use crate::error::Result;
use rusqlite::{OptionalExtension, params};

const FOLDER_ID: &str = "folder-id";

impl Store {
    /// The setting of that name, if it was ever set.
    ///
    /// # Errors
    /// `Storage`.
    pub fn setting(&self, name: &str) -> Result<Option<String>> {
        let value = self
            .db
            .query_row("SELECT value FROM setting WHERE name = ?1", [name], |row| row.get(0))
            .optional()?;
        Ok(value)
    }

    /// What tells this data folder from any other, 32 hex digits: made once, by whoever asks first.
    ///
    /// # Errors
    /// `Storage`.
    pub fn folder_id(&mut self) -> Result<String> {
        if let Some(id) = self.setting(FOLDER_ID)? {
            return Ok(id);
        }
        let sql = "INSERT OR IGNORE INTO setting (name, value)
                   VALUES (?1, lower(hex(randomblob(16))))";
        self.db.execute(sql, [FOLDER_ID])?;
        Ok(self.setting(FOLDER_ID)?.unwrap_or_default())
    }

    /// Remembers a setting.
    ///
    /// # Errors
    /// `Storage`.
    pub fn set_setting(&mut self, name: &str, value: &str) -> Result<()> {
        self.db.execute(
            "INSERT INTO setting (name, value) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            params![name, value],
        )?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_data_folder_is_known_again_and_no_other_is_it() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let id = |folder: &std::path::Path| Store::open(folder).unwrap().folder_id().unwrap();
        assert_eq!(id(one.path()), id(one.path()));
        assert_ne!(id(one.path()), id(other.path()));
        assert_eq!(id(one.path()).len(), 32);
    }
}
