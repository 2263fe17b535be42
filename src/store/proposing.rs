//! Words that somebody would write instead: while they write them, and when they are taken into the text.

use super::{Store, from_json, passed, pictures, review, revisions, stories};
use crate::error::{Code, Error, Result};
use crate::review::{Part, Review};
use crate::story::{Story, StoryId};
use jiff::Timestamp;
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// A part of a story as somebody at this desk would have it, not yet suggested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposing {
    pub part: Part,
    /// What stood there when it was begun.
    pub base: String,
    pub text: String,
}

impl Store {
    /// What is being written instead, part by part.
    ///
    /// # Errors
    /// `Storage`.
    pub fn proposing(&self, id: StoryId) -> Result<Vec<Proposing>> {
        read(&self.db, id)
    }

    /// Keeps what is being written instead of a part.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn keep_proposing(&mut self, id: StoryId, one: &Proposing) -> Result<()> {
        self.transaction(|db| {
            stories::read(db, id)?;
            let Proposing { part, base, text } = one;
            db.execute(
                "INSERT INTO proposal (story, part, base, text) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (story, part) DO UPDATE SET base = excluded.base, text = excluded.text",
                params![id.to_string(), serde_json::to_string(part)?, base, text],
            )?;
            Ok(())
        })
    }

    /// Puts suggestions in the place of what was being written.
    ///
    /// # Errors
    /// `Conflict` if it was written on meanwhile, `NotFound`, `Storage`.
    pub fn end_proposing(
        &mut self,
        id: StoryId,
        ended: &[Proposing],
        said: &Review,
        now: Timestamp,
    ) -> Result<Review> {
        self.transaction(|db| {
            if read(db, id)? != ended {
                return Err(Error::new(
                    Code::Conflict,
                    "Somebody wrote on at these suggestions in another window.",
                    "Nothing was changed. Do it once more.",
                ));
            }
            db.execute("DELETE FROM proposal WHERE story = ?1", [id.to_string()])?;
            review::add(db, id, said, now)
        })
    }

    /// Takes suggested words into the story: `next` in the place of what stands at `base_version`, with
    /// `said` to tell what became of them. The story as it was is kept as a revision.
    ///
    /// # Errors
    /// `Conflict` if the story changed since, `NotFound`, `Storage`.
    pub fn accept(
        &mut self,
        base_version: u32,
        next: &Story,
        said: &Review,
        now: Timestamp,
    ) -> Result<Story> {
        let id = next.id;
        self.transaction(|db| {
            let story = stories::read(db, id)?;
            if story.version != base_version {
                return Err(Error::new(
                    Code::Conflict,
                    "The story was changed somewhere else in the meantime.",
                    "Nothing was taken in. Look at the text as it stands now and decide once more.",
                ));
            }
            revisions::insert(db, &story, "before suggestions were accepted", now)?;
            review::add(db, id, said, now)?;
            let version = stories::touch(db, id, now)?;
            stories::write_copy(db, id, &next.copy, version)?;
            for picture in &next.pictures {
                if story.picture(&picture.name) != Some(picture) {
                    pictures::update(db, id, picture, version)?;
                }
            }
            super::search::index(db, id)?;
            passed::reopen(db, id, now)?;
            stories::read(db, id)
        })
    }
}

fn read(db: &Connection, id: StoryId) -> Result<Vec<Proposing>> {
    let sql = "SELECT part, base, text FROM proposal WHERE story = ?1 ORDER BY part";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([id.to_string()], |row| {
        Ok(Proposing { part: from_json(row, 0)?, base: row.get(1)?, text: row.get(2)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Has what is being written instead of a picture's words follow the picture to its new name.
pub(super) fn rename_pictures(
    db: &Connection,
    id: StoryId,
    names: &BTreeMap<String, String>,
) -> Result<()> {
    for one in read(db, id)? {
        let Some(part) = one.part.renamed(names) else { continue };
        let sql = "UPDATE OR REPLACE proposal SET part = ?3 WHERE story = ?1 AND part = ?2";
        let (was, is) = (serde_json::to_string(&one.part)?, serde_json::to_string(&part)?);
        db.execute(sql, params![id.to_string(), was, is])?;
    }
    Ok(())
}
