//! A story's whole life on a line that goes bad: published, edited, corrected, withdrawn; told to the
//! site's clockwork, put off, published at once after all or taken off again.

use crate::SITE;
use crate::bad_line::{Fault, UNHEARD, UNSAID};
use crate::books::{Meanwhile, pictures};
use crate::trial::{Chance, Trial};
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
    // By turns a move goes unheard and the next unsaid, or the other way round.
    let turn = |requests: usize| (run / requests.max(1)).is_multiple_of(2);
    let kinds = |first: bool| if first { &UNHEARD[..] } else { &UNSAID[..] };
    let first = turn(requests.publish);
    let moves = [
        faults(trial, run, requests.publish, kinds(first)),
        faults(trial, run, requests.publish, kinds(!first)),
        faults(trial, run, requests.correct, kinds(turn(requests.correct))),
        faults(trial, run, requests.withdraw, kinds(turn(requests.withdraw))),
    ];
    go(trial, folder, run, &moves);
    if requests.schedule > 0 {
        let turn = turn(requests.schedule);
        let told = faults(trial, run, requests.schedule, kinds(turn));
        let (of_then, turn) =
            (if run.is_multiple_of(3) { requests.schedule } else { requests.publish }, !turn);
        let then = faults(trial, run / 3, of_then, kinds(turn));
        wait(trial, folder, run, &told, &then);
    }
}

/// One more life, whose faults are of any kind and anywhere, in an order nobody chose.
pub fn live_by_chance(trial: &mut Trial, folder: &Path, run: usize, requests: &Requests) {
    let moves = [requests.publish, requests.publish, requests.correct, requests.withdraw]
        .map(|requests| by_chance(&mut trial.chance, requests));
    go(trial, folder, run, &moves);
    if requests.schedule > 0 {
        let [told, then] = [(), ()].map(|()| by_chance(&mut trial.chance, requests.schedule));
        wait(trial, folder, run, &told, &then);
    }
}

/// Published, edited, corrected and withdrawn.
fn go(trial: &mut Trial, folder: &Path, run: usize, moves: &[Vec<(usize, Fault)>; 4]) {
    let [lead, inline] = pictures(folder, run);
    let story = trial.room.add_picture(&trial.room.words(), &lead, Role::Lead);
    let story = trial.room.add_picture(&story, &inline, Role::Inline);
    let [published, again, corrected, withdrawn] = moves;
    trial.publish(&story, published);
    let edited = trial.room.edit(&story, "stopped to listen", "stopped and listened");
    trial.publish(&edited, again);
    trial.correct(&edited, corrected);
    trial.withdraw(&edited, withdrawn);
}

/// A story that the site is told to publish later, and what a person may make of that.
fn wait(trial: &mut Trial, folder: &Path, run: usize, told: &Faults, then: &Faults) {
    let story = trial.room.words();
    let story = trial.room.add_picture(&story, &pictures(folder, run + 100_000)[0], Role::Inline);
    trial.schedule(&story, in_hours(2), told);
    match run % 3 {
        0 => {
            let edited = trial.room.edit(&story, "stopped to listen", "stopped and listened");
            trial.schedule(&edited, in_hours(4), then);
        }
        1 => {
            trial.publish(&story, then);
        }
        _ => {
            trial.withdraw(&story, then);
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
/// one, and every third time a second fault follows, by chance.
fn faults(trial: &mut Trial, run: usize, requests: usize, kinds: &[Fault]) -> Vec<(usize, Fault)> {
    let (at, chance) = (run % requests, &mut trial.chance);
    let mut faults = vec![(at, kinds[(run + run / requests) % kinds.len()])];
    if run % 3 == 2 {
        faults.push((at + 1 + chance.below(6), kinds[chance.below(kinds.len())]));
    }
    faults
}

/// One to three faults of any kind, anywhere among so many requests and a little beyond.
fn by_chance(chance: &mut Chance, requests: usize) -> Vec<(usize, Fault)> {
    let all = [&UNHEARD[..], &UNSAID[..]].concat();
    let count = 1 + chance.below(3);
    (0..count).map(|_| (chance.below(requests + 4), all[chance.below(all.len())])).collect()
}
