//! Which version of a story a site was last known to carry whole, so that only what changed is asked for
//! or sent.

use super::remotes::filed_under;
use super::{Store, from_word, word};
use crate::error::Result;
use crate::site::Address;
use crate::story::{Status, StoryId};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A story as a site was last known to carry it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The site's mark of that version.
    pub version: String,
    /// A mark of what stood here then; empty if something is still to be sent.
    pub mark: String,
    /// Where the story stood here then, or was moved by the site's word since: what was moved here since is
    /// to be told.
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

    /// The fingerprints of the texts that the site may carry by what is known here: the one last seen
    /// there and those sent since; empty if none was ever noted.
    ///
    /// # Errors
    /// `Storage`.
    pub fn seen_texts(&self, site: &Address, story: StoryId) -> Result<Vec<String>> {
        let sql = "SELECT text FROM seen_text WHERE address = ?1 AND story = ?2";
        let mut statement = self.db.prepare_cached(sql)?;
        let values = params![filed_under(site), story.to_string()];
        let rows = statement.query_map(values, |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Records that a text is about to be sent there.
    ///
    /// # Errors
    /// `Storage`.
    pub fn note_sent_text(&mut self, site: &Address, story: StoryId, text: &str) -> Result<()> {
        let sql = "INSERT OR IGNORE INTO seen_text (address, story, text) VALUES (?1, ?2, ?3)";
        self.db.execute(sql, params![filed_under(site), story.to_string(), text])?;
        Ok(())
    }

    /// Records that the site was seen to carry this text, and so no other.
    ///
    /// # Errors
    /// `Storage`.
    pub fn put_seen_text(&mut self, site: &Address, story: StoryId, text: &str) -> Result<()> {
        let address = filed_under(site);
        self.transaction(|db| {
            let sql = "DELETE FROM seen_text WHERE address = ?1 AND story = ?2";
            db.execute(sql, params![address, story.to_string()])?;
            let sql = "INSERT INTO seen_text (address, story, text) VALUES (?1, ?2, ?3)";
            db.execute(sql, params![address, story.to_string(), text])?;
            Ok(())
        })
    }
}

/// The story stands here where the site's word moved it: that is not owed back to the site.
///
/// # Errors
/// `Storage`.
pub(super) fn hear(db: &Connection, site: &Address, story: StoryId, is: Status) -> Result<()> {
    let sql = "UPDATE carried SET status = ?3 WHERE address = ?1 AND story = ?2";
    db.execute(sql, params![filed_under(site), story.to_string(), word(&is)?])?;
    Ok(())
}

fn carried(row: &Row<'_>, at: usize) -> rusqlite::Result<Carried> {
    let status = from_word(row, at + 2)?;
    Ok(Carried { version: row.get(at)?, mark: row.get(at + 1)?, status })
}
