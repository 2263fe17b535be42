//! Stories: the words and where they stand.

use super::record::Event;
use super::{Store, from_word, moment, moment_if, seal, word, written};
use crate::error::{Code, Error, Result};
use crate::story::{Copy, Kind, Move, Status, Story, StoryId};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a story has beside its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Details {
    pub kind: Kind,
    pub section: String,
    pub slug: String,
}

/// What to do where a save is refused because the same thing was changed elsewhere.
pub(super) const KEPT: &str = "The other text is in the story; yours is kept in its history. Compare them and take what you need.";

impl Store {
    /// Puts a story in that was begun here, with its pictures' records.
    ///
    /// # Errors
    /// `Conflict` if it came here meanwhile, `Storage`.
    pub fn insert_story(&mut self, story: &Story) -> Result<()> {
        self.put_in(story, Event::Begun)
    }

    /// As [`Self::insert_story`], one that somebody wrote elsewhere.
    ///
    /// # Errors
    /// `Conflict` if it came here meanwhile, `Storage`.
    pub fn take_in_story(&mut self, story: &Story) -> Result<()> {
        self.put_in(story, Event::TakenIn)
    }

    fn put_in(&mut self, story: &Story, how: Event) -> Result<()> {
        self.transaction(|db| {
            insert(db, story, how)?;
            for (position, picture) in story.pictures.iter().enumerate() {
                super::pictures::insert(db, story.id, picture, position, story.version)?;
            }
            super::search::index(db, story.id)
        })
    }

    /// The whole story.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn story(&self, id: StoryId) -> Result<Story> {
        read(&self.db, id)
    }

    /// Saves the words of a story that were made from `base_version`; returns the new version.
    ///
    /// Saving what is already there changes nothing. Before a burst of changes begins, or when much
    /// is taken out at once, the story as it stood becomes a revision.
    ///
    /// # Errors
    /// `Conflict` if the words changed since `base_version`: what was given is then kept as a
    /// revision. `NotFound`, `Storage`.
    pub fn save_copy(
        &mut self,
        id: StoryId,
        base_version: u32,
        copy: &Copy,
        now: Timestamp,
    ) -> Result<u32> {
        let saved = self.transaction(|db| write_words(db, id, base_version, copy, now))?;
        saved.ok_or_else(changed_elsewhere)
    }

    /// Saves kind, section and slug made from `base_version`; returns the new version.
    ///
    /// # Errors
    /// `Conflict` if they changed since: what was given is then kept as a revision. `NotFound`,
    /// `Storage`.
    pub fn save_details(
        &mut self,
        id: StoryId,
        base_version: u32,
        details: &Details,
        now: Timestamp,
    ) -> Result<u32> {
        let saved = self.transaction(|db| {
            let story = read(db, id)?;
            let Details { kind, section, slug } = details.clone();
            let next = Story { kind, section, slug, ..story.clone() };
            if next == story {
                return Ok(Some(story.version));
            }
            if changed_in(db, id, "details_version")? > base_version {
                super::revisions::keep_both(db, &story, &next, now)?;
                return Ok(None);
            }
            super::revisions::before_change(db, &story, &story.copy, now)?;
            let version = touch(db, id, now)?;
            write_details(db, &next, version)?;
            super::passed::reopen(db, id, now)?;
            Ok(Some(version))
        })?;
        saved.ok_or_else(|| {
            Error::new(
                Code::Conflict,
                "Section, kind or slug were changed somewhere else in the meantime.",
                KEPT,
            )
        })
    }

    /// Makes a legal move and returns the story. What waits to go out ends with its story in the
    /// bin.
    ///
    /// # Errors
    /// `IllegalMove`, also for the bin while the story may be becoming public; `NotFound`,
    /// `Storage`.
    pub fn move_story(&mut self, id: StoryId, by: Move, now: Timestamp) -> Result<Story> {
        self.transaction(|db| make_move(db, id, by, now))
    }

    /// Makes the story again what it was at a revision, keeping what it is now as a revision too.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn restore(&mut self, id: StoryId, revision: i64, now: Timestamp) -> Result<Story> {
        self.transaction(|db| {
            let story = read(db, id)?;
            let past = super::revisions::read(db, id, revision)?.story;
            super::revisions::insert(db, &story, "before an earlier one was restored", now)?;
            let version = touch(db, id, now)?;
            write_copy(db, id, &past.copy, version)?;
            write_details(db, &past, version)?;
            db.execute("DELETE FROM picture WHERE story = ?1", [id.to_string()])?;
            for (position, picture) in past.pictures.iter().enumerate() {
                super::pictures::insert(db, id, picture, position, version)?;
            }
            super::search::index(db, id)?;
            super::passed::reopen(db, id, now)?;
            read(db, id)
        })
    }
}

