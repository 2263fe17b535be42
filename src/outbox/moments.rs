//! When a story may be public: embargoes and schedules; and taking it off again.

use super::attempt::{Attempt, Outcome};
use super::moved::{given_another_time, taken_off_schedule};
use crate::delivery::{self, ReadBack, State};
use crate::error::{Code, Error, Result};
use crate::site::{Asked, Outgoing, Release, RemoteStory, Site, Stage, changed};
use crate::story::Story;
use jiff::{SignedDuration, Timestamp};

/// A moment nearer than this is waited for here: told a moment that has passed by its own clock, a
/// site publishes at once (seen on WordPress).
const WELL_AHEAD: SignedDuration = SignedDuration::from_mins(10);
/// How long after the moment it was told a site is looked at: WordPress publishes when next visited.
const LATE: SignedDuration = SignedDuration::from_mins(2);

impl Attempt<'_, '_> {
    /// The moment before which nothing of the story may leave, if it surely has not come. `site` is
    /// there once it was asked what its clock says.
    ///
    /// # Errors
    /// `Invalid` for the end of an embargo that nothing but this computer's clocks says has come.
    pub(super) fn locked_until(&self, site: Option<&dyn Site>) -> Result<Option<Timestamp>> {
        // What is handed in is locked too: its pictures have addresses of their own, and whoever may
        // publish there does not see the embargo. Only taking off never waits.
        if self.delivery.release == Release::Withdraw {
            return Ok(None);
        }
        let sure = self.outbox.clock.surely(site.and_then(Site::date));
        // The embargo is the story's of this moment: it may have been set or lifted since.
        let embargo = self.outbox.store.story(self.delivery.story)?.embargo;
        let ended = embargo.is_some_and(|until| until <= sure);
        if ended && site.is_some_and(is_silent) && !self.readers_have_it()? {
            return Err(told_by_nobody_else(&self.title));
        }
        let embargo = embargo.filter(|until| *until > sure);
        let at = self.delivery.at.filter(|at| *at > sure);
        let lock = match at {
            // The site's own clockwork will do, unless an embargo forbids to trust it.
            Some(at) if embargo.is_none() && self.site_can_wait(at, site)? => None,
            at => at.max(embargo),
        };
        // Where a clock is behind, its own time has to come: ask again after as long as it lacks.
        let now = self.outbox.clock.now();
        Ok(lock.map(|lock| lock.max(now + (lock - sure))))
    }

    /// Whether the site can be told the moment: it is well ahead by whatever clock is furthest on, for
    /// the site goes by its own, which it must tell, and readers do not have the story yet. New words
    /// for a page that is public wait here: the site would show them at once.
    fn site_can_wait(&self, at: Timestamp, site: Option<&dyn Site>) -> Result<bool> {
        let wall = self.outbox.clock.now();
        let latest = site.and_then(Site::date).map_or(wall, |site| site.max(wall));
        let ahead = at.duration_since(latest) >= WELL_AHEAD && !site.is_some_and(is_silent);
        Ok(self.connected.address.kind.schedules() && ahead && !self.readers_have_it()?)
    }

    /// As far as is known here.
    fn readers_have_it(&self) -> Result<bool> {
        Ok(self.known()?.is_some_and(|known| known.stage == Stage::Public))
    }

    /// Records what the site is about to be asked; the end of an embargo that forbids it.
    pub(super) fn ask(
        &mut self,
        asked: Asked,
        site: Option<Timestamp>,
    ) -> Result<Option<Timestamp>> {
        let sure = self.outbox.clock.surely(site);
        self.outbox.store.ask(&self.connected.address, self.delivery.story, asked, sure)
    }

    /// The site's answer to what it was asked in this step. Where it said no, nothing is left open; but
    /// what an earlier attempt asked is not answered by that.
    pub(super) fn unless_refused<T>(&mut self, step: &str, answer: Result<T>) -> Result<T> {
        if answer.as_ref().is_err_and(delivery::was_refused) && !self.delivery.began(step) {
            self.outbox.store.unask(&self.connected.address, self.delivery.story)?;
        }
        answer
    }

    /// Somebody stopped the delivery just before this step.
    pub(super) fn stopped_before(&mut self, step: &str) -> Result<Error> {
        let about_to_ask = match step {
            // The site had just answered, so nothing was open before that.
            "release" | "schedule" => true,
            // Had anything been open before, the delivery could not have been ended.
            "withdraw" => self.outbox.store.delivery(&self.delivery.id)?.state == State::Failed,
            _ => false,
        };
        if about_to_ask {
            self.outbox.store.unask(&self.connected.address, self.delivery.story)?;
        }
        Ok(stopped())
    }

