//! A story's life with a desk that is killed again and again, judged by the site's own books.

use crate::books::{Books, Meanwhile, Post, pictures, wrong};
use crate::desk::{Desk, random};
use crate::line;
use copydesk::site::Stage;
use copydesk::story::Story;
use jiff::{Timestamp, ToSpan};
use serde_json::Value;
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, Instant};

const NOTE: &str = "The clock was mended on Monday.";

/// A site to publish to.
pub struct Site {
    /// As `desk site add` takes it.
    pub kind: &'static str,
    pub user: Option<&'static str>,
    pub url: String,
    pub secret: String,
    pub books: Arc<dyn Books>,
}

/// How often the desk was killed.
#[derive(Default)]
pub struct Tally {
    pub killed: usize,
    /// Kills after which a delivery was neither over nor still to be queued.
    pub hit: usize,
}

/// How long each move takes undisturbed on this machine today: a fixed span is all too early on a slow
/// one and all too late on a fast one.
pub struct Whole {
    publish: Duration,
    correct: Duration,
    withdraw: Duration,
    /// Where the site has a clockwork.
    schedule: Duration,
}

/// What is looked at after every request that may have changed something, and what was wrong then.
#[derive(Default)]
struct Watch {
    expected: Option<(Story, Meanwhile)>,
    seen: Vec<String>,
}

/// A desk of its own on a line to the site that is watched.
pub struct Lane {
    desk: Desk,
    books: Arc<dyn Books>,
    watch: Arc<Mutex<Watch>>,
    number: usize,
    stories: usize,
    schedules: bool,
    /// Killed once more while it makes good: where the site is not left alone first.
    twice: bool,
    pub tally: Tally,
}

/// How a move is to end.
#[derive(Clone, Copy)]
struct End {
    stage: Stage,
    state: &'static str,
    notes: usize,
    meanwhile: Meanwhile,
    /// The time the site is to publish it at.
    at: Option<Timestamp>,
}

impl End {
    fn public(notes: usize) -> Self {
        let meanwhile = Meanwhile::Whole;
        Self { stage: Stage::Public, state: "delivered", notes, meanwhile, at: None }
    }

    fn hidden(notes: usize) -> Self {
        Self { stage: Stage::Draft, ..Self::public(notes) }
    }

    fn never_public() -> Self {
        Self { meanwhile: Meanwhile::Hidden, ..Self::hidden(0) }
    }

    fn scheduled(at: Timestamp) -> Self {
        Self { stage: Stage::Scheduled, state: "held", at: Some(at), ..Self::never_public() }
    }
}

impl Lane {
    /// `number` tells the lanes of one site apart.
    pub fn new(site: &Site, number: usize) -> Self {
        let watch = Arc::new(Mutex::new(Watch::default()));
        let url = watched(&site.url, Arc::downgrade(&site.books), Arc::clone(&watch));
        let desk = Desk::new().with_secret("town", &site.secret);
        let mut add = vec!["site", "add", "town", "--kind", site.kind, "--url", &url];
        add.extend(site.user.iter().flat_map(|user| ["--user", user]));
        desk.answer(&add);
        let (books, own) = (Arc::clone(&site.books), site.kind == "own");
        let (stories, tally) = (0, Tally::default());
        Self { desk, books, watch, number, stories, schedules: !own, twice: own, tally }
    }

    /// Each move once, undisturbed.
    pub fn time_whole(mut self) -> Whole {
        let story = self.story();
        let publish = self.undisturbed(&story, &publish(&story, None), End::public(0));
        let correct = self.undisturbed(&story, &correct(&story), End::public(1));
        let withdraw = self.undisturbed(&story, &withdraw(&story), End::hidden(1));
        let mut schedule = Duration::ZERO;
        if self.schedules {
            let (story, at) = (self.story(), in_hours(3));
            let words = publish_at(&story, at);
            schedule = self.undisturbed(&story, &words, End::scheduled(at));
        }
        Whole { publish, correct, withdraw, schedule }
    }

