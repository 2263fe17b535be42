//! Stories as a list shows them: nothing of it needs their texts.

use super::stories::not_found;
use super::{Store, from_json, from_word, moment};
use crate::error::Result;
use crate::story::{Kind, Status, StoryId};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A story as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StorySummary {
    pub id: StoryId,
    pub headline: String,
    pub status: Status,
    pub section: String,
    pub kind: Kind,
    pub byline: String,
    #[ts(type = "string")]
    pub updated: Timestamp,
    pub words: u32,
    pub pictures: u32,
    pub version: u32,
    /// The sites it is on, was on or is on its way to, by name.
    pub sites: Vec<String>,
}

/// What a list shows; no text is read for it.
const SUMMARY: &str = "
    SELECT id, headline, status, section, kind, byline, updated, listed.words, version,
           (SELECT count(*) FROM picture WHERE story = story.id),
           (SELECT json_group_array(site) FROM story_site WHERE story_site.story = story.id)
    FROM story JOIN listed ON listed.story = story.id";

impl Store {
    /// Every story, the last changed first.
    ///
    /// # Errors
    /// `Storage`.
    pub fn stories(&self) -> Result<Vec<StorySummary>> {
        let all = format!("{SUMMARY} ORDER BY updated DESC");
        let mut statement = self.db.prepare_cached(&all)?;
        let rows = statement.query_map([], summary)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The story last changed that is not in the bin.
    ///
    /// # Errors
    /// `Storage`.
    pub fn latest_story(&self) -> Result<Option<StoryId>> {
        let mut statement = self.db.prepare_cached(
            "SELECT id FROM story WHERE status <> 'spiked' ORDER BY updated DESC LIMIT 1",
        )?;
        Ok(statement.query_row([], id).optional()?)
    }

    /// One story as a list shows it.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn story_summary(&self, id: StoryId) -> Result<StorySummary> {
        let one = format!("{SUMMARY} WHERE id = ?1");
        let mut statement = self.db.prepare_cached(&one)?;
        statement.query_row([id.to_string()], summary).optional()?.ok_or_else(not_found)
    }
}

fn id(row: &Row<'_>) -> rusqlite::Result<StoryId> {
    let id: String = row.get(0)?;
    id.parse().map_err(|error| super::column(0, error))
}

fn summary(row: &Row<'_>) -> rusqlite::Result<StorySummary> {
    Ok(StorySummary {
        id: id(row)?,
        headline: row.get(1)?,
        status: from_word(row, 2)?,
        section: row.get(3)?,
        kind: from_word(row, 4)?,
        byline: row.get(5)?,
        updated: moment(row, 6)?,
        words: row.get(7)?,
        version: row.get(8)?,
        pictures: row.get(9)?,
        sites: from_json(row, 10)?,
    })
}
