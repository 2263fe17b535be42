//! What was decided about a story elsewhere: on the site or at a colleague's desk, where it was published,
//! taken off or made a draft again; or at this desk, where it was returned and the site has to be told.

mod published;

use super::Desk;
use crate::delivery::{Delivery, State};
use crate::error::{Code, Result};
use crate::site::{Address, Outgoing, Release, RemoteStory, Site, Stage};
use crate::store::{self, Holding, Learned, Store};
use crate::story::{Move, Status, Story, StoryId};
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// What became of a story on a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "SiteOutcome")]
pub struct Outcome {
    /// The site's name here.
    pub site: String,
    pub story: StoryId,
    pub headline: String,
    /// What happened, in a sentence.
    pub sentence: String,
    /// Readers have another text than the one that was handed in from here: the revisions of both.
    #[ts(type = "[number, number] | null")]
    pub edited: Option<(i64, i64)>,
}

/// What readers got, and what is to stand at it in the history.
struct Got {
    /// None for the text that stands here.
    text: Option<Story>,
    why: String,
}

/// How many stories that readers have are looked at again: those that were changed last. A story is
/// taken off soon, or hardly ever, and each look is a request.
const LOOKED_AFTER: usize = 20;

impl Desk {
    /// Looks at each story on the site that is not known to be decided, and at the latest ones that
    /// readers have. One that readers have by now is published here too, at its address; one that is
    /// shown nowhere any more is withdrawn; one that an editor made a draft again is returned. Its
    /// history says so, and it is unread. Asks the site once for each of them.
    ///
    /// # Errors
    /// As the site says where nothing more can be had from it; `Storage`. A story that cannot be looked
    /// at is left for the next time.
    pub(super) fn hear_decisions(
        &self,
        address: &Address,
        site: &dyn Site,
        now: Timestamp,
    ) -> Result<Vec<Outcome>> {
        let mut decided = Vec::new();
        for id in self.to_look_at_there(address)? {
            match self.hear_decision(id, (address, site), now) {
                Err(error) if super::syncing::ends_all(&error) => return Err(error),
                Ok(one) => decided.extend(one),
                // Gone from there, or no longer for this account.
                Err(_) => {}
            }
        }
        Ok(decided)
    }

    /// As [`Self::hear_decisions`], of a site that is to be signed in to first, if there is anything to
    /// look at.
    ///
    /// # Errors
    /// `SignIn`, `NoKeychain`, and as there.
    pub(super) fn hear_decisions_of(
        &self,
        address: &Address,
        now: Timestamp,
    ) -> Result<Vec<Outcome>> {
        if self.to_look_at_there(address)?.is_empty() {
            return Ok(Vec::new());
        }
        let (connected, site) = self.signed_in(&address.name)?;
        self.hear_decisions(&connected.address, &*site, now)
    }

    /// Makes a draft again of each article that waits on the site and whose story was returned at this
    /// desk: its writer may change it then, and learns of it. One that was changed there since waits on,
    /// for nobody here has read what it says now. Asks the site for each of them, if there is any.
    ///
    /// # Errors
    /// As [`Self::hear_decisions_of`]. What this account may not change waits on too.
    pub(super) fn tell_decisions_to(&self, address: &Address, now: Timestamp) -> Result<()> {
        if self.returned(address)?.is_empty() {
            return Ok(());
        }
        let (connected, site) = self.signed_in(&address.name)?;
        self.tell_decisions(&connected.address, &*site, now)
    }

    /// As [`Self::tell_decisions_to`], to a site that was signed in to.
    ///
    /// # Errors
    /// As there.
    pub(super) fn tell_decisions(
        &self,
        address: &Address,
        site: &dyn Site,
        now: Timestamp,
    ) -> Result<()> {
        for (story, known) in self.returned(address)? {
            match self.tell_decision(&story, (address, site), known, now) {
                Err(error) if super::syncing::ends_all(&error) => return Err(error),
                Ok(()) | Err(_) => {}
            }
        }
        Ok(())
    }

