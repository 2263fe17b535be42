//! A story that somebody sent, taken in: everything of it in one transaction, or nothing.

use super::revisions::{self, CONFLICT, Keeping, Revision};
use super::undecided::{self, Disputed};
use super::{
    Staged, Store, carried, ending, from_json, moment, passed, people, pictures, record, remotes,
    review, seal, search, stories,
};
use crate::error::{Code, Error, Result};
use crate::review::{Person, Review};
use crate::site::Address;
use crate::story::{Status, Story, StoryId};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// A story that came from somebody else, and what is to stand here.
#[derive(Debug)]
pub struct Arrival<'a> {
    /// Who sent it; none for a site, where whoever works here fetched it.
    pub from: Option<&'a Person>,
    /// As it was sent: kept as a revision, to go back to and to know the next one by.
    pub theirs: &'a Story,
    /// What it was before, oldest first, as far as it is not known here: when, why and what.
    pub earlier: &'a [(Timestamp, String, Story)],
    pub review: &'a Review,
    /// What is to stand here, with its status. Its version is not looked at.
    pub next: &'a Story,
    /// The version here that `next` was made from; none for a story that is new here.
    pub base_version: Option<u32>,
    /// Both changed the same: their text and ours are kept as those of a conflict until somebody decides.
    pub disputed: Option<Disputed<'a>>,
    /// Which texts were undecided when `next` was made, and which of them theirs takes the place of.
    pub open: (&'a [i64], &'a [i64]),
    /// Why their text is kept, for the history: “came from Jo Smith”.
    pub why: &'a str,
    /// The sender's public key in hex, and whether a person at this desk just confirmed it; none where
    /// nothing was signed.
    pub signed: Option<(&'a str, bool)>,
    /// The site it came through: what moves the story by its word is not owed back to it.
    pub carried_by: Option<&'a Address>,
    /// What was taken in from a site is found to be its writer's: each revision as its writer has it, and the
    /// writer's names of the site's pictures.
    pub written: Option<(&'a [Revision], &'a BTreeMap<String, String>)>,
}

/// What became of an [`Arrival`].
#[derive(Debug)]
pub struct Arrived {
    pub story: Story,
    /// The number under which what both changed is to be decided; none if nothing is.
    pub undecided: Option<i64>,
}

/// How a key was confirmed.
const WITH_A_STORY: &str = "confirmed with a story";

/// What stands at revisions of what a story was here before somebody's text came.
const BEFORE: &str = "before another text came";

