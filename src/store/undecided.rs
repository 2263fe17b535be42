//! Texts that came where both had changed the same, until somebody says which stands. What stood here and
//! what came are revisions too, so that neither is lost whatever is decided.

use super::deliveries::{self, UNDER_WAY};
use super::record::{self, Event, New};
use super::remotes::filed_under;
use super::watched::Table;
use super::{
    Store, from_json, from_json_if, moment, passed, receiving, seal, search, stories, written,
};
use crate::delivery::State;
use crate::error::{Code, Error, Result};
use crate::merge::Choice;
use crate::review::Person;
use crate::site::{Address, Release};
use crate::story::{Story, StoryId};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A text of somebody else's of which nobody has said yet whether it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Undecided {
    /// Never given twice.
    pub number: i64,
    pub story: StoryId,
    /// The way it came by; none where nobody signed it.
    pub source: Option<String>,
    /// Who sent it; empty if nobody says.
    pub sender: String,
    /// The name of the site it came through.
    pub site: Option<String>,
    pub at: Timestamp,
    /// What both are held against; none if they have nothing in common.
    pub base: Option<Story>,
    /// What stood here.
    pub mine: Story,
    /// What came.
    pub theirs: Story,
    /// What was decided so far: for each place in its order, or none for those behind the last.
    pub decided: Vec<Option<Choice>>,
}

/// The way a story came by.
#[derive(Debug, Clone, Copy)]
pub enum Source<'a> {
    /// Through a site that carries it, from an account there.
    Site {
        address: &'a Address,
        sender: &'a str,
    },
    Signed(&'a Person),
    /// A file that nobody signed.
    Nobody,
}

impl Source<'_> {
    /// What tells this way from others; none where nobody knows.
    pub fn key(&self) -> Option<String> {
        match self {
            Self::Site { address, .. } => Some(format!("site {}", filed_under(address))),
            Self::Signed(person) if !person.key.is_empty() => Some(format!("key {}", person.key)),
            Self::Signed(_) | Self::Nobody => None,
        }
    }

    /// The site that carries the story, if it came through one.
    pub fn carried_by(&self) -> Option<&Address> {
        match self {
            Self::Site { address, .. } => Some(address),
            Self::Signed(_) | Self::Nobody => None,
        }
    }

    fn sender(&self) -> &str {
        match self {
            Self::Site { sender, .. } => sender,
            Self::Signed(person) => &person.name,
            Self::Nobody => "",
        }
    }

    fn site(&self) -> Option<&str> {
        match self {
            Self::Site { address, .. } => Some(&address.name),
            Self::Signed(_) | Self::Nobody => None,
        }
    }
}

/// What a decision makes of a story, and what of it is still undecided. The texts are settled once no place
/// is open.
#[derive(Debug)]
pub struct Decision<'a> {
    /// The text that was decided about.
    pub number: i64,
    /// What is to stand.
    pub next: &'a Story,
    /// What was decided of it so far: for each place in its order, none where it is open.
    pub decided: &'a [Option<Choice>],
    /// What the two texts are held against, and which of them is mine, in which these are the places.
    pub held: (Option<&'a Story>, &'a Story),
}

/// Why what stood before a decision is kept.
pub const BEFORE_IT_WAS_SETTLED: &str = "before two texts were settled";

const COLUMNS: &str =
    "SELECT number, undecided.story, source, sender, site, undecided.at, base, mine,
    snapshot, decided FROM undecided JOIN revision ON revision.id = theirs";

impl Store {
    /// What is undecided about the story; the first that came first.
    ///
    /// # Errors
    /// `Storage`.
    pub fn undecided(&self, id: StoryId) -> Result<Vec<Undecided>> {
        read(&self.db, id)
    }

    /// What is undecided about any story; the first that came first.
    ///
    /// # Errors
    /// `Storage`.
    pub fn all_undecided(&self) -> Result<Vec<Undecided>> {
        let mut statement = self.db.prepare_cached(&format!("{COLUMNS} ORDER BY number"))?;
        let rows = statement.query_map([], undecided)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Refuses to go on with a story while something is undecided about it; `not` says what was not done:
    /// “so it was not approved”.
    ///
    /// # Errors
    /// `Conflict` if so, `Storage`.
    pub fn refuse_undecided(&self, id: StoryId, not: &str) -> Result<()> {
        refuse(&self.db, id, not)
    }

    /// Has what was decided stand, in place of what stands at `base_version`, which is kept as a revision.
    ///
    /// # Errors
    /// `Conflict` if the story changed since, or the text was decided about or followed by a newer one
    /// meanwhile; `NotFound`, `Storage`.
    pub fn decide(
        &mut self,
        decision: &Decision<'_>,
        base_version: u32,
        now: Timestamp,
    ) -> Result<Story> {
        let Decision { number, next, decided, .. } = decision;
        self.transaction(|db| {
            let mine = receiving::unchanged(db, next.id, base_version)?;
            let theirs = "SELECT theirs FROM undecided WHERE number = ?1";
            let theirs: Option<i64> =
                db.query_row(theirs, [number], |row| row.get(0)).optional()?;
            let theirs = theirs.ok_or_else(gone)?.to_string();
            seal::open(db, next.id, now)?;
            receiving::change(db, &mine, next, BEFORE_IT_WAS_SETTLED, now)?;
            leave(db, decision)?;
            let (table, what, remark) = (Table::Revision, Event::Marked("settled"), told(decided));
            let (story, remark) = (Some(next.id), Some(remark.as_str()));
            record::append(
                db,
                &New { story, table, id: &theirs, what, who: None, remark, at: now },
            )?;
            end_filing(db, next.id, now)?;
            search::index(db, next.id)?;
            passed::reopen(db, next.id, now)?;
            stories::read(db, next.id)
        })
    }
}

/// Keeps what is still open of it, if anything is.
fn leave(db: &Connection, decision: &Decision<'_>) -> Result<()> {
    let Decision { number, decided, held: (base, mine), .. } = decision;
    if decided.iter().all(Option::is_some) {
        db.execute("DELETE FROM undecided WHERE number = ?1", [number])?;
        return Ok(());
    }
    db.execute(
        "UPDATE undecided SET base = ?2, mine = ?3, decided = ?4 WHERE number = ?1",
        params![
            number,
            base.map(serde_json::to_string).transpose()?,
            serde_json::to_string(mine)?,
            serde_json::to_string(decided)?,
        ],
    )?;
    Ok(())
}

/// What was decided, for the record: “mine in 1, theirs in 2, open in 1”.
fn told(decided: &[Option<Choice>]) -> String {
    let all = [
        ("mine", Some(Choice::Mine)),
        ("theirs", Some(Choice::Theirs)),
        ("both", Some(Choice::Both)),
        ("open", None),
    ];
    let count = |which: Option<Choice>| decided.iter().filter(|one| **one == which).count();
    let told = all.into_iter().map(|(word, which)| (word, count(which)));
    let told: Vec<String> = told
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| format!("{word} in {count}"))
        .collect();
    if told.is_empty() { "nothing was left to choose".to_owned() } else { told.join(", ") }
}

