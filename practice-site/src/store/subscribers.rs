//! Table `subscribers`: who asked for the newsletter.

use super::{Records, StoreError};
use jiff::Timestamp;

impl Records<'_> {
    /// Keeps the address; false if it was on the list already.
    pub fn subscribe(&self, address: &str, now: Timestamp) -> Result<bool, StoreError> {
        let added = self.sql.execute(
            "INSERT INTO subscribers (address, subscribed_at) VALUES (?1, ?2)
             ON CONFLICT (address) DO NOTHING",
            rusqlite::params![address, now.as_millisecond()],
        )?;
        Ok(added == 1)
    }
}
