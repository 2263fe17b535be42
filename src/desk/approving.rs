//! Passing a story: whoever publishes answers for exactly the text that goes out.

use super::Desk;
use crate::error::{Code, Error, Result};
use crate::review::{Approval, Mark, Person, fingerprint};
use crate::store::Connected;
use crate::story::{Story, StoryId};
use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

/// Whether the text as it stands was passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ApprovalState {
    /// Nobody ever passed a text of this story.
    None,
    /// Exactly what is there.
    Approved {
        by: Person,
        #[ts(type = "string")]
        at: Timestamp,
    },
    /// A text was passed, and it is not the one that is there.
    Changed {
        /// The latest.
        approval: Approval,
        /// The revision that was passed, to compare with; none if its text never stood here.
        #[ts(type = "number | null")]
        since: Option<i64>,
    },
}

impl Desk {
    /// Passes exactly the text that stands at `base_version`, in the name of `who`.
    ///
    /// # Errors
    /// `Conflict` if the story changed since, `IllegalMove` for one in the bin, `NotFound`, `Storage`.
    pub fn approve(
        &self,
        id: StoryId,
        base_version: u32,
        who: &Person,
        now: Timestamp,
    ) -> Result<Story> {
        self.store().approve(id, base_version, who, now)
    }

    /// Whether the text as it stands was passed, by whom, and if not, since which revision it changed.
    /// Of several who passed it, whoever works here comes first.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn approval_state(&self, id: StoryId) -> Result<ApprovalState> {
        let store = self.store();
        let (story, review) = (store.story(id)?, store.review(id)?);
        let (passed, me) = (fingerprint(&story), store.me()?);
        // Mine is what lets me publish, so it is told before that of whoever passed the same text first.
        let mine = review.approvals.iter().find(|one| {
            one.fingerprint == passed && me.as_ref().is_some_and(|me| one.made.by.is(me))
        });
        if let Some(approval) = mine.or_else(|| review.approval_of(&passed)) {
            let Mark { by, at } = approval.made.clone();
            return Ok(ApprovalState::Approved { by, at });
        }
        match review.approvals.last() {
            Some(approval) => {
                let since = store.approved_revision(id, approval)?;
                Ok(ApprovalState::Changed { approval: approval.clone(), since })
            }
            None => Ok(ApprovalState::None),
        }
    }

    /// Sees to it that readers get nothing that was not passed at this desk. A story that was never
    /// handed in is passed by publishing it, for whoever writes and publishes reads it then; one that
    /// was is refused until somebody here has passed it as it stands. An approval that came with a story
    /// does not count: it is somebody else's.
    ///
    /// # Errors
    /// `Invalid` if it was not passed, `Storage`.
    pub(super) fn refuse_unapproved(
        &self,
        story: &Story,
        site: &Connected,
        now: Timestamp,
    ) -> Result<()> {
        let who = self.answers_for(site)?;
        let passed = fingerprint(story);
        let review = self.store().review(story.id)?;
        let mine = |one: &&Approval| one.made.by.is(&who);
        if review.approvals.iter().filter(mine).any(|one| one.fingerprint == passed) {
            return Ok(());
        }
        if !self.store().was_handed_in(story.id)? {
            return self.pass(story, site, now);
        }
        let what = match review.approvals.iter().rfind(mine) {
            Some(_) => "The story was changed since you approved it, so it was not published.",
            None => {
                "The story was handed in and you have not approved it, so it was not published."
            }
        };
        Err(Error::new(
            Code::Invalid,
            what,
            "Nothing was sent. Read it as it stands now, approve it, and publish it then.",
        ))
    }

    /// Passes the story as it stands, in the name of whoever publishes it to `site`.
    ///
    /// # Errors
    /// `Storage`.
    pub(super) fn pass(&self, story: &Story, site: &Connected, now: Timestamp) -> Result<()> {
        let made = Mark { by: self.answers_for(site)?, at: now };
        self.store().record_approval(story, &made, now)
    }

    /// Who works here, or, where nobody said so, the account on the site.
    fn answers_for(&self, site: &Connected) -> Result<Person> {
        let account = || {
            let name = site.account.as_ref().map(|account| account.name.clone());
            let name = name.or_else(|| site.address.user.clone());
            Person { name: name.unwrap_or_else(|| site.address.name.clone()), key: String::new() }
        };
        Ok(self.me()?.unwrap_or_else(account))
    }
}
