//! Whether the record is whole, and whether what it is about still stands as it was recorded.
//!
//! Found are: an entry that was changed, taken out or moved; a row that was changed, taken out or put in
//! past the record. Not found is somebody who writes the whole chain anew, rows and all: only a head hash
//! that was written down elsewhere tells. The text as it stands, its pictures, what is undecided and how far
//! a delivery is are under the seal of their story instead, which whoever changes them could make anew
//! alone: no head hash tells of that. Not covered are whether somebody opened the story, how many bytes of a
//! step are sent, what is being suggested and not yet said, the settings, who works here among them, and what
//! is known of the sites: their addresses, what they hold and what was sent there.

use super::record::{self, Columns, Event};
use super::watched::Table;
use super::{Store, seal, stories};
use crate::error::Result;
use crate::story::StoryId;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// What came out of looking at the whole record and at one story's rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Verified {
    /// How many entries the record has, over all stories.
    #[ts(type = "number")]
    pub entries: i64,
    /// How many of them are about the story.
    #[ts(type = "number")]
    pub of_story: i64,
    /// The hash of the last entry: written down elsewhere, it shows later that all before it is the
    /// same. Empty while there is none.
    pub head: String,
    /// None where all is as it was recorded.
    pub faults: Vec<Fault>,
}

/// One thing that is not as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "RecordFault")]
pub struct Fault {
    /// The entry that shows it; none for a row that has no entry.
    #[ts(type = "number | null")]
    pub seq: Option<i64>,
    pub what: Wrong,
    /// For people: what is wrong, and with what.
    pub sentence: String,
}

/// What can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "RecordWrong")]
pub enum Wrong {
    /// An entry does not have the hash it should have, or does not follow the one before it.
    EntryChanged,
    /// Entries are not there.
    EntryGone,
    RowChanged,
    RowGone,
    /// A row that no entry speaks of.
    NotRecorded,
    /// The file of a picture is not the one that came in, or is gone.
    OriginalDamaged,
}

/// The last that the record says about a row.
struct Last {
    seq: i64,
    what: String,
    content: String,
}

/// What was read of the chain.
struct Chain {
    entries: i64,
    of_story: i64,
    head: String,
    faults: Vec<Fault>,
    /// By subject, of the story that was asked about.
    last: BTreeMap<String, Last>,
}

impl Store {
    /// Looks at every entry of the record, and at every revision, note, suggestion, approval, holder and
    /// delivery of the story, in both directions. The files of pictures are looked at by the desk.
    ///
    /// # Errors
    /// `NotFound` if there is no such story and the record knows none either, `Storage`.
    pub fn verify(&self, story: StoryId) -> Result<Verified> {
        // One transaction: what another program writes meanwhile is not half seen.
        whole(&*self.db.unchecked_transaction()?, story)
    }
}

/// Looks at the chain and at the rows.
pub(super) fn whole(db: &Connection, story: StoryId) -> Result<Verified> {
    let mut chain = chain(db, story)?;
    if chain.of_story == 0 {
        stories::read(db, story)?;
    }
    rows(db, story, &mut chain)?;
    let what = "the text as it stands, its pictures, what is undecided or a delivery on its way";
    match seal::is_whole(db, story)? {
        Some(true) => {}
        Some(false) => {
            let what = format!("Somebody changed {what} past the record.");
            chain.faults.push(fault(None, Wrong::RowChanged, what));
        }
        None => {
            let what = format!("The seal over {what} is not there.");
            chain.faults.push(fault(None, Wrong::RowGone, what));
        }
    }
    let Chain { entries, of_story, head, faults, .. } = chain;
    Ok(Verified { entries, of_story, head, faults })
}

