//! Publishing: queueing a story for a site, and working the outbox.

use super::Desk;
use super::hands_in::was_taken_off;
use crate::check::{self, Severity};
use crate::delivery::{Delivery, State};
use crate::error::{Code, Error, Result};
use crate::outbox::{self, Clock, Moment, Outbox};
use crate::site::{self, Kind, Release, Stage};
use crate::store::{Connected, NewDelivery, Store};
use crate::story::{Status, Story, StoryId};
use jiff::Timestamp;

impl Desk {
    /// Queues the story, as it stands at `base_version`, for a site: to be public if our account
    /// there may publish, else to be handed in for review; not to be public before `at`, nor before
    /// its embargo ends. Needs no network.
    ///
    /// # Errors
    /// `Invalid` with what is missing or if nobody here passed a story that was handed in, `IllegalMove`
    /// for a spiked story, `Conflict` if the story
    /// changed since `base_version` or two texts are to be settled first, `NotFound`, `Storage`.
    pub fn publish(
        &self,
        id: StoryId,
        base_version: u32,
        site: &str,
        at: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Delivery> {
        let sites = [site.to_owned()];
        let mut queued = self.publish_to(id, base_version, &sites, at, now)?;
        Ok(queued.remove(0))
    }

    /// As [`Self::publish`], to several sites; either all are queued or none is.
    ///
    /// # Errors
    /// As there.
    pub fn publish_to(
        &self,
        id: StoryId,
        base_version: u32,
        sites: &[String],
        at: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Vec<Delivery>> {
        let story = self.store().story(id)?;
        self.store().refuse_undecided(id, "so it was not published")?;
        if story.status == Status::Spiked {
            return Err(Error::new(
                Code::IllegalMove,
                "The story is in the bin, so it cannot be published.",
                "Take it out of the bin first.",
            ));
        }
        self.refuse_blockers(&story)?;
        let mut new = Vec::new();
        for site in sites {
            let connected = self.store().site(site)?;
            refuse_time(&connected, at, now)?;
            let release = if may_publish(&connected) { Release::Publish } else { Release::File };
            if release.shows() && story.version == base_version {
                self.refuse_unapproved(&story, (&connected, release), now)?;
            }
            if !release.shows() {
                self.refuse_new_words_of_whoever_hands_in(&story, &connected)?;
            }
            let to = (site.as_str(), Some(connected.address.kind));
            new.push(new_delivery(&story, to, release, at, now));
        }
        self.store().queue_all(id, base_version, &new, now)
    }

    /// An own site takes no text of a story that readers have, or had, from an account that hands in.
    fn refuse_new_words_of_whoever_hands_in(&self, story: &Story, site: &Connected) -> Result<()> {
        let Connected { address, .. } = site;
        if address.kind != Kind::Own {
            return Ok(());
        }
        let known = self.store().remote_story(address, story.id)?.map(|there| there.stage);
        match (story.status, known) {
            (Status::Published | Status::Corrected, Some(Stage::Public)) => {
                self.refuse_where_it_hands_in(std::slice::from_ref(&address.name))
            }
            (Status::Withdrawn, Some(Stage::Withdrawn)) => Err(was_taken_off(&address.name)),
            _ => Ok(()),
        }
    }

    /// Lets a story be created anew on a site where it was deleted for good. Asks the site.
    ///
    /// # Errors
    /// `IllegalMove` if the site still has it: then publishing brings it up to date. `NotFound`,
    /// `Storage`, and whatever stands in the way of asking.
    pub fn forget_on_site(&self, id: StoryId, site: &str) -> Result<()> {
        match self.held_on(id, site) {
            Ok(_) => Err(Error::new(
                Code::IllegalMove,
                format!("{site} still has the story, so it is not made anew."),
                "Publish it as usual: that brings the article there up to date.",
            )),
            Err(error) if error.code == Code::Gone => {
                let mut store = self.store();
                let connected = store.site(site)?;
                store.forget_remote_story(&connected.address, id)
            }
            // Nothing is known of it there.
            Err(error) if error.code == Code::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Publishes the story as a new article on a site where it was deleted for good.
    ///
    /// # Errors
    /// As [`Self::forget_on_site`] and [`Self::publish`].
    pub fn publish_anew(
        &self,
        id: StoryId,
        base_version: u32,
        site: &str,
        now: Timestamp,
    ) -> Result<Delivery> {
        self.forget_on_site(id, site)?;
        self.publish(id, base_version, site, None, now)
    }

    pub(super) fn refuse_blockers(&self, story: &Story) -> Result<()> {
        let blockers: Vec<String> = check::check(story, self.house(), &self.words())
            .into_iter()
            .filter(|finding| finding.severity == Severity::Blocker)
            .map(|finding| finding.message)
            .collect();
        if blockers.is_empty() {
            return Ok(());
        }
        Err(Error::new(
            Code::Invalid,
            format!("The story is not ready: {}", blockers.join(" ")),
            "Put that right and do it again; nothing was sent.",
        ))
    }

    /// Every delivery, or one story's; the newest first.
    ///
    /// # Errors
    /// `Storage`.
    pub fn deliveries(&self, story: Option<StoryId>) -> Result<Vec<Delivery>> {
        self.store().deliveries(story)
    }

    /// The published page as an anonymous reader gets it.
    ///
    /// # Errors
    /// `Unreachable` or `Refused` if readers do not get it, `NotFound` if it was never sent there.
    pub fn published_page(&self, delivery: &Delivery) -> Result<String> {
        let (connected, remote) = {
            let store = self.store();
            let connected = store.site(&delivery.site)?;
            let remote = store.remote_story(&connected.address, delivery.story)?;
            (connected, remote)
        };
        let missing = || {
            Error::new(
                Code::NotFound,
                format!("{} does not hold this story.", delivery.site),
                "Publish it there first.",
            )
        };
        let secret = self.vault().get(&connected.address)?.ok_or_else(missing)?;
        site::connect(&connected.address, &secret)?.read_back(&remote.ok_or_else(missing)?)
    }

    /// The published page as one file that needs no site: its style and pictures are in it.
    ///
    /// # Errors
    /// As [`Self::published_page`].
    pub fn page_to_keep(&self, delivery: &Delivery) -> Result<String> {
        let page = self.published_page(delivery)?;
        let site = self.store().site(&delivery.site)?;
        site::whole_page(&site.address, &page)
    }

    /// Puts every delivery at the front that waits for its time, or for a password that may be there
    /// by now; returns their ids. A site that may still be at work is left alone as long as it needs.
    ///
    /// # Errors
    /// `Storage`.
    pub fn retry_all(&self, now: Timestamp) -> Result<Vec<String>> {
        let mut store = self.store();
        let waits = |delivery: &Delivery| match delivery.state {
            State::Queued | State::Uncertain => true,
            State::NeedsYou => delivery
                .problem
                .as_ref()
                .is_some_and(|problem| matches!(problem.code, Code::SignIn | Code::NoKeychain)),
            _ => false,
        };
        let waiting = store.deliveries(None)?.into_iter().filter(waits).map(|held| held.id);
        let mut tried = Vec::new();
        for id in waiting {
            match store.retry(&id, now) {
                Ok(_) => tried.push(id),
                // Another program has taken it up, or a newer text has taken its place.
                Err(error) if error.code == Code::IllegalMove => {}
                Err(error) => return Err(error),
            }
        }
        Ok(tried)
    }

    /// Puts a waiting delivery at the front: it is tried at the next tick.
    ///
    /// # Errors
    /// `IllegalMove` if it is delivered, being sent, or replaced by a newer one; `NotFound`,
    /// `Storage`.
    pub fn retry(&self, id: &str, now: Timestamp) -> Result<Delivery> {
        self.store().retry(id, now)
    }

    /// Ends a delivery that has not gone out. What the site already holds of it stays hidden there; one
    /// being sent ends before its next step.
    ///
    /// # Errors
    /// `IllegalMove` while nobody knows whether readers already see it; `NotFound`, `Storage`.
    pub fn cancel(&self, id: &str, now: Timestamp) -> Result<Delivery> {
        self.store().cancel(id, now)
    }

    /// Stops a delivery until it is tried again; one being sent, before its next step.
    ///
    /// # Errors
    /// `IllegalMove` if it is over or paused already, or the site was told its moment; `NotFound`,
    /// `Storage`.
    pub fn pause(&self, id: &str, now: Timestamp) -> Result<Delivery> {
        self.store().pause(id, now)
    }

    /// Works on every delivery whose time has come and returns how many there were. Uses a
    /// connection of its own, so that writing goes on meanwhile; `progress` is told after each
    /// recorded step. Sites that carry what became public, or was taken off, are told so at once.
    ///
    /// # Errors
    /// `Storage`. Trouble with a site is in its delivery.
    pub fn tick(
        &self,
        read: &(dyn Fn() -> Moment + Sync),
        progress: &(dyn Fn() + Sync),
    ) -> Result<usize> {
        let clock = Clock { read, began: *self.began.get_or_init(read) };
        if self.store().due(clock.now())?.is_empty() && !self.store().interrupted()? {
            let running = read().steady.saturating_sub(clock.began.steady);
            return self.clear_renditions(running).map(|()| 0);
        }
        let mut store = Store::open(self.folder())?;
        let mut outbox = Outbox {
            store: &mut store,
            vault: self.vault(),
            house: self.house(),
            connect: &site::connect,
            doctor: &site::doctor::diagnose,
            clock,
            progress,
        };
        let worked_on = outbox.tick()?;
        self.tell_where_they_stand(clock.now())?;
        Ok(worked_on)
    }
}

/// What the site last said of the account; one it has not been asked about is taken at its word.
pub(super) fn may_publish(site: &Connected) -> bool {
    site.account.as_ref().is_none_or(|account| account.can_publish)
}

/// A time that has passed is a slip of the pen. And an account that hands in has no say in when a story
/// is public, and must not believe it has.
fn refuse_time(site: &Connected, at: Option<Timestamp>, now: Timestamp) -> Result<()> {
    let Some(at) = at else { return Ok(()) };
    if at <= now {
        return Err(Error::new(
            Code::Invalid,
            "The time to publish at has passed already.",
            "Nothing was sent. Choose a later time, or publish without one.",
        ));
    }
    if may_publish(site) {
        return Ok(());
    }
    Err(Error::new(
        Code::Invalid,
        format!("Your account on {} hands stories in, so it cannot set a time.", site.address.name),
        "Nothing was sent. Hand the story in without one, and tell the editor which you have in mind.",
    ))
}

/// `to` is the site and its kind, which need not be told for what goes where the story is already. `at` is
/// the moment before which it is not to be public; the site may be told it.
pub(super) fn new_delivery<'a>(
    story: &Story,
    (site, kind): (&'a str, Option<Kind>),
    release: Release,
    at: Option<Timestamp>,
    now: Timestamp,
) -> NewDelivery<'a> {
    let told = at.is_some() && kind.is_some_and(Kind::schedules);
    let mut steps = outbox::steps(story, release, told);
    if release == Release::File && kind == Some(Kind::Own) {
        outbox::carry(&mut steps);
    }
    NewDelivery { id: StoryId::new(now).to_string(), site, release, at, steps }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Opening;
    use crate::site::{Address, Kind};

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + second).unwrap()
    }

    /// A story on its way to a WordPress site, with `draft` begun at second 1.
    fn begun(desk: &Desk) -> Delivery {
        let url = "https://news.example".to_owned();
        let address = Address {
            name: "town".into(),
            kind: Kind::Wordpress,
            url,
            user: None,
            fingerprint: None,
        };
        let story = desk.new_story(at(0)).unwrap();
        let mut store = desk.store();
        store.put_site(&Connected { address, practice: false, account: None }, at(0)).unwrap();
        let new = NewDelivery {
            id: "d".into(),
            site: "town",
            release: Release::Publish,
            at: None,
            steps: outbox::steps(&story, Release::Publish, false),
        };
        store.queue(story.id, story.version, &new, at(0)).unwrap();
        let delivery = store.begin_delivery("d", at(1)).unwrap().unwrap();
        store.begin_step("d", "draft", at(1)).unwrap();
        delivery
    }

    fn desk(folder: &std::path::Path) -> Desk {
        Desk::open(&Opening { folder, house: None, environment: |_| None }).unwrap()
    }

    #[test]
    fn sending_all_that_waits_hurries_no_site_that_may_still_be_at_work() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path());
        begun(&desk);
        desk.store().mark_interrupted(at(2)).unwrap();
        assert_eq!(desk.retry_all(at(3)).unwrap(), ["d"]);
        let settled = at(2) + Kind::Wordpress.settles_in();
        assert_eq!(desk.deliveries(None).unwrap()[0].next_try, Some(settled));
        assert_eq!(desk.retry_all(at(4)).unwrap(), ["d"]);
        assert_eq!(desk.deliveries(None).unwrap()[0].next_try, Some(settled), "pressed twice");
        desk.retry_all(at(60)).unwrap();
        assert_eq!(desk.deliveries(None).unwrap()[0].next_try, None, "now it is due");
    }

    #[test]
    fn what_a_person_must_decide_is_not_tried_again_but_a_missing_password_is() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path());
        let delivery = begun(&desk);
        for (code, tried) in [(Code::Conflict, 0), (Code::Forbidden, 0), (Code::SignIn, 1)] {
            let problem = Error::new(code, "So.", "Do.");
            let state = State::NeedsYou;
            desk.store().fail_attempt(&delivery, state, &problem, None, at(2)).unwrap();
            assert_eq!(desk.retry_all(at(60)).unwrap().len(), tried, "{code:?}");
            desk.store().retry("d", at(60)).unwrap();
            desk.store().begin_delivery("d", at(60)).unwrap();
        }
    }
}
