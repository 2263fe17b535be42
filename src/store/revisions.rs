//! What a story was. Rows are added, never changed.

use super::record::{self, Event, New};
use super::watched::Table;
use super::{Store, from_json, moment, written};
use crate::error::{Code, Error, Result};
use crate::review::Person;
use crate::story::{Copy, Story, StoryId, words};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One state of a story, kept for good.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    pub id: i64,
    pub at: Timestamp,
    pub why: String,
    pub story: Story,
}

/// A revision as the history lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RevisionSummary {
    #[ts(type = "number")]
    pub id: i64,
    #[ts(type = "string")]
    pub at: Timestamp,
    pub why: String,
    pub headline: String,
    pub words: u32,
}

/// A burst of typing is one change: a revision is taken before its first save, and again after
/// this long.
const BURST: SignedDuration = SignedDuration::from_mins(2);

/// Why both texts of a conflict are kept.
pub const CONFLICT: &str = "kept from a conflict";

/// So many characters gone in one save are worth a revision at once.
const MUCH: usize = 200;

impl Store {
    /// Keeps the story as it stands, to go back to.
    ///
    /// # Errors
    /// `Storage`.
    pub fn keep_revision(&mut self, story: &Story, why: &str, now: Timestamp) -> Result<i64> {
        self.transaction(|db| insert(db, story, why, now))
    }

    /// The revision.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn revision(&self, story: StoryId, revision: i64) -> Result<Revision> {
        read(&self.db, story, revision)
    }

    /// Every revision of the story, the newest first.
    ///
    /// # Errors
    /// `Storage`.
    pub fn revisions(&self, story: StoryId) -> Result<Vec<RevisionSummary>> {
        let mut statement = self.db.prepare_cached(
            "SELECT id, at, why, snapshot FROM revision WHERE story = ?1 ORDER BY id DESC",
        )?;
        let rows = statement.query_map([story.to_string()], |row| {
            let past = revision(row)?;
            let words = words(&past.story.copy.body);
            Ok(RevisionSummary {
                id: past.id,
                at: past.at,
                why: past.why,
                headline: past.story.copy.headline,
                words: u32::try_from(words).unwrap_or(u32::MAX),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// A revision to be kept.
pub(super) struct Keeping<'a> {
    pub story: &'a Story,
    pub why: &'a str,
    /// When the story was so; may lie before the moment it is kept.
    pub at: Timestamp,
    /// Who brought it; none for whoever works here.
    pub who: Option<&'a Person>,
}

/// Adds a revision, and its entry to the record.
pub(super) fn insert(db: &Connection, story: &Story, why: &str, now: Timestamp) -> Result<i64> {
    keep(db, &Keeping { story, why, at: now, who: None }, now)
}

/// As [`insert`], of what may have come from somebody else.
pub(super) fn keep(db: &Connection, keeping: &Keeping<'_>, now: Timestamp) -> Result<i64> {
    let Keeping { story, why, at, who } = *keeping;
    db.execute(
        "INSERT INTO revision (story, version, at, why, headline, snapshot)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            story.id.to_string(),
            story.version,
            written(at),
            why,
            story.copy.headline,
            serde_json::to_string(story)?,
        ],
    )?;
    let id = db.last_insert_rowid();
    let (table, what, remark) = (Table::Revision, Event::Kept, Some(why));
    let named = id.to_string();
    let new = New { story: Some(story.id), table, id: &named, what, who, remark, at: now };
    record::append(db, &new)?;
    Ok(id)
}

/// Keeps what is there and what was refused, for whichever is gone on with takes the other's place.
pub(super) fn keep_both(
    db: &Connection,
    story: &Story,
    refused: &Story,
    now: Timestamp,
) -> Result<()> {
    for one in [story, refused] {
        insert(db, one, CONFLICT, now)?;
    }
    Ok(())
}

/// Keeps `story` if the change to `next` begins a burst or takes much out.
pub(super) fn before_change(
    db: &Connection,
    story: &Story,
    next: &Copy,
    now: Timestamp,
) -> Result<()> {
    let last: Option<Timestamp> = db
        .prepare_cached("SELECT at FROM revision WHERE story = ?1 ORDER BY id DESC LIMIT 1")?
        .query_row([story.id.to_string()], |row| moment(row, 0))
        .optional()?;
    let begins = last.is_none_or(|last| now.duration_since(last) >= BURST);
    let much_gone = story.copy.body.chars().count() >= next.body.chars().count() + MUCH;
    if much_gone || begins {
        insert(
            db,
            story,
            if much_gone { "before much was taken out" } else { "while writing" },
            now,
        )?;
    }
    Ok(())
}

/// Reads one revision of the story.
pub(super) fn read(db: &Connection, story: StoryId, id: i64) -> Result<Revision> {
    let found = db
        .query_row(
            "SELECT id, at, why, snapshot FROM revision WHERE story = ?1 AND id = ?2",
            params![story.to_string(), id],
            revision,
        )
        .optional()?;
    found.ok_or_else(|| {
        Error::new(
            Code::NotFound,
            "This story has no such revision.",
            "Take one from the story's history; `desk record` lists them by their numbers.",
        )
    })
}

fn revision(row: &Row<'_>) -> rusqlite::Result<Revision> {
    Ok(Revision {
        id: row.get(0)?,
        at: moment(row, 1)?,
        why: row.get(2)?,
        story: from_json(row, 3)?,
    })
}
