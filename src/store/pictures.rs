//! The records of a story's pictures.

use super::{Store, from_json, stories, word};
use crate::error::{Code, Error, Result};
use crate::picture::{Picture, Role, Words};
use crate::story::{Story, StoryId};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A credit that stands beneath a picture somewhere, and what was last written with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CreditUsed {
    pub credit: String,
    pub creator: String,
    pub copyright: String,
    pub usage_terms: String,
    pub web_statement: String,
    /// Under how many pictures it stands.
    pub used: u32,
}

impl Store {
    /// Adds a picture at the end of the story's pictures; returns the story's new version.
    ///
    /// # Errors
    /// `Invalid` if the story has a picture of that name, `NotFound`, `Storage`.
    pub fn add_picture(&mut self, id: StoryId, picture: &Picture, now: Timestamp) -> Result<u32> {
        self.transaction(|db| {
            let story = stories::read(db, id)?;
            if story.picture(&picture.name).is_some() {
                return Err(Error::new(
                    Code::Invalid,
                    format!("The story already has a picture called {}.", picture.name),
                    "Give the file another name and add it again.",
                ));
            }
            let version = stories::touch(db, id, now)?;
            if picture.role == Role::Lead {
                demote_leads(db, id, &picture.name, version)?;
            }
            insert(db, id, picture, story.pictures.len(), version)?;
            super::search::index(db, id)?;
            super::passed::reopen(db, id, now)?;
            Ok(version)
        })
    }

    /// Saves what a person wrote about a picture, from `base_version` of the story; returns the
    /// story's new version. A picture made the lead takes that place from any other.
    ///
    /// # Errors
    /// `Conflict` if this picture's record changed since: what was given is then kept as a revision.
    /// `NotFound`, `Storage`.
    pub fn save_picture(
        &mut self,
        id: StoryId,
        base_version: u32,
        picture: &Picture,
        now: Timestamp,
    ) -> Result<u32> {
        let saved = self.transaction(|db| {
            let story = stories::read(db, id)?;
            let held = story.picture(&picture.name).ok_or_else(|| not_found(&picture.name))?;
            if held == picture {
                return Ok(Some(story.version));
            }
            let changed: u32 = db.query_row(
                "SELECT version FROM picture WHERE story = ?1 AND name = ?2",
                params![id.to_string(), picture.name],
                |row| row.get(0),
            )?;
            if changed > base_version {
                let mut refused = story.clone();
                for one in &mut refused.pictures {
                    if one.name == picture.name {
                        one.clone_from(picture);
                    }
                }
                super::revisions::keep_both(db, &story, &refused, now)?;
                return Ok(None);
            }
            super::revisions::before_change(db, &story, &story.copy, now)?;
            let version = stories::touch(db, id, now)?;
            if picture.role == Role::Lead {
                demote_leads(db, id, &picture.name, version)?;
            }
            update(db, id, picture, version)?;
            super::search::index(db, id)?;
            super::passed::reopen(db, id, now)?;
            Ok(Some(version))
        })?;
        saved.ok_or_else(|| {
            Error::new(
                Code::Conflict,
                format!("What is written about {} was changed somewhere else.", picture.name),
                super::stories::KEPT,
            )
        })
    }

