//! The few things the desk remembers about itself.

use super::Store;
use crate::error::Result;
use rusqlite::{OptionalExtension, params};

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
