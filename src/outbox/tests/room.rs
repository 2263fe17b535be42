//! A desk's store with one story of words and one site, a notebook.

use super::notebook::Notebook;
use super::*;
use crate::site::{Asked, Stage};
use std::path::PathBuf;

/// A store with one site, a notebook, and a story of words only.
pub struct Room {
    _folder: tempfile::TempDir,
    path: PathBuf,
    pub store: Store,
    vault: Memory,
    pub site: Notebook,
    pub story: StoryId,
    seconds: AtomicI64,
}

/// A site of this kind.
pub fn room(kind: Kind) -> Room {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, vault) = connected(folder.path(), &[]);
    let address = Address { kind, ..address("town") };
    vault.set(&address, &Credential::new("x")).unwrap();
    store.put_site(&Connected { address, practice: false, account: None }, at(0)).unwrap();
    let story = Story::new(StoryId::new(at(0)), at(0));
    store.insert_story(&story).unwrap();
    Room {
        path: folder.path().to_owned(),
        _folder: folder,
        store,
        vault,
        site: Notebook::default(),
        story: story.id,
        seconds: AtomicI64::new(0),
    }
}

impl Room {
    pub fn queue(&mut self, id: &str, release: Release, moment: Option<Timestamp>) {
        let story = self.store.story(self.story).unwrap();
        let steps = steps(&story, release, moment.is_some());
        let new = NewDelivery { id: id.into(), site: "town", release, at: moment, steps };
        self.store.queue(story.id, story.version, &new, self.now()).unwrap();
    }

    pub fn work(&mut self) {
        let site = &self.site;
        site.tells(Some(self.now()));
        let connect =
            |_: &Address, _: &Credential| -> Result<Box<dyn Site>> { Ok(Box::new(site.clone())) };
        tick(&mut self.store, &self.vault, &self.seconds, &connect);
    }

    pub fn now(&self) -> Timestamp {
        at(self.seconds.load(Ordering::SeqCst))
    }

    pub fn skip(&self, seconds: i64) {
        self.seconds.fetch_add(seconds, Ordering::SeqCst);
    }

    pub fn state(&self, id: &str) -> State {
        self.store.delivery(id).unwrap().state
    }

    pub fn asked(&self) -> Option<Asked> {
        let site = self.store.site("town").unwrap().address;
        self.store.asked(&site, self.story).unwrap()
    }

    pub fn known(&self) -> Stage {
        let site = self.store.site("town").unwrap().address;
        self.store.remote_story(&site, self.story).unwrap().unwrap().stage
    }

    /// Another connection to the same folder does this when the site is asked that.
    pub fn when(&self, question: &'static str, does: impl Fn(&mut Store) + Send + 'static) {
        let path = self.path.clone();
        self.site.meanwhile(move |asked, _| {
            if asked == question {
                does(&mut Store::open(&path).unwrap());
            }
        });
    }
}
