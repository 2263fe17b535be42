//! The seal over a story as it stands: its own row, its pictures, what is undecided about it, and its
//! deliveries with their steps. These change with every few words somebody writes and every request that is
//! sent, too often for entries of their own in the record.
//!
//! Whatever is about to change one of them opens the seal first, in its transaction, and every transaction
//! closes what it opened when it ends. A seal that does not fit when it is opened shows that somebody was at
//! the story past the record: an entry says so from then on, so that writing on wipes nothing out.
//!
//! A migration that changes such rows has to seal them anew, or the next save says that somebody was at them.
//!
//! A seal is a hash as `store/record.rs` makes them, labelled `seal`, of parts that are texts: `entry`, the
//! hash of the last entry about the story; and the hash of each row, named by its table, and if it is not
//! the story's own by a space and what tells it apart. How many bytes of a step are sent is no part of it.

use super::record::{self, Columns, Event, New};
use super::watched::Table;
use crate::error::Result;
use crate::story::StoryId;
use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params};

/// What is open in the transaction of this connection; nothing of it is ever stored.
const UNSEALED: &str = "PRAGMA temp_store = MEMORY;
    CREATE TEMP TABLE IF NOT EXISTS unsealed (story TEXT PRIMARY KEY) STRICT;";

/// The rows of the story `?1` that are under its seal, beside its own: the table, what tells a row apart,
/// and where they are.
const ROWS: [(&str, &[&str], &str); 4] = [
    ("picture", &["name"], "story = ?1"),
    ("undecided", &["number"], "story = ?1"),
    ("delivery", &["id"], "story = ?1"),
    (
        "delivery_step",
        &["delivery", "what"],
        "delivery IN (SELECT id FROM delivery WHERE story = ?1)",
    ),
];

/// What only shows how far something is, and changes many times in a second.
const SHOWN: [&str; 2] = ["sent", "total"];

/// Makes a connection ready for seals.
pub(super) fn prepare(db: &Connection) -> Result<()> {
    Ok(db.execute_batch(UNSEALED)?)
}

/// To be called before a row under the seal changes, in its transaction. Does nothing the second time.
pub(super) fn open(db: &Connection, story: StoryId, now: Timestamp) -> Result<()> {
    let sql = "INSERT OR IGNORE INTO temp.unsealed (story) VALUES (?1)";
    if db.prepare_cached(sql)?.execute([story.to_string()])? == 0 {
        return Ok(());
    }
    let Some(is) = content(db, story)? else { return Ok(()) };
    if held(db, story)?.is_some_and(|held| held == is) {
        return Ok(());
    }
    stands(db, story, (Event::FoundChanged, None), now)
}

/// As [`open`], before a delivery or a step of it changes.
pub(super) fn open_of(db: &Connection, delivery: &str, now: Timestamp) -> Result<()> {
    let sql = "SELECT story FROM delivery WHERE id = ?1";
    let story: Option<String> =
        db.prepare_cached(sql)?.query_row([delivery], |row| row.get(0)).optional()?;
    let story = story.map(|id| id.parse().map_err(|error| super::column(0, error))).transpose()?;
    story.map_or(Ok(()), |story| open(db, story, now))
}

/// Seals whatever the transaction opened; to be called before it is committed.
pub(super) fn close(db: &Connection) -> Result<()> {
    let mut statement = db.prepare_cached("DELETE FROM temp.unsealed RETURNING story")?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    let opened: Vec<String> = rows.collect::<rusqlite::Result<_>>()?;
    for story in opened {
        set(db, story.parse().map_err(|error| super::column(0, error))?)?;
    }
    Ok(())
}

/// Records where the story stands, which its row says by now.
pub(super) fn stands(
    db: &Connection,
    story: StoryId,
    (what, remark): (Event, Option<&str>),
    at: Timestamp,
) -> Result<()> {
    let (id, table, who) = (story.to_string(), Table::Story, None);
    let new = New { story: Some(story), table, id: &id, what, who, remark, at };
    if what == Event::FoundChanged {
        return record::append(db, &new);
    }
    record::append_news(db, &new)
}

