//! Revisions older than the house keeps them. What they were stays in the record as a hash.

use super::record::{self, Event, New};
use super::watched::Table;
use super::{Store, revisions, written};
use crate::error::Result;
use crate::story::StoryId;
use jiff::Timestamp;
use rusqlite::params;

/// What stands at the entry of a revision that is gone.
const DROPPED: &str = "dropped as the house says";

impl Store {
    /// Takes away every revision kept before `before` that nothing needs, and returns how many. Needed
    /// are: what was delivered or is to be, what was approved, both texts of a conflict, what the story
    /// and a site last had in common, and the newest revision of each story.
    ///
    /// # Errors
    /// `Storage`.
    pub fn drop_revisions(&mut self, before: Timestamp, now: Timestamp) -> Result<usize> {
        self.transaction(|db| {
            let mut statement = db.prepare(
                "SELECT story, id FROM revision WHERE at < ?1 AND why != ?2
                   AND id NOT IN (SELECT revision FROM delivery)
                   AND id NOT IN (SELECT revision FROM approval WHERE revision IS NOT NULL)
                   AND id NOT IN (SELECT remote ->> 'revision' FROM remote_story
                                  WHERE remote ->> 'revision' IS NOT NULL)
                   AND id NOT IN (SELECT theirs FROM undecided)
                   AND id NOT IN (SELECT max(id) FROM revision GROUP BY story)
                 ORDER BY id",
            )?;
            let rows =
                statement.query_map(params![written(before), revisions::CONFLICT], |row| {
                    let story: String = row.get(0)?;
                    Ok((story.parse().map_err(|error| super::column(0, error))?, row.get(1)?))
                })?;
            let old: Vec<(StoryId, i64)> = rows.collect::<rusqlite::Result<_>>()?;
            for (story, id) in &old {
                let (story, what) = (Some(*story), Event::Dropped);
                let (table, remark) = (Table::Revision, Some(DROPPED));
                let named = id.to_string();
                let new = New { story, table, id: &named, what, who: None, remark, at: now };
                record::append(db, &new)?;
                db.execute("DELETE FROM revision WHERE id = ?1", [id])?;
            }
            Ok(old.len())
        })
    }
}
