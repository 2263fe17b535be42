//! Which version of a story a site was last known to carry whole, so that only what changed is asked for
//! or sent.

use super::remotes::filed_under;
use super::{Store, from_word, word};
use crate::error::Result;
use crate::site::Address;
use crate::story::{Status, StoryId};
use rusqlite::{OptionalExtension, Row, params};

/// A story as a site was last known to carry it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The site's mark of that version.
    pub version: String,
    /// A mark of what stood here then; empty if something is still to be sent.
    pub mark: String,
    /// Where the story stood here then: what was moved since is to be told.
    pub status: Status,
}

impl Store {
    /// How the site is known to carry the story.
    ///
    /// # Errors
    /// `Storage`.
    pub fn carried(&self, site: &Address, story: StoryId) -> Result<Option<Carried>> {
        let sql = "SELECT version, mark, status FROM carried WHERE address = ?1 AND story = ?2";
        let values = params![filed_under(site), story.to_string()];
        Ok(self.db.query_row(sql, values, |row| carried(row, 0)).optional()?)
    }

    /// Every story the site is known to carry.
    ///
    /// # Errors
    /// `Storage`.
    pub fn all_carried(&self, site: &Address) -> Result<Vec<(StoryId, Carried)>> {
        let sql = "SELECT story, version, mark, status FROM carried WHERE address = ?1
                   ORDER BY story";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map([filed_under(site)], |row| {
            let id: String = row.get(0)?;
            let id = id.parse().map_err(|error| super::column(0, error))?;
            Ok((id, carried(row, 1)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Records how the site carries the story now.
    ///
    /// # Errors
    /// `Storage`.
    pub fn put_carried(&mut self, site: &Address, story: StoryId, held: &Carried) -> Result<()> {
        self.db.execute(
            "INSERT OR REPLACE INTO carried (address, story, version, mark, status)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                filed_under(site),
                story.to_string(),
                held.version,
                held.mark,
                word(&held.status)?,
            ],
        )?;
        Ok(())
    }
}

fn carried(row: &Row<'_>, at: usize) -> rusqlite::Result<Carried> {
    let status = from_word(row, at + 2)?;
    Ok(Carried { version: row.get(at)?, mark: row.get(at + 1)?, status })
}