    /// The moment the site itself is to be told.
    pub(super) fn to_schedule(&self, site: &dyn Site) -> Result<Option<Timestamp>> {
        let Some(at) = self.delivery.at.filter(|_| self.delivery.release.shows()) else {
            return Ok(None);
        };
        Ok(self.site_can_wait(at, Some(site))?.then_some(at))
    }

    /// The delivery's moment, where it has not surely come.
    pub(super) fn until_its_time(&self, site: Option<Timestamp>) -> Option<Timestamp> {
        self.delivery.at.filter(|at| *at > self.outbox.clock.surely(site))
    }

    /// Whether the site may publish an earlier text by itself.
    pub(super) fn is_told(&self) -> Result<bool> {
        let told = self.known()?.is_some_and(|known| known.stage == Stage::Scheduled);
        Ok(told || self.asked()? == Some(Asked::Scheduled))
    }

    /// Takes an earlier text off the site's schedule: a newer one waits here, and the site must not
    /// publish the earlier one meanwhile.
    pub(super) fn call_off(&mut self, site: &dyn Site, story: &Story) -> Result<()> {
        let Some(known) = self.known()?.filter(|_| self.is_told().unwrap_or(true)) else {
            return Ok(());
        };
        let pictures = self.held_pictures(story)?;
        let outgoing = Outgoing { story, house: self.outbox.house, pictures: &pictures };
        let Some(there) = site.find_story(&outgoing, Some(&known))? else { return Ok(()) };
        match there.stage {
            Stage::Scheduled => {
                self.ask(Asked::Hidden, site.date())?;
                let hidden = site.withdraw(story.id, &known)?;
                self.record(&RemoteStory { stage: Stage::Draft, moment: None, ..hidden })
            }
            // Too late: readers have the earlier text.
            Stage::Public => {
                let RemoteStory { stage, url, .. } = there;
                self.record(&RemoteStory { stage, url, moment: None, ..known })
            }
            // It was called off already, and the answer to that was lost.
            _ if self.asked()? == Some(Asked::Hidden) => {
                self.record(&RemoteStory { stage: Stage::Draft, moment: None, ..known })
            }
            // Somebody else took it off: that is told before the newer text goes out.
            _ => Ok(()),
        }
    }

    pub(super) fn schedule(
        mut self,
        site: &dyn Site,
        outgoing: &Outgoing<'_>,
        remote: &RemoteStory,
        at: Timestamp,
    ) -> Result<Outcome> {
        if remote.stage == Stage::Public {
            // Readers have it already: there is nothing to wait for.
            return self.finish(site, outgoing, remote.clone());
        }
        if let Some(until) = self.ask(Asked::Scheduled, site.date())? {
            return Ok(Outcome::Held(until));
        }
        let scheduled = self.step("schedule", |attempt| {
            let scheduled = site.schedule(outgoing, remote, at);
            let scheduled = attempt.unless_refused("schedule", scheduled)?;
            attempt.record(&scheduled)?;
            Ok(scheduled)
        })?;
        if scheduled.stage == Stage::Public {
            // The site did not wait. What readers have is told as what it is.
            return self.finish(site, outgoing, scheduled);
        }
        if scheduled.stage != Stage::Scheduled {
            return Err(self.stands_elsewhere(&scheduled));
        }
        Ok(Outcome::Held(at + LATE))
    }

