//! After publication: where a story is, putting it right there, and taking it off again. And the
//! embargo before it.

use super::Desk;
use crate::delivery::{Delivery, State};
use crate::error::{Code, Error, Result};
use crate::site::{Release, Stage};
use crate::story::{Copy, Status, Story, StoryId};
use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

/// A site that holds a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "LivePlace")]
pub struct Place {
    /// The site's name here.
    pub site: String,
    /// The page's address.
    pub url: String,
    pub stage: Stage,
}

impl Desk {
    /// Every site that is known to hold the story, and how public it is there.
    ///
    /// # Errors
    /// `Storage`.
    pub fn places(&self, id: StoryId) -> Result<Vec<Place>> {
        let held = self.store().holders(id)?;
        let place = |(site, remote): (String, crate::site::RemoteStory)| Place {
            site,
            url: remote.url,
            stage: remote.stage,
        };
        Ok(held.into_iter().map(place).collect())
    }

    /// Sets a dated note under the story, worded as the house words it, and queues the story, put
    /// right, for every site that shows it.
    ///
    /// # Errors
    /// `Invalid` without a note or while something is missing, `IllegalMove` if no site shows the
    /// story, `Conflict` if it changed since `base_version`, `NotFound`, `Storage`.
    pub fn correct(
        &self,
        id: StoryId,
        base_version: u32,
        note: &str,
        now: Timestamp,
    ) -> Result<Vec<Delivery>> {
        if note.trim().is_empty() {
            return Err(Error::new(
                Code::Invalid,
                "A correction says what was wrong, and this one says nothing.",
                "Write in a sentence what is put right; readers see it with today’s date.",
            ));
        }
        let story = self.story(id)?;
        let shown = self.shown_on(id)?;
        if shown.is_empty() || !matches!(story.status, Status::Published | Status::Corrected) {
            return Err(Error::new(
                Code::IllegalMove,
                "No site shows this story, so there is nothing to correct there.",
                "Change the text and publish it.",
            ));
        }
        self.refuse_blockers(&story)?;
        let line = self.house().correction_line(&one_line(note), now);
        let body = format!("{}\n\n{line}\n", story.copy.body.trim_end());
        let copy = Copy { body, ..story.copy.clone() };
        let version = self.store().save_copy(id, base_version, &copy, now)?;
        let mut queued = self.queue_for(id, version, &shown, Release::Correct, now)?;
        // Where the story still waits to go out, it goes out put right.
        let corrected = self.story(id)?;
        for waiting in self.deliveries(Some(id))? {
            let known = |one: &Delivery| one.site == waiting.site;
            if waiting.is_over() || !waiting.release.shows() || queued.iter().any(known) {
                continue;
            }
            let kind = self.store().site(&waiting.site)?.address.kind;
            let how = (waiting.release, waiting.at);
            queued.push(self.queue(&corrected, version, (&waiting.site, kind), how, now)?);
        }
        Ok(queued)
    }

    /// Queues taking the story off: off every site that shows it, is about to or has it in review,
    /// or off one.
    ///
    /// # Errors
    /// `IllegalMove` if no such site holds it; `NotFound`, `Storage`.
    pub fn withdraw(
        &self,
        id: StoryId,
        site: Option<&str>,
        now: Timestamp,
    ) -> Result<Vec<Delivery>> {
        let hidden = |place: &Place| matches!(place.stage, Stage::Withdrawn | Stage::Draft);
        let places = self.places(id)?.into_iter().filter(|place| !hidden(place));
        let places = places.filter(|place| site.is_none_or(|site| site == place.site));
        let mut sites: Vec<String> = places.map(|place| place.site).collect();
        for sent in self.deliveries(Some(id))? {
            // An answer was lost: readers may have it though nobody here knows.
            let may_be_public = sent.began("release") || sent.began("schedule");
            let wanted = site.is_none_or(|site| site == sent.site);
            let open = !sent.is_over() && sent.release.shows() && may_be_public;
            if open && wanted && !sites.contains(&sent.site) {
                sites.push(sent.site);
            }
        }
        if sites.is_empty() {
            return Err(Error::new(
                Code::IllegalMove,
                "The story is on no site that is known here, so there is nothing to take off.",
                "If it is on a site all the same, take it off there.",
            ));
        }
        let version = self.story(id)?.version;
        self.queue_for(id, version, &sites, Release::Withdraw, now)
    }

    /// Locks the story until a moment, or lifts the lock. What waits in the outbox follows it.
    ///
    /// # Errors
    /// `IllegalMove` if the story is public, or a site was told an earlier moment; `NotFound`,
    /// `Storage`.
    pub fn set_embargo(
        &self,
        id: StoryId,
        until: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Story> {
        if let Some(until) = until {
            self.refuse_late_embargo(id, until)?;
        }
        self.store().set_embargo(id, until, now)
    }

    /// A lock set when the door is open already is none, and nobody should believe in it.
    fn refuse_late_embargo(&self, id: StoryId, until: Timestamp) -> Result<()> {
        if let Some(site) = self.shown_on(id)?.first() {
            return Err(Error::new(
                Code::IllegalMove,
                format!("The story is public on {site}, so an embargo comes too late."),
                "Withdraw it there first, then set the embargo.",
            ));
        }
        let places = self.places(id)?;
        if let Some(place) = places.iter().find(|place| place.stage == Stage::Scheduled) {
            return Err(Error::new(
                Code::IllegalMove,
                format!("{} was told a moment to publish the story at.", place.site),
                "Withdraw it there first, then set the embargo.",
            ));
        }
        let told = self.deliveries(Some(id))?.into_iter().find(|delivery| {
            delivery.state.is_open()
                && delivery.began("schedule")
                && delivery.at.is_some_and(|at| at < until)
        });
        if let Some(delivery) = told {
            return Err(Error::new(
                Code::IllegalMove,
                format!("{} was told to publish the story before that.", delivery.site),
                "Withdraw it there first, then set the embargo.",
            ));
        }
        let sending = self.deliveries(Some(id))?.into_iter().find(|delivery| {
            delivery.release.shows()
                && (delivery.left_open("release") || delivery.state == State::Sending)
        });
        match sending {
            Some(delivery) => Err(Error::new(
                Code::IllegalMove,
                format!("The story is just being made public on {}.", delivery.site),
                "Wait until it is there, then withdraw it.",
            )),
            None => Ok(()),
        }
    }

    /// The sites that show the story.
    fn shown_on(&self, id: StoryId) -> Result<Vec<String>> {
        let places = self.places(id)?.into_iter();
        let shown = places.filter(|place| place.stage == Stage::Public);
        Ok(shown.map(|place| place.site).collect())
    }

    fn queue_for(
        &self,
        id: StoryId,
        version: u32,
        sites: &[String],
        release: Release,
        now: Timestamp,
    ) -> Result<Vec<Delivery>> {
        let story = self.story(id)?;
        let one = |site: &String| {
            let kind = self.store().site(site)?.address.kind;
            self.queue(&story, version, (site, kind), (release, None), now)
        };
        sites.iter().map(one).collect()
    }
}

/// Text in one paragraph.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
