//! A story's whole life on a line that goes bad: published, edited, corrected, withdrawn; told to the
//! site's clockwork, put off, published at once after all or taken off again.

use crate::SITE;
use crate::bad_line::{Fault, UNHEARD, UNSAID};
use crate::books::{Meanwhile, pictures};
use crate::trial::Trial;
use copydesk::delivery::{Delivery, State};
use copydesk::picture::Role;
use copydesk::site::Stage;
use copydesk::story::Story;
use jiff::{Timestamp, ToSpan};
use std::path::Path;

type Faults = [(usize, Fault)];
const GOOD: &Faults = &[];
const NOTE: &str = "The clock was mended on Monday.";

/// How many requests each move makes on a good line: so many can be spoilt.
#[derive(Debug)]
pub struct Requests {
    pub publish: usize,
    correct: usize,
    withdraw: usize,
    /// Where the site has a clockwork.
    schedule: usize,
}

impl Requests {
    pub fn on_a_good_line(trial: &mut Trial, folder: &Path, run: usize, schedules: bool) -> Self {
        let story = trial.room.words();
        let story = trial.room.add_picture(&story, &pictures(folder, run)[0], Role::Lead);
        let publish = trial.publish(&story, GOOD);
        let correct = trial.correct(&story, GOOD);
        let withdraw = trial.withdraw(&story, GOOD);
        let schedule = if schedules {
            let story = trial.room.words();
            let story = trial.room.add_picture(&story, &pictures(folder, run)[1], Role::Lead);
            trial.schedule(&story, in_hours(3), GOOD)
        } else {
            0
        };
        Self { publish, correct, withdraw, schedule }
    }
}

/// One story's life, each move with faults of its own.
pub fn live(trial: &mut Trial, folder: &Path, run: usize, requests: &Requests) {
    let [lead, inline] = pictures(folder, run);
    let story = trial.room.add_picture(&trial.room.words(), &lead, Role::Lead);
    let story = trial.room.add_picture(&story, &inline, Role::Inline);
    // By turns a move goes unheard and the next unsaid, or the other way round.
    let turn = |requests: usize| (run / requests.max(1)).is_multiple_of(2);
    let kinds = |first: bool| if first { &UNHEARD[..] } else { &UNSAID[..] };
    let first = turn(requests.publish);
    trial.publish(&story, &faults(run, requests.publish, kinds(first)));
    let edited = trial.room.edit(&story, "stopped to listen", "stopped and listened");
    trial.publish(&edited, &faults(run, requests.publish, kinds(!first)));
    trial.correct(&edited, &faults(run, requests.correct, kinds(turn(requests.correct))));
    trial.withdraw(&edited, &faults(run, requests.withdraw, kinds(turn(requests.withdraw))));
    if requests.schedule > 0 {
        wait(trial, folder, run, requests);
    }
}

/// A story that the site is told to publish later, and what a person may make of that.
fn wait(trial: &mut Trial, folder: &Path, run: usize, requests: &Requests) {
    let story = trial.room.words();
    let story = trial.room.add_picture(&story, &pictures(folder, run + 100_000)[0], Role::Inline);
    let turn = (run / requests.schedule).is_multiple_of(2);
    let (first, then) =
        if turn { (&UNHEARD[..], &UNSAID[..]) } else { (&UNSAID[..], &UNHEARD[..]) };
    trial.schedule(&story, in_hours(2), &faults(run, requests.schedule, first));
    match run % 3 {
        0 => {
            let edited = trial.room.edit(&story, "stopped to listen", "stopped and listened");
            let then = faults(run / 3, requests.schedule, then);
            trial.schedule(&edited, in_hours(4), &then);
        }
        1 => {
            trial.publish(&story, &faults(run / 3, requests.publish, then));
        }
        _ => {
            trial.withdraw(&story, &faults(run / 3, requests.withdraw, then));
        }
    }
}

