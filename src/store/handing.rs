//! That a story was handed in, and the text it is held against since.

use super::{Store, stories};
use crate::error::Result;
use crate::story::StoryId;
use rusqlite::{Connection, OptionalExtension, params};

/// Why a text is kept that came and was not what its writer handed in.
pub const CAME_AS_IT_STOOD: &str = "came from elsewhere, as it stood there";

/// What stands behind “published on town” at a text that readers got and that is not the one its writer handed in.
pub const IN_OTHER_WORDS: &str = ", in the editors’ words";

impl Store {
    /// Whether the story was ever handed in.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn was_handed_in(&self, id: StoryId) -> Result<bool> {
        stories::read(&self.db, id)?;
        was_handed_in(&self.db, id)
    }

    /// Whether the story was begun by somebody else and taken in here.
    ///
    /// # Errors
    /// `Storage`.
    pub fn was_taken_in(&self, id: StoryId) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM record WHERE story = ?1 AND what = 'taken in')";
        Ok(self.db.query_row(sql, [id.to_string()], |row| row.get(0))?)
    }

    /// The revision that was last handed in; `None` if the story never was.
    ///
    /// # Errors
    /// `Storage`.
    pub fn last_handed_in(&self, id: StoryId) -> Result<Option<i64>> {
        // At this desk, or to a site; else by whoever sent it here. What was handed in elsewhere came along with
        // a later text: it was kept when that came, and not when it stood.
        let sql = "SELECT coalesce(
                       max(CASE WHEN why IN ('before it was filed', 'filed for review')
                                 AND NOT EXISTS (
                                     SELECT 1 FROM record
                                     WHERE record.story = ?1 AND what = 'kept'
                                     AND subject = 'revision:' || revision.id
                                     AND record.at <> revision.at) THEN id END),
                       max(CASE WHEN why IN ('before it was filed', 'filed for review')
                                 OR why LIKE 'waits on %'
                                 OR (why LIKE 'came from %' AND why NOT LIKE ?2 || '%') THEN id END),
                       max(CASE WHEN why LIKE 'came from %' THEN id END))
                   FROM revision WHERE story = ?1";
        let values = params![id.to_string(), CAME_AS_IT_STOOD];
        Ok(self.db.query_row(sql, values, |row| row.get(0))?)
    }

    /// The text that readers got in place of the one that was last handed in from here; `None` where they got that
    /// one, or nobody knows.
    ///
    /// # Errors
    /// `Storage`.
    pub fn published_otherwise(&self, id: StoryId) -> Result<Option<i64>> {
        let sql = "SELECT max(revision.id) FROM revision JOIN story ON story.id = revision.story
                   WHERE story.id = ?1 AND status IN ('published', 'corrected')
                     AND why LIKE 'published on %' || ?2 AND revision.id > coalesce(?3, 0)";
        let values = params![id.to_string(), IN_OTHER_WORDS, self.last_handed_in(id)?];
        Ok(self.db.query_row(sql, values, |row| row.get(0))?)
    }

    /// The text as it was when it last became its writer's again, if it was handed in again since; `None` for a story
    /// that goes out from here to be reviewed elsewhere.
    ///
    /// # Errors
    /// `Storage`.
    pub fn returned_before(&self, id: StoryId) -> Result<Option<i64>> {
        let sql = "SELECT returned FROM (
                       SELECT max(CASE WHEN why = 'before it was returned' THEN id END) AS returned,
                              max(CASE WHEN why = 'before it was filed'
                                       OR (why LIKE 'came from %' AND why NOT LIKE ?2 || '%')
                                       THEN id END) AS again
                       FROM revision WHERE story = ?1)
                   WHERE returned < again AND NOT EXISTS (
                       SELECT 1 FROM delivery WHERE story = ?1 AND release = 'file')";
        let values = params![id.to_string(), CAME_AS_IT_STOOD];
        Ok(self.db.query_row(sql, values, |row| row.get(0)).optional()?)
    }

    /// Whether the story was handed in at this desk and sent off in a packet since, to be read elsewhere.
    ///
    /// # Errors
    /// `Storage`.
    pub fn was_handed_on(&self, id: StoryId) -> Result<bool> {
        let sql = "SELECT EXISTS (
                       SELECT 1 FROM revision WHERE story = ?1 AND why LIKE 'sent as %.story' AND id > (
                           SELECT max(id) FROM revision
                           WHERE story = ?1 AND why = 'before it was filed'))";
        Ok(self.db.query_row(sql, [id.to_string()], |row| row.get(0))?)
    }
}

pub(super) fn was_handed_in(db: &Connection, id: StoryId) -> Result<bool> {
    let sql = "SELECT handed_in FROM story WHERE id = ?1";
    Ok(db.query_row(sql, [id.to_string()], |row| row.get(0))?)
}
