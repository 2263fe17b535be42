//! What people say about a story, and who passed which text. Nothing is taken away: notes, suggestions
//! and approvals are added, and each addition and each mark is recorded as it is made.

use super::dating::{Claims, dated};
use super::record::{self, Event, New};
use super::watched::Table;
use super::{Store, ending, from_json, proposing, revisions, stories, written};
use crate::error::{Code, Error, Result};
use crate::review::{
    Anchor, Approval, Holder, Mark, Note, Person, Review, Settled, Suggestion, fingerprint,
};
use crate::story::{Move, Status, Story, StoryId};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// What stands at entries that did not arise at this desk.
pub(super) const RECEIVED: &str = "came with a review";

impl Store {
    /// All that was said about the story.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn review(&self, story: StoryId) -> Result<Review> {
        stories::read(&self.db, story)?;
        read(&self.db, story)
    }

    /// Adds what was said at this desk: whatever of `said` is new. Returns the whole review.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn add_to_review(&mut self, id: StoryId, said: &Review, now: Timestamp) -> Result<Review> {
        self.transaction(|db| add(db, id, said, now))
    }

    /// Makes one of the review here and one that was made elsewhere. Returns the whole. Approvals given
    /// elsewhere are kept apart: see [`Self::passed_elsewhere`].
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn merge_review(&mut self, id: StoryId, theirs: &Review, now: Timestamp) -> Result<Review> {
        self.transaction(|db| merge(db, id, theirs, Some(RECEIVED), now))
    }

    /// Sends the story back with the reasons. What waits to bring it to readers ends.
    ///
    /// # Errors
    /// `Conflict` while two texts are to be settled: nothing of the story goes out before that, so the reasons
    /// would stay here. `IllegalMove`, also where a site was told its moment or may have published it;
    /// `NotFound`, `Storage`.
    pub fn return_story(&mut self, id: StoryId, reasons: &Note, now: Timestamp) -> Result<Story> {
        self.transaction(|db| {
            super::undecided::refuse(db, id, "so it was not sent back")?;
            ending::refuse_return(db, id)?;
            let said = Review { notes: vec![reasons.clone()], ..Review::default() };
            merge(db, id, &said, None, now)?;
            stories::make_move(db, id, Move::Return, now)
        })
    }

    /// Passes exactly the text that stands at `base_version`: it is kept as a revision, and the story is
    /// approved. One that is published stays so, with an approval of what is there now.
    ///
    /// # Errors
    /// `Conflict` if the story changed since, `IllegalMove` for one in the bin, `NotFound`, `Storage`.
    pub fn approve(
        &mut self,
        id: StoryId,
        base_version: u32,
        who: &Person,
        now: Timestamp,
    ) -> Result<Story> {
        self.transaction(|db| {
            let story = stories::read(db, id)?;
            if story.version != base_version {
                return Err(Error::new(
                    Code::Conflict,
                    "The story changed after you looked at it, so nothing was approved.",
                    "Look at it once more and approve what is there now.",
                ));
            }
            super::undecided::refuse(db, id, "so it was not approved")?;
            let next = story.status.after(Move::Approve);
            if story.status == Status::Spiked {
                next?;
            }
            let approval = Approval {
                fingerprint: fingerprint(&story),
                made: Mark { by: who.clone(), at: now },
            };
            let said = Review { approvals: vec![approval], ..Review::default() };
            merge(db, id, &said, None, now)?;
            if let Ok(next) = next {
                stories::set_status(db, id, next, now)?;
            }
            stories::read(db, id)
        })
    }

    /// Records that exactly this text was passed, whatever becomes of its status.
    ///
    /// # Errors
    /// `Conflict` if the story is another text by now or is to be settled first, `NotFound`, `Storage`.
    pub fn record_approval(&mut self, story: &Story, made: &Mark, now: Timestamp) -> Result<()> {
        self.transaction(|db| {
            super::undecided::refuse(db, story.id, "so it was not approved")?;
            let is = fingerprint(story);
            if fingerprint(&stories::read(db, story.id)?) != is {
                return Err(Error::new(
                    Code::Conflict,
                    "The story was changed somewhere else in the meantime.",
                    "Nothing was sent. Look at it once more and publish again.",
                ));
            }
            pass(db, story, made, now)
        })
    }

    /// The revision an approval was given to; `None` if its text never stood here.
    ///
    /// # Errors
    /// `Storage`.
    pub fn approved_revision(&self, id: StoryId, approval: &Approval) -> Result<Option<i64>> {
        let sql = "SELECT revision FROM approval WHERE story = ?1 AND fingerprint = ?2
                   AND revision IS NOT NULL ORDER BY id DESC LIMIT 1";
        let kept = self
            .db
            .query_row(sql, params![id.to_string(), approval.fingerprint], |row| row.get(0))
            .optional()?;
        match kept {
            Some(revision) => Ok(Some(revision)),
            // The text may have come after the approval.
            None => revision_of(&self.db, id, &approval.fingerprint),
        }
    }
}

