//! One attempt at one delivery, step by step.

use super::Outbox;
use crate::delivery::{self, Delivery, ReadBack};
use crate::error::{Code, Error, Result};
use crate::house::House;
use crate::markdown;
use crate::picture::{Picture, Role};
use crate::site::{
    Asked, Kind, Outgoing, Release, RemotePicture, RemoteStory, SentPicture, Site, Stage,
};
use crate::store::{Connected, PictureFiles};
use crate::story::Story;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// The pictures of the story that leave with it: the lead and those the body shows.
pub(super) fn leaving(story: &Story) -> impl Iterator<Item = &Picture> {
    let shown = markdown::images(&story.copy.body);
    story.pictures.iter().filter(move |picture| {
        picture.role == Role::Lead || shown.iter().any(|image| image.name == picture.name)
    })
}

/// How an attempt ended that met no trouble.
pub(super) enum Outcome {
    /// The story is where it should be.
    Done,
    /// It waits for this moment.
    Held(Timestamp),
    /// Somebody moved the story on the site: a person is asked, and what was found counts as told.
    Stopped { found: Box<RemoteStory>, problem: Error },
    /// Nothing is left to be done here, though it is not where it was to go.
    Ended(Error),
}

/// What the site was found to hold, or what it holds now.
enum Draft {
    /// The article, and whether it was created a moment ago.
    There(RemoteStory, bool),
    Stopped(RemoteStory, Error),
}

/// The steps that only look at what readers have by then: nobody can stop that any more.
const AFTERWARDS: [&str; 3] = ["read-back", "gone", "tidy"];

pub(super) struct Attempt<'a, 'b> {
    pub(super) outbox: &'a mut Outbox<'b>,
    pub(super) delivery: &'a Delivery,
    pub(super) connected: Connected,
    /// What people call the site, in sentences.
    pub(super) title: String,
}

impl<'a, 'b> Attempt<'a, 'b> {
    pub(super) fn new(outbox: &'a mut Outbox<'b>, delivery: &'a Delivery) -> Result<Self> {
        let connected = outbox.store.site(&delivery.site)?;
        let title = outbox.store.site_title(&delivery.site)?;
        Ok(Self { outbox, delivery, connected, title })
    }

    /// All steps in order; returns at the first that fails.
    pub(super) fn run(mut self) -> Result<Outcome> {
        // Where the site was told a moment, nothing but another word to it holds the story back.
        if !self.is_told()?
            && let Some(until) = self.locked_until(None)?
        {
            return Ok(Outcome::Held(until));
        }
        let story = self.outbox.store.revision(self.delivery.story, self.delivery.revision)?.story;
        let site = self.step("connect", Self::sign_in)?;
        let site = &*site;
        if self.delivery.release == Release::Withdraw {
            return self.withdraw(site);
        }
        if self.delivery.finished("schedule") {
            return self.after_schedule(site, &story);
        }
        // What is not to be public yet is not sent at all: a picture has an address of its own.
        if let Some(until) = self.locked_until(Some(site))? {
            self.call_off(site, &story)?;
            return Ok(Outcome::Held(until));
        }
        let pictures = self.pictures(site, &story)?;
        let outgoing = Outgoing { story: &story, house: self.outbox.house, pictures: &pictures };
        let (remote, fresh) = match self.step("draft", |attempt| attempt.draft(site, &outgoing))? {
            Draft::There(remote, fresh) => (remote, fresh),
            Draft::Stopped(found, problem) => {
                return Ok(Outcome::Stopped { found: Box::new(found), problem });
            }
        };
        if remote.stage == Stage::Public
            && let Some(until) = self.until_its_time(site.date())
        {
            // Somebody made it public meanwhile; the new words wait for their time all the same.
            return Ok(Outcome::Held(until));
        }
        let remote = self.step("words", |attempt| {
            // What was created a moment ago is already complete.
            if fresh { Ok(remote) } else { attempt.save(site, &outgoing, &remote) }
        })?;
        if let Some(at) = self.to_schedule(site)? {
            return self.schedule(site, &outgoing, &remote, at);
        }
        self.hand_in(site, &story)?;
        self.finish(site, &outgoing, remote)
    }

    /// From a complete draft to what readers get.
    pub(super) fn finish(
        mut self,
        site: &dyn Site,
        outgoing: &Outgoing<'_>,
        remote: RemoteStory,
    ) -> Result<Outcome> {
        // An embargo may have been set while the pictures were on their way.
        if let Some(until) = self.locked_until(Some(site))? {
            return Ok(Outcome::Held(until));
        }
        if !self.is_released(&remote)
            && let Some(until) = self.ask(self.delivery.release.asks(), site.date())?
        {
            return Ok(Outcome::Held(until));
        }
        let remote = self.step("release", |attempt| attempt.release(site, outgoing, &remote))?;
        let (mut read, mut readers) = (ReadBack::default(), None);
        if self.delivery.release.shows() {
            // Looked at before anything is taken away: readers may still get an older page.
            (read, readers) = self.step("read-back", |attempt| {
                let (read, readers) =
                    attempt.read_back(site, outgoing.story, &remote, outgoing.pictures);
                Ok((read, Some(readers)))
            })?;
        }
        self.remark_on_carrying(site, &mut read)?;
        self.step("tidy", |attempt| {
            let readers = readers.as_ref();
            attempt.tidy(site, outgoing.story, outgoing.pictures, readers, &mut read)
        })?;
        self.deliver(&remote, &read)
    }