    /// Takes a picture out of the story; its original stays on disk and the story as it stood
    /// becomes a revision. Returns the story's new version.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn remove_picture(&mut self, id: StoryId, name: &str, now: Timestamp) -> Result<u32> {
        self.transaction(|db| {
            let story = stories::read(db, id)?;
            story.picture(name).ok_or_else(|| not_found(name))?;
            super::revisions::insert(db, &story, &format!("before {name} was taken out"), now)?;
            let version = stories::touch(db, id, now)?;
            db.execute(
                "DELETE FROM picture WHERE story = ?1 AND name = ?2",
                params![id.to_string(), name],
            )?;
            super::search::index(db, id)?;
            super::passed::reopen(db, id, now)?;
            Ok(version)
        })
    }

    /// What was last set about the picture with this hash: in any story that has it, else in what
    /// this story was before it was taken out.
    ///
    /// # Errors
    /// `Storage`.
    pub fn known_picture(&self, story: StoryId, sha256: &str) -> Result<Option<Picture>> {
        if let Some(held) = self.picture_by_hash(sha256)? {
            return Ok(Some(held));
        }
        let past: Option<Story> = self
            .db
            .prepare_cached(
                "SELECT snapshot FROM revision WHERE story = ?1 AND instr(snapshot, ?2) > 0
                 ORDER BY id DESC LIMIT 1",
            )?
            .query_row([&story.to_string(), sha256], |row| from_json(row, 0))
            .optional()?;
        Ok(past.and_then(|past| past.pictures.into_iter().find(|one| one.sha256 == sha256)))
    }

    /// Every credit in use, with what went with it the last time; the most used first, and of those
    /// the latest.
    ///
    /// # Errors
    /// `Storage`.
    pub fn credits_used(&self) -> Result<Vec<CreditUsed>> {
        // Beside max(), SQLite takes the other columns from the row that has the maximum.
        let mut statement = self.db.prepare_cached(
            "SELECT record, count(*) AS used, max(story.updated) AS latest
             FROM picture JOIN story ON story.id = picture.story
             WHERE trim(json_extract(record, '$.credit')) <> ''
             GROUP BY trim(json_extract(record, '$.credit')) ORDER BY used DESC, latest DESC",
        )?;
        let rows = statement.query_map([], |row| {
            let Words { credit, creator, copyright, usage_terms, web_statement, .. } =
                from_json::<Picture>(row, 0)?.words;
            let credit = credit.trim().to_owned();
            let used = row.get(1)?;
            Ok(CreditUsed { credit, creator, copyright, usage_terms, web_statement, used })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What was last set about the picture with this hash, in any story; a story in which nothing
    /// is written about it comes after those in which something is.
    fn picture_by_hash(&self, sha256: &str) -> Result<Option<Picture>> {
        let found = self
            .db
            .prepare_cached(
                "SELECT record FROM picture JOIN story ON story.id = picture.story
                 WHERE sha256 = ?1
                 ORDER BY record ->> 'caption' || (record ->> 'credit') || (record ->> 'alt') = '',
                     story.updated DESC LIMIT 1",
            )?
            .query_row([sha256], |row| from_json(row, 0))
            .optional()?;
        Ok(found)
    }
}

/// Every picture of the story, in the order they came.
pub(super) fn read_all(db: &Connection, id: StoryId) -> Result<Vec<Picture>> {
    let mut statement =
        db.prepare_cached("SELECT record FROM picture WHERE story = ?1 ORDER BY position")?;
    let rows = statement.query_map([id.to_string()], |row| from_json(row, 0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Writes a new record.
pub(super) fn insert(
    db: &Connection,
    id: StoryId,
    picture: &Picture,
    position: usize,
    version: u32,
) -> Result<()> {
    db.execute(
        "INSERT INTO picture (story, name, position, version, sha256, role, record)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            id.to_string(),
            picture.name,
            i64::try_from(position).unwrap_or(i64::MAX),
            version,
            picture.sha256,
            word(&picture.role)?,
            serde_json::to_string(picture)?,
        ],
    )?;
    Ok(())
}

pub(super) fn update(db: &Connection, id: StoryId, picture: &Picture, version: u32) -> Result<()> {
    db.execute(
        "UPDATE picture SET version = ?3, role = ?4, record = ?5 WHERE story = ?1 AND name = ?2",
        params![
            id.to_string(),
            picture.name,
            version,
            word(&picture.role)?,
            serde_json::to_string(picture)?,
        ],
    )?;
    Ok(())
}

/// Makes every lead but `name` an inline picture.
fn demote_leads(db: &Connection, id: StoryId, name: &str, version: u32) -> Result<()> {
    for mut other in read_all(db, id)? {
        if other.role == Role::Lead && other.name != name {
            other.role = Role::Inline;
            update(db, id, &other, version)?;
        }
    }
    Ok(())
}

fn not_found(name: &str) -> Error {
    Error::new(
        Code::NotFound,
        format!("The story has no picture called {name}."),
        "Look at the story's pictures for the right name.",
    )
}