/// Adds what was said at this desk, and returns the whole.
pub(super) fn add(db: &Connection, id: StoryId, said: &Review, now: Timestamp) -> Result<Review> {
    merge(db, id, said, None, now)
}

/// From now on nobody has the story in hand.
pub(super) fn let_go(db: &Connection, id: StoryId, now: Timestamp) -> Result<()> {
    let held: Option<Holder> = records(db, "holder WHERE", id)?.pop();
    let Some((held, person)) = held.as_ref().and_then(|held| Some((held, held.person.clone()?)))
    else {
        return Ok(());
    };
    let by = record::me(db)?.unwrap_or(person);
    let holder = Some(Holder::after(Some(held), None, Mark { by, at: now }));
    add(db, id, &Review { holder, ..Review::default() }, now).map(drop)
}

/// From now on whoever works here does not have it in hand.
pub(super) fn let_go_of_mine(db: &Connection, id: StoryId, now: Timestamp) -> Result<()> {
    let held: Option<Holder> = records(db, "holder WHERE", id)?.pop();
    let holder = held.and_then(|held| held.person).zip(record::me(db)?);
    if holder.is_some_and(|(holder, me)| holder.is(&me)) { let_go(db, id, now) } else { Ok(()) }
}

/// Records that the story was passed as it stands.
pub(super) fn pass(db: &Connection, story: &Story, made: &Mark, now: Timestamp) -> Result<()> {
    let approval = Approval { fingerprint: fingerprint(story), made: made.clone() };
    add(db, story.id, &Review { approvals: vec![approval], ..Review::default() }, now).map(drop)
}

/// Brings `said` into the review and returns the whole. With a remark it was said elsewhere.
pub(super) fn merge(
    db: &Connection,
    id: StoryId,
    said: &Review,
    remark: Option<&str>,
    now: Timestamp,
) -> Result<Review> {
    stories::read(db, id)?;
    let held = read(db, id)?;
    let mut claims = Claims::default();
    let whole = match remark {
        None => held.merged(said),
        Some(remark) => {
            let (said, dated_anew) = dated(db, id, (&held, said), now)?;
            claims = dated_anew;
            put_foreign_approvals(db, id, (&held.approvals, &said.approvals), remark, now)?;
            held.merged(&Review { approvals: Vec::new(), ..held.heard(&said) })
        }
    };
    for note in &whole.notes {
        let was = held.notes.iter().find(|one| one.id == note.id);
        let was = was.map(|was| was.settled.as_ref());
        let is = (note, &note.made, was, &note.settled);
        put(db, (id, Table::Note, &note.id), is, (remark, &claims), now)?;
    }
    for one in &whole.suggestions {
        let was = held.suggestions.iter().find(|held| held.id == one.id);
        let was = was.map(|was| was.settled.as_ref());
        let is = (one, &one.made, was, &one.settled);
        put(db, (id, Table::Suggestion, &one.id), is, (remark, &claims), now)?;
    }
    for approval in whole.approvals.iter().filter(|one| !held.approvals.contains(one)) {
        put_approval(db, id, approval, None, now)?;
    }
    if let Some(holder) = whole.holder.as_ref().filter(|one| held.holder.as_ref() != Some(one)) {
        let row = id.to_string();
        record::look(db, (Some(id), Table::Holder, &row), now)?;
        let sql = "INSERT INTO holder (story, record) VALUES (?1, ?2)
                   ON CONFLICT (story) DO UPDATE SET record = excluded.record";
        db.execute(sql, params![row, serde_json::to_string(holder)?])?;
        let remark = claims.remark((Table::Holder, &row), remark);
        let who = (Some(&holder.made.by), remark.as_deref());
        append(db, (id, Table::Holder, &row), Event::Held, who, now)?;
    }
    Ok(whole)
}

/// What stands at notes and suggestions whose picture got another name.
const RENAMED: &str = "its picture is called what its writer calls it";

/// Has what was said about pictures, and what is being suggested, follow them to their new names.
pub(super) fn rename_pictures(
    db: &Connection,
    id: StoryId,
    names: &BTreeMap<String, String>,
    now: Timestamp,
) -> Result<()> {
    let held = read(db, id)?;
    for note in held.notes {
        let Some(anchor) = note.anchor.clone() else { continue };
        let Some(part) = anchor.part.renamed(names) else { continue };
        let note = Note { anchor: Some(Anchor { part, ..anchor }), ..note };
        write_over(db, (id, Table::Note, &note.id), &note, now)?;
    }
    for one in held.suggestions {
        let Some(part) = one.anchor.part.renamed(names) else { continue };
        let one = Suggestion { anchor: Anchor { part, ..one.anchor.clone() }, ..one };
        write_over(db, (id, Table::Suggestion, &one.id), &one, now)?;
    }
    proposing::rename_pictures(db, id, names)
}

fn write_over<T: Serialize>(
    db: &Connection,
    (story, table, id): (StoryId, Table, &str),
    said: &T,
    now: Timestamp,
) -> Result<()> {
    record::look(db, (Some(story), table, id), now)?;
    let sql = format!("UPDATE {} SET record = ?3 WHERE story = ?1 AND id = ?2", table.name());
    db.execute(&sql, params![story.to_string(), id, serde_json::to_string(said)?])?;
    append(db, (story, table, id), Event::Marked("carried over"), (None, Some(RENAMED)), now)
}

