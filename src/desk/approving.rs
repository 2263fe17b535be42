//! Passing a story: whoever publishes answers for exactly the text that goes out.

use super::Desk;
use crate::error::{Code, Error, Result};
use crate::review::{Approval, Mark, Person, fingerprint};
use crate::site::Release;
use crate::store::Connected;
use crate::story::{Status, Story, StoryId};
use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

/// Digits of a fingerprint that name a text.
const NAMES: usize = 12;

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
    /// Exactly what is there was passed, and it has been sent back, taken back or taken off since: it is
    /// to be passed anew.
    Lapsed {
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
    /// `Forbidden` where every account hands in only, `Conflict` if the story changed since, `IllegalMove`
    /// for one in the bin, `NotFound`, `Storage`.
    pub fn approve(
        &self,
        id: StoryId,
        base_version: u32,
        who: &Person,
        now: Timestamp,
    ) -> Result<Story> {
        self.refuse_approving()?;
        let approved = self.store().approve(id, base_version, who, now)?;
        self.decided(approved)
    }

    /// Passes the story if its text is the one that was read, named by its fingerprint or by the first
    /// twelve digits of that or more.
    ///
    /// # Errors
    /// `Conflict` if the text is another, `Invalid` for fewer digits or while nobody said who works here;
    /// as [`Self::approve`].
    pub fn approve_text(&self, id: StoryId, read: &str, now: Timestamp) -> Result<Story> {
        let (me, story) = (self.myself()?, self.story(id)?);
        let (is, read) = (fingerprint(&story), read.trim().to_ascii_lowercase());
        if read.len() < NAMES {
            return Err(Error::new(
                Code::Invalid,
                "That is too short to name a text, so nothing was approved.",
                "Copy the fingerprint from `desk changes`: twelve digits of it at least.",
            ));
        }
        if !is.starts_with(&read) {
            return Err(Error::new(
                Code::Conflict,
                "The text as it stands is not the one you name, so nothing was approved.",
                "Read what is there now with `desk changes`, which tells its fingerprint.",
            ));
        }
        self.approve(id, story.version, &me, now)
    }

    /// The fingerprint of the text as it stands: what an approval is of.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn fingerprint(&self, id: StoryId) -> Result<String> {
        Ok(fingerprint(&self.story(id)?))
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
        let is_it = |one: &Approval| one.fingerprint == passed;
        let standing = store.standing_approvals(id)?;
        // Mine is what lets me publish, so it is told before that of whoever passed the same text first.
        let mine = standing
            .iter()
            .find(|one| is_it(one) && me.as_ref().is_some_and(|me| one.made.by.is(me)));
        if let Some(approval) = mine.or_else(|| standing.iter().rfind(|one| is_it(one))) {
            let Mark { by, at } = approval.made.clone();
            return Ok(ApprovalState::Approved { by, at });
        }
        if let Some(approval) = review.approvals.iter().rfind(|one| is_it(one)) {
            let Mark { by, at } = approval.made.clone();
            return Ok(ApprovalState::Lapsed { by, at });
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
    /// does not count: it is somebody else's. Nor does one from before the story was its writer's again, or
    /// was taken off.
    ///
    /// # Errors
    /// `Invalid` if it was not passed, `Storage`.
    pub(super) fn refuse_unapproved(
        &self,
        story: &Story,
        (site, release): (&Connected, Release),
        now: Timestamp,
    ) -> Result<()> {
        if story.status == Status::Returned && self.store().was_handed_in(story.id)? {
            return Err(Error::new(
                Code::Invalid,
                "The story is with its writer again, sent back or taken back, so it was not published.",
                "Nothing was sent. If it is to be published all the same, read it as it stands now and \
                 approve it; then publish it.",
            ));
        }
        let who = self.answers_for(site)?;
        let passed = fingerprint(story);
        let given = self.store().review(story.id)?.approvals;
        let standing = self.store().standing_approvals(story.id)?;
        let is_mine = |one: &Approval| one.made.by.is(&who);
        if standing.iter().any(|one| is_mine(one) && one.fingerprint == passed) {
            return Ok(());
        }
        if !self.store().was_handed_in(story.id)? {
            let made = Mark { by: who, at: now };
            return self.store().record_approval(story, &made, now);
        }
        let happened = match given.iter().rfind(|one| is_mine(one)) {
            Some(_) if story.status == Status::Withdrawn => "was taken off since you approved it",
            Some(one) if one.fingerprint == passed => {
                "was sent back, taken back or taken off since you approved it"
            }
            Some(_) => "was changed since you approved it",
            None => "was handed in and you have not approved it",
        };
        let (so, then) = match release {
            Release::Correct => ("no correction was sent", "correct it"),
            _ => ("it was not published", "publish it"),
        };
        Err(Error::new(
            Code::Invalid,
            format!("The story {happened}, so {so}."),
            format!("Nothing was sent. Read it as it stands now, approve it, and {then} then."),
        ))
    }

    /// Who works here, or, where nobody said so, the account on the site.
    pub(super) fn answers_for(&self, site: &Connected) -> Result<Person> {
        let account = || {
            let name = site.account.as_ref().map(|account| account.name.clone());
            let name = name.or_else(|| site.address.user.clone());
            Person { name: name.unwrap_or_else(|| site.address.name.clone()), key: String::new() }
        };
        Ok(self.me()?.unwrap_or_else(account))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Opening;
    use crate::site::{Account, Address, Kind};
    use crate::story::{Copy, Move};

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + second).unwrap()
    }

    fn desk(folder: &std::path::Path, can_publish: bool) -> Desk {
        let desk = Desk::open(&Opening { folder, house: None, environment: |_| None }).unwrap();
        let url = "https://news.example".to_owned();
        let (name, kind) = ("town".to_owned(), Kind::Own);
        let address = Address { name, kind, url, user: None, fingerprint: None };
        let account = Some(Account {
            name: "Ann at the Town".into(),
            role: "editor".into(),
            site_title: "Town".into(),
            can_publish,
            can_send_pictures: true,
            sections: Vec::new(),
            zone: None,
            carries: false,
        });
        desk.store().put_site(&Connected { address, practice: false, account }, at(0)).unwrap();
        desk
    }

    /// A story with words enough to be published, not handed in.
    fn written(desk: &Desk) -> Story {
        let id = desk.new_story(at(1)).unwrap().id;
        let copy = Copy {
            headline: "Library opens".into(),
            standfirst: "After two years.".into(),
            byline: "By Ben".into(),
            body: "The library opened on Monday.\n".into(),
            ..Copy::default()
        };
        desk.save_copy(id, 1, &copy, at(2)).unwrap();
        desk.story(id).unwrap()
    }

    fn write(desk: &Desk, story: &Story, body: &str, now: Timestamp) -> Story {
        let copy = Copy { body: body.into(), ..story.copy.clone() };
        desk.save_copy(story.id, story.version, &copy, now).unwrap();
        desk.story(story.id).unwrap()
    }

    fn publish(desk: &Desk, story: &Story, now: i64) -> Result<Release> {
        desk.publish(story.id, story.version, "town", None, at(now)).map(|queued| queued.release)
    }

    #[test]
    fn who_publishes_what_was_never_handed_in_answers_for_that_very_text() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path(), true);
        let story = written(&desk);
        assert_eq!(publish(&desk, &story, 3).unwrap(), Release::Publish);
        let state = desk.approval_state(story.id).unwrap();
        assert!(
            matches!(state, ApprovalState::Approved { by, .. } if by.name == "Ann at the Town")
        );
        let story = write(&desk, &story, "The library opened on Tuesday.\n", at(4));
        let state = desk.approval_state(story.id).unwrap();
        assert!(matches!(state, ApprovalState::Changed { .. }));
        publish(&desk, &story, 5).unwrap();
        assert_eq!(desk.review(story.id).unwrap().approvals.len(), 2);
    }

    #[test]
    fn what_was_handed_in_goes_out_only_as_it_was_approved_here() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path(), true);
        let me = desk.set_me("Ann").unwrap();
        let story = written(&desk);
        let story = desk.file(story.id, at(3)).unwrap();
        let refused = publish(&desk, &story, 4).unwrap_err();
        assert_eq!(refused.code, Code::Invalid);
        assert!(refused.message.contains("have not approved"), "{refused}");

        // An approval of somebody else's came with the story: it is not mine.
        let made = Mark { by: Person { name: "Ben".into(), key: "b".repeat(64) }, at: at(4) };
        desk.store().record_approval(&story, &made, at(4)).unwrap();
        publish(&desk, &story, 5).unwrap_err();

        let story = desk.approve(story.id, story.version, &me, at(6)).unwrap();
        let changed = write(&desk, &story, "The library burnt down on Monday.\n", at(7));
        let refused = publish(&desk, &changed, 8).unwrap_err();
        assert!(refused.message.contains("changed since you approved it"), "{refused}");
        assert!(desk.deliveries(Some(story.id)).unwrap().is_empty(), "nothing was queued");

        let story = write(&desk, &changed, &story.copy.body, at(9));
        assert_eq!(publish(&desk, &story, 10).unwrap(), Release::Publish, "it is that text again");
    }

    #[test]
    fn what_was_taken_off_or_sent_back_goes_out_only_as_it_was_approved_since() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path(), true);
        let me = desk.set_me("Ann").unwrap();
        let id = written(&desk).id;
        let ways = [
            (Move::Return, vec![], "with its writer"),
            (Move::Return, vec![Move::File], "sent back"),
            (Move::Publish, vec![Move::Withdraw], "taken off"),
            (Move::Publish, vec![Move::Withdraw, Move::Spike, Move::Unspike], "taken off"),
        ];
        for ((goes, back, word), earlier) in ways.into_iter().zip(0..) {
            if desk.story(id).unwrap().status != Status::Filed {
                let _ = desk.file(id, at(3));
            }
            let version = desk.story(id).unwrap().version;
            let story = desk.approve(id, version, &me, at(4 + earlier)).unwrap();
            assert!(matches!(desk.approval_state(id).unwrap(), ApprovalState::Approved { .. }));
            for by in [goes].into_iter().chain(back) {
                desk.store().move_story(id, by, at(9)).unwrap();
            }
            let here = desk.story(id).unwrap();
            assert_eq!(here.copy, story.copy, "it is that very text");
            let lapsed = desk.approval_state(id).unwrap();
            assert!(matches!(lapsed, ApprovalState::Lapsed { .. }), "{word}: {lapsed:?}");
            let refused = publish(&desk, &here, 6).unwrap_err();
            assert!(refused.message.contains(word), "{word}: {refused}");
            // A clock that was set back decides nothing.
            let passed = desk.approve(id, here.version, &me, at(-earlier)).unwrap();
            assert_eq!(publish(&desk, &passed, 7).unwrap(), Release::Publish);
        }
    }

    #[test]
    fn an_approval_can_name_the_text_that_was_read() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path(), true);
        desk.set_me("Ann").unwrap();
        let story = written(&desk);
        let story = desk.file(story.id, at(3)).unwrap();
        let read = desk.fingerprint(story.id).unwrap();
        let changed = write(&desk, &story, "The library burnt down on Monday.\n", at(4));
        let refused = desk.approve_text(story.id, &read, at(5)).unwrap_err();
        assert_eq!(refused.code, Code::Conflict);
        assert_eq!(desk.approve_text(story.id, &read[..4], at(5)).unwrap_err().code, Code::Invalid);
        assert!(desk.review(story.id).unwrap().approvals.is_empty());
        write(&desk, &changed, &story.copy.body, at(6));
        let passed = desk.approve_text(story.id, &read[..12], at(7)).unwrap();
        assert_eq!(passed.status, crate::story::Status::Approved);
    }

    #[test]
    fn an_account_that_may_not_publish_hands_in_and_approves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path(), false);
        let me = desk.set_me("Ben").unwrap();
        let story = written(&desk);
        let refused = desk.approve(story.id, story.version, &me, at(3)).unwrap_err();
        assert_eq!((refused.code, desk.story(story.id).unwrap()), (Code::Forbidden, story.clone()));
        let ann = Person { name: "Ann".into(), key: String::new() };
        let refused = desk.assign(story.id, Some(ann), at(3)).unwrap_err();
        assert!(refused.message.contains("gives none to anybody"), "{refused}");
        assert_eq!(desk.assign_to(story.id, "Ben", at(3)).unwrap_err().code, Code::Forbidden);
        desk.take(story.id, at(3)).unwrap();
        assert_eq!(desk.release(story.id, at(4)).unwrap().holder.unwrap().person, None);
        assert_eq!(publish(&desk, &story, 4).unwrap(), Release::File);
    }
}
