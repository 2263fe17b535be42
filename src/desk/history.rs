//! What a story was, held against what it is.

use super::Desk;
use crate::compare::{Comparison, compare};
use crate::error::Result;
use crate::story::{Status, Story, StoryId};

/// What a story is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// As it was last handed in.
    HandedIn,
    /// As it was returned from here, before it was handed in again.
    Returned,
}

/// What whoever works here can do with a story that goes to and fro.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It is theirs: they hand it in.
    ToHandIn,
    /// They may pass it.
    ToPass,
    /// It is with its writer again; they may pass it all the same.
    WithItsWriter,
    /// They may not pass it: somebody else does.
    ForOthers,
}

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

    /// What to hold the story against to see what is new in it: of one that was handed in again, the text
    /// that was returned here; else the one that was last handed in. `None` if it never was.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn changed_since(&self, id: StoryId) -> Result<Option<(i64, Since)>> {
        let store = self.store();
        if let Some(returned) = store.returned_before(id)? {
            return Ok(Some((returned, Since::Returned)));
        }
        Ok(store.last_handed_in(id)?.map(|handed_in| (handed_in, Since::HandedIn)))
    }

    /// Whose turn it is with the story, as far as this desk knows.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn turn(&self, id: StoryId) -> Result<Turn> {
        let hands_in = self.only_hands_in()?;
        let store = self.store();
        let story = store.story(id)?;
        let is_writer = hands_in || !store.was_taken_in(id)?;
        Ok(match story.status {
            Status::Returned | Status::Draft if is_writer => Turn::ToHandIn,
            _ if hands_in => Turn::ForOthers,
            Status::Returned => Turn::WithItsWriter,
            _ => Turn::ToPass,
        })
    }

    /// The revision that was last handed in; `None` if the story never was.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn last_handed_in(&self, id: StoryId) -> Result<Option<i64>> {
        self.store().last_handed_in(id)
    }
}