/// Writes the words that were made from `base_version`; the new version. `None` if the words changed
/// since: then both are kept as revisions.
pub(super) fn write_words(
    db: &Connection,
    id: StoryId,
    base_version: u32,
    copy: &Copy,
    now: Timestamp,
) -> Result<Option<u32>> {
    let story = read(db, id)?;
    if story.copy == *copy {
        return Ok(Some(story.version));
    }
    if changed_in(db, id, "copy_version")? > base_version {
        let refused = Story { copy: copy.clone(), ..story.clone() };
        super::revisions::keep_both(db, &story, &refused, now)?;
        return Ok(None);
    }
    super::revisions::before_change(db, &story, copy, now)?;
    let version = touch(db, id, now)?;
    write_copy(db, id, copy, version)?;
    super::search::index_later(db, id)?;
    super::passed::reopen(db, id, now)?;
    Ok(Some(version))
}

pub(super) fn changed_elsewhere() -> Error {
    Error::new(
        Code::Conflict,
        "These words were changed somewhere else while you were writing.",
        KEPT,
    )
}

/// Makes a legal move, keeps the story as it was before it, and returns it as it is now.
pub(super) fn make_move(db: &Connection, id: StoryId, by: Move, now: Timestamp) -> Result<Story> {
    let story = read(db, id)?;
    let status = story.status.after(by)?;
    if by == Move::Unspike {
        return super::binned::take_out(db, &story, status, now);
    }
    match status {
        Status::Spiked => super::ending::end_all_of(db, id, now)?,
        Status::Returned | Status::Withdrawn => super::ending::end_publications(db, id, now)?,
        _ => {}
    }
    super::revisions::insert(db, &story, &format!("before it was {}", status.word()), now)?;
    set_status(db, id, status, now)?;
    read(db, id)
}

/// Counts the story's version up by one and returns it; whatever changes the story calls it first.
pub(super) fn touch(db: &Connection, id: StoryId, now: Timestamp) -> Result<u32> {
    seal::open(db, id, now)?;
    let version = db
        .query_row(
            "UPDATE story SET version = version + 1, updated = ?2 WHERE id = ?1 RETURNING version",
            params![id.to_string(), written(now)],
            |row| row.get(0),
        )
        .optional()?;
    version.ok_or_else(not_found)
}

/// Sets the status.
pub(super) fn set_status(
    db: &Connection,
    id: StoryId,
    status: Status,
    now: Timestamp,
) -> Result<()> {
    touch(db, id, now)?;
    write_status(db, id, status, now)?;
    match status {
        // Whoever had it in hand is done with it: it is its writer's again, or readers have it or had it.
        Status::Returned | Status::Published | Status::Corrected | Status::Withdrawn => {
            super::review::let_go(db, id, now)
        }
        // Into one desk's bin; a colleague who has it in hand works on.
        Status::Spiked => super::review::let_go_of_mine(db, id, now),
        Status::Draft | Status::Filed | Status::Approved => Ok(()),
    }
}

/// Sets the status where the version was counted up already.
pub(super) fn write_status(
    db: &Connection,
    id: StoryId,
    status: Status,
    now: Timestamp,
) -> Result<()> {
    let sql = "UPDATE story SET status = ?2 WHERE id = ?1";
    db.execute(sql, params![id.to_string(), word(&status)?])?;
    seal::stands(db, id, (Event::Moved, Some(status.word())), now)
}

/// Reads the whole story.
pub(super) fn read(db: &Connection, id: StoryId) -> Result<Story> {
    let story = db
        .prepare_cached(
            "SELECT id, kind, slug, section, status, version, embargo, headline, standfirst, byline,
                    dateline, body, tags, created, updated FROM story WHERE id = ?1",
        )?
        .query_row([id.to_string()], |row| story(row, id))
        .optional()?;
    let mut story = story.ok_or_else(not_found)?;
    story.pictures = super::pictures::read_all(db, id)?;
    Ok(story)
}

