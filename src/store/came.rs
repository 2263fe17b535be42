//! Stories that came from somebody else: from whom, how, and whether they were opened here since.

use super::record::{self, Event, New};
use super::watched::Table;
use super::{Store, moment, review, written};
use crate::error::Result;
use crate::review::Review;
use crate::story::StoryId;
use jiff::Timestamp;
use rusqlite::{Connection, Row, params};
use std::collections::BTreeMap;

/// How a story came here last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    /// Who sent it: the name of a person, or of an account on a site.
    pub sender: String,
    /// The name of the site it came through; none for a packet.
    pub site: Option<String>,
    pub at: Timestamp,
    /// Nobody has opened it at this desk since.
    pub unread: bool,
}

impl Store {
    /// Records that a story came.
    ///
    /// # Errors
    /// `Storage`.
    pub fn put_came(&mut self, story: StoryId, came: &Came) -> Result<()> {
        self.transaction(|db| put(db, story, came))
    }

    /// Takes in what was said of a story elsewhere, and records that it came if it says anything new. Who
    /// has the story in hand is no such thing, though it is taken in too.
    ///
    /// # Errors
    /// `NotFound`, `Storage`. Nothing was changed then.
    pub fn hear(&mut self, story: StoryId, said: &Review, came: &Came) -> Result<()> {
        self.transaction(|db| {
            let had = review::read(db, story)?;
            let whole = review::merge(db, story, said, Some(review::RECEIVED), came.at)?;
            let same = (had.notes, had.suggestions) == (whole.notes, whole.suggestions);
            if same { Ok(()) } else { put(db, story, came) }
        })
    }

    /// Records that somebody opened the story.
    ///
    /// # Errors
    /// `Storage`.
    pub fn note_opened(&mut self, story: StoryId) -> Result<()> {
        let sql = "UPDATE arrival SET unread = 0 WHERE story = ?1 AND unread";
        self.db.execute(sql, [story.to_string()])?;
        Ok(())
    }

    /// Every story that came from somebody else.
    ///
    /// # Errors
    /// `Storage`.
    pub fn came(&self) -> Result<BTreeMap<StoryId, Came>> {
        let sql = "SELECT story, sender, site, at, unread FROM arrival";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map([], came)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

pub(super) fn put(db: &Connection, story: StoryId, came: &Came) -> Result<()> {
    let id = story.to_string();
    record::look(db, (Some(story), Table::Arrival, &id), came.at)?;
    db.execute(
        "INSERT OR REPLACE INTO arrival (story, sender, site, at, unread)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id, came.sender, came.site, written(came.at), came.unread],
    )?;
    let (table, what, remark) = (Table::Arrival, Event::Came, Some(came.sender.as_str()));
    let story = Some(story);
    let new = New { story, table, id: &id, what, who: None, remark, at: came.at };
    record::append_news(db, &new)
}

fn came(row: &Row<'_>) -> rusqlite::Result<(StoryId, Came)> {
    let id: String = row.get(0)?;
    let id = id.parse().map_err(|error| super::column(0, error))?;
    let (sender, site) = (row.get(1)?, row.get(2)?);
    Ok((id, Came { sender, site, at: moment(row, 3)?, unread: row.get(4)? }))
}