impl Trial {
    fn publish(&mut self, story: &Story, faults: &Faults) -> usize {
        let (settled, requests) = self
            .take_through(story, faults, Meanwhile::Whole, |room| room.queue(story, SITE, None));
        self.is_public_and_whole(story, &settled, faults);
        requests
    }

    fn correct(&mut self, story: &Story, faults: &Faults) -> usize {
        let (settled, requests) = self.take_through(story, faults, Meanwhile::Whole, |room| {
            let story = room.desk.story(story.id).expect("the story");
            let now = room.moment().wall;
            room.desk.correct(story.id, story.version, NOTE, now).expect("queued").remove(0)
        });
        let post = self.is_public_and_whole(story, &settled, faults);
        assert_eq!(post.body.matches(NOTE).count(), 1, "{faults:?}: one note: {}", post.body);
        requests
    }

    fn withdraw(&mut self, story: &Story, faults: &Faults) -> usize {
        let (settled, requests) = self.take_through(story, faults, Meanwhile::Whole, |room| {
            let now = room.moment().wall;
            room.desk.withdraw(story.id, None, now).expect("queued").remove(0)
        });
        assert_eq!(settled.state, State::Delivered, "{faults:?}: {settled:?}");
        assert_eq!(self.post(story, faults).stage, Stage::Draft, "{faults:?}: hidden");
        assert_eq!(self.room.stage(story, SITE), Stage::Withdrawn, "{faults:?}: and said to be");
        requests
    }

    fn schedule(&mut self, story: &Story, at: Timestamp, faults: &Faults) -> usize {
        let (settled, requests) = self.take_through(story, faults, Meanwhile::Hidden, |room| {
            room.queue(story, SITE, Some(at))
        });
        assert_eq!(settled.state, State::Held, "{faults:?}: {settled:?}");
        assert!(settled.finished("schedule"), "{faults:?}: the site was told: {settled:?}");
        let post = self.post(story, faults);
        assert_eq!(post.stage, Stage::Scheduled, "{faults:?}: {post:?}");
        assert_eq!(self.room.stage(story, SITE), Stage::Scheduled, "{faults:?}: and said to be");
        self.has_all(story, &post.body, faults);
        requests
    }

    fn is_public_and_whole(
        &self,
        story: &Story,
        settled: &Delivery,
        faults: &Faults,
    ) -> crate::books::Post {
        assert_eq!(settled.state, State::Delivered, "{faults:?}: {settled:?}");
        let post = self.post(story, faults);
        assert!(post.public(), "{faults:?}: {post:?}");
        self.has_all(story, &post.body, faults);
        post
    }

    /// Every paragraph is in the body, and one copy of each picture on the site.
    fn has_all(&self, story: &Story, body: &str, faults: &Faults) {
        for words in
            story.copy.body.lines().filter(|line| !line.is_empty() && !line.starts_with('!'))
        {
            assert!(body.contains(words), "{faults:?}: “{words}” is lost: {body}");
        }
        let copies = self.books.pictures(story);
        let wanted = story.pictures.len();
        assert_eq!(copies.len(), wanted, "{faults:?}: one copy of each picture: {copies:?}");
    }
}

fn in_hours(hours: i64) -> Timestamp {
    // The newsroom's clocks are pushed on between attempts: a day more keeps it in the future.
    Timestamp::now() + (24 * 365 + hours).hours()
}

/// One request after the other meets one fault of `kinds` after the other; in later rounds another
/// one, every third time a second fault follows, and every fourth time both are where chance has them.
fn faults(run: usize, requests: usize, kinds: &[Fault]) -> Vec<(usize, Fault)> {
    let noise = usize::try_from(uuid::Uuid::new_v4().as_u64_pair().0 % 1000).expect("small");
    let round = run / requests;
    let by_chance = round > 0 && run % 4 == 3;
    let at = if by_chance { noise % requests } else { run % requests };
    let second = (at + 1 + noise % 6, kinds[noise % kinds.len()]);
    let mut faults = vec![(at, kinds[(run + round) % kinds.len()])];
    faults.extend((run % 3 == 2).then_some(second));
    faults
}
