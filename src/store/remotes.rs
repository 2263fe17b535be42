//! What each site holds of ours, so that a repeat is an update and never a second copy.

use super::revisions::{self, Revision};
use super::{Store, from_json, from_json_if, from_word, review};
use crate::error::Result;
use crate::review::fingerprint;
use crate::site::{Address, RemotePicture, RemoteStory, SentPicture};
use crate::story::{Status, StoryId};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// Why a text that was taken in from a site is kept as its writer has it.
const AS_WRITTEN: &str = "as its writer wrote it";

impl Store {
    /// The story as the site is known to hold it.
    ///
    /// # Errors
    /// `Storage`.
    pub fn remote_story(&self, site: &Address, story: StoryId) -> Result<Option<RemoteStory>> {
        Ok(self
            .db
            .query_row(
                "SELECT remote FROM remote_story WHERE address = ?1 AND story = ?2",
                params![filed_under(site), story.to_string()],
                |row| from_json(row, 0),
            )
            .optional()?)
    }

    /// Every story the site is known to hold, with where it stands here; the latest changed first.
    ///
    /// # Errors
    /// `Storage`.
    pub fn held_by(&self, site: &Address) -> Result<Vec<(StoryId, Status, RemoteStory)>> {
        let mut statement = self.db.prepare_cached(
            "SELECT story.id, story.status, remote_story.remote
             FROM remote_story JOIN story ON story.id = remote_story.story
             WHERE remote_story.address = ?1
             ORDER BY story.updated DESC, story.id DESC",
        )?;
        let rows = statement.query_map([filed_under(site)], |row| {
            let id: String = row.get(0)?;
            let id = id.parse().map_err(|error| super::column(0, error))?;
            Ok((id, from_word(row, 1)?, from_json(row, 2)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The story that the site holds under this id of its own, and how it is known to hold it.
    ///
    /// # Errors
    /// `Storage`.
    pub fn story_held_as(
        &self,
        site: &Address,
        remote: &str,
    ) -> Result<Option<(StoryId, RemoteStory)>> {
        let sql = "SELECT story, remote FROM remote_story
                   WHERE address = ?1 AND remote ->> 'id' = ?2";
        let found = self.db.query_row(sql, params![filed_under(site), remote], |row| {
            let id: String = row.get(0)?;
            let id = id.parse().map_err(|error| super::column(0, error))?;
            Ok((id, from_json(row, 1)?))
        });
        Ok(found.optional()?)
    }

    /// Records how the site holds the story now: from its answer, so that nothing is left open of
    /// what was being sent before.
    ///
    /// # Errors
    /// `Storage`.
    pub fn put_remote_story(
        &mut self,
        site: &Address,
        story: StoryId,
        remote: &RemoteStory,
    ) -> Result<()> {
        self.transaction(|db| put(db, site, story, remote))
    }

    /// Records how the site holds the story by its answer to words that were sent: whatever was sent
    /// before them waits for no answer any more, also where the site found nothing new in them and
    /// its version is the one it was.
    ///
    /// # Errors
    /// `Storage`.
    pub fn put_saved_story(
        &mut self,
        site: &Address,
        story: StoryId,
        remote: &RemoteStory,
    ) -> Result<()> {
        self.transaction(|db| {
            put(db, site, story, remote)?;
            forget_words(db, site, story)
        })
    }

    /// Records that words with this mark are about to be sent.
    ///
    /// # Errors
    /// `Storage`.
    pub fn note_words(&mut self, site: &Address, story: StoryId, mark: &str) -> Result<()> {
        self.db.execute(
            "INSERT OR IGNORE INTO sent_words (address, story, mark) VALUES (?1, ?2, ?3)",
            params![filed_under(site), story.to_string(), mark],
        )?;
        Ok(())
    }

    /// Whether words with this mark were sent and no answer came.
    ///
    /// # Errors
    /// `Storage`.
    pub fn were_sent(&self, site: &Address, story: StoryId, mark: &str) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM sent_words
                                  WHERE address = ?1 AND story = ?2 AND mark = ?3)";
        let values = params![filed_under(site), story.to_string(), mark];
        Ok(self.db.query_row(sql, values, |row| row.get(0))?)
    }

    /// Records that these bytes are about to be sent as a picture of the story, so that they can be
    /// taken away again even if nothing more is ever heard of them.
    ///
    /// # Errors
    /// `Storage`.
    pub fn note_sending(
        &mut self,
        site: &Address,
        story: StoryId,
        name: &str,
        sha256: &str,
    ) -> Result<()> {
        self.db.execute(
            "INSERT OR IGNORE INTO sent_picture (address, story, name, sha256)
             VALUES (?1, ?2, ?3, ?4)",
            params![filed_under(site), story.to_string(), name, sha256],
        )?;
        Ok(())
    }

    /// Records how the site holds what was sent.
    ///
    /// # Errors
    /// `Storage`.
    pub fn note_held(
        &mut self,
        site: &Address,
        story: StoryId,
        name: &str,
        remote: &RemotePicture,
    ) -> Result<()> {
        self.db.execute(
            "INSERT OR REPLACE INTO sent_picture (address, story, name, sha256, remote)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                filed_under(site),
                story.to_string(),
                name,
                remote.sha256,
                serde_json::to_string(remote)?,
            ],
        )?;
        Ok(())
    }

    /// Every file that was sent to the site, or may have been, as a picture of the story.
    ///
    /// # Errors
    /// `Storage`.
    pub fn sent_pictures(&self, site: &Address, story: StoryId) -> Result<Vec<SentPicture>> {
        let mut statement = self.db.prepare_cached(
            "SELECT name, sha256, remote FROM sent_picture WHERE address = ?1 AND story = ?2
             ORDER BY name, rowid",
        )?;
        let rows = statement.query_map(params![filed_under(site), story.to_string()], |row| {
            let remote = from_json_if(row, 2)?;
            Ok(SentPicture { story, name: row.get(0)?, sha256: row.get(1)?, remote })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Records that a file is not on the site any more.
    ///
    /// # Errors
    /// `Storage`.
    pub fn forget_sent(&mut self, site: &Address, picture: &SentPicture) -> Result<()> {
        self.db.execute(
            "DELETE FROM sent_picture
             WHERE address = ?1 AND story = ?2 AND name = ?3 AND sha256 = ?4",
            params![filed_under(site), picture.story.to_string(), picture.name, picture.sha256],
        )?;
        Ok(())
    }

    /// From now on the site is not known to hold the story.
    ///
    /// # Errors
    /// `Storage`.
    pub fn forget_remote_story(&mut self, site: &Address, story: StoryId) -> Result<()> {
        self.db.execute(
            "DELETE FROM remote_story WHERE address = ?1 AND story = ?2",
            params![filed_under(site), story.to_string()],
        )?;
        Ok(())
    }
}

/// From now on what the sites hold is the writer's text and the writer's pictures, of which these revisions are
/// what was taken in from there.
pub(super) fn as_written(
    db: &Connection,
    id: StoryId,
    (written, names): (&[Revision], &BTreeMap<String, String>),
    now: Timestamp,
) -> Result<()> {
    let mut held = db.prepare("SELECT address, remote FROM remote_story WHERE story = ?1")?;
    let held = held.query_map([id.to_string()], |row| Ok((row.get(0)?, from_json(row, 1)?)))?;
    let held: Vec<(String, RemoteStory)> = held.collect::<rusqlite::Result<_>>()?;
    for (address, remote) in held {
        let is_it = |one: &&Revision| Some(one.id) == remote.revision;
        let Some(Revision { story, .. }) = written.iter().find(is_it) else { continue };
        let revision = match review::revision_of(db, id, &fingerprint(story))? {
            Some(there) => there,
            None => revisions::insert(db, story, AS_WRITTEN, now)?,
        };
        let remote = RemoteStory { revision: Some(revision), ..remote };
        let sql = "UPDATE remote_story SET remote = ?3 WHERE address = ?1 AND story = ?2";
        db.execute(sql, params![address, id.to_string(), serde_json::to_string(&remote)?])?;
    }
    for (file, name) in names {
        let sql = "UPDATE OR REPLACE sent_picture SET name = ?3 WHERE story = ?1 AND name = ?2";
        db.execute(sql, params![id.to_string(), file, name])?;
    }
    Ok(())
}

/// Records how the site holds the story, by its answer: nothing is left open of what it was asked. In
/// the version that was known before, it has not told what became of words that were being sent.
pub(super) fn put(
    db: &Connection,
    site: &Address,
    story: StoryId,
    remote: &RemoteStory,
) -> Result<()> {
    let (address, id) = (filed_under(site), story.to_string());
    let before = "SELECT remote FROM remote_story WHERE address = ?1 AND story = ?2";
    let before: Option<RemoteStory> =
        db.query_row(before, params![address, id], |row| from_json(row, 0)).optional()?;
    db.execute(
        "INSERT OR REPLACE INTO remote_story (address, story, remote) VALUES (?1, ?2, ?3)",
        params![address, id, serde_json::to_string(remote)?],
    )?;
    if before.is_none_or(|before| before.version != remote.version) {
        forget_words(db, site, story)?;
    }
    Ok(())
}

/// Nothing that was sent waits for an answer.
fn forget_words(db: &Connection, site: &Address, story: StoryId) -> Result<()> {
    let forget = "DELETE FROM sent_words WHERE address = ?1 AND story = ?2";
    db.execute(forget, params![filed_under(site), story.to_string()])?;
    Ok(())
}

/// What a site's records are filed under: where it is, whatever it is called here.
pub(super) fn filed_under(site: &Address) -> &str {
    site.url.trim_end_matches('/')
}
