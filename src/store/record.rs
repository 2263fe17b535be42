//! The record: what was done with stories, one entry after the other, over the whole data folder.
//!
//! An entry holds the hash of the row it is about as that row then stood, and the hash of the entry
//! before it; so neither a row nor an entry can be changed without the other showing it. It is written
//! in the transaction that changes the row.
//!
//! A hash is the SHA-256, in lower-case hex, of parts written one after the other, each as a letter for
//! its kind, its length in bytes, a colon and its bytes: a text `t5:hello`, a number `i2:42`. The parts
//! are the row's label, and then name and value of each column that holds something, by name. The label
//! is the table's name; of a delivery under way it is `delivery under way`, and only what never changes
//! of it counts; of a story's row only where the story stands, of an arrival not whether it was opened. An
//! entry about whose a key is belongs to no story: its story is empty. An entry's own hash is over all its columns but `hash`. A column added to one of these
//! tables later must be empty in the rows that are there, so that their hashes stay.

use super::watched::{Table, is_over, under_way};
use super::{Store, seal, written};
use crate::error::Result;
use crate::review::Person;
use crate::story::StoryId;
use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use ts_rs::TS;

/// The setting that says who works at this desk, as JSON.
const ME: &str = "me";

/// What stands at entries about what was there when the record began.
pub(super) const BEFORE: &str = "before the record began";

/// An entry of the record as it stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "RecordEntry")]
pub struct Entry {
    /// From 1 without a gap, over all stories of the data folder.
    #[ts(type = "number")]
    pub seq: i64,
    /// When it was recorded: RFC 3339 in UTC.
    pub at: String,
    /// Who did it; none where nobody had said who works here.
    pub who: Option<Person>,
    /// The word of an [`Event`].
    pub what: String,
    /// Table and id of the row it is about: `note:0190…`.
    pub subject: String,
    /// The hash of that row after what happened.
    pub content: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub remark: Option<String>,
    /// The hash of the entry before it; empty for the first.
    pub previous: String,
    /// SHA-256 in hex.
    pub hash: String,
}

/// What can happen to a row that the record watches over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    /// A revision was kept; the remark says why.
    Kept,
    /// A revision older than the house keeps them is gone.
    Dropped,
    /// A note or suggestion was made, or came with a review.
    Added,
    /// It was settled: the word of the mark; of somebody's text, that which of two stands was said.
    Marked(&'static str),
    Approved,
    /// The text is no longer the one that was approved.
    Reopened,
    /// The story was taken in hand, handed over or let go.
    Held,
    /// A delivery was queued, or goes on after its end.
    Queued,
    /// A delivery is over.
    Ended,
    /// A story was begun at this desk.
    Begun,
    /// A story that is new here was taken in: whoever did that here did not write it.
    TakenIn,
    /// It stands elsewhere: the remark says where.
    Moved,
    /// A story came from somebody else, or came again.
    Came,
    /// A key was seen for the first time.
    Met,
    /// Somebody at this desk said whose a key is.
    Confirmed,
    /// Before something was written, the story was found to be other than it was last written.
    FoundChanged,
}

impl Event {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Dropped => "dropped",
            Self::Added => "added",
            Self::Marked(word) => word,
            Self::Approved => "approved",
            Self::Reopened => "changed after approval",
            Self::Held => "held",
            Self::Queued => "queued",
            Self::Ended => "ended",
            Self::Begun => "begun",
            Self::TakenIn => "taken in",
            Self::Moved => "moved",
            Self::Came => "came",
            Self::Met => "met",
            Self::Confirmed => "confirmed",
            Self::FoundChanged => "found changed",
        }
    }
}

/// The columns of one row that hold something, by name.
pub(super) type Columns = BTreeMap<String, Value>;

/// An entry to be made.
pub(super) struct New<'a> {
    /// None for what is of no story.
    pub story: Option<StoryId>,
    pub table: Table,
    pub id: &'a str,
    pub what: Event,
    /// None: whoever works here.
    pub who: Option<&'a Person>,
    pub remark: Option<&'a str>,
    pub at: Timestamp,
}