    /// One story's life, and where the site has a clockwork another one's; each move killed within this
    /// round's part of the time it takes.
    pub fn live(&mut self, round: usize, rounds: usize, whole: &Whole) {
        let within = |whole: Duration| {
            let part = u64::try_from(whole.as_micros()).expect("seconds") / rounds as u64;
            Duration::from_micros(part * round as u64 + random(0, part.max(1)))
        };
        let story = self.story();
        self.killed(&story, &publish(&story, None), within(whole.publish), End::public(0));
        self.killed(&story, &correct(&story), within(whole.correct), End::public(1));
        self.killed(&story, &withdraw(&story), within(whole.withdraw), End::hidden(1));
        if !self.schedules {
            return;
        }
        let (story, at) = (self.story(), in_hours(3));
        let words = publish_at(&story, at);
        self.killed(&story, &words, within(whole.schedule), End::scheduled(at));
        match (round + self.number) % 3 {
            0 => {
                let words = publish(&story, None);
                self.killed(&story, &words, within(whole.publish), End::public(0));
            }
            1 => {
                self.killed(&story, &withdraw(&story), within(whole.withdraw), End::never_public())
            }
            _ => {
                let later = at + 2.hours();
                let words = publish_at(&story, later);
                self.killed(&story, &words, within(whole.schedule), End::scheduled(later));
            }
        }
    }

    /// A story of its own with two pictures that no other has.
    fn story(&mut self) -> Story {
        self.stories += 1;
        let run = self.number * 100_000 + self.stories;
        let names = pictures(self.desk.beside(), run).map(|file| {
            let name = file.file_name().expect("a name");
            name.to_str().expect("plain letters").to_owned()
        });
        let [lead, inline] = &names;
        let words = |name: &str| {
            format!("  {name}: {{caption: The clock, credit: Jo Smith, alt: A clock face}}\n")
        };
        let text = format!(
            "---\nheadline: Clock mended {run}\nstandfirst: It strikes again.\nbyline: By Jo Smith\n\
             section: Local News\nlead: {lead}\npictures:\n{}{}---\nThe clock strikes again.\n\nPeople stopped to listen.\n\n\
             ![]({inline})\n",
            words(lead),
            words(inline)
        );
        let file = self.desk.beside().join(format!("clock-{run}.md"));
        std::fs::write(&file, text).expect("a file");
        let added = self.desk.answer(&["import", file.to_str().expect("plain letters")]);
        let id = added["stories"][0]["id"].as_str().expect("an id").to_owned();
        serde_json::from_value(self.desk.story(&id)).expect("a story")
    }

    fn undisturbed(&self, story: &Story, words: &[String], end: End) -> Duration {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        self.expect(story, end);
        let started = Instant::now();
        self.desk.answer(&words);
        let took = started.elapsed();
        self.judge(story, &words, end);
        took
    }