impl Store {
    /// Every state of the story that was kept, oldest first.
    ///
    /// # Errors
    /// `Storage`.
    pub fn past(&self, id: StoryId) -> Result<Vec<Revision>> {
        let sql = "SELECT id, at, why, snapshot FROM revision WHERE story = ?1 ORDER BY id";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map([id.to_string()], |row| {
            let (at, why, story) = (moment(row, 1)?, row.get(2)?, from_json(row, 3)?);
            Ok(Revision { id: row.get(0)?, at, why, story })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether somebody with this key sent the story. Whom others name in what they send proves nothing.
    ///
    /// # Errors
    /// `Storage`.
    pub fn took_part(&self, id: StoryId, key: &str) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM record
                   WHERE story = ?1 AND what = 'kept' AND who ->> 'key' = ?2)";
        let known = self.db.query_row(sql, params![id.to_string(), key], |row| row.get(0))?;
        Ok(!key.is_empty() && known)
    }

    /// The highest version, as the sender counts them, of what somebody with this key sent of the story.
    ///
    /// # Errors
    /// `Storage`.
    pub fn newest_from(&self, id: StoryId, key: &str) -> Result<Option<u32>> {
        let sql = "SELECT max(snapshot ->> 'version') FROM record
                   JOIN revision ON subject = 'revision:' || revision.id
                   WHERE record.story = ?1 AND what = 'kept' AND who ->> 'key' = ?2";
        Ok(self.db.query_row(sql, params![id.to_string(), key], |row| row.get(0))?)
    }

    /// Takes a story in: its originals get their names, and its words, pictures, earlier states and
    /// review are written, all or nothing. What stood here is kept as a revision if it changes.
    ///
    /// # Errors
    /// `Conflict` if the story changed since `base_version`, or came meanwhile; `NotFound`, `Storage`.
    /// Nothing was changed then.
    pub fn arrive(
        &mut self,
        arrival: &Arrival<'_>,
        originals: Vec<Staged>,
        now: Timestamp,
    ) -> Result<Arrived> {
        let id = arrival.next.id;
        self.transaction(|db| {
            seal::open(db, id, now)?;
            let mine = stand(db, arrival, now)?;
            for (at, why, story) in arrival.earlier {
                let keeping = Keeping { story, why, at: *at, who: arrival.from };
                revisions::keep(db, &keeping, now)?;
            }
            let theirs = keep_theirs(db, arrival, now)?;
            undecided::replace(db, id, arrival.open)?;
            let undecided = arrival.disputed.as_ref();
            let undecided =
                undecided.map(|disputed| undecided::put(db, disputed, theirs, now)).transpose()?;
            if let Some(written) = arrival.written {
                remotes::as_written(db, id, written, now)?;
                review::rename_pictures(db, id, written.1, now)?;
            }
            hand_in(db, id, arrival.from, now)?;
            review::merge(db, id, arrival.review, Some(arrival.why), now)?;
            let stood = mine.map(|mine| mine.status);
            if stood.is_some_and(|stood| stood != arrival.next.status) {
                if arrival.next.status == Status::Returned {
                    ending::end_publications(db, id, now)?;
                }
                stories::set_status(db, id, arrival.next.status, now)?;
            }
            passed::reopen(db, id, now)?;
            let stands = stories::read(db, id)?.status;
            if let Some(site) = arrival.carried_by
                && stood != Some(stands)
            {
                carried::hear(db, site, id, stands)?;
            }
            search::index(db, id)?;
            if let (Some(from), Some((key, confirmed))) = (arrival.from, arrival.signed) {
                people::meet(db, from, key, now)?;
                if confirmed {
                    people::confirm(db, from, key, WITH_A_STORY, now)?;
                }
            }
            // Last before the commit: whatever failed until here leaves no file either.
            originals.into_iter().try_for_each(|staged| staged.keep().map(drop))?;
            Ok(Arrived { story: stories::read(db, id)?, undecided })
        })
    }
}

/// Has the story stand as it is to, and returns what stood here before; none for one that is new.
fn stand(db: &Connection, arrival: &Arrival<'_>, now: Timestamp) -> Result<Option<Story>> {
    let Some(version) = arrival.base_version else {
        begin(db, arrival.next)?;
        return Ok(None);
    };
    let mine = unchanged(db, arrival.next.id, version)?;
    let why = reason(arrival, BEFORE);
    let kept = change(db, &mine, arrival.next, why, now)?;
    if kept.is_none() && arrival.disputed.is_some() {
        revisions::insert(db, &mine, why, now)?;
    }
    Ok(Some(mine))
}

fn reason<'a>(arrival: &Arrival<'a>, why: &'a str) -> &'a str {
    if arrival.disputed.is_some() { CONFLICT } else { why }
}

/// The story, if it is still at that version.
pub(super) fn unchanged(db: &Connection, id: StoryId, version: u32) -> Result<Story> {
    let story = stories::read(db, id)?;
    if story.version == version {
        return Ok(story);
    }
    Err(changed_here())
}

/// Another window or program was quicker.
pub(super) fn changed_here() -> Error {
    Error::new(
        Code::Conflict,
        "The story was changed here at the same moment, so nothing was taken over.",
        "Do it once more; both texts are as they were.",
    )
}

/// Puts a new story in.
fn begin(db: &Connection, story: &Story) -> Result<()> {
    stories::insert(db, story, record::Event::TakenIn)?;
    put_pictures(db, story, story.version)
}

fn put_pictures(db: &Connection, story: &Story, version: u32) -> Result<()> {
    for (position, picture) in story.pictures.iter().enumerate() {
        pictures::insert(db, story.id, picture, position, version)?;
    }
    Ok(())
}

/// Writes what is other in `next`, and keeps what stood there; none if nothing is.
pub(super) fn change(
    db: &Connection,
    mine: &Story,
    next: &Story,
    why: &str,
    now: Timestamp,
) -> Result<Option<i64>> {
    let id = mine.id;
    let details = |one: &Story| (one.kind, one.section.clone(), one.slug.clone());
    let pictures = mine.pictures != next.pictures;
    if mine.copy == next.copy && details(mine) == details(next) && !pictures {
        stories::lock(db, id, next.embargo, now)?;
        return Ok(None);
    }
    let kept = revisions::insert(db, mine, why, now)?;
    let version = stories::touch(db, id, now)?;
    if mine.copy != next.copy {
        stories::write_copy(db, id, &next.copy, version)?;
    }
    if details(mine) != details(next) {
        stories::write_details(db, next, version)?;
    }
    if pictures {
        db.execute("DELETE FROM picture WHERE story = ?1", [id.to_string()])?;
        put_pictures(db, next, version)?;
    }
    stories::lock(db, id, next.embargo, now)?;
    Ok(Some(kept))
}

/// A story with words of somebody else's counts as handed in, whatever they say it is: publishing it
/// without having approved it would be to pass what nobody read.
fn hand_in(db: &Connection, id: StoryId, from: Option<&Person>, now: Timestamp) -> Result<()> {
    let me = record::me(db)?;
    if me.is_some_and(|me| from.is_some_and(|from| !me.key.is_empty() && me.key == from.key)) {
        return Ok(());
    }
    db.execute("UPDATE story SET handed_in = 1 WHERE id = ?1", [id.to_string()])?;
    seal::stands(db, id, (record::Event::Moved, Some("handed in")), now)
}

/// The revision with what was sent: the one that is there if the very same came before.
fn keep_theirs(db: &Connection, arrival: &Arrival<'_>, now: Timestamp) -> Result<i64> {
    let theirs = arrival.theirs;
    let text = serde_json::to_string(theirs)?;
    let there: Option<i64> = db
        .query_row(
            "SELECT id FROM revision WHERE story = ?1 AND snapshot = ?2 ORDER BY id DESC LIMIT 1",
            params![theirs.id.to_string(), text],
            |row| row.get(0),
        )
        .optional()?;
    match there {
        Some(there) => Ok(there),
        None => {
            let why = reason(arrival, arrival.why);
            let keeping = Keeping { story: theirs, why, at: now, who: arrival.from };
            revisions::keep(db, &keeping, now)
        }
    }
}