fn story(row: &Row<'_>, id: StoryId) -> rusqlite::Result<Story> {
    Ok(Story {
        id,
        kind: from_word(row, 1)?,
        slug: row.get(2)?,
        section: row.get(3)?,
        status: from_word(row, 4)?,
        version: row.get(5)?,
        embargo: moment_if(row, 6)?,
        copy: Copy {
            headline: row.get(7)?,
            standfirst: row.get(8)?,
            byline: row.get(9)?,
            dateline: row.get(10)?,
            body: row.get(11)?,
            tags: super::from_json(row, 12)?,
        },
        pictures: Vec::new(),
        created: moment(row, 13)?,
        updated: moment(row, 14)?,
    })
}

/// Puts the story in, without its pictures; the record says how it came about.
pub(super) fn insert(db: &Connection, story: &Story, how: Event) -> Result<()> {
    let there = "SELECT EXISTS (SELECT 1 FROM story WHERE id = ?1)";
    if db.query_row(there, [story.id.to_string()], |row| row.get(0))? {
        return Err(super::receiving::changed_here());
    }
    seal::open(db, story.id, story.updated)?;
    db.execute(
        "INSERT INTO story (id, kind, slug, section, status, version, copy_version, details_version,
             embargo, headline, standfirst, byline, dateline, body, tags, created, updated)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        params![
            story.id.to_string(),
            word(&story.kind)?,
            story.slug,
            story.section,
            word(&story.status)?,
            story.version,
            story.embargo.map(written),
            story.copy.headline,
            story.copy.standfirst,
            story.copy.byline,
            story.copy.dateline,
            story.copy.body,
            serde_json::to_string(&story.copy.tags)?,
            written(story.created),
            written(story.updated),
        ],
    )?;
    seal::stands(db, story.id, (how, Some(story.status.word())), story.updated)
}

pub(super) fn write_copy(db: &Connection, id: StoryId, copy: &Copy, version: u32) -> Result<()> {
    db.execute(
        "UPDATE story SET headline = ?2, standfirst = ?3, byline = ?4, dateline = ?5, body = ?6,
             tags = ?7, copy_version = ?8 WHERE id = ?1",
        params![
            id.to_string(),
            copy.headline,
            copy.standfirst,
            copy.byline,
            copy.dateline,
            copy.body,
            serde_json::to_string(&copy.tags)?,
            version,
        ],
    )?;
    Ok(())
}

pub(super) fn write_details(db: &Connection, story: &Story, version: u32) -> Result<()> {
    db.execute(
        "UPDATE story SET kind = ?2, section = ?3, slug = ?4, details_version = ?5 WHERE id = ?1",
        params![story.id.to_string(), word(&story.kind)?, story.section, story.slug, version],
    )?;
    Ok(())
}

/// The version in which the thing that `column` counts last changed.
fn changed_in(db: &Connection, id: StoryId, column: &'static str) -> Result<u32> {
    let sql = format!("SELECT {column} FROM story WHERE id = ?1");
    Ok(db.query_row(&sql, [id.to_string()], |row| row.get(0))?)
}

pub(super) fn not_found() -> Error {
    Error::new(
        Code::NotFound,
        "There is no such story in this data folder.",
        "Look in the list of stories; another data folder may hold it.",
    )
}

/// Locks the story until a moment, or lifts the lock; what is held looks anew, and what nothing holds any
/// longer waits for its turn.
pub(super) fn lock(
    db: &Connection,
    id: StoryId,
    until: Option<Timestamp>,
    now: Timestamp,
) -> Result<()> {
    if read(db, id)?.embargo == until {
        return Ok(());
    }
    touch(db, id, now)?;
    let embargo = "UPDATE story SET embargo = ?2 WHERE id = ?1";
    db.execute(embargo, params![id.to_string(), until.map(written)])?;
    let held = "UPDATE delivery SET next_try = NULL WHERE story = ?1 AND state = 'held'";
    db.execute(held, [id.to_string()])?;
    if until.is_none() {
        let freed = "UPDATE delivery SET state = 'queued'
                     WHERE story = ?1 AND state = 'held' AND (at IS NULL OR at <= ?2)";
        db.execute(freed, params![id.to_string(), written(now)])?;
    }
    Ok(())
}
