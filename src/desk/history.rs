//! What a story was, held against what it is.

use super::Desk;
use crate::compare::{Comparison, compare};
use crate::error::Result;
use crate::story::{Story, StoryId};

impl Desk {
    /// Two states of a story, word by word; `None` is the story as it stands.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn compare_revisions(
        &self,
        id: StoryId,
        old: Option<i64>,
        new: Option<i64>,
    ) -> Result<Comparison> {
        Ok(compare(&self.state(id, old)?, &self.state(id, new)?))
    }

    fn state(&self, id: StoryId, revision: Option<i64>) -> Result<Story> {
        match revision {
            Some(revision) => Ok(self.store().revision(id, revision)?.story),
            None => self.story(id),
        }
    }

    /// The revision that was last handed in; `None` if the story never was.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn last_handed_in(&self, id: StoryId) -> Result<Option<i64>> {
        self.store().last_handed_in(id)
    }
}
