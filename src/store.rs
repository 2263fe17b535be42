//! The desk's memory: SQLite for words, a folder of files named by their hash for pictures.
//!
//! The only place with SQL. Every change is one transaction, committed to disk
//! (`synchronous=FULL`) before the call returns.

mod attempts;
mod binned;
mod came;
mod carried;
mod corrections;
mod dating;
mod deliveries;
mod ending;
mod handing;
mod learning;
mod listing;
mod migrate;
mod originals;
mod passed;
mod people;
mod pictures;
mod places;
mod proposing;
mod queue;
mod receiving;
mod record;
mod remotes;
mod replacing;
mod retention;
mod review;
mod revisions;
mod seal;
mod search;
mod settings;
mod settling;
mod sites;
mod stories;
mod undecided;
mod uses;
mod verify;
mod watched;

pub use came::Came;
pub use carried::Carried;
pub use handing::{CAME_AS_IT_STOOD, IN_OTHER_WORDS};
pub use learning::{Learned, moves};
pub use listing::StorySummary;
pub use originals::{PictureFiles, Staged};
pub use people::KnownPerson;
pub use pictures::CreditUsed;
pub use places::Holding;
pub use proposing::Proposing;
pub use queue::NewDelivery;
pub use receiving::{Arrival, Arrived};
pub use record::Entry;
pub use revisions::{CONFLICT as KEPT_FROM_A_CONFLICT, Revision, RevisionSummary};
pub use search::{FoundIn, Hit, Hits, MOST_HITS, Within};
pub use sites::Connected;
pub use stories::Details;
pub use undecided::{
    BEFORE_IT_WAS_SETTLED, Decision, Disputed, Source, Undecided, gone as nothing_to_decide,
};
pub use uses::{LivePage, PictureUse};
pub use verify::{Fault, Verified, Wrong};

use crate::error::{Code, Error, Result, system};
use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// An open data folder. One connection; open a second store for a second thread.
#[derive(Debug)]
pub struct Store {
    db: Connection,
    folder: PathBuf,
}

impl Store {
    /// Opens the data folder, making it if it is not there, and brings its database up to date.
    ///
    /// # Errors
    /// `Storage` if the folder cannot be used, `NewerDatabase` if a newer Copydesk wrote it.
    pub fn open(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(|error| in_the_way(folder, &error))?;
        let mut db = Connection::open(folder.join("copydesk.db"))?;
        db.busy_timeout(Duration::from_secs(10))?;
        db.pragma_update(None, "journal_mode", "WAL")?;
        db.pragma_update(None, "synchronous", "FULL")?;
        db.pragma_update(None, "foreign_keys", true)?;
        migrate::migrate(&mut db, folder)?;
        seal::prepare(&db)?;
        Ok(Self { db, folder: folder.to_owned() })
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A number that changes when another process or connection has changed the database.
    ///
    /// # Errors
    /// `Storage`.
    pub fn foreign_changes(&self) -> Result<i64> {
        Ok(self.db.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// Runs `work` in one transaction that holds the write lock from its start, and seals what it changed.
    fn transaction<T>(&mut self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let answer = work(&transaction)?;
        seal::close(&transaction)?;
        transaction.commit()?;
        Ok(answer)
    }
}

/// A folder or file of ours that the system refuses.
fn in_the_way(path: &Path, error: &std::io::Error) -> Error {
    system::in_the_way(&path.display().to_string(), error)
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let (what, hint) = match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => (
                "The disk is full, so this was not saved.".to_owned(),
                "Keep the window open, free some space, and save again.",
            ),
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => (
                "The data folder cannot be written to, so this was not saved.".to_owned(),
                "Keep the window open, make the folder writable, and save again.",
            ),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => (
                "Another program is using the data folder, so this was not saved.".to_owned(),
                "Wait a moment and save again.",
            ),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => (
                "The database in the data folder is damaged.".to_owned(),
                "Close Copydesk, copy the data folder somewhere safe, and restore the newest file from its backups folder.",
            ),
            _ => (
                format!("The database refused: {error}."),
                "Nothing stored was changed. Try again; if it happens again, copy the data folder somewhere safe.",
            ),
        };
        Self::new(Code::Storage, what, hint)
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::new(
            Code::Internal,
            format!("A stored record could not be read or written: {error}."),
            "Nothing was changed. Keep a copy of the data folder and report this.",
        )
    }
}

/// A moment as it stands in the database: RFC 3339 in UTC, which sorts as text.
fn written(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}

/// A moment read from column `index`.
fn moment(row: &rusqlite::Row<'_>, index: usize) -> rusqlite::Result<Timestamp> {
    let text: String = row.get(index)?;
    text.parse().map_err(|error| column(index, error))
}

/// A moment read from column `index`, where there is one.
fn moment_if(row: &rusqlite::Row<'_>, index: usize) -> rusqlite::Result<Option<Timestamp>> {
    let text: Option<String> = row.get(index)?;
    text.map(|text| text.parse().map_err(|error| column(index, error))).transpose()
}

/// A value that serde writes as one word, as it stands in the database.
fn word<T: serde::Serialize>(value: &T) -> Result<String> {
    match serde_json::to_value(value)? {
        serde_json::Value::String(word) => Ok(word),
        other => Ok(other.to_string()),
    }
}

/// The value whose word stands in column `index`.
fn from_word<T: serde::de::DeserializeOwned>(
    row: &rusqlite::Row<'_>,
    index: usize,
) -> rusqlite::Result<T> {
    let text: String = row.get(index)?;
    serde_json::from_value(serde_json::Value::String(text)).map_err(|error| column(index, error))
}

/// As [`from_word`], of a column that may be empty.
fn from_word_if<T: serde::de::DeserializeOwned>(
    row: &rusqlite::Row<'_>,
    index: usize,
) -> rusqlite::Result<Option<T>> {
    let text: Option<String> = row.get(index)?;
    text.map(|_| from_word(row, index)).transpose()
}

/// The JSON record in column `index`.
fn from_json<T: serde::de::DeserializeOwned>(
    row: &rusqlite::Row<'_>,
    index: usize,
) -> rusqlite::Result<T> {
    let text: String = row.get(index)?;
    serde_json::from_str(&text).map_err(|error| column(index, error))
}

/// The JSON record in column `index`, where there is one.
fn from_json_if<T: serde::de::DeserializeOwned>(
    row: &rusqlite::Row<'_>,
    index: usize,
) -> rusqlite::Result<Option<T>> {
    let text: Option<String> = row.get(index)?;
    text.map(|text| serde_json::from_str(&text).map_err(|error| column(index, error))).transpose()
}

/// A column that does not hold what its type says.
fn column(index: usize, error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(index, rusqlite::types::Type::Text, Box::new(error))
}

#[cfg(test)]
mod tests;