/// Reads the record from its first entry to its last.
fn chain(db: &Connection, story: StoryId) -> Result<Chain> {
    let story = story.to_string();
    let mut chain = Chain {
        entries: 0,
        of_story: 0,
        head: String::new(),
        faults: vec![],
        last: BTreeMap::new(),
    };
    // What the entry before should have as its hash, and the number it has.
    let (mut should, mut before) = (String::new(), 0);
    let mut statement = db.prepare("SELECT * FROM record ORDER BY seq")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let mut entry = record::columns(row)?;
        let seq = row.get("seq")?;
        let hash = text(entry.remove("hash"));
        let is = record::digest("record", &entry);
        let previous = text(entry.remove("previous"));
        if seq != before + 1 {
            chain.faults.push(gone(before + 1, seq - 1));
        } else if previous != chain.head && previous != should {
            let what = format!("Entry {seq} does not follow entry {before} as it stands.");
            chain.faults.push(fault(Some(seq), Wrong::EntryChanged, what));
        }
        if is != hash {
            let what = format!("Entry {seq} is not what was written there.");
            chain.faults.push(fault(Some(seq), Wrong::EntryChanged, what));
        }
        chain.entries += 1;
        let of = text(entry.remove("story"));
        if of == story || of.is_empty() {
            chain.of_story += i64::from(of == story);
            let (what, content) = (text(entry.remove("what")), text(entry.remove("content")));
            if what == Event::FoundChanged.word() {
                chain.faults.push(was_changed(seq, entry.get("subject")));
            }
            chain.last.insert(text(entry.remove("subject")), Last { seq, what, content });
        }
        (chain.head, should, before) = (hash, is, seq);
    }
    let counted = "SELECT seq FROM sqlite_sequence WHERE name = 'record'";
    let counted: i64 = db.query_row(counted, [], |row| row.get(0)).optional()?.unwrap_or(0);
    if counted != before {
        chain.faults.push(gone(before + 1, counted.max(before + 1)));
    }
    Ok(chain)
}

/// Holds the story's rows against the last that was recorded of each.
fn rows(db: &Connection, story: StoryId, chain: &mut Chain) -> Result<()> {
    for table in Table::ALL {
        let (name, of_story) = (table.name(), table.of_story());
        let sql = format!("SELECT * FROM {name} WHERE {of_story} ORDER BY 1, 2");
        let mut statement = db.prepare(&sql)?;
        let rows = statement.query_map([story.to_string()], record::columns)?;
        for row in rows {
            let row = row?;
            let subject = record::subject(table, &shown(&row, table.key()));
            let Some(last) = chain.last.remove(&subject) else {
                let what = format!("No entry speaks of {}.", named(&subject));
                chain.faults.push(fault(None, Wrong::NotRecorded, what));
                continue;
            };
            let same = last.what != Event::Dropped.word() && last.content == table.hash(row);
            if !same {
                let (seq, name) = (last.seq, named(&subject));
                let what = format!("Since entry {seq} somebody changed {name} past the record.");
                chain.faults.push(fault(Some(seq), Wrong::RowChanged, what));
            }
        }
    }
    for (subject, last) in std::mem::take(&mut chain.last) {
        if last.what != Event::Dropped.word() {
            let (seq, name) = (last.seq, named(&subject));
            let what = format!("Entry {seq} speaks of {name}, which is not there.");
            chain.faults.push(fault(Some(seq), Wrong::RowGone, what));
        }
    }
    Ok(())
}

/// What an entry says that was made because the seal, or the entry before about its row, did not fit.
fn was_changed(seq: i64, subject: Option<&Value>) -> Fault {
    let subject = text(subject.cloned());
    let changed = match subject.split_once(':') {
        Some(("story", _)) => {
            "the text, its pictures, where the story stands, what is undecided or a \
                               delivery on its way"
                .to_owned()
        }
        _ => named(&subject),
    };
    let what =
        format!("Before entry {seq} was made, somebody had changed {changed} past the record.");
    fault(Some(seq), Wrong::RowChanged, what)
}

fn fault(seq: Option<i64>, what: Wrong, sentence: String) -> Fault {
    Fault { seq, what, sentence }
}

fn gone(from: i64, to: i64) -> Fault {
    let sentence = if from >= to {
        format!("Entry {from} is not there, or the count of entries was changed.")
    } else {
        format!("Entries {from} to {to} are not there.")
    };
    fault(Some(from), Wrong::EntryGone, sentence)
}

/// `note:0190…` as a sentence has it.
fn named(subject: &str) -> String {
    match subject.split_once(':') {
        Some(("story", _)) => "where the story stands".to_owned(),
        Some(("holder", _)) => "who has the story in hand".to_owned(),
        Some(("arrival", _)) => "from whom the story came".to_owned(),
        Some(("person", key)) => format!("whose the key {key} is"),
        Some((table, id)) => format!("the {table} {id}"),
        None => subject.to_owned(),
    }
}

fn shown(row: &Columns, column: &str) -> String {
    match row.get(column) {
        Some(Value::Integer(number)) => number.to_string(),
        other => text(other.cloned()),
    }
}

/// A column's text; nothing sound is there otherwise.
fn text(value: Option<Value>) -> String {
    match value {
        Some(Value::Text(text)) => text,
        _ => String::new(),
    }
}