    /// The moment the site was told has come: it is public, or is made so now.
    pub(super) fn after_schedule(mut self, site: &dyn Site, story: &Story) -> Result<Outcome> {
        let pictures = self.held_pictures(story)?;
        let outgoing = Outgoing { story, house: self.outbox.house, pictures: &pictures };
        let known = self.outbox.store.remote_story(&self.connected.address, story.id)?;
        let Some(there) = site.find_story(&outgoing, known.as_ref())? else {
            return Err(crate::site::gone(&self.title));
        };
        let untouched = known.as_ref().is_some_and(|known| there.is_as(known));
        let at = self.delivery.at.unwrap_or(Timestamp::MIN);
        // To the second: no site keeps more.
        let later = there.moment.filter(|moment| *moment >= at + SignedDuration::from_secs(1));
        match there.stage {
            Stage::Scheduled if later.is_some() => {
                let found = RemoteStory { moment: later, ..known.unwrap_or(there) };
                let problem = given_another_time(&self.title);
                Ok(Outcome::Stopped { found: Box::new(found), problem })
            }
            // Somebody had this tried before its time: the site still has to wait.
            Stage::Scheduled if at > self.outbox.clock.surely(site.date()) => {
                Ok(Outcome::Held(at.max(self.outbox.clock.now()) + LATE))
            }
            Stage::Scheduled if !untouched => Err(changed(&self.title)),
            Stage::Public | Stage::Scheduled => {
                // What a colleague changed meanwhile is not ours: only where it stands is news.
                let RemoteStory { stage, url, .. } = &there;
                let seen = match known {
                    Some(known) if !untouched => {
                        RemoteStory { stage: *stage, url: url.clone(), ..known }
                    }
                    _ => there.clone(),
                };
                self.record(&seen)?;
                self.finish(site, &outgoing, there)
            }
            Stage::Draft | Stage::Pending | Stage::Withdrawn => {
                let found = RemoteStory { stage: Stage::Withdrawn, ..known.unwrap_or(there) };
                let problem = taken_off_schedule(&self.title);
                Ok(Outcome::Stopped { found: Box::new(found), problem })
            }
        }
    }

    /// Takes the story off the site and looks whether readers still get it.
    pub(super) fn withdraw(mut self, site: &dyn Site) -> Result<Outcome> {
        let address = self.connected.address.clone();
        let known = self.outbox.store.remote_story(&address, self.delivery.story)?;
        let Some(known) = known else {
            return Err(Error::new(
                Code::NotFound,
                format!("Nothing is known here of this story on {}.", self.title),
                "Look on the site whether it is there; what was put there by others is taken off \
                 there.",
            ));
        };
        if let Some(refused) = self.refused_here()? {
            return self.unless_published(site, &known, refused);
        }
        if known.stage == Stage::Public {
            // A colleague may have published it.
            self.outbox.store.readers_have(self.delivery.story, self.outbox.clock.now())?;
        }
        let open = self.asked()?.is_some();
        self.ask(Asked::Hidden, site.date())?;
        let hidden = self.step("withdraw", |attempt| {
            let hidden = site.withdraw(attempt.delivery.story, &known);
            // What it never answered before stays open, whatever it says to this.
            let hidden = if open { hidden } else { attempt.unless_refused("withdraw", hidden) }?;
            attempt.record(&hidden)?;
            if hidden.stage == Stage::Withdrawn {
                Ok(hidden)
            } else {
                Err(attempt.stands_elsewhere(&hidden))
            }
        });
        let hidden = match hidden {
            Err(error) if error.code == Code::Forbidden => {
                return self.unless_published(site, &known, error);
            }
            answer => answer?,
        };
        let (mut read, title) = (ReadBack::default(), self.title.clone());
        // What readers never had, and has no address, is nowhere to be looked for.
        let looks = !hidden.url.is_empty() || known.stage == Stage::Public;
        self.step("gone", |_| match looks.then(|| site.read_back(&hidden)) {
            Some(Ok(_)) => Err(Error::new(
                Code::Busy,
                format!("{title} has hidden the story, but readers still get its page."),
                "A cache in front of the site may keep it for some minutes. Copydesk looks again \
                 by itself until it is gone.",
            )),
            // Who did not answer, or was out of order, said nothing about the page.
            Some(Err(error)) if matches!(error.code, Code::Unreachable | Code::Busy) => Err(error),
            // The site has hidden it; whether readers are without it could not be seen.
            Some(Err(error)) if error.code != Code::NotFound => {
                read.remark(error);
                Ok(())
            }
            Some(Err(_)) | None => Ok(()),
        })?;
        self.deliver(&hidden, &read)
    }
}

/// A site that was asked and did not say what time it is.
fn is_silent(site: &dyn Site) -> bool {
    site.date().is_none()
}

/// An embargo needs a clock beside this computer's to end by itself. A person may say that it has ended,
/// by lifting it: that is the only other word there is.
fn told_by_nobody_else(title: &str) -> Error {
    Error::new(
        Code::Invalid,
        format!(
            "{title} does not tell what time it is, so only this computer’s clock says that the \
             embargo is over. The story did not leave."
        ),
        "It is safe here. If the hour has come by a clock you trust, lift the embargo and have this \
         tried again. Ask whoever runs the site to let its answers carry the Date header, so that the \
         next embargo ends by itself.",
    )
}

pub(super) fn stopped() -> Error {
    Error::new(
        Code::Invalid,
        "Somebody stopped this delivery while it was being sent.",
        "Have it tried again, or publish the story again, if it is to go out after all.",
    )
}
