//! What each site holds of ours, so that a repeat is an update and never a second copy.

use super::{Store, from_json};
use crate::error::Result;
use crate::site::{Address, RemoteStory};
use crate::story::StoryId;
use rusqlite::{OptionalExtension, params};

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

    /// Records how the site holds the story now.
    ///
    /// # Errors
    /// `Storage`.
    pub fn put_remote_story(
        &mut self,
        site: &Address,
        story: StoryId,
        remote: &RemoteStory,
    ) -> Result<()> {
        self.db.execute(
            "INSERT OR REPLACE INTO remote_story (address, story, remote) VALUES (?1, ?2, ?3)",
            params![filed_under(site), story.to_string(), serde_json::to_string(remote)?],
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

/// What a site's records are filed under: where it is, whatever it is called here.
fn filed_under(site: &Address) -> &str {
    site.url.trim_end_matches('/')
}
