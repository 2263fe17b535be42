//! What a story was, held against what it is.

use super::Desk;
use crate::compare::{Comparison, compare};
use crate::error::Result;
use crate::review::{Approval, Mark, fingerprint};
use crate::story::{Status, Story, StoryId};

/// What a story is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Since {
    /// As it was approved; by whom and when.
    Approved(Mark),
    /// As it was last handed in.
    HandedIn,
    /// As it was when it became its writer's again, before it was handed in again. Who sent it back, and when;
    /// none where it was taken back, or nobody here knows.
    Returned(Option<Mark>),
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

    /// What to hold the story against to see what is new in it, the first of [`Self::texts_before`]. `None` if
    /// there is none.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn changed_since(&self, id: StoryId) -> Result<Option<(i64, Since)>> {
        Ok(self.texts_before(id)?.into_iter().next())
    }

    /// The revisions it makes sense to hold the story against, what says most first: the text that was
    /// approved, if the approval counts and the story is another text by now; of one that was handed in again
    /// the text that was sent or taken back; the one that was last handed in; and what was approved, if the
    /// story says just that.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn texts_before(&self, id: StoryId) -> Result<Vec<(i64, Since)>> {
        let store = self.store();
        let is = fingerprint(&store.story(id)?);
        let standing = store.standing_approvals(id)?;
        // The latest, unless the text that is there was passed too.
        let approval = standing.iter().find(|one| one.fingerprint == is).or(standing.first());
        let approved = match approval {
            Some(approval) => store.approved_revision(id, approval)?.zip(Some(approval)),
            None => None,
        };
        let text = |(revision, approval): (i64, &Approval)| {
            (revision, Since::Approved(approval.made.clone()))
        };
        let reopened = |(_, approval): &(i64, &Approval)| approval.fingerprint != is;
        let mut texts: Vec<(i64, Since)> =
            approved.filter(reopened).map(text).into_iter().collect();
        if let Some(text) = store.returned_before(id)? {
            // Kept to the microsecond.
            let at = store.revision(id, text)?.at.as_microsecond();
            // The reasons are given at the very moment; without any its writer took it back.
            let by = store.review(id)?.notes.into_iter().filter(|note| note.returns);
            let by = by.map(|note| note.made).rfind(|made| made.at.as_microsecond() == at);
            texts.push((text, Since::Returned(by)));
        }
        texts.extend(store.last_handed_in(id)?.map(|text| (text, Since::HandedIn)));
        texts.extend(approved.filter(|one| !reopened(one)).map(text));
        Ok(texts)
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

    /// The revision that readers got, where that is another text than the one that was last handed in from
    /// here; `None` where it is not, or nobody knows.
    ///
    /// # Errors
    /// `Storage`.
    pub fn published_otherwise(&self, id: StoryId) -> Result<Option<i64>> {
        self.store().published_otherwise(id)
    }
}