    pub(super) fn deliver(self, remote: &RemoteStory, read: &ReadBack) -> Result<Outcome> {
        let now = self.outbox.clock.now();
        self.outbox.store.deliver(self.delivery, remote, read, now)?;
        Ok(Outcome::Done)
    }

    /// Runs one step with its beginning and its end on record.
    pub(super) fn step<T>(
        &mut self,
        what: &str,
        work: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        let id = &self.delivery.id;
        let goes_on = self.outbox.store.begin_step(id, what, self.outbox.clock.now())?;
        if !goes_on && !AFTERWARDS.contains(&what) {
            return Err(self.stopped_before(what)?);
        }
        (self.outbox.progress)();
        let answer = work(self);
        if let Err(error) = &answer {
            // What an earlier attempt left open is not answered by this one's being refused.
            if delivery::was_refused(error) && !self.delivery.began(what) {
                self.outbox.store.refuse_step(id, what, self.outbox.clock.now())?;
            }
        }
        let answer = answer?;
        self.outbox.store.finish_step(id, what, self.outbox.clock.now())?;
        (self.outbox.progress)();
        Ok(answer)
    }

    fn sign_in(&mut self) -> Result<Box<dyn Site>> {
        let address = &self.connected.address;
        let secret = self.outbox.vault.get(address)?.ok_or_else(|| {
            Error::new(
                Code::SignIn,
                format!("There is no password for {} on this computer.", self.title),
                "Sign in to the site again; the story is safe here and goes out after that.",
            )
        })?;
        let site = (self.outbox.connect)(address, &secret)?;
        let account = site.verify()?;
        self.outbox.store.note_account(&address.name, &account)?;
        // Whoever handed a story in may take it back while readers do not have it, and to look needs no
        // right.
        let needs_publishing = match self.delivery.release {
            Release::File | Release::Withdraw => false,
            Release::Publish | Release::Correct => !self.delivery.finished("schedule"),
        };
        if needs_publishing && !account.can_publish {
            let hint = "File the story for review instead, or ask the site’s editor for the right to publish.";
            return Err(self.hands_in_only(hint));
        }
        Ok(site)
    }

    /// The originals and what is made of them.
    pub(super) fn files(&self) -> PictureFiles {
        self.outbox.store.pictures()
    }

    pub(super) fn house(&self) -> &House {
        self.outbox.house
    }

    /// The files that were sent for the story to this site, or may have been.
    pub(super) fn sent(&self, story: &Story) -> Result<Vec<SentPicture>> {
        self.outbox.store.sent_pictures(&self.connected.address, story.id)
    }

    pub(super) fn forget(&mut self, picture: &SentPicture) -> Result<()> {
        self.outbox.store.forget_sent(&self.connected.address, picture)
    }

    /// How the pictures that were sent for the story are held, without asking for them again.
    pub(super) fn held_pictures(&self, story: &Story) -> Result<BTreeMap<String, RemotePicture>> {
        let mut held = BTreeMap::new();
        for sent in self.sent(story)? {
            if let Some(remote) = sent.remote {
                held.insert(sent.name, remote);
            }
        }
        Ok(held)
    }

    /// How the site is known to hold the story.
    pub(super) fn known(&self) -> Result<Option<RemoteStory>> {
        self.outbox.store.remote_story(&self.connected.address, self.delivery.story)
    }

    /// What the site was asked and never answered.
    pub(super) fn asked(&self) -> Result<Option<Asked>> {
        self.outbox.store.asked(&self.connected.address, self.delivery.story)
    }

    pub(super) fn hands_in_only(&self, hint: &str) -> Error {
        let what = format!("Your account on {} may not publish or withdraw.", self.title);
        Error::new(Code::Forbidden, what, hint)
    }

    pub(super) fn may_show(&self) -> Result<bool> {
        let shown = |known: RemoteStory| matches!(known.stage, Stage::Public | Stage::Scheduled);
        Ok(self.known()?.is_some_and(shown) || self.asked()?.is_some_and(Asked::may_show))
    }