    /// Kills the command after so long, does what a person does next, and judges what is left.
    fn killed(&mut self, story: &Story, words: &[String], after: Duration, end: End) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        self.expect(story, end);
        let id = story.id.to_string();
        let before = self.desk.deliveries(&id).len();
        self.desk.kill(&words, after);
        self.tally.killed += 1;
        let left = self.desk.deliveries(&id);
        let queued = left.len() > before;
        self.tally.hit += usize::from(queued && left[0]["state"] != end.state);
        if self.twice && queued {
            self.desk.kill(&["outbox", "run"], after / 2);
        }
        self.make_good(&id, &format!("{words:?} killed after {after:?}"));
        // Where nothing was queued, press the button again.
        if !queued {
            self.desk.answer(&words);
        }
        self.judge(story, &words, end);
    }

    /// Starts the program again; once more where a busy computer let the site answer too late.
    fn make_good(&self, id: &str, what: &str) {
        for _ in 0..4 {
            if self.desk.run(&["outbox", "run"]).status.success() {
                return;
            }
            let left = self.desk.deliveries(id);
            let waits = |one: &Value| one["state"] == "queued" || one["state"] == "uncertain";
            assert!(left.first().is_some_and(waits), "{what}: {left:?}");
        }
        panic!("{what}: the site does not answer: {:?}", self.desk.deliveries(id));
    }

    /// From now on the line looks whether the public sees the story as it may.
    fn expect(&self, story: &Story, end: End) {
        let expected = Some((story.clone(), end.meanwhile));
        self.watch.lock().expect("the watch").expected = expected;
    }

    fn judge(&self, story: &Story, words: &[&str], end: End) {
        let seen = std::mem::take(&mut self.watch.lock().expect("the watch").seen);
        assert!(seen.is_empty(), "{words:?}: {seen:?}");
        let posts = self.books.posts(&story.copy.headline);
        let [post] = &posts[..] else { panic!("{words:?}: one post, not {posts:?}") };
        assert_eq!(post.stage, end.stage, "{words:?}: {post:?}");
        assert_eq!(post.body.matches(NOTE).count(), end.notes, "{words:?}: {}", post.body);
        self.is_whole(story, post, words);
        let copies = self.books.pictures(story);
        assert_eq!(copies.len(), story.pictures.len(), "{words:?}: one copy each: {copies:?}");
        let told = &self.desk.deliveries(&story.id.to_string())[0];
        assert_eq!(told["state"], end.state, "{words:?}: and that is what is said: {told}");
        if let Some(at) = end.at {
            let said: Value = serde_json::to_value(at).expect("a moment");
            assert_eq!(told["at"], said, "{words:?}: {told}");
        }
    }

    fn is_whole(&self, story: &Story, post: &Post, words: &[&str]) {
        let lines = story.copy.body.lines();
        for line in lines.filter(|line| !line.is_empty() && !line.starts_with('!')) {
            assert!(post.body.contains(line), "{words:?}: “{line}” is lost: {}", post.body);
        }
        assert!(post.images >= 1, "{words:?}: its picture is lost: {}", post.body);
    }
}

/// A line to the site; after every request that may have changed something the books are looked at. They
/// are not kept by it, for it stays open, and whoever keeps them keeps the server running.
fn watched(url: &str, books: Weak<dyn Books>, watch: Arc<Mutex<Watch>>) -> String {
    line::open(url, move |mut passing| {
        if !passing.begins()? {
            return Ok(());
        }
        let asked = passing.request()?;
        // It arrives whole, whatever becomes of whoever sent it.
        let answer = passing.ask(&asked)?;
        if !asked.starts_with(b"GET ") {
            let expected = watch.lock().expect("the watch").expected.clone();
            if let (Some((story, meanwhile)), Some(books)) = (expected, books.upgrade()) {
                let wrong = wrong(&*books, &story, meanwhile);
                watch.lock().expect("the watch").seen.extend(wrong);
            }
        }
        passing.tell(&answer)
    })
}

fn publish(story: &Story, at: Option<Timestamp>) -> Vec<String> {
    let mut words = told(["publish", &story.id.to_string(), "--site", "town", "--wait"]);
    words.extend(at.iter().flat_map(|at| ["--at".to_owned(), at.to_string()]));
    words
}

fn publish_at(story: &Story, at: Timestamp) -> Vec<String> {
    publish(story, Some(at))
}

fn correct(story: &Story) -> Vec<String> {
    told(["correct", &story.id.to_string(), NOTE, "--wait"])
}

fn withdraw(story: &Story) -> Vec<String> {
    told(["withdraw", &story.id.to_string(), "--wait"])
}

fn told<const N: usize>(words: [&str; N]) -> Vec<String> {
    words.map(str::to_owned).into()
}

/// To the second: no site keeps more.
fn in_hours(hours: i64) -> Timestamp {
    let now = Timestamp::now().as_second();
    Timestamp::from_second(now).expect("a moment") + hours.hours()
}
