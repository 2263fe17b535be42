//! One attempt at one delivery, step by step.

use super::Outbox;
use super::ready::ready;
use crate::delivery::{self, Delivery, ReadBack};
use crate::error::{Code, Error, Result};
use crate::house::House;
use crate::markdown;
use crate::picture::prepare::Prepared;
use crate::picture::{Picture, Role};
use crate::site::{
    Outgoing, OutgoingPicture, Release, RemotePicture, RemoteStory, SentPicture, Site, Stage,
};
use crate::store::Connected;
use crate::story::Story;
use std::collections::BTreeMap;

/// The pictures of the story that leave with it: the lead and those the body shows.
pub(super) fn leaving(story: &Story) -> impl Iterator<Item = &Picture> {
    let shown = markdown::images(&story.copy.body);
    story.pictures.iter().filter(move |picture| {
        picture.role == Role::Lead || shown.iter().any(|image| image.name == picture.name)
    })
}

pub(super) struct Attempt<'a, 'b> {
    outbox: &'a mut Outbox<'b>,
    delivery: &'a Delivery,
    connected: Connected,
}

impl<'a, 'b> Attempt<'a, 'b> {
    pub(super) fn new(outbox: &'a mut Outbox<'b>, delivery: &'a Delivery) -> Result<Self> {
        let connected = outbox.store.site(&delivery.site)?;
        Ok(Self { outbox, delivery, connected })
    }

    /// All steps in order; returns at the first that fails.
    pub(super) fn run(mut self) -> Result<()> {
        let story = self.outbox.store.revision(self.delivery.story, self.delivery.revision)?.story;
        let site = self.step("connect", Self::sign_in)?;
        let mut pictures = BTreeMap::new();
        for picture in leaving(&story) {
            let remote = self.step(&format!("picture:{}", picture.name), |attempt| {
                attempt.picture(&*site, &story, picture)
            })?;
            pictures.insert(picture.name.clone(), remote);
        }
        let outgoing = Outgoing { story: &story, house: self.outbox.house, pictures: &pictures };
        let (remote, fresh) = self.step("draft", |attempt| attempt.draft(&*site, &outgoing))?;
        let remote = self.step("words", |attempt| {
            // What was created a moment ago is already complete.
            if fresh { Ok(remote) } else { attempt.save(&*site, &outgoing, &remote) }
        })?;
        let remote = self.step("release", |attempt| attempt.release(&*site, &outgoing, &remote))?;
        let mut tidied = ReadBack::default();
        self.step("tidy", |attempt| attempt.tidy(&*site, &story, &pictures, &mut tidied))?;
        let mut read = match self.delivery.release {
            Release::Publish => self.step("read-back", |attempt| {
                Ok(attempt.read_back(&*site, &story, &remote, &pictures))
            })?,
            Release::File => ReadBack::default(),
        };
        if let Some(remark) = tidied.remark {
            read.remark(remark);
        }
        let now = (self.outbox.clock)();
        self.outbox.store.deliver(self.delivery, &remote, &read, now)
    }

    /// Runs one step with its beginning and its end on record.
    fn step<T>(&mut self, what: &str, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let id = &self.delivery.id;
        self.outbox.store.begin_step(id, what, (self.outbox.clock)())?;
        (self.outbox.progress)();
        let answer = work(self);
        if let Err(error) = &answer {
            // What an earlier attempt left open is not answered by this one's being refused.
            if delivery::was_refused(error) && !self.delivery.began(what) {
                self.outbox.store.refuse_step(id, what)?;
            }
        }
        let answer = answer?;
        self.outbox.store.finish_step(id, what, (self.outbox.clock)())?;
        (self.outbox.progress)();
        Ok(answer)
    }

    fn sign_in(&mut self) -> Result<Box<dyn Site>> {
        let address = &self.connected.address;
        let secret = self.outbox.vault.get(address)?.ok_or_else(|| {
            Error::new(
                Code::SignIn,
                format!("There is no password for {} on this computer.", address.name),
                "Sign in to the site again; the story is safe here and goes out after that.",
            )
        })?;
        let site = (self.outbox.connect)(address, &secret)?;
        let account = site.verify()?;
        if self.delivery.release == Release::Publish && !account.can_publish {
            return Err(Error::new(
                Code::Forbidden,
                format!("Your account on {} may not publish.", address.name),
                "File the story for review instead, or ask the site's editor for the right to publish.",
            ));
        }
        let now = (self.outbox.clock)();
        let seen = Connected { account: Some(account), ..self.connected.clone() };
        self.outbox.store.put_site(&seen, now)?;
        Ok(site)
    }

    /// The picture as the site holds it, sent only if these very bytes are not there.
    fn picture(
        &mut self,
        site: &dyn Site,
        story: &Story,
        picture: &Picture,
    ) -> Result<RemotePicture> {
        let prepared = self.prepared(picture)?;
        let caption_line = self.house().caption_line(&picture.words);
        let outgoing =
            OutgoingPicture { story, picture, prepared: &prepared, caption_line: &caption_line };
        let (store, address) = (&mut self.outbox.store, &self.connected.address);
        store.note_sending(address, story.id, &picture.name, &prepared.sha256)?;
        let remote = match site.find_picture(&outgoing)? {
            Some(there) => there,
            None => site.send_picture(&outgoing)?,
        };
        store.note_held(address, story.id, &picture.name, &remote)?;
        Ok(remote)
    }

    /// The file that leaves; the same for the same picture each time.
    pub(super) fn prepared(&self, picture: &Picture) -> Result<Prepared> {
        ready(&self.outbox.store.pictures(), self.house(), picture)
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

    /// The story on the site, created as a draft only if it is not there; and whether it is new.
    fn draft(&mut self, site: &dyn Site, outgoing: &Outgoing<'_>) -> Result<(RemoteStory, bool)> {
        let known = self.outbox.store.remote_story(&self.connected.address, self.delivery.story)?;
        let (remote, fresh) = match site.find_story(outgoing, known.as_ref())? {
            Some(there) => (there, false),
            None => (site.save(outgoing, None)?, true),
        };
        self.record(&remote)?;
        Ok((remote, fresh))
    }

    fn save(
        &mut self,
        site: &dyn Site,
        outgoing: &Outgoing<'_>,
        remote: &RemoteStory,
    ) -> Result<RemoteStory> {
        let saved = site.save(outgoing, Some(remote))?;
        self.record(&saved)?;
        Ok(saved)
    }

    fn release(
        &mut self,
        site: &dyn Site,
        outgoing: &Outgoing<'_>,
        remote: &RemoteStory,
    ) -> Result<RemoteStory> {
        let already = match self.delivery.release {
            Release::Publish => remote.stage == Stage::Public,
            Release::File => remote.stage == Stage::Pending,
        };
        if already {
            return Ok(remote.clone());
        }
        let released = site.release(outgoing, remote, self.delivery.release)?;
        self.record(&released)?;
        Ok(released)
    }

    fn record(&mut self, remote: &RemoteStory) -> Result<()> {
        self.outbox.store.put_remote_story(&self.connected.address, self.delivery.story, remote)
    }
}
