//! A site in memory: it holds one story, notes what it was asked, and can be told to say no or to have
//! something happen meanwhile.

use crate::error::{Code, Error, Result};
use crate::site::{
    Account, Outgoing, OutgoingPicture, Release, RemotePicture, RemoteStory, Removal, Sent,
    SentPicture, Site, SiteCopy, Stage,
};
use crate::story::StoryId;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

type Happens = Box<dyn FnMut(&str, &mut Page) + Send>;

/// What the site holds of the story.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// None before it was created.
    pub stage: Option<Stage>,
    pub moment: Option<Timestamp>,
    words: String,
    version: u32,
}

/// The site. Its copies are one and the same.
#[derive(Clone, Default)]
pub struct Notebook {
    page: Arc<Mutex<Page>>,
    asked: Arc<Mutex<Vec<String>>>,
    happens: Arc<Mutex<Option<Happens>>>,
    refuses: Arc<Mutex<Option<&'static str>>>,
    loses: Arc<Mutex<Option<&'static str>>>,
    date: Arc<Mutex<Option<Timestamp>>>,
}

fn locked<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Notebook {
    pub fn stage(&self) -> Option<Stage> {
        locked(&self.page).stage
    }

    /// What it was asked to change, in order.
    pub fn asked(&self) -> Vec<String> {
        locked(&self.asked).clone()
    }

    /// From now on this question is answered with no.
    pub fn refuse(&self, question: &'static str) {
        *locked(&self.refuses) = Some(question);
    }

    /// The answer to this question gets lost once: what was asked is done.
    pub fn lose(&self, question: &'static str) {
        *locked(&self.loses) = Some(question);
    }

    /// What it says from now on that the time is, if anything.
    pub fn tells(&self, date: Option<Timestamp>) {
        *locked(&self.date) = date;
    }

    /// Somebody on the site does this.
    pub fn colleague(&self, does: impl FnOnce(&mut Page)) {
        does(&mut locked(&self.page));
    }

    /// Does this before each question is answered, named by the method of `Site`.
    pub fn meanwhile(&self, happens: impl FnMut(&str, &mut Page) + Send + 'static) {
        *locked(&self.happens) = Some(Box::new(happens));
    }

    /// What happens before the answer, and whether that is a no.
    fn hears(&self, question: &str) -> Result<MutexGuard<'_, Page>> {
        let mut page = locked(&self.page);
        if let Some(happens) = &mut *locked(&self.happens) {
            happens(question, &mut page);
        }
        if *locked(&self.refuses) == Some(question) {
            return Err(Error::new(Code::Forbidden, "No.", "Ask."));
        }
        Ok(page)
    }

    fn changes(&self, question: &str, change: impl FnOnce(&mut Page)) -> Result<RemoteStory> {
        let mut page = self.hears(question)?;
        locked(&self.asked).push(question.to_owned());
        let before = page.clone();
        change(&mut page);
        // As Ghost does, it takes what it holds already for nothing new.
        page.version += u32::from(page.told() != before.told());
        if locked(&self.loses).take_if(|lost| *lost == question).is_some() {
            return Err(Error::new(Code::Unreachable, "No answer.", "Wait."));
        }
        Ok(page.told())
    }
}

impl Page {
    fn told(&self) -> RemoteStory {
        RemoteStory {
            id: "7".into(),
            url: String::new(),
            version: self.version.to_string(),
            stage: self.stage.unwrap_or(Stage::Draft),
            moment: self.moment.filter(|_| self.stage == Some(Stage::Scheduled)),
            words: self.words.clone(),
            filing: String::new(),
            body: String::new(),
            revision: None,
        }
    }
}

fn said(story: &Outgoing<'_>) -> String {
    format!("{} {}", story.story.copy.headline, story.story.copy.body)
}

impl Site for Notebook {
    fn verify(&self) -> Result<Account> {
        drop(self.hears("verify")?);
        Ok(Account {
            name: "Edith".into(),
            role: "editor".into(),
            site_title: "Notebook".into(),
            can_publish: true,
            can_send_pictures: true,
            sections: Vec::new(),
            zone: None,
            carries: false,
        })
    }

    fn find_picture(&self, _: &OutgoingPicture<'_>) -> Result<Option<RemotePicture>> {
        Ok(None)
    }

    fn send_picture(&self, _: &OutgoingPicture<'_>, _: Sent<'_>) -> Result<RemotePicture> {
        Err(Error::new(Code::Refused, "No pictures in a notebook.", "Send words."))
    }

    fn find_story(&self, _: &Outgoing<'_>, _: Option<&RemoteStory>) -> Result<Option<RemoteStory>> {
        let page = self.hears("find_story")?;
        Ok(page.stage.map(|_| page.told()))
    }

    fn save(&self, story: &Outgoing<'_>, _: Option<&RemoteStory>) -> Result<RemoteStory> {
        let words = said(story);
        self.changes("save", |page| {
            page.stage.get_or_insert(Stage::Draft);
            page.words = words;
        })
    }

    fn release(&self, _: &Outgoing<'_>, _: &RemoteStory, how: Release) -> Result<RemoteStory> {
        let stage = if how == Release::File { Stage::Pending } else { Stage::Public };
        self.changes("release", |page| page.stage = Some(stage))
    }

    fn schedule(&self, _: &Outgoing<'_>, _: &RemoteStory, at: Timestamp) -> Result<RemoteStory> {
        self.changes("schedule", |page| {
            (page.stage, page.moment) = (Some(Stage::Scheduled), Some(at));
        })
    }

    fn withdraw(&self, _: StoryId, known: &RemoteStory) -> Result<RemoteStory> {
        self.changes("withdraw", |page| page.stage = Some(Stage::Draft))?;
        Ok(RemoteStory { stage: Stage::Withdrawn, moment: None, ..known.clone() })
    }

    fn mark(&self, story: &Outgoing<'_>, _: Option<&RemoteStory>) -> Result<String> {
        Ok(said(story))
    }

    fn copy(&self, _: &RemoteStory) -> Result<SiteCopy> {
        Ok(SiteCopy::default())
    }

    fn date(&self) -> Option<Timestamp> {
        *locked(&self.date)
    }

    fn read_back(&self, _: &RemoteStory) -> Result<String> {
        Err(Error::new(Code::NotFound, "A notebook has no pages for readers.", "Ask it."))
    }

    fn fetch(&self, _: &str) -> Result<Vec<u8>> {
        Err(Error::new(Code::NotFound, "A notebook has no files.", "Ask it."))
    }

    fn remove_picture(
        &self,
        _: &SentPicture,
        _: &BTreeMap<String, RemotePicture>,
    ) -> Result<Removal> {
        Ok(Removal::Gone)
    }
}
