//! One text of two: what a person decided about a story that was changed on the site, or taken off it.

use super::deliveries::{self, UNDER_WAY};
use super::remotes::filed_under;
use super::{
    NewDelivery, Store, attempts, handing, learning, queue, remotes, replacing, revisions, stories,
};
use crate::delivery::{Delivery, State};
use crate::error::{Error, Result};
use crate::site::{Address, RemoteStory, Stage};
use crate::story::{Status, Story, StoryId};
use jiff::Timestamp;
use rusqlite::{Connection, params};

/// What to do with a story that was moved on the site while it was on its way there.
const ANEW: &str = "Nothing was published. Ask why; if it is to be public all the same, read it as it \
    stands, approve it anew, and publish it.";

impl Store {
    /// Whether the story is being sent to where the site is, just now.
    ///
    /// # Errors
    /// `Storage`.
    pub fn is_sending(&self, site: &Address, story: StoryId) -> Result<bool> {
        let there = under_way(&self.db, site, story)?;
        Ok(there.iter().any(|delivery| delivery.state == State::Sending))
    }

    /// What waits to bring the story there; the newest first.
    ///
    /// # Errors
    /// `Storage`.
    pub fn waiting_there(&self, site: &Address, story: StoryId) -> Result<Vec<Delivery>> {
        under_way(&self.db, site, story)
    }

    /// What the site holds counts as seen, and with `taken` the story as it stands as what both begin
    /// with from now on. `new` takes the place of what waited to go there; without it that is ended,
    /// but for what the site itself brings to its end. All in one transaction: at no moment does an
    /// older text wait to be written over what was just taken over.
    ///
    /// # Errors
    /// `Storage`.
    pub fn settle(
        &mut self,
        site: &Address,
        story: &Story,
        (seen, taken): (&RemoteStory, Option<&Story>),
        new: Option<NewDelivery<'_>>,
        now: Timestamp,
    ) -> Result<Option<Delivery>> {
        self.transaction(|db| {
            let mut seen = seen.clone();
            if let Some(taken) = taken {
                let why = format!("taken over from {}", site.name);
                seen.revision = Some(revisions::insert(db, taken, &why, now)?);
            }
            remotes::put(db, site, story.id, &seen)?;
            if let Some(new) = new {
                return queue::insert(db, &stories::read(db, story.id)?, &new, now).map(Some);
            }
            for waiting in under_way(db, site, story.id)? {
                if seen.stage == Stage::Scheduled && waiting.began("schedule") {
                    continue;
                }
                let what = "Ended: the text on the site and the one here were made one.";
                let hint = "Publish the story again if what stands here is to go there.";
                deliveries::end(db, &waiting.id, what, hint, now)?;
            }
            Ok(None)
        })
    }

    /// An attempt found that somebody moved the story on the site: the delivery asks for a person, and
    /// what was found counts as told, in one transaction. Where a newer text goes there, that one finds
    /// it once more and asks. A story that was handed in goes where it was moved, and its delivery ends:
    /// what was approved before is to be approved anew.
    ///
    /// # Errors
    /// `Storage`.
    pub fn stop(
        &mut self,
        delivery: &Delivery,
        (site, found): (&Address, &RemoteStory),
        problem: &Error,
        now: Timestamp,
    ) -> Result<()> {
        self.transaction(|db| {
            let delivery = deliveries::read(db, &delivery.id)?;
            // Who stopped it meanwhile is not told: it is found once more when it goes on.
            let stopped = attempts::was_stopped(&delivery);
            if stopped || replacing::end_if_replaced(db, &delivery, now)? {
                return Ok(());
            }
            let known = learning::known(db, site, delivery.story)?;
            remotes::put(db, site, delivery.story, found)?;
            let here = stories::read(db, delivery.story)?.status;
            let moves =
                learning::moves(here, known.map(|known| known.stage), found.stage).filter(|_| {
                    use Status::{Approved, Corrected, Filed, Published};
                    matches!(here, Filed | Approved | Published | Corrected)
                });
            match moves {
                Some(moves) if handing::was_handed_in(db, delivery.story)? => {
                    learning::follow(db, site, delivery.story, moves, now)?;
                    deliveries::end(db, &delivery.id, &problem.message, ANEW, now)
                }
                _ => attempts::failed(db, &delivery, (State::NeedsYou, None), problem, now),
            }
        })
    }
}

pub(super) fn under_way(db: &Connection, site: &Address, story: StoryId) -> Result<Vec<Delivery>> {
    let there = "SELECT name FROM site WHERE rtrim(url, '/') = ?2";
    let which = format!(
        "WHERE delivery.story = ?1
           AND (delivery.site = ?3 OR delivery.address = ?2 OR delivery.site IN ({there}))
           AND {UNDER_WAY} ORDER BY delivery.revision DESC"
    );
    deliveries::select(db, &which, params![story.to_string(), filed_under(site), site.name])
}
