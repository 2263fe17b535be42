//! A whole desk in a folder of its own, with sites to publish to and clocks that can be set.

// Each test program that takes this file in uses a part of it.
#![allow(dead_code)]

use copydesk::delivery::Delivery;
use copydesk::desk::{Desk, Moment, Opening, PictureWritten};
use copydesk::picture::{Role, Words};
use copydesk::site::{Address, Credential, RemoteStory, Stage};
use copydesk::store::Store;
use copydesk::story::{Copy, Story};
use jiff::{SignedDuration, Timestamp};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

const PHOTOGRAPH: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/samples/library-reopens/reading-room.jpg");

/// A desk with sites.
pub struct Newsroom {
    pub desk: Desk,
    folder: tempfile::TempDir,
    began: Instant,
    /// How far the clock on the wall is ahead of the true time, in seconds.
    ahead: AtomicI64,
    /// Time that is only said to have passed, in seconds.
    skipped: AtomicI64,
}

impl Newsroom {
    pub fn new(sites: &[(&Address, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let desk = open(folder.path());
        for (address, secret) in sites {
            let secret = Credential::new(secret);
            desk.add_site((*address).clone(), &secret, Timestamp::now()).expect("signed in");
        }
        let (ahead, skipped) = (AtomicI64::new(0), AtomicI64::new(0));
        Self { desk, folder, began: Instant::now(), ahead, skipped }
    }

    /// A second desk on the same folder, as a second program has it; signed in to the sites.
    pub fn second(&self, sites: &[(&Address, &str)]) -> Desk {
        let desk = open(self.folder.path());
        for (address, secret) in sites {
            desk.sign_in(&address.name, &Credential::new(secret), Timestamp::now())
                .expect("signed in");
        }
        desk
    }

    /// A story with a lead picture.
    pub fn story(&self) -> Story {
        let story = self.words();
        self.add_picture(&story, Path::new(PHOTOGRAPH), Role::Lead)
    }

    /// A story without pictures.
    pub fn words(&self) -> Story {
        let now = self.moment().wall;
        let story = self.desk.new_story(now).expect("a story");
        let copy = Copy {
            headline: format!("Clock mended {}", &story.id.to_string()[24..]),
            standfirst: "It strikes again.".into(),
            byline: "By Jo Smith".into(),
            body: "The clock strikes again.\n\nPeople stopped to listen.\n".into(),
            ..Copy::default()
        };
        self.desk.save_copy(story.id, story.version, &copy, now).expect("saved");
        self.desk.story(story.id).expect("the story")
    }

    /// Adds the file to the story, captioned and credited; an inline picture at the end of the text.
    pub fn add_picture(&self, story: &Story, file: &Path, role: Role) -> Story {
        let now = self.moment().wall;
        let files = [PathBuf::from(file)];
        let added = self.desk.add_picture_files(story.id, &files, now).expect("a picture");
        let picture = &added.added[0];
        let written = PictureWritten {
            words: Words {
                caption: "The clock".into(),
                credit: "Jo Smith".into(),
                alt: "A clock face".into(),
                ..Words::default()
            },
            role,
            focus: None,
            crop: None,
            kept: picture.kept,
        };
        self.desk
            .save_picture(story.id, added.version, &picture.name, written, now)
            .expect("saved");
        let story = self.desk.story(story.id).expect("the story");
        if role == Role::Lead {
            return story;
        }
        let body = format!("{}\n![]({})\n", story.copy.body, picture.name);
        let copy = Copy { body, ..story.copy.clone() };
        self.desk.save_copy(story.id, story.version, &copy, now).expect("saved");
        self.desk.story(story.id).expect("the story")
    }

    pub fn edit(&self, story: &Story, from: &str, to: &str) -> Story {
        let story = self.desk.story(story.id).expect("the story");
        let body = story.copy.body.replace(from, to);
        let copy = Copy { body, ..story.copy.clone() };
        self.desk.save_copy(story.id, story.version, &copy, self.moment().wall).expect("saved");
        self.desk.story(story.id).expect("the story")
    }

    /// Takes the files of all pictures away, as a broken disk does.
    pub fn lose_originals(&self) {
        std::fs::remove_dir_all(self.folder.path().join("pictures")).expect("gone");
    }

    /// Queues the story and works the outbox once.
    pub fn publish(&self, story: &Story, site: &str, at: Option<Timestamp>) -> Delivery {
        let queued = self.queue(story, site, at);
        self.work();
        self.delivery(&queued.id)
    }

    pub fn queue(&self, story: &Story, site: &str, at: Option<Timestamp>) -> Delivery {
        let version = self.desk.story(story.id).expect("the story").version;
        self.desk.publish(story.id, version, site, at, self.moment().wall).expect("queued")
    }

    pub fn work(&self) {
        self.desk.tick(&|| self.moment(), &|| {}).expect("the outbox works");
    }

    /// What this newsroom's clocks say.
    pub fn moment(&self) -> Moment {
        let skipped = self.skipped.load(Ordering::SeqCst);
        let ahead = SignedDuration::from_secs(self.ahead.load(Ordering::SeqCst) + skipped);
        let steady = self.began.elapsed() + Duration::from_secs(skipped.unsigned_abs());
        Moment { wall: Timestamp::now() + ahead, steady }
    }

    /// Sets the clock on the wall so many seconds ahead.
    pub fn set_wall(&self, ahead: i64) {
        self.ahead.store(ahead, Ordering::SeqCst);
    }

    /// Says that so many seconds have passed.
    pub fn skip(&self, seconds: i64) {
        self.skipped.fetch_add(seconds, Ordering::SeqCst);
    }

    pub fn delivery(&self, id: &str) -> Delivery {
        let all = self.desk.deliveries(None).expect("the outbox");
        all.into_iter().find(|one| one.id == id).expect("the delivery")
    }

    /// How the desk has it that the site holds the story.
    pub fn held(&self, site: &Address, story: &Story) -> RemoteStory {
        let store = Store::open(self.folder.path()).expect("the data folder");
        let held = store.remote_story(site, story.id).expect("its records");
        held.expect("the site holds it")
    }

    pub fn stage(&self, story: &Story, site: &str) -> Stage {
        let places = self.desk.places(story.id).expect("places");
        places.iter().find(|place| place.site == site).expect("the site holds it").stage
    }
}

fn open(folder: &Path) -> Desk {
    let opening = Opening { folder, house: None, environment: |_| None };
    Desk::open(&opening).expect("a data folder")
}