/// Whether the story stands as it was sealed; none if it has no seal. A story that is not there does.
pub(super) fn is_whole(db: &Connection, story: StoryId) -> Result<Option<bool>> {
    match (content(db, story)?, held(db, story)?) {
        (None, _) => Ok(Some(true)),
        (Some(_), None) => Ok(None),
        (Some(is), Some(held)) => Ok(Some(is == held)),
    }
}

/// Takes every story, arrival and key that is there into the record, and seals the stories.
pub(super) fn take_in_what_was(db: &Connection) -> Result<()> {
    let all = "SELECT 'story', id, id, updated, 0 FROM story
               UNION ALL SELECT 'arrival', story, story, at, 1 FROM arrival
               UNION ALL SELECT 'person', '', key, coalesce(trusted, first_seen), 2 FROM person
               ORDER BY 4, 5, 3";
    let mut statement = db.prepare(all)?;
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, super::moment(row, 3)?)))?;
    let rows: Vec<(String, String, String, Timestamp)> = rows.collect::<rusqlite::Result<_>>()?;
    let mut stories = Vec::new();
    for (table, story, id, at) in rows {
        let (table, what) = match table.as_str() {
            "story" => (Table::Story, Event::Moved),
            "arrival" => (Table::Arrival, Event::Came),
            _ => (Table::Person, Event::Met),
        };
        // A key is of no story.
        let story: Option<StoryId> = story.parse().ok();
        let content = table.hash(record::read(db, table, story, &id)?);
        let remark = Some(record::BEFORE);
        record::add(db, &New { story, table, id: &id, what, who: None, remark, at }, &content)?;
        stories.extend(story.filter(|_| table == Table::Story));
    }
    stories.into_iter().try_for_each(|story| set(db, story))
}

fn set(db: &Connection, story: StoryId) -> Result<()> {
    let Some(content) = content(db, story)? else { return Ok(()) };
    let sql = "INSERT INTO seal (story, content) VALUES (?1, ?2)
               ON CONFLICT (story) DO UPDATE SET content = excluded.content";
    db.prepare_cached(sql)?.execute(params![story.to_string(), content])?;
    Ok(())
}

fn held(db: &Connection, story: StoryId) -> Result<Option<String>> {
    // Whatever somebody put there: what is no text fits nothing.
    let sql = "SELECT CAST(content AS BLOB) FROM seal WHERE story = ?1";
    let held: Option<Vec<u8>> =
        db.prepare_cached(sql)?.query_row([story.to_string()], |row| row.get(0)).optional()?;
    Ok(held.map(|held| String::from_utf8_lossy(&held).into_owned()))
}

/// What the seal is to be as the story stands; none if there is no such story.
fn content(db: &Connection, story: StoryId) -> Result<Option<String>> {
    let id = story.to_string();
    let own = db
        .prepare_cached("SELECT * FROM story WHERE id = ?1")?
        .query_row([&id], record::columns)
        .optional()?;
    let Some(own) = own else { return Ok(None) };
    let mut parts = Columns::new();
    parts.insert("story".to_owned(), Value::Text(record::digest("story", &own)));
    let last = "SELECT hash FROM record WHERE story = ?1 ORDER BY seq DESC LIMIT 1";
    let last = db.prepare_cached(last)?.query_row([&id], record::columns).optional()?;
    if let Some(hash) = last.and_then(|mut last| last.remove("hash")) {
        parts.insert("entry".to_owned(), hash);
    }
    for (table, keys, which) in ROWS {
        let sql = format!("SELECT * FROM {table} WHERE {which}");
        let mut statement = db.prepare_cached(&sql)?;
        for row in statement.query_map([&id], record::columns)? {
            let mut row = row?;
            row.retain(|name, _| table != "delivery_step" || !SHOWN.contains(&name.as_str()));
            let names = keys.iter().map(|key| named(row.get(*key)));
            let name = [table.to_owned()].into_iter().chain(names).collect::<Vec<_>>().join(" ");
            parts.insert(name, Value::Text(record::digest(table, &row)));
        }
    }
    Ok(Some(record::digest("seal", &parts)))
}

fn named(value: Option<&Value>) -> String {
    match value {
        Some(Value::Text(name)) => name.clone(),
        Some(Value::Integer(number)) => number.to_string(),
        _ => String::new(),
    }
}
