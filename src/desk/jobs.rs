//! What is to be done with a story next, as far as it is for this desk to do: the inbox, the list and whatever
//! shows one story say the same, for they ask here.

use super::Desk;
use crate::delivery::{Delivery, State};
use crate::error::Result;
use crate::review::Person;
use crate::site::Release;
use crate::store::{Came, Connected, Store, StorySummary};
use crate::story::{Status, StoryId};
use std::collections::BTreeMap;

/// What whoever works here does next with a story that goes to and fro.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Job {
    /// Say which of two texts stands; it goes nowhere before.
    Settle,
    /// It is its writer's again: it is put right and handed in again, to this site if it came through one.
    HandInAgain { site: Option<String> },
    /// Read it, and pass it or send it back.
    Pass,
    /// Nothing, unless it is taken from whoever has it in hand.
    Leave { holder: Person },
    /// It was handed in at this desk alone, which does not pass it: it is sent on.
    SendOn,
    /// Read what came of it since; nothing else is to be done here.
    Read,
}

/// How what was decided about a story reaches its writer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WayBack {
    /// With the reasons, as soon as the site is asked next.
    Site { name: String },
    /// That it was sent back, as soon as the site is asked next; the site does not carry the reasons.
    WithoutReasons { name: String },
    /// It came in a file, and goes in one.
    Packet,
}

/// What is the same for every story of a desk.
struct Here {
    hands_in: bool,
    has_sites: bool,
    me: Option<Person>,
    came: BTreeMap<StoryId, Came>,
}

impl Desk {
    /// What is to be done next with each story for which anything is. Asks no site.
    ///
    /// # Errors
    /// `Storage`.
    pub fn jobs(&self) -> Result<BTreeMap<StoryId, Job>> {
        let mut jobs = self.at_hand()?;
        jobs.extend(self.all_to_settle()?.into_iter().map(|one| (one.story, Job::Settle)));
        Ok(jobs)
    }

    /// As [`Self::jobs`], of one story.
    ///
    /// # Errors
    /// `Storage`.
    pub fn job(&self, id: StoryId) -> Result<Option<Job>> {
        Ok(self.jobs()?.remove(&id))
    }

    /// How what was decided about the story reaches its writer; none for one that was begun here.
    ///
    /// # Errors
    /// `Storage`.
    pub fn way_back(&self, id: StoryId) -> Result<Option<WayBack>> {
        let store = self.store();
        if !store.was_taken_in(id)? {
            return Ok(None);
        }
        let Some(name) = store.came()?.remove(&id).and_then(|came| came.site) else {
            return Ok(Some(WayBack::Packet));
        };
        let carries = |site: Connected| site.account.is_some_and(|account| account.carries);
        Ok(Some(match store.site(&name).is_ok_and(carries) {
            true => WayBack::Site { name },
            false => WayBack::WithoutReasons { name },
        }))
    }

    /// As [`Self::jobs`], where two texts are to be settled too: what is to be done once they are.
    pub(super) fn at_hand(&self) -> Result<BTreeMap<StoryId, Job>> {
        let hands_in = self.only_hands_in()?;
        let store = self.store();
        let (me, came, has_sites) = (store.me()?, store.came()?, !store.sites()?.is_empty());
        let here = Here { hands_in, has_sites, me, came };
        let mut jobs = BTreeMap::new();
        for one in store.stories()? {
            if let Some(job) = job(&store, &one, &here)? {
                jobs.insert(one.id, job);
            }
        }
        Ok(jobs)
    }
}

fn job(store: &Store, one: &StorySummary, here: &Here) -> Result<Option<Job>> {
    let (id, came) = (one.id, here.came.get(&one.id));
    match (one.status, came) {
        // What nobody sent back is no news to whoever took it back.
        (Status::Returned, Some(came)) if here.hands_in || !store.was_taken_in(id)? => {
            Ok(Some(Job::HandInAgain { site: came.site.clone() }))
        }
        (Status::Filed, _) if !was_sent_on(store, id)? => waits_here(store, id, here).map(Some),
        _ => Ok(came.filter(|came| came.unread).map(|_| Job::Read)),
    }
}

fn waits_here(store: &Store, id: StoryId, here: &Here) -> Result<Job> {
    if here.hands_in || (!here.has_sites && !store.was_taken_in(id)?) {
        return Ok(Job::SendOn);
    }
    let holder = store.review(id)?.holder.and_then(|holder| holder.person);
    let is_me = |holder: &Person| here.me.as_ref().is_some_and(|me| me.is(holder));
    Ok(match holder.filter(|holder| !is_me(holder)) {
        Some(holder) => Job::Leave { holder },
        None => Job::Pass,
    })
}

/// Whether what was handed in from here waits at somebody else's desk, whichever way it went.
fn was_sent_on(store: &Store, id: StoryId) -> Result<bool> {
    let handed_in =
        |delivery: &Delivery| delivery.release == Release::File && delivery.state != State::Failed;
    Ok(store.deliveries(Some(id))?.iter().any(handed_in) || store.was_handed_on(id)?)
}
