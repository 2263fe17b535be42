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
    let (mut interrupted, mut published) = (0, 0);
    for round in 0..rounds {
        let desk = Desk::new().with_secret("town", &site.editor);
        desk.answer(&["site", "add", "town", "--kind", "own", "--url", &site.url]);
        let imported = desk.answer(&["import", desk::SAMPLE]);
        let id = imported["stories"][0]["id"].as_str().expect("an id").to_owned();
        interrupted += usize::from(publish_killed_once(&desk, &id, Duration::from_millis(900)));
        published += 1;
        assert_eq!(site.stories(), published, "round {round}: one post for each story");
        let pictures = imported["stories"][0]["pictures"].as_i64().expect("a number");
        assert_eq!(site.pictures_of(&id), pictures, "round {round}: one copy of each picture");
    }
    assert!(interrupted > 0, "no kill hit a delivery: the moments are badly chosen");
    println!("{rounds} publications, {interrupted} of them killed on the way: {published} posts");
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn killed_while_publishing_to_wordpress_there_is_one_post_too() {
    let rounds = (kills() / 25).max(4);
    let site = Wordpress::start(&[]);
    let mut interrupted = 0;
    for round in 1..=rounds {
        let desk = Desk::new().with_secret("town", site.password("edith"));
        let town = ["site", "add", "town", "--kind", "wordpress", "--url", &site.url];
        desk.answer(&[&town[..], &["--user", "edith"]].concat());
        let imported = desk.answer(&["import", desk::SAMPLE]);
        let story = &imported["stories"][0];
        let (id, headline) = (story["id"].as_str().unwrap(), story["headline"].as_str().unwrap());
        interrupted += usize::from(publish_killed_once(&desk, id, Duration::from_millis(2500)));
        assert_eq!(site.posts(headline).len(), round, "one post for each story");
        assert_eq!(site.media().len(), 3 * round, "round {round}: one copy of each picture");
    }
    assert!(interrupted > 0, "no kill hit a delivery: the moments are badly chosen");
    println!("{rounds} publications to WordPress, {interrupted} of them killed on the way");
}

/// Publishes to the site called town, kills the program at a random moment of the first `longest`,
/// and does what a person does next. Answers whether the kill hit the delivery.
fn publish_killed_once(desk: &Desk, id: &str, longest: Duration) -> bool {
    let mut child = desk.start(&["publish", id, "--site", "town", "--wait"]);
    let longest = u64::try_from(longest.as_millis()).expect("a moment");
    std::thread::sleep(Duration::from_millis(random(20, longest)));
    child.kill().expect("it is ours to kill");
    child.wait().expect("it ends");
    let interrupted = desk.delivery_state(id).as_deref() != Some("delivered");
    // Start the program again, and press the button again.
    let again = desk.run(&["outbox", "run"]);
    assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stderr));
    if desk.delivery_state(id).is_none() {
        desk.answer(&["publish", id, "--site", "town", "--wait"]);
    }
    assert_eq!(desk.delivery_state(id).as_deref(), Some("delivered"));
    interrupted
}