    /// The story on the site, created as a draft only if it is not there; and whether it is new.
    fn draft(&mut self, site: &dyn Site, outgoing: &Outgoing<'_>) -> Result<Draft> {
        let known = self.known()?;
        if known.as_ref().and_then(|known| known.revision) > Some(self.delivery.revision) {
            // Something newer was taken over or sent meanwhile.
            return Err(crate::site::changed(&self.title));
        }
        let (remote, fresh) = match site.find_story(outgoing, known.as_ref())? {
            Some(there) => {
                if let Some((found, problem)) = self.moved_by_somebody(known.as_ref(), &there)? {
                    return Ok(Draft::Stopped(found, problem));
                }
                self.check_untouched(site, outgoing, known.as_ref(), &there)?;
                (there, false)
            }
            None => {
                self.note_words(site, outgoing, None)?;
                (site.save(outgoing, None)?, true)
            }
        };
        self.record(&remote)?;
        Ok(Draft::There(remote, fresh))
    }

    /// Refuses to write over what somebody else wrote: the story must be on the site as it was when
    /// last seen from here, or as we were sending it when an answer was lost.
    fn check_untouched(
        &self,
        site: &dyn Site,
        outgoing: &Outgoing<'_>,
        known: Option<&RemoteStory>,
        there: &RemoteStory,
    ) -> Result<()> {
        if known.is_some_and(|known| there.is_as(known)) {
            return Ok(());
        }
        let address = &self.connected.address;
        if there.words.is_empty() {
            return Err(crate::site::unseen(&self.title));
        }
        let ours = self.outbox.store.were_sent(address, self.delivery.story, &there.words)?
            // The very words that are to go there now: nothing would be lost.
            || site.mark(outgoing, Some(there))? == there.words;
        if ours && self.is_filed_by_us(outgoing.story, known, there)? {
            Ok(())
        } else {
            Err(crate::site::changed(&self.title))
        }
    }

    /// Whether nobody else filed it otherwise: under another section, with other tags.
    fn is_filed_by_us(
        &self,
        story: &Story,
        known: Option<&RemoteStory>,
        there: &RemoteStory,
    ) -> Result<bool> {
        let Some(known) = known.filter(|known| known.filing != there.filing) else {
            return Ok(true);
        };
        if self.connected.address.kind == Kind::Own && known.words != there.words {
            // An own site's mark of its filing covers the words too, and those are ours.
            return Ok(true);
        }
        // It may have been sent from here with an answer that was lost, if it was filed anew here.
        let Some(revision) = known.revision else { return Ok(true) };
        let before = self.outbox.store.revision(story.id, revision)?.story;
        let filed = |story: &Story| (story.section.clone(), story.slug_or_headline(), story.kind);
        Ok(filed(&before) != filed(story)
            || before.copy.tags != story.copy.tags
            || before.pictures != story.pictures)
    }

    fn note_words(
        &mut self,
        site: &dyn Site,
        outgoing: &Outgoing<'_>,
        known: Option<&RemoteStory>,
    ) -> Result<()> {
        let mark = site.mark(outgoing, known)?;
        self.outbox.store.note_words(&self.connected.address, self.delivery.story, &mark)
    }

    fn save(
        &mut self,
        site: &dyn Site,
        outgoing: &Outgoing<'_>,
        remote: &RemoteStory,
    ) -> Result<RemoteStory> {
        self.note_words(site, outgoing, Some(remote))?;
        let saved = site.save(outgoing, Some(remote))?;
        let of_ours = self.of_ours(&saved)?;
        let address = &self.connected.address;
        self.outbox.store.put_saved_story(address, self.delivery.story, &of_ours)?;
        Ok(saved)
    }

    fn release(
        &mut self,
        site: &dyn Site,
        outgoing: &Outgoing<'_>,
        remote: &RemoteStory,
    ) -> Result<RemoteStory> {
        if self.is_released(remote) {
            return Ok(remote.clone());
        }
        let released = site.release(outgoing, remote, self.delivery.release);
        let released = self.unless_refused("release", released)?;
        self.record(&released)?;
        if self.is_released(&released) {
            Ok(released)
        } else {
            Err(self.stands_elsewhere(&released))
        }
    }

    /// Whether the story stands where this delivery is to bring it.
    fn is_released(&self, remote: &RemoteStory) -> bool {
        match self.delivery.release {
            // What is public is not taken off the site by handing it in.
            Release::File => matches!(remote.stage, Stage::Pending | Stage::Public),
            Release::Publish | Release::Correct => remote.stage == Stage::Public,
            Release::Withdraw => remote.stage == Stage::Withdrawn,
        }
    }

    /// Records the site's answer to what this delivery sent.
    pub(super) fn record(&mut self, remote: &RemoteStory) -> Result<()> {
        let of_ours = self.of_ours(remote)?;
        let address = &self.connected.address;
        self.outbox.store.put_remote_story(address, self.delivery.story, &of_ours)
    }

    /// What the site told, with the version of the story here that it is.
    fn of_ours(&self, remote: &RemoteStory) -> Result<RemoteStory> {
        let address = &self.connected.address;
        // Where something was only found, it is the form of what was recorded before.
        let known = self.outbox.store.remote_story(address, self.delivery.story)?;
        let same = known.filter(|known| known.words == remote.words && known.revision.is_some());
        let revision = same.map_or(Some(self.delivery.revision), |known| known.revision);
        Ok(RemoteStory { revision, ..remote.clone() })
    }
}
