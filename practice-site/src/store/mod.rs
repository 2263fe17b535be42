//! The site's data: SQLite for everything but the pictures' bytes, which are files named by
//! their hash.

pub mod pictures;
pub mod stories;
pub mod subscribers;

use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::{fmt, fs, io};

/// The number of the schema this program reads and writes, kept in SQLite's `user_version`.
const SCHEMA: i64 = 1;

/// A failure of the disk or the database.
#[derive(Debug)]
pub enum StoreError {
    Database(rusqlite::Error),
    File(io::Error),
    /// A document in the database that cannot be read.
    Document(serde_json::Error),
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

/// The open database and the folder of picture files.
pub struct Store {
    connection: Mutex<Connection>,
    pictures: PathBuf,
}

impl Store {
    /// Opens the data in `folder`, making it if there is none.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let pictures = folder.join("pictures");
        fs::create_dir_all(&pictures)?;
        let mut connection = Connection::open(folder.join("site.db"))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        migrate(&mut connection)?;
        Ok(Self { connection: Mutex::new(connection), pictures })
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
        for file in dropped {
            self.remove_if_unused(&connection, &file)?;
        }
        Ok(done)
    }

    /// What `work` did, and the hashes of the files it let go of.
    fn committed<T, E: From<StoreError>>(
        &self,
        connection: &mut Connection,
        work: impl FnOnce(&Records) -> Result<T, E>,
    ) -> Result<(T, Vec<String>), E> {
        let sql = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let records = Records { sql, pictures: &self.pictures, dropped: RefCell::default() };
        let done = work(&records)?;
        let Records { sql, dropped, .. } = records;
        sql.commit().map_err(StoreError::from)?;
        Ok((done, dropped.into_inner()))
    }

    fn remove_if_unused(&self, connection: &Connection, sha256: &str) -> Result<(), StoreError> {
        let mut select =
            connection.prepare_cached("SELECT 1 FROM pictures WHERE sha256 = ?1 LIMIT 1")?;
        if select.exists([sha256])? {
            return Ok(());
        }
        match fs::remove_file(self.pictures.join(sha256)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }
}

/// The data inside one transaction.
pub struct Records<'a> {
    sql: Transaction<'a>,
    pictures: &'a Path,
    /// Hashes of files that a row named before and perhaps none names now.
    dropped: RefCell<Vec<String>>,
}

fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > SCHEMA {
        return Err(StoreError::Newer(found));
    }
    if found == 0 {
        let transaction = connection.transaction()?;
        transaction.execute_batch(include_str!("schema.sql"))?;
        transaction.pragma_update(None, "user_version", SCHEMA)?;
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
        database.pragma_update(None, "user_version", SCHEMA + 1).unwrap();
        drop(database);
        assert!(matches!(Store::open(folder.path()), Err(StoreError::Newer(_))));
    }
}
