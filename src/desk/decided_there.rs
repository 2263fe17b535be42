//! What was decided about a story elsewhere: on the site or at a colleague's desk, where it was published,
//! taken off or made a draft again; or at this desk, where it was returned and the site has to be told.

use super::Desk;
use crate::delivery::{Delivery, State};
use crate::error::{Code, Result};
use crate::site::{Address, Outgoing, Release, RemoteStory, Site, Stage};
use crate::store::{Came, Holding, Store};
use crate::story::{Move, Status, Story, StoryId};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// How many stories that readers have are looked at again: those that were changed last. A story is
/// taken off soon, or hardly ever, and each look is a request.
const LOOKED_AFTER: usize = 20;

/// What stands at the text that readers got, before the site's name.
const PUBLISHED: &str = "published on";

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
    ) -> Result<()> {
        for id in self.to_look_at_there(address)? {
            match self.hear_decision(id, (address, site), now) {
                Err(error) if super::syncing::ends_all(&error) => return Err(error),
                // Gone from there, or no longer for this account.
                Ok(()) | Err(_) => {}
            }
        }
        Ok(())
    }

    /// As [`Self::hear_decisions`], of a site that is to be signed in to first, if there is anything to
    /// look at.
    ///
    /// # Errors
    /// `SignIn`, `NoKeychain`, and as there.
    pub(super) fn hear_decisions_of(&self, address: &Address, now: Timestamp) -> Result<()> {
        if self.to_look_at_there(address)?.is_empty() {
            return Ok(());
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
        let returned = self.returned(address)?;
        if returned.is_empty() {
            return Ok(());
        }
        let (connected, site) = self.signed_in(&address.name)?;
        for (story, known) in returned {
            match self.tell_decision(&story, (&connected.address, &*site), known, now) {
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
            if one.status != Status::Returned || !store.waiting_there(address, one.id)?.is_empty() {
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
        let mut store = self.store();
        store.keep_revision(story, &format!("made a draft again on {}", address.name), now)?;
        let there = RemoteStory { stage: Stage::Draft, moment: None, ..known };
        store.put_remote_story(address, story.id, &there)
    }

    /// What waits on the site or is shown there, as far as is known, and nothing of which is on its way.
    fn to_look_at_there(&self, address: &Address) -> Result<Vec<StoryId>> {
        let store = self.store();
        let (mut there, mut shown) = (Vec::new(), 0);
        for (id, status, known) in store.held_by(address)? {
            let look = match (status, known.stage) {
                (Status::Filed | Status::Returned | Status::Approved, stage) => match stage {
                    Stage::Draft => was_handed_in(&store, id, address)?,
                    _ => stage != Stage::Withdrawn,
                },
                (Status::Published | Status::Corrected, Stage::Public | Stage::Withdrawn)
                | (Status::Withdrawn, Stage::Withdrawn) => {
                    shown += 1;
                    shown <= LOOKED_AFTER
                }
                _ => false,
            };
            // What waits for its moment says nothing of what becomes of it there meanwhile.
            let waits = |one: &Delivery| known.stage == Stage::Pending && one.state == State::Held;
            if look && store.waiting_there(address, id)?.iter().all(waits) {
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
    ) -> Result<()> {
        let story = self.story(id)?;
        let Some(known) = self.store().remote_story(address, id)? else { return Ok(()) };
        let none = BTreeMap::new();
        let outgoing = Outgoing { story: &story, house: self.house(), pictures: &none };
        let there = match site.find_story(&outgoing, Some(&known)) {
            Err(error) if error.code == Code::Gone => None,
            asked => asked?,
        };
        let shown = matches!(story.status, Status::Published | Status::Corrected);
        // Deleted for good is not shown either.
        let deleted = || shown.then(|| RemoteStory { stage: Stage::Withdrawn, ..known.clone() });
        let Some(there) = there.or_else(deleted) else { return Ok(()) };
        let (by, what) = match (known.stage, there.stage) {
            (_, Stage::Public) if shown => return Ok(()),
            (_, Stage::Public) => (Move::Publish, PUBLISHED),
            (_, Stage::Draft | Stage::Pending | Stage::Withdrawn) if shown => {
                (Move::Withdraw, "taken off")
            }
            (Stage::Pending, Stage::Draft) if is_passed_or_waits(story.status) => {
                (Move::Return, "made a draft again on")
            }
            _ => return Ok(()),
        };
        let shown_elsewhere = by == Move::Withdraw && {
            let elsewhere =
                |place: &Holding| place.may_show() && !place.names.contains(&address.name);
            self.store().holders(id)?.iter().any(elsewhere)
        };
        if shown_elsewhere && known.stage == Stage::Withdrawn {
            return Ok(());
        }
        let name = &address.name;
        let (kept, why) = match by {
            Move::Publish => self.published_text(&story, (&known, &there), name)?,
            _ => (story, format!("{what} {name}")),
        };
        // What its words were when both were the same stays known: whatever was changed is told.
        let RemoteStory { url, moment, .. } = there;
        let stage = if by == Move::Withdraw { Stage::Withdrawn } else { there.stage };
        let there = RemoteStory { url, stage, moment, ..known };
        self.note_decision((&kept, &why), address, there, now)?;
        if shown_elsewhere {
            return Ok(());
        }
        match self.store().move_story(id, by, now) {
            // Somebody here was quicker.
            Err(error) if error.code == Code::IllegalMove => Ok(()),
            moved => moved.map(drop),
        }
    }

    /// A story that was published and taken off again since this desk last looked: the article is
    /// withdrawn there, and its manuscript, which only an editor moves so far, says so too.
    ///
    /// # Errors
    /// `Storage`.
    pub(super) fn hear_withdrawn(
        &self,
        address: &Address,
        manuscript: &Story,
        now: Timestamp,
    ) -> Result<()> {
        let story = self.story(manuscript.id)?;
        let Some(known) = self.store().remote_story(address, story.id)? else { return Ok(()) };
        let here = matches!(story.status, Status::Filed | Status::Returned | Status::Approved);
        let there = manuscript.status == Status::Withdrawn && known.stage == Stage::Withdrawn;
        if !here || !there {
            return Ok(());
        }
        // What readers had is in the manuscript, whatever was written here since.
        let why = format!("{PUBLISHED}, and taken off, {}", address.name);
        self.note_decision((manuscript, &why), address, known, now)?;
        let mut store = self.store();
        store.move_story(story.id, Move::Publish, now)?;
        store.move_story(story.id, Move::Withdraw, now).map(drop)
    }

    /// A story that was passed here and taken back by its writer since: the article is a draft again there,
    /// and its manuscript says so too.
    ///
    /// # Errors
    /// `Storage`.
    pub(super) fn hear_taken_back(
        &self,
        address: &Address,
        manuscript: &Story,
        now: Timestamp,
    ) -> Result<()> {
        let story = self.story(manuscript.id)?;
        let Some(known) = self.store().remote_story(address, story.id)? else { return Ok(()) };
        let hidden = matches!(known.stage, Stage::Draft | Stage::Withdrawn);
        if story.status != Status::Approved || manuscript.status != Status::Returned || !hidden {
            return Ok(());
        }
        let why = format!("made a draft again on {}", address.name);
        self.note_decision((&story, &why), address, known, now)?;
        self.store().move_story(story.id, Move::Return, now).map(drop)
    }

    /// The text that readers got, and what is to stand at it: the one that was last known to be there, if
    /// no other is. What was written here since is not what they read, and where theirs is not known
    /// nobody is to believe that it is.
    fn published_text(
        &self,
        story: &Story,
        (known, there): (&RemoteStory, &RemoteStory),
        site: &str,
    ) -> Result<(Story, String)> {
        let same = there.words.is_empty() || there.words == known.words;
        match known.revision.filter(|_| same) {
            Some(revision) => {
                let published = self.store().revision(story.id, revision)?.story;
                Ok((published, format!("{PUBLISHED} {site}")))
            }
            None => Ok((story.clone(), format!("as it was here when it was {PUBLISHED} {site}"))),
        }
    }

    /// Keeps a text of the story with what was decided, and has it unread.
    fn note_decision(
        &self,
        (story, why): (&Story, &str),
        address: &Address,
        there: RemoteStory,
        now: Timestamp,
    ) -> Result<()> {
        let mut store = self.store();
        store.keep_revision(story, why, now)?;
        store.put_remote_story(address, story.id, &there)?;
        let name = address.name.clone();
        let came = Came { sender: name.clone(), site: Some(name), at: now, unread: true };
        store.put_came(story.id, &came)
    }
}

fn is_passed_or_waits(status: Status) -> bool {
    matches!(status, Status::Filed | Status::Approved)
}

/// Whether the story was handed in there from here: then a draft is what waits, as on Ghost.
fn was_handed_in(store: &Store, id: StoryId, address: &Address) -> Result<bool> {
    let filed = |one: &Delivery| {
        let there = one.release == Release::File && one.site == address.name;
        there && one.state == State::Delivered
    };
    Ok(store.deliveries(Some(id))?.iter().any(filed))
}