    /// What was returned here and waits on the site as far as is known.
    fn returned(&self, address: &Address) -> Result<Vec<(Story, RemoteStory)>> {
        let store = self.store();
        let mut returned = Vec::new();
        for one in store.stories()? {
            if one.status != Status::Returned || store.is_on_its_way(address, one.id)? {
                continue;
            }
            // The reasons go nowhere before two texts are settled: its writer would hear that alone.
            if !store.undecided(one.id)?.is_empty() {
                continue;
            }
            let known = store.remote_story(address, one.id)?;
            if let Some(known) = known.filter(|known| known.stage == Stage::Pending) {
                returned.push((store.story(one.id)?, known));
            }
        }
        Ok(returned)
    }

    fn tell_decision(
        &self,
        story: &Story,
        (address, site): (&Address, &dyn Site),
        known: RemoteStory,
        now: Timestamp,
    ) -> Result<()> {
        let none = BTreeMap::new();
        let outgoing = Outgoing { story, house: self.house(), pictures: &none };
        let Some(there) = site.find_story(&outgoing, Some(&known))? else { return Ok(()) };
        match there.stage {
            Stage::Pending if there.is_as(&known) => {
                let left = site.withdraw(story.id, &known)?;
                if left.stage != Stage::Withdrawn {
                    return Ok(());
                }
            }
            // An answer was lost, or somebody did it there.
            Stage::Draft => {}
            _ => return Ok(()),
        }
        let there = RemoteStory { stage: Stage::Draft, moment: None, ..known.clone() };
        let why = &draft_again(address);
        // Whatever was decided here meanwhile, it is a draft there now.
        let learned = Learned {
            from: None,
            unread: false,
            ..learned(address, (&known, &there), (story.status, why), &[])
        };
        self.store().learn(story.id, &learned, now).map(drop)
    }

    /// What waits on the site or is shown there, as far as is known, and nothing of which is on its way. What
    /// waits for a person may do so for long, and goes on being heard of.
    fn to_look_at_there(&self, address: &Address) -> Result<Vec<StoryId>> {
        let store = self.store();
        let (mut there, mut shown) = (Vec::new(), 0);
        for (id, status, known) in store.held_by(address)? {
            let look = match (status, known.stage) {
                (Status::Filed | Status::Returned | Status::Approved, stage) => match stage {
                    Stage::Draft => was_handed_in(&store, id, address)?,
                    _ => stage != Stage::Withdrawn,
                },
                (
                    Status::Published | Status::Corrected | Status::Withdrawn,
                    Stage::Public | Stage::Withdrawn,
                ) => {
                    shown += 1;
                    shown <= LOOKED_AFTER
                }
                _ => false,
            };
            if look && !store.is_on_its_way(address, id)? {
                there.push(id);
            }
        }
        Ok(there)
    }

    fn hear_decision(
        &self,
        id: StoryId,
        (address, site): (&Address, &dyn Site),
        now: Timestamp,
    ) -> Result<Option<Outcome>> {
        let story = self.story(id)?;
        let Some(known) = self.store().remote_story(address, id)? else { return Ok(None) };
        let none = BTreeMap::new();
        let outgoing = Outgoing { story: &story, house: self.house(), pictures: &none };
        let there = match site.find_story(&outgoing, Some(&known)) {
            Err(error) if error.code == Code::Gone => None,
            asked => asked?,
        };
        let shown = matches!(story.status, Status::Published | Status::Corrected);
        // Deleted for good is not shown either.
        let deleted = || shown.then(|| RemoteStory { stage: Stage::Withdrawn, ..known.clone() });
        let Some(there) = there.or_else(deleted) else { return Ok(None) };
        let Some(moves) = store::moves(story.status, Some(known.stage), there.stage) else {
            return Ok(None);
        };
        let off = moves.contains(&Move::Withdraw);
        if off && known.stage == Stage::Withdrawn && self.is_shown_elsewhere(id, address)? {
            return Ok(None);
        }
        let Got { text, why } = match moves {
            [Move::Publish, ..] => {
                self.published_text(id, (&known, &there), (address, site), off)?
            }
            [Move::Withdraw] => Got { text: None, why: format!("taken off {}", address.name) },
            _ => Got { text: None, why: draft_again(address) },
        };
        // What its words were when both were the same stays known: whatever was changed is told.
        let RemoteStory { url, moment, .. } = there;
        let stage = if off { Stage::Withdrawn } else { there.stage };
        let there = RemoteStory { url, stage, moment, ..known.clone() };
        let learned = learned(address, (&known, &there), (story.status, &why), moves);
        let unread = !moves.is_empty();
        let learned = Learned { text: text.as_ref(), unread, ..learned };
        let is_news = self.store().learn(id, &learned, now)? && unread;
        if is_news { self.decided_on(address, &story, moves).map(Some) } else { Ok(None) }
    }

