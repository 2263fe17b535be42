//! What an editor decided on a site about a story that was handed in from here: it was published there,
//! or made a draft again.

use super::Desk;
use crate::delivery::State;
use crate::error::{Code, Result};
use crate::site::{Address, Outgoing, Release, RemoteStory, Site, Stage};
use crate::store::Came;
use crate::story::{Move, Status, Story, StoryId};
use jiff::Timestamp;
use std::collections::BTreeMap;

impl Desk {
    /// Looks at each story that was handed in to the site from here and is not known to be decided. One
    /// that readers have by now is published here too, at its address; one that an editor made a draft
    /// again is returned. Its history says so, and it is unread. Asks the site once for each of them.
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
        for id in self.undecided(address)? {
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
        if self.undecided(address)?.is_empty() {
            return Ok(());
        }
        let (connected, site) = self.signed_in(&address.name)?;
        self.hear_decisions(&connected.address, &*site, now)
    }

    /// What was handed in to the site from here and waits as far as is known.
    fn undecided(&self, address: &Address) -> Result<Vec<StoryId>> {
        let store = self.store();
        let mut undecided = Vec::new();
        for one in store.stories()? {
            if !matches!(one.status, Status::Filed | Status::Returned | Status::Approved) {
                continue;
            }
            let handed_in = store.deliveries(Some(one.id))?.iter().any(|delivery| {
                let filed = delivery.release == Release::File && delivery.site == address.name;
                filed && delivery.state == State::Delivered
            });
            if handed_in && !store.is_sending(address, one.id)? {
                undecided.push(one.id);
            }
        }
        Ok(undecided)
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
        let Some(there) = site.find_story(&outgoing, Some(&known))? else { return Ok(()) };
        let (by, what) = match (known.stage, there.stage) {
            (_, Stage::Public) => (Move::Publish, "published"),
            (Stage::Pending, Stage::Draft) if story.status == Status::Filed => {
                (Move::Return, "made a draft again")
            }
            _ => return Ok(()),
        };
        // What its words were when both were the same stays known: whatever was changed is told.
        let RemoteStory { url, stage, moment, .. } = there;
        self.note_decision(
            &story,
            address,
            RemoteStory { url, stage, moment, ..known },
            what,
            now,
        )?;
        match self.store().move_story(id, by, now) {
            // Somebody here was quicker.
            Err(error) if error.code == Code::IllegalMove => Ok(()),
            moved => moved.map(drop),
        }
    }

    fn note_decision(
        &self,
        story: &Story,
        address: &Address,
        there: RemoteStory,
        what: &str,
        now: Timestamp,
    ) -> Result<()> {
        let mut store = self.store();
        store.keep_revision(story, &format!("{what} on {}", address.name), now)?;
        store.put_remote_story(address, story.id, &there)?;
        let name = address.name.clone();
        let came = Came { sender: name.clone(), site: Some(name), at: now, unread: true };
        store.put_came(story.id, &came)
    }
}
