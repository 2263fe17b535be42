//! The seal over a story as it stands: its own row, its pictures and what is undecided about it. All of
//! these change with every few words somebody writes, too often for entries of their own in the record.
//!
//! Whatever is about to change one of them opens the seal first, in its transaction, and every transaction
//! closes what it opened when it ends. A seal that does not fit when it is opened shows that somebody was at
//! the story past the record: an entry says so from then on, so that writing on wipes nothing out.
//!
//! A seal is a hash as `store/record.rs` makes them, labelled `seal`, of parts that are texts: `entry`, the
//! hash of the last entry about the story; and the hash of each row, named by its table, and if it is not
//! the story's own by a space and its name or number.

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

/// The rows of a story that are under its seal, beside its own: the table and what names a row.
const ROWS: [(&str, &str); 2] = [("picture", "name"), ("undecided", "number")];

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
    for (table, key) in ROWS {
        let sql = format!("SELECT * FROM {table} WHERE story = ?1");
        let mut statement = db.prepare_cached(&sql)?;
        for row in statement.query_map([&id], record::columns)? {
            let row = row?;
            let name = match row.get(key) {
                Some(Value::Text(name)) => name.clone(),
                Some(Value::Integer(number)) => number.to_string(),
                _ => String::new(),
            };
            parts.insert(format!("{table} {name}"), Value::Text(record::digest(table, &row)));
        }
    }
    Ok(Some(record::digest("seal", &parts)))
}
