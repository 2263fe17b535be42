//! Kills the real program with SIGKILL at random moments, hundreds of times, and looks at what is
//! left: no saved word is lost, and every story is on its site once and as it was asked.
//!
//! `COPYDESK_KILLS` sets how often (200 unless told) while writing; of stories on their way to the
//! practice site there are a twentieth of that, to WordPress and Ghost a fiftieth each.

#![allow(clippy::disallowed_methods)]

#[path = "../support/books.rs"]
mod books;
mod desk;
#[path = "../support/ghost.rs"]
mod ghost;
mod life;
#[path = "../support/line.rs"]
mod line;
#[path = "../support/practice.rs"]
mod practice;
#[path = "../support/wordpress.rs"]
mod wordpress;

use desk::{Desk, random};
use ghost::Ghost;
use life::{Lane, Site, Tally};
use practice::PracticeSite;
use std::io::{BufRead, BufReader, Write};
use std::sync::Arc;
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
fn killed_on_its_way_to_the_practice_site_a_story_is_there_once() {
    let site = PracticeSite::start();
    let (url, secret) = (site.url.clone(), site.editor.clone());
    killed_on_its_way(&Site { kind: "own", user: None, url, secret, books: Arc::new(site) });
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn killed_on_its_way_to_wordpress_a_story_is_there_once() {
    let site = Wordpress::start(&[]);
    let (url, secret) = (site.url.clone(), site.password("edith").to_owned());
    let (kind, user) = ("wordpress", Some("edith"));
    killed_on_its_way(&Site { kind, user, url, secret, books: Arc::new(site) });
}

#[test]
#[ignore = "starts a real Ghost: make test runs it"]
fn killed_on_its_way_to_ghost_a_story_is_there_once() {
    let site = Ghost::start(&[]);
    let (url, secret) = (site.url.clone(), site.token("edith").to_owned());
    killed_on_its_way(&Site { kind: "ghost", user: None, url, secret, books: Arc::new(site) });
}

/// Story after story is published, corrected and withdrawn; told to the site's clockwork and published,
/// taken off or put off all the same; and each of that is killed at a moment of its own.
fn killed_on_its_way(site: &Site) {
    // A site that gives ids of its own is left alone for ten seconds after a kill: two desks at a time.
    let desks = if site.kind == "own" { 1 } else { 2 };
    let lives = if site.kind == "own" { kills() / 20 } else { kills() / 100 }.max(2);
    let whole = &Lane::new(site, 0).time_whole();
    let tallies: Vec<Tally> = std::thread::scope(|scope| {
        let lanes = (0..desks).map(|desk| {
            scope.spawn(move || {
                let mut lane = Lane::new(site, 1 + desk);
                for round in 0..lives {
                    lane.live(round, lives, whole);
                }
                lane.tally
            })
        });
        let lanes: Vec<_> = lanes.collect();
        lanes.into_iter().map(|lane| lane.join().expect("every life went well")).collect()
    });
    let sum = |of: fn(&Tally) -> usize| tallies.iter().map(of).sum::<usize>();
    let (killed, hit) = (sum(|tally| tally.killed), sum(|tally| tally.hit));
    assert!(hit > killed / 4, "hardly a kill hit a delivery: {hit} of {killed}");
    println!(
        "{killed} kills on the way to {} (published, corrected, withdrawn, scheduled), {hit} of them hit \
         a delivery: always one post, one copy of each picture, never public half done or too early",
        site.kind
    );
}
