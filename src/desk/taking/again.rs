//! An article that was here before, as a packet or from the site itself: what it says there since is made one
//! with what stands here.

use super::{Waiting, untold};
use crate::desk::Desk;
use crate::desk::comparing::{SiteComparison, Taking};
use crate::error::Result;
use crate::merge::Wording;
use crate::packet::{Contents, Revision};
use crate::picture::Role;
use crate::pull::AddedPicture;
use crate::review::Review;
use crate::site::RemoteStory;
use crate::store::Source;
use crate::story::{Status, Story, StoryId};
use jiff::Timestamp;

impl Desk {
    /// A story that is here by another way: what it says there besides is made one with what stands here.
    pub(super) fn take_known(&self, at: &Waiting<'_>, id: StoryId, now: Timestamp) -> Result<()> {
        let story = self.story(id)?;
        let held = self.know_pictures(at, &story)?;
        let pulled = self.pulled(at, &story, &held)?;
        if pulled.wording == Wording::of(&story) && pulled.added.is_empty() {
            let lead = story.lead().and_then(|lead| held.get(&lead.name)).map(|held| &held.id);
            let there = at.text.lead.as_ref().map(|lead| &lead.id);
            let whole = pulled.not_carried.is_empty() && (lead == there || lead.is_none());
            return self.link(at, &story, whole, now);
        }
        // It went on from what was handed in here last, unless it is an earlier text still.
        let began = {
            let store = self.store();
            let is_it = |one: &crate::store::Revision| Wording::of(&one.story) == pulled.wording;
            let earlier = store.past(id)?.into_iter().rev().find(is_it);
            match (earlier, store.last_handed_in(id)?) {
                (Some(earlier), _) => earlier.story,
                (None, Some(handed_in)) => store.revision(id, handed_in)?.story,
                (None, None) => story,
            }
        };
        self.link(at, &began, false, now)?;
        self.take_again(at, id, now)
    }

    /// What was changed there since, made one with what was changed here.
    pub(super) fn take_again(&self, at: &Waiting<'_>, id: StoryId, now: Timestamp) -> Result<()> {
        let site = &at.connected.address.name;
        let compared = self.compare_with_site(id, site)?;
        let undecided = !self.to_settle(id)?.is_empty();
        if undecided || !compared.merged.conflicts.is_empty() {
            return self.take_disputed(at, id, compared, now);
        }
        let taking = match compared.theirs == compared.base {
            true => Taking::Mine,
            false => Taking::Merged { choices: Vec::new() },
        };
        let version = self.story(id)?.version;
        self.settle_with_site(id, version, site, (&compared.seen, &taking, false), now)?;
        if compared.not_carried.is_empty() {
            return Ok(());
        }
        // Nobody has been shown what does not come along: it is told before anything goes over it.
        let mut store = self.store();
        let known = store.remote_story(&at.connected.address, id)?;
        let known = known.ok_or_else(|| crate::site::gone(site))?;
        let (version, words, body) = untold(&compared.seen);
        let known = RemoteStory { version, words, body, ..known };
        store.put_remote_story(&at.connected.address, id, &known)
    }

    /// What was changed there since, where both changed the same: it comes in like a story that somebody
    /// sent, so that both texts wait until somebody says which stands.
    fn take_disputed(
        &self,
        at: &Waiting<'_>,
        id: StoryId,
        compared: SiteComparison,
        now: Timestamp,
    ) -> Result<()> {
        let address = &at.connected.address;
        let known = self.store().remote_story(address, id)?.and_then(|known| known.revision);
        let base = match known {
            Some(revision) => self.store().revision(id, revision)?.story,
            None => self.story(id)?,
        };
        let whole = compared.not_carried.is_empty();
        let mut theirs = Story { status: Status::Filed, ..base.clone() };
        for AddedPicture { name, url, .. } in compared.added {
            let bytes = at.site.fetch_whole(&url)?;
            theirs.pictures.push(self.kept_picture(name, Role::Inline, &bytes)?);
        }
        let Wording { copy, section, mut pictures } = compared.theirs;
        (theirs.copy, theirs.section) = (copy, section);
        for picture in &mut theirs.pictures {
            if let Some(words) = pictures.remove(&picture.name) {
                picture.words = words;
            }
        }
        let (why, by) = (format!("sent to {}", address.name), None);
        let revisions = vec![Revision { at: now, why, by, story: base }];
        let (story, review) = (theirs.clone(), Review::default());
        let source = Source::Site { address, sender: &at.text.listed.author };
        self.receive(&Contents { story, review, revisions }, &mut |_| Ok(()), source, now)?;
        self.link(at, &theirs, whole, now)
    }
}