impl Store {
    /// Every entry about the story, in their order.
    ///
    /// # Errors
    /// `Storage`.
    pub fn record(&self, story: StoryId) -> Result<Vec<Entry>> {
        let mut statement = self.db.prepare_cached(
            "SELECT seq, at, who, what, subject, content, remark, previous, hash FROM record
             WHERE story = ?1 ORDER BY seq",
        )?;
        let rows = statement.query_map([story.to_string()], entry)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Who works at this desk, if anybody said so.
    ///
    /// # Errors
    /// `Storage`.
    pub fn me(&self) -> Result<Option<Person>> {
        me(&self.db)
    }

    /// Sets who works at this desk: it is they who did what is recorded from now on.
    ///
    /// # Errors
    /// `Storage`.
    pub fn set_me(&mut self, me: &Person) -> Result<()> {
        self.set_setting(ME, &serde_json::to_string(me)?)
    }
}

/// Records what was just done to a row, which stands as it is now.
pub(super) fn append(db: &Connection, new: &New<'_>) -> Result<()> {
    let row = read(db, new.table, new.story, new.id)?;
    write(db, new, &new.table.hash(row))
}

/// As [`append`], if the row stands otherwise than the last entry about it says.
pub(super) fn append_news(db: &Connection, new: &New<'_>) -> Result<()> {
    let content = new.table.hash(read(db, new.table, new.story, new.id)?);
    if is_news(db, new, &content)? { write(db, new, &content) } else { Ok(()) }
}

/// Records that a delivery was queued or ended, if that is news.
pub(super) fn follow(db: &Connection, story: StoryId, delivery: &str, at: Timestamp) -> Result<()> {
    let (table, story) = (Table::Delivery, Some(story));
    let row = read(db, table, story, delivery)?;
    let what = if is_over(&row) { Event::Ended } else { Event::Queued };
    let content = table.hash(row);
    let new = New { story, table, id: delivery, what, who: None, remark: None, at };
    if is_news(db, &new, &content)? { write(db, &new, &content) } else { Ok(()) }
}

fn is_news(db: &Connection, new: &New<'_>, content: &str) -> Result<bool> {
    let last: Option<String> = db
        .prepare_cached(
            "SELECT content FROM record WHERE story = ?1 AND subject = ?2
             ORDER BY seq DESC LIMIT 1",
        )?
        .query_row(params![filed(new.story), subject(new.table, new.id)], |row| row.get(0))
        .optional()?;
    Ok(last.is_none_or(|last| last != content))
}

/// To be called before a row is written over that no seal covers: what somebody did to it past the record
/// stays found. Nothing is said of a row that is new to both.
pub(super) fn look(
    db: &Connection,
    (story, table, id): (Option<StoryId>, Table, &str),
    at: Timestamp,
) -> Result<()> {
    let sql = "SELECT what, content FROM record WHERE story = ?1 AND subject = ?2
               ORDER BY seq DESC LIMIT 1";
    let last: Option<(String, String)> = db
        .prepare_cached(sql)?
        .query_row(params![filed(story), subject(table, id)], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let last = last.filter(|(what, _)| what != Event::Dropped.word()).map(|(_, content)| content);
    let sql = format!(
        "SELECT * FROM {} WHERE {} AND {} = ?2",
        table.name(),
        table.of_story(),
        table.key()
    );
    let row = db.prepare_cached(&sql)?.query_row(params![filed(story), id], columns).optional()?;
    let is = row.map(|row| table.hash(row));
    if is == last {
        return Ok(());
    }
    let what = Event::FoundChanged;
    write(db, &New { story, table, id, what, who: None, remark: None, at }, &is.unwrap_or_default())
}

/// Takes every revision and delivery that is there into the record, in the order they came.
pub(super) fn take_in_what_was(db: &Connection) -> Result<()> {
    let mut statement = db.prepare(
        "SELECT story, 'kept', CAST(id AS TEXT), at AS moment, 0 AS rank, id AS number FROM revision
         UNION ALL SELECT story, 'queued', id, created, 1, revision FROM delivery
         UNION ALL SELECT story, 'ended', id, updated, 2, revision FROM delivery
             WHERE state IN ('delivered', 'failed')
         ORDER BY moment, rank, number",
    )?;
    let rows = statement.query_map([], |row| {
        let story: String = row.get(0)?;
        let story: StoryId = story.parse().map_err(|error| super::column(0, error))?;
        Ok((story, row.get(1)?, row.get(2)?, super::moment(row, 3)?))
    })?;
    let rows: Vec<(StoryId, String, String, Timestamp)> = rows.collect::<rusqlite::Result<_>>()?;
    for (story, what, id, at) in rows {
        let (table, what) = match what.as_str() {
            "kept" => (Table::Revision, Event::Kept),
            "queued" => (Table::Delivery, Event::Queued),
            _ => (Table::Delivery, Event::Ended),
        };
        let story = Some(story);
        let row = read(db, table, story, &id)?;
        let content = if what == Event::Queued { under_way(row) } else { table.hash(row) };
        let new = New { story, table, id: &id, what, who: None, remark: Some(BEFORE), at };
        add(db, &new, &content)?;
    }
    Ok(())
}

/// Adds an entry at the end of the chain; its story is sealed anew with it.
fn write(db: &Connection, new: &New<'_>, content: &str) -> Result<()> {
    if let Some(story) = new.story {
        seal::open(db, story, new.at)?;
    }
    add(db, new, content)
}

/// As [`write`], leaving the seal to the caller.
pub(super) fn add(db: &Connection, new: &New<'_>, content: &str) -> Result<()> {
    // What was there once counts, so that a number is never given twice.
    let seq: i64 = db.query_row(
        "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'record'), 0) + 1",
        [],
        |row| row.get(0),
    )?;
    let head = "SELECT hash FROM record ORDER BY seq DESC LIMIT 1";
    let previous: Option<String> =
        db.prepare_cached(head)?.query_row([], |row| row.get(0)).optional()?;
    let who = match new.who {
        Some(who) => Some(who.clone()),
        None => me(db)?,
    };
    let who = who.as_ref().map(serde_json::to_string).transpose()?;
    let text = |text: &str| Value::Text(text.to_owned());
    let columns = [
        ("seq", Some(Value::Integer(seq))),
        ("story", Some(text(&filed(new.story)))),
        ("at", Some(text(&written(new.at)))),
        ("who", who.as_deref().map(text)),
        ("what", Some(text(new.what.word()))),
        ("subject", Some(text(&subject(new.table, new.id)))),
        ("content", Some(text(content))),
        ("remark", new.remark.map(text)),
        ("previous", Some(text(previous.as_deref().unwrap_or_default()))),
    ];
    let held =
        columns.iter().filter_map(|(name, value)| Some(((*name).to_owned(), value.clone()?)));
    let hash = digest("record", &held.collect());
    let values = columns.into_iter().map(|(_, value)| value.unwrap_or(Value::Null));
    db.prepare_cached(
        "INSERT INTO record (seq, story, at, who, what, subject, content, remark, previous, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(rusqlite::params_from_iter(values.chain([text(&hash)])))?;
    Ok(())
}

/// How the record names a row.
pub(super) fn subject(table: Table, id: &str) -> String {
    format!("{}:{id}", table.name())
}

/// How the record names the story of an entry.
fn filed(story: Option<StoryId>) -> String {
    story.map(|story| story.to_string()).unwrap_or_default()
}

/// The row as it stands.
pub(super) fn read(
    db: &Connection,
    table: Table,
    story: Option<StoryId>,
    id: &str,
) -> Result<Columns> {
    let (name, of_story, key) = (table.name(), table.of_story(), table.key());
    let sql = format!("SELECT * FROM {name} WHERE {of_story} AND {key} = ?2");
    Ok(db.prepare_cached(&sql)?.query_row(params![filed(story), id], columns)?)
}

/// Whatever columns the row has, whatever is in them.
pub(super) fn columns(row: &Row<'_>) -> rusqlite::Result<Columns> {
    let mut held = Columns::new();
    for (index, name) in row.as_ref().column_names().enumerate() {
        let value: Value = match row.get_ref(index)? {
            // What was altered by hand need not be UTF-8.
            rusqlite::types::ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => Value::Text(text.to_owned()),
                Err(_) => Value::Blob(bytes.to_owned()),
            },
            other => other.try_into()?,
        };
        if value != Value::Null {
            held.insert(name.to_owned(), value);
        }
    }
    Ok(held)
}

/// The hash of a labelled row, as this module's page says.
pub(super) fn digest(label: &str, row: &Columns) -> String {
    let mut hash = Sha256::new();
    let mut part = |kind: char, bytes: &[u8]| {
        hash.update(format!("{kind}{}:", bytes.len()));
        hash.update(bytes);
    };
    part('t', label.as_bytes());
    for (name, value) in row {
        part('t', name.as_bytes());
        match value {
            Value::Null => {}
            Value::Integer(number) => part('i', number.to_string().as_bytes()),
            Value::Real(number) => part('r', &number.to_be_bytes()),
            Value::Text(text) => part('t', text.as_bytes()),
            Value::Blob(bytes) => part('b', bytes),
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn me(db: &Connection) -> Result<Option<Person>> {
    let mut statement = db.prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
    let found: Option<String> = statement.query_row([ME], |row| row.get(0)).optional()?;
    Ok(found.map(|text| serde_json::from_str(&text)).transpose()?)
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let who: Option<String> = row.get(2)?;
    Ok(Entry {
        seq: row.get(0)?,
        at: row.get(1)?,
        // Somebody may have been at it; it is shown all the same, and `verify` tells.
        who: who.and_then(|who| serde_json::from_str(&who).ok()),
        what: row.get(3)?,
        subject: row.get(4)?,
        content: row.get(5)?,
        remark: row.get(6)?,
        previous: row.get(7)?,
        hash: row.get(8)?,
    })
}
