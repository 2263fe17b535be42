//! Table `stories`, and which pictures each story names.

use super::{Records, StoreError};
use crate::document::{State, StoryDocument};
use crate::picture_file::sha256;
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Params, Row, params};
use std::collections::BTreeSet;
use uuid::Uuid;

/// A story as the site holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldStory {
    pub id: Uuid,
    /// Who sent it first.
    pub owner: String,
    /// The last part of its address; given at first publication and kept.
    pub address: Option<String>,
    /// Of the first publication.
    pub published_at: Option<Timestamp>,
    pub modified_at: Timestamp,
    /// Counts the changes, from 1.
    pub version: i64,
    pub document: StoryDocument,
}

impl HeldStory {
    /// Strong over everything the API answers about the story.
    pub fn etag(&self) -> String {
        let document = serde_json::to_string(&self.document).unwrap_or_default();
        format!("\"{}\"", sha256(format!("{}\n{}\n{document}", self.id, self.version).as_bytes()))
    }

    pub fn is_published(&self) -> bool {
        self.document.state == State::Published
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<(Self, String)> {
        let moment = |ms: i64| Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH);
        let id: String = row.get("id")?;
        let story = Self {
            id: Uuid::parse_str(&id).unwrap_or_default(),
            owner: row.get("owner")?,
            address: row.get("address")?,
            published_at: row.get::<_, Option<i64>>("published_at")?.map(moment),
            modified_at: moment(row.get("modified_at")?),
            version: row.get("version")?,
            document: StoryDocument::default(),
        };
        Ok((story, row.get("document")?))
    }
}

impl Records<'_> {
    pub fn story(&self, id: Uuid) -> Result<Option<HeldStory>, StoreError> {
        self.first("SELECT * FROM stories WHERE id = ?1", [id.to_string()])
    }

    /// The published or withdrawn story at an address.
    pub fn story_at(&self, address: &str) -> Result<Option<HeldStory>, StoreError> {
        self.first("SELECT * FROM stories WHERE address = ?1", [address])
    }

    /// Stories changed last first, of one state or owner if given.
    pub fn stories(
        &self,
        state: Option<State>,
        owner: Option<&str>,
        limit: u32,
    ) -> Result<Vec<HeldStory>, StoreError> {
        self.all(
            "SELECT * FROM stories
             WHERE (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR owner = ?2)
             ORDER BY modified_at DESC, id DESC LIMIT ?3",
            params![state.map(State::word), owner, limit],
        )
    }

    /// Published stories, newest first, of one section if given.
    pub fn published(
        &self,
        section: Option<&str>,
        limit: u32,
    ) -> Result<Vec<HeldStory>, StoreError> {
        self.all(
            "SELECT * FROM stories WHERE state = 'published' AND (?1 IS NULL OR section = ?1)
             ORDER BY published_at DESC, id DESC LIMIT ?2",
            params![section, limit],
        )
    }

    pub fn is_empty(&self) -> Result<bool, StoreError> {
        Ok(!self.sql.prepare_cached("SELECT 1 FROM stories LIMIT 1")?.exists([])?)
    }

    /// Keeps the story and, with it, which pictures it names; all of them must be held.
    pub fn keep_story(
        &self,
        story: &HeldStory,
        pictures: &BTreeSet<String>,
    ) -> Result<(), StoreError> {
        let id = story.id.to_string();
        self.sql.execute(
            "INSERT INTO stories
                 (id, owner, state, section, address, published_at, modified_at, version, document)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (id) DO UPDATE SET state = ?3, section = ?4, address = ?5,
                 published_at = ?6, modified_at = ?7, version = ?8, document = ?9",
            params![
                id,
                story.owner,
                story.document.state.word(),
                story.document.section,
                story.address,
                story.published_at.map(Timestamp::as_millisecond),
                story.modified_at.as_millisecond(),
                story.version,
                serde_json::to_string(&story.document)?
            ],
        )?;
        self.sql.execute("DELETE FROM story_pictures WHERE story = ?1", [&id])?;
        let mut insert = self
            .sql
            .prepare_cached("INSERT INTO story_pictures (story, picture) VALUES (?1, ?2)")?;
        for picture in pictures {
            insert.execute([&id, picture])?;
        }
        Ok(())
    }

    /// `wish`, or `wish-2`, `wish-3` … if other stories have those addresses.
    pub fn free_address(&self, wish: &str) -> Result<String, StoreError> {
        let mut taken = self.sql.prepare_cached("SELECT 1 FROM stories WHERE address = ?1")?;
        let mut address = wish.to_owned();
        let mut number = 2;
        while taken.exists([&address])? {
            address = format!("{wish}-{number}");
            number += 1;
        }
        Ok(address)
    }

    fn first(&self, sql: &str, values: impl Params) -> Result<Option<HeldStory>, StoreError> {
        let mut select = self.sql.prepare_cached(sql)?;
        let found = select.query_row(values, HeldStory::read).optional()?;
        found.map(with_document).transpose()
    }

    fn all(&self, sql: &str, values: impl Params) -> Result<Vec<HeldStory>, StoreError> {
        let mut select = self.sql.prepare_cached(sql)?;
        let rows = select.query_map(values, HeldStory::read)?;
        rows.map(|row| with_document(row?)).collect()
    }
}

fn with_document((mut story, document): (HeldStory, String)) -> Result<HeldStory, StoreError> {
    story.document = serde_json::from_str(&document)?;
    Ok(story)
}
