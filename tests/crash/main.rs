//! Kills the real program with SIGKILL at random moments, hundreds of times, and looks at what is
//! left: no saved word is lost, and no story or picture is published twice.
//!
//! `COPYDESK_KILLS` sets how often (200 unless told).

#![allow(clippy::disallowed_methods)]

mod desk;
#[path = "../support/wordpress.rs"]
mod wordpress;

use desk::{Desk, random};
use std::io::{BufRead, BufReader, Write};
use std::time::{Duration, Instant};
use wordpress::Wordpress;

fn kills() -> usize {
    std::env::var("COPYDESK_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(200)
}

#[test]
#[ignore = "takes a minute: make test runs it"]
fn killed_while_writing_no_saved_word_is_lost() {
    let desk = Desk::new();
    let id = desk.answer(&["new", "--headline", "Crash"])["stories"][0]["id"]
        .as_str()
        .expect("a new story has an id")
        .to_owned();
    let mut promised = 0;
    for round in 0..kills() {
        let (sent, acknowledged) = write_until_killed(&desk, &id, promised);
        let body = desk.story(&id)["copy"]["body"].as_str().unwrap_or_default().to_owned();
        let lines: Vec<&str> = body.lines().collect();
        for (number, line) in lines.iter().enumerate() {
            assert_eq!(*line, desk::line(number), "round {round}: the text is not what was typed");
        }
        assert!(
            lines.len() >= acknowledged,
            "round {round}: {acknowledged} lines were saved, {} are left",
            lines.len()
        );
        assert!(lines.len() <= sent, "round {round}: more lines than were typed");
        promised = lines.len();
    }
    assert!(promised > kills() / 4, "only {promised} lines in all: the program hardly ran");
    println!("{} kills, {promised} lines, none lost", kills());
}

/// Types lines into `desk append` and kills it; returns how many were sent and how many of them
/// the program said it had saved.
fn write_until_killed(desk: &Desk, id: &str, from: usize) -> (usize, usize) {
    let mut child = desk.start(&["append", id]);
    let mut typing = child.stdin.take().expect("stdin is piped");
    let told = BufReader::new(child.stdout.take().expect("stdout is piped"));
    let listening = std::thread::spawn(move || told.lines().map_while(Result::ok).count());
    let deadline = Instant::now() + Duration::from_millis(random(5, 90));
    let mut sent = from;
    while Instant::now() < deadline {
        if typing.write_all(format!("{}\n", desk::line(sent)).as_bytes()).is_err() {
            break;
        }
        sent += 1;
        std::thread::sleep(Duration::from_micros(random(0, 4000)));
    }
    // SIGKILL on Unix: the program gets no chance to tidy up.
    child.kill().expect("it is ours to kill");
    child.wait().expect("it ends");
    (sent, from + listening.join().expect("the reader ends with the pipe"))
}

#[test]
#[ignore = "takes a minute: make test runs it"]
fn killed_while_publishing_there_is_one_post_and_one_copy_of_each_picture() {
    let rounds = (kills() / 20).max(5);
    let site = desk::PracticeSite::start();
    let town = ["site", "add", "town", "--kind", "own", "--url", &site.url];
    let ready = || ready_to_publish(Desk::new().with_secret("town", &site.editor), &town);
    let moments = Moments::of_a_whole_publication(&ready());
    let mut interrupted = 0;
    for round in 0..rounds {
        let story = ready();
        interrupted += usize::from(publish_killed_once(&story, moments.pick(round, rounds)));
        // The one that was timed is there too.
        assert_eq!(site.stories(), round + 2, "round {round}: one post for each story");
        let copies = site.pictures_of(&story.id);
        assert_eq!(copies, story.pictures, "round {round}: one copy of each picture");
    }
    assert!(interrupted > 0, "no kill hit a delivery: the moments are badly chosen");
    println!("{rounds} publications, {interrupted} of them killed on the way");
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn killed_while_publishing_to_wordpress_there_is_one_post_too() {
    let rounds = (kills() / 25).max(4);
    let site = Wordpress::start(&[]);
    let town = ["site", "add", "town", "--kind", "wordpress", "--url", &site.url];
    let town = [&town[..], &["--user", "edith"]].concat();
    let ready = || ready_to_publish(Desk::new().with_secret("town", site.password("edith")), &town);
    let moments = Moments::of_a_whole_publication(&ready());
    let mut interrupted = 0;
    for round in 0..rounds {
        let story = ready();
        interrupted += usize::from(publish_killed_once(&story, moments.pick(round, rounds)));
        assert_eq!(site.posts(&story.headline).len(), round + 2, "one post for each story");
        assert_eq!(site.media().len(), 3 * (round + 2), "round {round}: one copy of each picture");
    }
    assert!(interrupted > 0, "no kill hit a delivery: the moments are badly chosen");
    println!("{rounds} publications to WordPress, {interrupted} of them killed on the way");
}

/// The sample story in a data folder of its own, with a site called town.
struct Ready {
    desk: Desk,
    id: String,
    headline: String,
    pictures: i64,
}

fn ready_to_publish(desk: Desk, add_town: &[&str]) -> Ready {
    desk.answer(add_town);
    let imported = desk.answer(&["import", desk::SAMPLE]);
    let story = &imported["stories"][0];
    let word = |value: &serde_json::Value| value.as_str().expect("a word").to_owned();
    Ready {
        id: word(&story["id"]),
        headline: word(&story["headline"]),
        pictures: story["pictures"].as_i64().expect("a number"),
        desk,
    }
}

/// The moments at which to kill: spread over what a whole publication takes on this machine today,
/// for a fixed span is all too early on a slow one and all too late on a fast one.
struct Moments {
    whole: Duration,
}

impl Moments {
    fn of_a_whole_publication(story: &Ready) -> Self {
        let started = Instant::now();
        story.desk.answer(&["publish", &story.id, "--site", "town", "--wait"]);
        Self { whole: started.elapsed() }
    }

    /// A random moment of this round's part of the span.
    fn pick(&self, round: usize, rounds: usize) -> Duration {
        let part = u64::try_from(self.whole.as_micros()).expect("seconds") / rounds as u64;
        Duration::from_micros(part * round as u64 + random(0, part))
    }
}

/// Publishes the story, kills the program after so long, and does what a person does next. Answers
/// whether the kill hit the delivery.
fn publish_killed_once(Ready { desk, id, .. }: &Ready, after: Duration) -> bool {
    let mut child = desk.start(&["publish", id, "--site", "town", "--wait"]);
    std::thread::sleep(after);
    child.kill().expect("it is ours to kill");
    child.wait().expect("it ends");
    let left = desk.delivery_state(id);
    // Start the program again, and press the button again.
    let again = desk.run(&["outbox", "run"]);
    assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stderr));
    if left.is_none() {
        desk.answer(&["publish", id, "--site", "town", "--wait"]);
    }
    assert_eq!(desk.delivery_state(id).as_deref(), Some("delivered"));
    left.is_some_and(|state| state != "delivered")
}
