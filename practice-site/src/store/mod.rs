//! The site's data: SQLite for everything but the pictures' bytes, which are files named by
//! their hash.

pub mod manuscripts;
pub mod originals;
pub mod pictures;
pub mod stories;
pub mod subscribers;

use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::cell::RefCell;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::{fmt, fs, io};

/// What makes the schema, step by step. How many of them data has seen is kept in SQLite's
/// `user_version`; one that was released is never changed.
const SCHEMA: &[&str] = &[include_str!("schema.sql"), include_str!("manuscripts.sql")];

/// A failure of the disk or the database.
#[derive(Debug)]
pub enum StoreError {
    Database(rusqlite::Error),
    File(io::Error),
    /// A document in the database that cannot be read.
    Document(serde_json::Error),
    /// A manuscript in the database that cannot be read.
    Manuscript(String),
    /// The work on the data ended half-way; nothing of it was kept.
    Interrupted,
    /// The data belongs to a newer version of this program.
    Newer(i64),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(error) => write!(f, "the site's database failed: {error}"),
            Self::File(error) => write!(f, "a file of the site could not be used: {error}"),
            Self::Document(error) => write!(f, "a story in the database is damaged: {error}"),
            Self::Manuscript(why) => write!(f, "a manuscript in the database is damaged: {why}"),
            Self::Interrupted => f.write_str("the request was given up half-way"),
            Self::Newer(schema) => {
                write!(f, "the site's data was written by a newer version (schema {schema})")
            }
        }
    }
}

impl std::error::Error for StoreError {}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Document(error)
    }
}

/// The open database and the folders of picture files.
pub struct Store {
    connection: Mutex<Connection>,
    /// What pages may show.
    pictures: PathBuf,
    /// What no page shows.
    originals: PathBuf,
}

impl Store {
    /// Opens the data in `folder`, making it if there is none.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let (pictures, originals) = (folder.join("pictures"), folder.join("originals"));
        fs::create_dir_all(&pictures)?;
        fs::create_dir_all(&originals)?;
        let mut connection = Connection::open(folder.join("site.db"))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        migrate(&mut connection)?;
        Ok(Self { connection: Mutex::new(connection), pictures, originals })
    }

    /// Does `work` in one transaction: all of it is kept, or, if it fails, none.
    pub fn transaction<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Records) -> Result<T, E>,
    ) -> Result<T, E> {
        // A panic elsewhere has rolled its transaction back, so the connection is still sound.
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let (done, dropped) = self.committed(&mut connection, work)?;
        // Only now is it certain that no row names these files.
        for file in dropped.pictures {
            remove_if_unused(&connection, ("pictures", &self.pictures), &file)?;
        }
        for file in dropped.originals {
            remove_if_unused(&connection, ("originals", &self.originals), &file)?;
        }
        Ok(done)
    }

    /// What `work` did, and the files it let go of.
    fn committed<T, E: From<StoreError>>(
        &self,
        connection: &mut Connection,
        work: impl FnOnce(&Records) -> Result<T, E>,
    ) -> Result<(T, Dropped), E> {
        let sql = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let (pictures, originals) = (self.pictures.as_path(), self.originals.as_path());
        let records = Records { sql, pictures, originals, dropped: RefCell::default() };
        let done = work(&records)?;
        let Records { sql, dropped, .. } = records;
        sql.commit().map_err(StoreError::from)?;
        Ok((done, dropped.into_inner()))
    }
}

/// Removes the file of this hash if no row of its table names it.
fn remove_if_unused(
    connection: &Connection,
    (table, folder): (&str, &Path),
    sha256: &str,
) -> Result<(), StoreError> {
    let mut select =
        connection.prepare_cached(&format!("SELECT 1 FROM {table} WHERE sha256 = ?1 LIMIT 1"))?;
    if select.exists([sha256])? {
        return Ok(());
    }
    match fs::remove_file(folder.join(sha256)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// Writes a file whole, or not at all; nothing if it is there.
fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    let unfinished = path.with_extension("new");
    let mut file = File::create(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(unfinished, path)
}

/// The data inside one transaction.
pub struct Records<'a> {
    sql: Transaction<'a>,
    pictures: &'a Path,
    originals: &'a Path,
    dropped: RefCell<Dropped>,
}

/// Hashes of files that a row named before and perhaps none names now.
#[derive(Debug, Default)]
struct Dropped {
    pictures: Vec<String>,
    originals: Vec<String>,
}

fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let newest = i64::try_from(SCHEMA.len()).unwrap_or(i64::MAX);
    if found > newest {
        return Err(StoreError::Newer(found));
    }
    if found < newest {
        let transaction = connection.transaction()?;
        for step in SCHEMA.iter().skip(usize::try_from(found).unwrap_or(0)) {
            transaction.execute_batch(step)?;
        }
        transaction.pragma_update(None, "user_version", newest)?;
        transaction.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_of_a_newer_version_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        drop(Store::open(folder.path()).unwrap());
        let database = Connection::open(folder.path().join("site.db")).unwrap();
        database.pragma_update(None, "user_version", 99).unwrap();
        drop(database);
        assert!(matches!(Store::open(folder.path()), Err(StoreError::Newer(_))));
    }

    #[test]
    fn a_site_from_before_there_were_manuscripts_takes_them() {
        let folder = tempfile::tempdir().unwrap();
        let database = Connection::open(folder.path().join("site.db")).unwrap();
        database.execute_batch(SCHEMA[0]).unwrap();
        database.pragma_update(None, "user_version", 1).unwrap();
        database
            .execute_batch("INSERT INTO subscribers VALUES ('reader@town.example', 0)")
            .unwrap();
        drop(database);
        let store = Store::open(folder.path()).unwrap();
        let there = store.transaction(|records| {
            let again = records.subscribe("reader@town.example", jiff::Timestamp::UNIX_EPOCH)?;
            Ok::<_, StoreError>((again, records.manuscripts(None, 9)?.len()))
        });
        assert_eq!(there.unwrap(), (false, 0), "what was there stays, and there is room for more");
    }
}
