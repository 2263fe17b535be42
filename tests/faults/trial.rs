//! One delivery after another on a line that goes bad, each judged by the site's own books.

use crate::bad_line::{ALL_IN, BadLine, Fault};
use crate::books::{Books, Meanwhile, Post, wrong};
use crate::newsroom::Newsroom;
use copydesk::delivery::{Delivery, State};
use copydesk::site::Stage;
use copydesk::story::{Story, StoryId};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What came of all deliveries.
#[derive(Default)]
pub struct Tally {
    pub deliveries: usize,
    pub met: usize,
    /// Deliveries that needed a person's *Try again*.
    pub pressed: usize,
    pub attempts: usize,
}

/// Numbers that look like chance and are the same for the same seed (SplitMix64, Steele and others, 2014).
pub struct Chance(pub u64);

impl Chance {
    /// A number less than `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).expect("less than the end")
    }
}

pub struct Trial {
    pub room: Newsroom,
    pub line: BadLine,
    pub books: Arc<dyn Books>,
    pub tally: Tally,
    pub chance: Chance,
    /// Every story that went its way here.
    pub stories: BTreeSet<StoryId>,
}

impl Trial {
    /// Has the outbox work on what `queue` queues while the line is bad, and then on a good line, and
    /// returns how the delivery ends and how many requests the first attempt made.
    pub fn take_through(
        &mut self,
        story: &Story,
        faults: &[(usize, Fault)],
        meanwhile: Meanwhile,
        queue: impl FnOnce(&Newsroom) -> Delivery,
    ) -> (Delivery, usize) {
        let before = self.stage(story);
        let queued = queue(&self.room);
        self.stories.insert(story.id);
        let (watching, expected) = (Arc::clone(&self.books), story.clone());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let telling = Arc::clone(&seen);
        self.line.plan(faults, move || {
            telling.lock().expect("what was seen").extend(wrong(&*watching, &expected, meanwhile));
        });
        self.room.work();
        let late = faults.iter().any(|(_, fault)| *fault == Fault::Late);
        std::thread::sleep(if late { ALL_IN } else { Duration::from_millis(1) });
        let (met, requests) = self.line.mend();
        let first = self.room.delivery(&queued.id);
        self.says_what_is(story, before, &first, faults);
        let settled = settle(&self.room, first, &mut self.tally);
        assert_eq!(*seen.lock().expect("what was seen"), [""; 0], "{faults:?}");
        assert_eq!(wrong(&*self.books, story, meanwhile), None, "{faults:?}");
        self.tally.deliveries += 1;
        self.tally.met += met;
        (settled, requests)
    }

    /// Counts in the site's own books what there is of all stories, and in the desk's what there must be;
    /// the posts and the pictures.
    pub fn count(&self) -> (usize, usize) {
        let (mut posts, mut pictures, mut originals) = (0, 0, 0);
        for id in &self.stories {
            let story = self.room.desk.story(*id).expect("no story is lost");
            posts += self.books.posts(&story.copy.headline).len();
            pictures += self.books.pictures(&story).len();
            originals += story.pictures.len();
        }
        assert_eq!((posts, pictures), (self.stories.len(), originals), "posts and pictures");
        (posts, pictures)
    }

    /// The one post there must be.
    pub fn post(&self, story: &Story, faults: &[(usize, Fault)]) -> Post {
        let mut posts = self.books.posts(&story.copy.headline);
        assert_eq!(posts.len(), 1, "{faults:?}: {posts:?}");
        posts.remove(0)
    }

    /// What the screen may say of a story that is where it was before, or is not.
    fn says_what_is(
        &self,
        story: &Story,
        before: Option<Stage>,
        delivery: &Delivery,
        faults: &[(usize, Fault)],
    ) {
        let stage = self.stage(story);
        let shows = delivery.release.shows();
        match delivery.state {
            State::Delivered => {
                let public = stage == Some(Stage::Public);
                assert_eq!(public, shows, "{faults:?}: not what is said: {delivery:?}");
            }
            State::Held if delivery.finished("schedule") => {
                assert_eq!(stage, Some(Stage::Scheduled), "{faults:?}: {delivery:?}");
            }
            State::Failed => panic!("{faults:?}: given up: {delivery:?}"),
            // To be cancelled means not to have gone out.
            _ => assert!(
                !delivery.can_cancel() || moved(before) == moved(stage),
                "{faults:?}: cancelled although it went out: {delivery:?}"
            ),
        }
    }

    fn stage(&self, story: &Story) -> Option<Stage> {
        self.books.posts(&story.copy.headline).first().map(|post| post.stage)
    }
}

/// What a reader, or the site's clockwork, makes of a stage: a hidden draft is nothing yet.
fn moved(stage: Option<Stage>) -> Option<Stage> {
    stage.filter(|stage| matches!(stage, Stage::Public | Stage::Scheduled))
}

/// Waits, tries again where a person is asked to, and returns the delivery as it ends.
pub fn settle(room: &Newsroom, mut delivery: Delivery, tally: &mut Tally) -> Delivery {
    for _ in 0..10 {
        tally.attempts += 1;
        match delivery.state {
            State::Delivered | State::Held => break,
            State::NeedsYou => {
                tally.pressed += 1;
                room.desk.retry(&delivery.id, room.moment().wall).expect("tried again");
            }
            _ => room.skip(3700),
        }
        room.work();
        delivery = room.delivery(&delivery.id);
    }
    delivery
}
