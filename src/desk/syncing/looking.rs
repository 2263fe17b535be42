//! Which stories are to be looked at, there or here.

use super::{Carrying, Desk};
use crate::error::Result;
use crate::outbox::mark;
use crate::site::{ListedManuscript, Stage};
use crate::store::{Carried, Connected};
use crate::story::{Status, Story, StoryId};
use std::collections::{BTreeMap, BTreeSet};

/// A story that is to be looked at, there and here.
pub(super) struct Look {
    pub story: StoryId,
    pub headline: String,
    /// The account there that sent it first; empty if it is not listed.
    pub owner: String,
    /// The account there that changed it last; empty if it is not listed.
    pub changed_by: String,
}

impl Look {
    pub(super) fn listed(one: &ListedManuscript) -> Self {
        let ListedManuscript { story, headline, owner, changed_by, .. } = one.clone();
        Self { story, headline, owner, changed_by }
    }

    fn of(story: &Story) -> Self {
        let headline = story.copy.headline.clone();
        Self { story: story.id, headline, owner: String::new(), changed_by: String::new() }
    }
}

impl Desk {
    /// What changed there or here since the last time.
    pub(super) fn to_look_at(&self, at: &Carrying<'_>) -> Result<Vec<Look>> {
        let listed = at.carries.manuscripts()?;
        let store = self.store();
        let known: BTreeMap<StoryId, Carried> =
            store.all_carried(&at.connected.address)?.into_iter().collect();
        let mut look = Vec::new();
        for one in &listed {
            let held = known.get(&one.story);
            // What readers have had, and what is in the bin there, is nobody's work any more.
            let waits = !matches!(
                one.status,
                Status::Published | Status::Corrected | Status::Withdrawn | Status::Spiked
            );
            if held.map_or(waits, |held| held.version != one.version) {
                look.push(Look::listed(one));
            }
        }
        let there: BTreeSet<StoryId> = look.iter().map(|look| look.story).collect();
        for (id, held) in known.iter().filter(|(id, _)| !there.contains(id)) {
            let (story, review) = (store.story(*id)?, store.review(*id)?);
            if mark(&story, &review) != held.mark || story.status != held.status {
                let one = listed.iter().find(|one| one.story == *id);
                look.push(one.map_or_else(|| Look::of(&story), Look::listed));
            }
        }
        Ok(look)
    }

    /// What readers have, or had, by this desk, and what it took back out of review, and whose manuscript
    /// there does not say so. What readers have only an editor tells.
    pub(super) fn owing(&self, connected: &Connected, editor: bool) -> Result<Vec<Look>> {
        let store = self.store();
        let mut owing = Vec::new();
        for (id, held) in store.all_carried(&connected.address)? {
            let story = store.story(id)?;
            let with_readers =
                matches!(story.status, Status::Published | Status::Corrected | Status::Withdrawn);
            let took_back = || -> Result<bool> {
                let known = store.remote_story(&connected.address, id)?;
                let off = known.is_some_and(|known| known.stage == Stage::Withdrawn);
                Ok(story.status == Status::Returned && off)
            };
            let told = story.status == held.status
                && (!with_readers || mark(&story, &store.review(id)?) == held.mark);
            if !told && ((editor && with_readers) || took_back()?) {
                owing.push(Look::of(&story));
            }
        }
        Ok(owing)
    }
}