/// What waits to be handed in is the text from before both were made one.
fn end_filing(db: &Connection, id: StoryId, now: Timestamp) -> Result<()> {
    let which = format!("WHERE delivery.story = ?1 AND {UNDER_WAY}");
    for waiting in deliveries::select(db, &which, [id.to_string()])? {
        if waiting.release == Release::File && waiting.state != State::Sending {
            let what = "Ended: another text of the story came, and both were made one.";
            deliveries::end(
                db,
                &waiting.id,
                what,
                "Hand the story in again as it stands now.",
                now,
            )?;
        }
    }
    Ok(())
}

/// There is nothing undecided under that number any more.
pub fn gone() -> Error {
    Error::new(
        Code::Conflict,
        "This was settled already, or a newer text came in its place, so nothing was changed.",
        "Look at what is to be settled now, and decide once more; both texts are in the history.",
    )
}

/// A text that came and that nobody has decided about.
#[derive(Debug)]
pub struct Disputed<'a> {
    /// What both are held against; none if they have nothing in common.
    pub base: Option<&'a Story>,
    /// What stood here, as it is held against it.
    pub mine: &'a Story,
    pub source: Source<'a>,
}

/// Keeps it until somebody decides, and returns its number. `theirs` is its revision.
pub(super) fn put(
    db: &Connection,
    disputed: &Disputed<'_>,
    theirs: i64,
    now: Timestamp,
) -> Result<i64> {
    let Disputed { base, mine, source } = disputed;
    db.execute(
        "INSERT INTO undecided (story, source, sender, site, at, base, mine, theirs, decided)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, '[]')",
        params![
            mine.id.to_string(),
            source.key(),
            source.sender(),
            source.site(),
            written(now),
            base.map(serde_json::to_string).transpose()?,
            serde_json::to_string(mine)?,
            theirs,
        ],
    )?;
    Ok(db.last_insert_rowid())
}

/// Takes away what a newer text took the place of. `seen` is all that was undecided when that was found.
///
/// # Errors
/// `Conflict` if something else is by now, `Storage`.
pub(super) fn replace(
    db: &Connection,
    id: StoryId,
    (seen, replaced): (&[i64], &[i64]),
) -> Result<()> {
    let open: Vec<i64> = read(db, id)?.into_iter().map(|one| one.number).collect();
    if open != seen {
        return Err(receiving::changed_here());
    }
    for number in replaced {
        db.execute("DELETE FROM undecided WHERE number = ?1", [number])?;
    }
    Ok(())
}

/// As [`Store::refuse_undecided`].
pub(super) fn refuse(db: &Connection, id: StoryId, not: &str) -> Result<()> {
    let open = read(db, id)?;
    let Some(first) = open.first() else { return Ok(()) };
    let whose = match first.sender.as_str() {
        "" => "A text of this story that came in".to_owned(),
        sender => format!("A text of this story that came from {sender}"),
    };
    Err(Error::new(
        Code::Conflict,
        format!("{whose} and the one here change the same places, {not}."),
        "Both texts are safe. Say first which is to stand: choose under “Two texts to settle”, or with \
         `desk conflicts` and `desk settle`.",
    ))
}

fn read(db: &Connection, id: StoryId) -> Result<Vec<Undecided>> {
    let sql = format!("{COLUMNS} WHERE undecided.story = ?1 ORDER BY number");
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([id.to_string()], undecided)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn undecided(row: &Row<'_>) -> rusqlite::Result<Undecided> {
    let story: String = row.get(1)?;
    Ok(Undecided {
        number: row.get(0)?,
        story: story.parse().map_err(|error| super::column(1, error))?,
        source: row.get(2)?,
        sender: row.get(3)?,
        site: row.get(4)?,
        at: moment(row, 5)?,
        base: from_json_if(row, 6)?,
        mine: from_json(row, 7)?,
        theirs: from_json(row, 8)?,
        decided: from_json(row, 9)?,
    })
}
