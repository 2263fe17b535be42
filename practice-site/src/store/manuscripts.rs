//! Table `manuscripts`: stories as desks have them.

use super::{Records, StoreError};
use crate::manuscript::{Manuscript, Unreadable};
use crate::picture_file::sha256;
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, params};
use uuid::Uuid;

/// A manuscript as the site holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldManuscript {
    pub id: Uuid,
    /// The account that sent it first.
    pub owner: String,
    /// The account that sent this version.
    pub changed_by: String,
    pub modified_at: Timestamp,
    /// Counts the changes, from 1.
    pub version: i64,
    pub manuscript: Manuscript,
}

impl HeldManuscript {
    /// Strong over the document, and another for every version of it.
    pub fn etag(&self) -> String {
        let Self { id, version, manuscript, .. } = self;
        let text = format!("manuscript\n{id}\n{version}\n{}", manuscript.document);
        format!("\"{}\"", sha256(text.as_bytes()))
    }
}

impl Records<'_> {
    pub fn manuscript(&self, id: Uuid) -> Result<Option<HeldManuscript>, StoreError> {
        let mut select = self.sql.prepare_cached("SELECT * FROM manuscripts WHERE id = ?1")?;
        let row = select.query_row([id.to_string()], columns).optional()?;
        row.map(held).transpose()
    }

    /// Manuscripts changed last first, of one owner if given.
    pub fn manuscripts(
        &self,
        owner: Option<&str>,
        limit: u32,
    ) -> Result<Vec<HeldManuscript>, StoreError> {
        let mut select = self.sql.prepare_cached(
            "SELECT * FROM manuscripts WHERE ?1 IS NULL OR owner = ?1
             ORDER BY modified_at DESC, id DESC LIMIT ?2",
        )?;
        let rows = select.query_map(params![owner, limit], columns)?;
        rows.map(|row| held(row?)).collect()
    }

    /// Keeps the manuscript, in place of any version of it. Originals that the version before showed
    /// and this one does not are let go of.
    pub fn keep_manuscript(&self, new: &HeldManuscript) -> Result<(), StoreError> {
        if let Some(before) = self.manuscript(new.id)? {
            let gone = before.manuscript.originals.difference(&new.manuscript.originals);
            gone.into_iter().try_for_each(|sha256| self.forget_original(new.id, sha256))?;
        }
        self.sql.execute(
            "INSERT INTO manuscripts (id, owner, changed_by, modified_at, version, document)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (id) DO UPDATE SET changed_by = ?3, modified_at = ?4, version = ?5,
                 document = ?6",
            params![
                new.id.to_string(),
                new.owner,
                new.changed_by,
                new.modified_at.as_millisecond(),
                new.version,
                new.manuscript.document.to_string(),
            ],
        )?;
        Ok(())
    }
}

type Columns = (String, String, String, i64, i64, String);

fn columns(row: &Row<'_>) -> rusqlite::Result<Columns> {
    Ok((
        row.get("id")?,
        row.get("owner")?,
        row.get("changed_by")?,
        row.get("modified_at")?,
        row.get("version")?,
        row.get("document")?,
    ))
}

fn held(
    (id, owner, changed_by, modified_at, version, document): Columns,
) -> Result<HeldManuscript, StoreError> {
    let id = Uuid::parse_str(&id).unwrap_or_default();
    let manuscript = Manuscript::read(document.as_bytes(), id).map_err(|why| match why {
        Unreadable::NotJson(why) | Unreadable::NotAManuscript(why) => StoreError::Manuscript(why),
    })?;
    let modified_at = Timestamp::from_millisecond(modified_at).unwrap_or(Timestamp::UNIX_EPOCH);
    Ok(HeldManuscript { id, owner, changed_by, modified_at, version, manuscript })
}
