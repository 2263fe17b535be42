//! People whose keys are known here: who sent a story, and whom somebody at this desk confirmed.

use super::record::{self, Event, New};
use super::watched::Table;
use super::{Store, moment, moment_if, written};
use crate::error::{Code, Error, Result};
use crate::review::Person;
use jiff::Timestamp;
use rusqlite::{Connection, Row, params};

/// Somebody whose key was seen on a packet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPerson {
    pub person: Person,
    /// When their key was first seen here.
    pub first_seen: Timestamp,
    /// When somebody at this desk last said that the key is theirs; none if nobody did.
    pub confirmed: Option<Timestamp>,
}

impl Store {
    /// Everybody whose key was seen, by name.
    ///
    /// # Errors
    /// `Storage`.
    pub fn people(&self) -> Result<Vec<KnownPerson>> {
        let sql = "SELECT name, key, first_seen, trusted FROM person ORDER BY name, first_seen";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map([], known)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Everybody who said, suggested or passed something of a story that is here, or has one in hand. One
    /// person may stand there twice, with a key and without.
    ///
    /// # Errors
    /// `Storage`; `Internal` if what is kept is nobody.
    pub fn participants(&self) -> Result<Vec<Person>> {
        let sql = "SELECT json_extract(record, '$.by') AS who FROM note
                   UNION SELECT json_extract(record, '$.by') FROM suggestion
                   UNION SELECT json_extract(record, '$.by') FROM approval
                   UNION SELECT json_extract(record, '$.by') FROM holder
                   UNION SELECT json_extract(record, '$.person') FROM holder
                   ORDER BY who";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| row.get::<_, Option<String>>(0))?;
        let all = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        all.into_iter().flatten().map(|one| Ok(serde_json::from_str(&one)?)).collect()
    }

    /// Whether somebody at this desk said that the key with this fingerprint is whose it claims to be.
    ///
    /// # Errors
    /// `Storage`.
    pub fn is_confirmed(&self, key: &str) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM person WHERE key = ?1 AND trusted IS NOT NULL)";
        Ok(self.db.query_row(sql, [key], |row| row.get(0))?)
    }

    /// Remembers that the key of somebody who was seen is theirs, as somebody at this desk made sure.
    ///
    /// # Errors
    /// `NotFound` if nobody with that key was seen, `Storage`.
    pub fn confirm_person(&mut self, key: &str, now: Timestamp) -> Result<()> {
        let sql =
            "UPDATE person SET trusted = ?2, trusted_how = 'confirmed by itself' WHERE key = ?1";
        self.transaction(|db| {
            record::look(db, (None, Table::Person, key), now)?;
            match db.execute(sql, params![key, written(now)])? {
                0 => Err(Error::new(
                    Code::NotFound,
                    "Nobody with this key has sent anything to this desk.",
                    "Open what they sent first; their key is shown then.",
                )),
                _ => note(db, key, Event::Confirmed, now),
            }
        })
    }
}

/// Remembers a key that was seen; one that is known stays as it is. `public_key` in hex.
pub(super) fn meet(
    db: &Connection,
    person: &Person,
    public_key: &str,
    now: Timestamp,
) -> Result<()> {
    record::look(db, (None, Table::Person, &person.key), now)?;
    let new = db.execute(
        "INSERT INTO person (key, public_key, name, first_seen) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (key) DO NOTHING",
        params![person.key, public_key, person.name, written(now)],
    )?;
    if new == 0 { Ok(()) } else { note(db, &person.key, Event::Met, now) }
}

/// Remembers that the key is this person's, under the name they have now; `how` it was confirmed.
pub(super) fn confirm(
    db: &Connection,
    person: &Person,
    public_key: &str,
    how: &str,
    now: Timestamp,
) -> Result<()> {
    record::look(db, (None, Table::Person, &person.key), now)?;
    db.execute(
        "INSERT INTO person (key, public_key, name, first_seen, trusted, trusted_how)
         VALUES (?1, ?2, ?3, ?4, ?4, ?5)
         ON CONFLICT (key) DO UPDATE
         SET name = excluded.name, trusted = excluded.trusted, trusted_how = excluded.trusted_how",
        params![person.key, public_key, person.name, written(now), how],
    )?;
    note(db, &person.key, Event::Confirmed, now)
}

/// Records whose the key is.
fn note(db: &Connection, key: &str, what: Event, at: Timestamp) -> Result<()> {
    let table = Table::Person;
    record::append(db, &New { story: None, table, id: key, what, who: None, remark: None, at })
}

fn known(row: &Row<'_>) -> rusqlite::Result<KnownPerson> {
    Ok(KnownPerson {
        person: Person { name: row.get(0)?, key: row.get(1)? },
        first_seen: moment(row, 2)?,
        confirmed: moment_if(row, 3)?,
    })
}
