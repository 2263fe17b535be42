//! What each site holds of ours, so that a repeat is an update and never a second copy.

use super::{Store, from_json};
use crate::error::Result;
use crate::site::{RemotePicture, RemoteStory};
use crate::story::StoryId;
use rusqlite::{OptionalExtension, params};

impl Store {
    /// The story as the site is known to hold it.
    ///
    /// # Errors
    /// `Storage`.
    pub fn remote_story(&self, site: &str, story: StoryId) -> Result<Option<RemoteStory>> {
        Ok(self
            .db
            .query_row(
                "SELECT remote FROM remote_story WHERE site = ?1 AND story = ?2",
                params![site, story.to_string()],
                |row| from_json(row, 0),
            )
            .optional()?)
    }

    /// Records how the site holds the story now.
    ///
    /// # Errors
    /// `Storage`.
    pub fn put_remote_story(
        &mut self,
        site: &str,
        story: StoryId,
        remote: &RemoteStory,
    ) -> Result<()> {
        self.db.execute(
            "INSERT OR REPLACE INTO remote_story (site, story, remote) VALUES (?1, ?2, ?3)",
            params![site, story.to_string(), serde_json::to_string(remote)?],
        )?;
        Ok(())
    }

    /// The picture as the site is known to hold it.
    ///
    /// # Errors
    /// `Storage`.
    pub fn remote_picture(
        &self,
        site: &str,
        story: StoryId,
        name: &str,
    ) -> Result<Option<RemotePicture>> {
        Ok(self
            .db
            .query_row(
                "SELECT remote FROM remote_picture WHERE site = ?1 AND story = ?2 AND name = ?3",
                params![site, story.to_string(), name],
                |row| from_json(row, 0),
            )
            .optional()?)
    }

    /// Records how the site holds the picture now.
    ///
    /// # Errors
    /// `Storage`.
    pub fn put_remote_picture(
        &mut self,
        site: &str,
        story: StoryId,
        name: &str,
        remote: &RemotePicture,
    ) -> Result<()> {
        self.db.execute(
            "INSERT OR REPLACE INTO remote_picture (site, story, name, remote) VALUES (?1, ?2, ?3, ?4)",
            params![site, story.to_string(), name, serde_json::to_string(remote)?],
        )?;
        Ok(())
    }
}