/// A note or suggestion as it is to be; who made it and when; how it was settled before, or none if it
/// was not there; and how it is settled now.
type Said<'a, T> = (&'a T, &'a Mark, Option<Option<&'a Settled>>, &'a Option<Settled>);

/// Writes a note or suggestion where it is new or was settled anew.
fn put<T: Serialize>(
    db: &Connection,
    row: (StoryId, Table, &str),
    (record, made, was, settled): Said<'_, T>,
    (remark, claims): (Option<&str>, &Claims),
    now: Timestamp,
) -> Result<()> {
    let (story, table, id) = row;
    if was == Some(settled.as_ref()) {
        return Ok(());
    }
    let text = serde_json::to_string(record)?;
    let sql = format!(
        "INSERT INTO {} (story, id, at, record) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (story, id) DO UPDATE SET record = excluded.record",
        table.name()
    );
    db.execute(&sql, params![story.to_string(), id, written(made.at), text])?;
    if was.is_none() {
        append(db, row, Event::Added, (Some(&made.by), remark), now)?;
    }
    match settled {
        Some(settled) => {
            let what = Event::Marked(settled.how.word());
            let remark = claims.remark((table, id), remark);
            append(db, row, what, (Some(&settled.made.by), remark.as_deref()), now)
        }
        None => Ok(()),
    }
}

/// Keeps the approvals that were given elsewhere and are not known yet.
fn put_foreign_approvals(
    db: &Connection,
    id: StoryId,
    (given, theirs): (&[Approval], &[Approval]),
    remark: &str,
    now: Timestamp,
) -> Result<()> {
    let known = approvals(db, id, "came IS NOT NULL")?;
    let new = theirs.iter().filter(|one| !given.contains(one) && !known.contains(one));
    let mut put: Vec<&Approval> = Vec::new();
    for approval in new {
        if !put.contains(&approval) {
            put_approval(db, id, approval, Some(remark), now)?;
            put.push(approval);
        }
    }
    Ok(())
}

fn put_approval(
    db: &Connection,
    id: StoryId,
    approval: &Approval,
    came: Option<&str>,
    now: Timestamp,
) -> Result<()> {
    let story = stories::read(db, id)?;
    let revision = if came.is_none() && fingerprint(&story) == approval.fingerprint {
        let why = format!("approved by {}", approval.made.by.name);
        Some(revisions::insert(db, &story, &why, now)?)
    } else {
        revision_of(db, id, &approval.fingerprint)?
    };
    db.execute(
        "INSERT INTO approval (story, fingerprint, at, revision, record, came)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            id.to_string(),
            approval.fingerprint,
            written(approval.made.at),
            revision,
            serde_json::to_string(approval)?,
            came.map(|came| format!("{} {came}", written(now))),
        ],
    )?;
    let row = db.last_insert_rowid().to_string();
    let who = (Some(&approval.made.by), came);
    append(db, (id, Table::Approval, &row), Event::Approved, who, now)
}

/// The newest revision with this fingerprint.
pub(super) fn revision_of(db: &Connection, id: StoryId, approved: &str) -> Result<Option<i64>> {
    let mut statement =
        db.prepare_cached("SELECT id, snapshot FROM revision WHERE story = ?1 ORDER BY id DESC")?;
    let mut rows = statement.query([id.to_string()])?;
    while let Some(row) = rows.next()? {
        if fingerprint(&from_json::<Story>(row, 1)?) == approved {
            return Ok(Some(row.get(0)?));
        }
    }
    Ok(None)
}

/// Approvals of the story for which a condition holds.
pub(super) fn approvals(
    db: &Connection,
    id: StoryId,
    which: &'static str,
) -> Result<Vec<Approval>> {
    records(db, &format!("approval WHERE {which} AND"), id)
}

/// All that was said about the story, in its order, and the approvals that were given here.
pub(super) fn read(db: &Connection, id: StoryId) -> Result<Review> {
    let held = Review {
        notes: records(db, "note WHERE", id)?,
        suggestions: records(db, "suggestion WHERE", id)?,
        approvals: approvals(db, id, "came IS NULL")?,
        holder: records(db, "holder WHERE", id)?.pop(),
    };
    Ok(held.merged(&Review::default()))
}

/// The records of a story in a table; `which` is that table and what stands before the condition.
fn records<T: DeserializeOwned>(db: &Connection, which: &str, id: StoryId) -> Result<Vec<T>> {
    let sql = format!("SELECT record FROM {which} story = ?1");
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([id.to_string()], |row| from_json(row, 0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn append(
    db: &Connection,
    (story, table, id): (StoryId, Table, &str),
    what: Event,
    (who, remark): (Option<&Person>, Option<&str>),
    at: Timestamp,
) -> Result<()> {
    record::append(db, &New { story: Some(story), table, id, what, who, remark, at })
}