    /// What a story's manuscript tells that was moved there since this desk last looked: published and taken
    /// off again, corrected, or taken back by its writer after it was passed here. The article says so, too.
    ///
    /// # Errors
    /// `Storage`.
    pub(super) fn hear_from_manuscript(
        &self,
        address: &Address,
        manuscript: &Story,
        now: Timestamp,
    ) -> Result<()> {
        let story = self.story(manuscript.id)?;
        let Some(known) = self.store().remote_story(address, story.id)? else { return Ok(()) };
        let here = matches!(story.status, Status::Filed | Status::Returned | Status::Approved);
        let (text, why, moves): (_, _, &[Move]) = match (manuscript.status, known.stage) {
            // What readers had is in the manuscript, whatever was written here since.
            (Status::Withdrawn, Stage::Withdrawn) if here => {
                (Some(manuscript), published_on(address, true), &[Move::Publish, Move::Withdraw])
            }
            (Status::Corrected, Stage::Public) if story.status == Status::Published => {
                (Some(manuscript), format!("corrected on {}", address.name), &[Move::Correct])
            }
            (Status::Corrected, Stage::Public) if here => {
                let what = format!("published, and corrected, on {}", address.name);
                (Some(manuscript), what, &[Move::Publish, Move::Correct])
            }
            (Status::Returned, Stage::Draft | Stage::Withdrawn)
                if story.status == Status::Approved =>
            {
                (None, draft_again(address), &[Move::Return])
            }
            _ => return Ok(()),
        };
        let learned = learned(address, (&known, &known), (story.status, &why), moves);
        // It is told once.
        self.store().learn(story.id, &Learned { text, waits: false, ..learned }, now).map(drop)
    }

    fn is_shown_elsewhere(&self, id: StoryId, address: &Address) -> Result<bool> {
        let elsewhere = |place: &Holding| place.may_show() && !place.names.contains(&address.name);
        Ok(self.store().holders(id)?.iter().any(elsewhere))
    }
}

/// What was decided by somebody else while the story stood here as it is told.
fn learned<'a>(
    site: &'a Address,
    (known, there): (&'a RemoteStory, &'a RemoteStory),
    (from, why): (Status, &'a str),
    moves: &'a [Move],
) -> Learned<'a> {
    Learned {
        site,
        known,
        there,
        from: Some(from),
        text: None,
        why,
        moves,
        waits: true,
        unread: true,
    }
}

/// What stands at the text that readers got.
fn published_on(address: &Address, off: bool) -> String {
    let off = if off { ", and taken off," } else { "" };
    format!("published on{off} {}", address.name)
}

/// What stands at the text of a story that its writer may change again.
fn draft_again(address: &Address) -> String {
    format!("made a draft again on {}", address.name)
}

/// Whether the story was handed in there from here: then a draft is what waits, as on Ghost.
fn was_handed_in(store: &Store, id: StoryId, address: &Address) -> Result<bool> {
    let filed = |one: &Delivery| {
        let there = one.release == Release::File && one.site == address.name;
        there && one.state == State::Delivered
    };
    Ok(store.deliveries(Some(id))?.iter().any(filed))
}

#[cfg(test)]
mod tests;
