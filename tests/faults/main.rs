//! Whatever goes wrong between the desk and a site, there is one post with one copy of each picture,
//! readers never see it half done, nothing is lost, and the screen says what is.
//!
//! `COPYDESK_FAULTS` sets how many publications there are for each site (34 unless told,
//! and enough for each request to go unheard once): half of them first ones, half after an edit.

#![allow(clippy::disallowed_methods)]

mod books;
mod line;
#[path = "../support/newsroom.rs"]
mod newsroom;
#[path = "../support/practice.rs"]
mod practice;
#[path = "../support/wordpress.rs"]
mod wordpress;

use books::Books;
use copydesk::delivery::{Delivery, State};
use copydesk::desk::Desk;
use copydesk::picture::Role;
use copydesk::site::{Address, Kind};
use copydesk::story::Story;
use line::{ALL_IN, Fault, Line, UNHEARD, UNSAID};
use newsroom::Newsroom;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const SITE: &str = "town";

fn runs() -> usize {
    std::env::var("COPYDESK_FAULTS").ok().and_then(|n| n.parse().ok()).unwrap_or(34)
}

/// What came of all runs.
#[derive(Default)]
struct Tally {
    runs: usize,
    met: usize,
    /// Publications that needed a person's *Try again*.
    pressed: usize,
    attempts: usize,
}

#[test]
#[ignore = "takes a minute: make test runs it"]
fn whatever_goes_wrong_the_practice_site_has_one_post() {
    let site = practice::PracticeSite::start();
    let secret = site.editor.clone();
    let url = site.url.clone();
    let books = Arc::new(site);
    run(Kind::Own, None, &url, &secret, books.clone());
    two_windows_are_one(Kind::Own, None, &url, &secret, &*books);
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn whatever_goes_wrong_wordpress_has_one_post() {
    let site = wordpress::Wordpress::start(&[]);
    let secret = site.password("edith").to_owned();
    let url = site.url.clone();
    let books = Arc::new(site);
    run(Kind::Wordpress, Some("edith"), &url, &secret, books.clone());
    two_windows_are_one(Kind::Wordpress, Some("edith"), &url, &secret, &*books);
}

/// Publishes story after story, each with faults of its own.
fn run(kind: Kind, user: Option<&str>, url: &str, secret: &str, books: Arc<dyn Books>) {
    let line = Line::to(url);
    let address =
        Address { name: SITE.into(), kind, url: line.url(), user: user.map(str::to_owned) };
    let room = Newsroom::new(&[(&address, secret)]);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut tally = Tally::default();
    // One publication on a good line tells how many requests there are to spoil.
    let whole = room.add_picture(&room.words(), &pictures(folder.path(), runs())[0], Role::Lead);
    let requests = publish_through(&room, &line, &books, &whole, &[], &mut Tally::default());
    for run in 0..runs().max(2 * requests) / 2 {
        let pictures = pictures(folder.path(), run);
        let story = room.add_picture(&room.words(), &pictures[0], Role::Lead);
        let story = room.add_picture(&story, &pictures[1], Role::Inline);
        // By turns the first publication goes unheard and the update unsaid, or the other way round.
        let (first, then) = if (run / requests).is_multiple_of(2) {
            (&UNHEARD[..], &UNSAID[..])
        } else {
            (&UNSAID[..], &UNHEARD[..])
        };
        let first = faults(run, requests, first);
        publish_through(&room, &line, &books, &story, &first, &mut tally);
        let edited = room.edit(&story, "stopped to listen", "stopped and listened");
        let then = faults(run, requests, then);
        publish_through(&room, &line, &books, &edited, &then, &mut tally);
    }
    assert!(tally.met > tally.runs / 2, "hardly a fault came to pass: {}", tally.met);
    println!(
        "{} publications to {kind:?}, {} faults on {} attempts, {} needed a person: always one post, \
         one copy of each picture, never public half done",
        tally.runs, tally.met, tally.attempts, tally.pressed
    );
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

fn publish_through(
    room: &Newsroom,
    line: &Line,
    books: &Arc<dyn Books>,
    story: &Story,
    faults: &[(usize, Fault)],
    tally: &mut Tally,
) -> usize {
    let was_public = is_public(&**books, story);
    let queued = room.queue(story, SITE, None);
    let (watching, expected) = (Arc::clone(books), story.clone());
    line.plan(faults, move || never_half_done(&*watching, &expected));
    room.work();
    std::thread::sleep(if faults.iter().any(|(_, fault)| *fault == Fault::Late) {
        ALL_IN
    } else {
        std::time::Duration::from_millis(1)
    });
    let (met, requests) = line.mend();
    let first = room.delivery(&queued.id);
    if !was_public {
        says_what_is(&**books, story, &first, faults);
    }
    let settled = settle(room, first, tally);
    assert_eq!(settled.state, State::Delivered, "{faults:?}: {settled:?}");
    let posts = books.posts(&story.copy.headline);
    assert_eq!(posts.len(), 1, "{faults:?}: {posts:?}");
    assert!(posts[0].public, "{faults:?}");
    for words in story.copy.body.lines().filter(|line| !line.is_empty() && !line.starts_with('!')) {
        assert!(posts[0].body.contains(words), "{faults:?}: “{words}” is lost: {}", posts[0].body);
    }
    assert_eq!(books.pictures(story), story.pictures.len(), "{faults:?}: one copy of each picture");
    tally.runs += 1;
    tally.met += met;
    requests
}

/// Waits, tries again where a person is asked to, and returns the delivery as it ends.
fn settle(room: &Newsroom, mut delivery: Delivery, tally: &mut Tally) -> Delivery {
    for _ in 0..10 {
        tally.attempts += 1;
        match delivery.state {
            State::Delivered => break,
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

/// Where the public sees the story, it is whole.
fn never_half_done(books: &dyn Books, story: &Story) {
    let inline = story.copy.body.matches("![](").count();
    for post in books.posts(&story.copy.headline).iter().filter(|post| post.public) {
        let whole = post.body.contains("listen") && post.images >= inline;
        assert!(whole, "public half done: {post:?}");
    }
}

/// What the screen may say of a story that is public, or is not.
fn says_what_is(books: &dyn Books, story: &Story, delivery: &Delivery, faults: &[(usize, Fault)]) {
    let public = is_public(books, story);
    match delivery.state {
        State::Delivered => assert!(public, "{faults:?}: said to be public: {delivery:?}"),
        State::Failed => panic!("{faults:?}: given up: {delivery:?}"),
        // To be cancelled means not to have gone out.
        _ => assert!(!public || !delivery.can_cancel(), "{faults:?}: {delivery:?}"),
    }
}

fn is_public(books: &dyn Books, story: &Story) -> bool {
    books.posts(&story.copy.headline).iter().any(|post| post.public)
}

/// Two programs on one folder, each with two clicks at once, on a line that loses every other answer.
fn two_windows_are_one(kind: Kind, user: Option<&str>, url: &str, secret: &str, books: &dyn Books) {
    let line = Line::to(url);
    let user = user.map(str::to_owned);
    let address = Address { name: SITE.into(), kind, url: line.url(), user };
    let sites = [(&address, secret)];
    let room = Newsroom::new(&sites);
    let second = room.second(&sites);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let story = room.add_picture(&room.words(), &pictures(folder.path(), 9999)[0], Role::Inline);
    let lost: Vec<(usize, Fault)> = (5..60).step_by(2).map(|at| (at, Fault::AnswerLost)).collect();
    line.plan(&lost, || {});
    let press = |desk: &Desk| {
        // A second program may have moved the story on meanwhile: then this click is told so.
        let _ = desk.publish(story.id, story.version, SITE, None, room.moment().wall);
        for _ in 0..3 {
            let _ = desk.retry_all(room.moment().wall);
            desk.tick(&|| room.moment(), &|| {}).expect("the outbox works");
            room.skip(100);
        }
    };
    std::thread::scope(|scope| {
        for desk in [&room.desk, &room.desk, &second, &second] {
            scope.spawn(|| press(desk));
        }
    });
    line.mend();
    for delivery in room.desk.deliveries(Some(story.id)).expect("the outbox") {
        let settled = settle(&room, delivery, &mut Tally::default());
        assert!(matches!(settled.state, State::Delivered | State::Failed), "{settled:?}");
    }
    let posts = books.posts(&story.copy.headline);
    assert_eq!(posts.len(), 1, "{posts:?}");
    assert!(posts[0].public);
    assert_eq!(books.pictures(&story), 1, "one copy of the picture");
}

/// Two small photographs that no other story has.
fn pictures(folder: &Path, run: usize) -> [PathBuf; 2] {
    [0_usize, 1].map(|which| {
        let file = folder.join(format!("clock-{run}-{which}.jpg"));
        let shade = |n: usize| u8::try_from(n % 251).expect("a byte");
        let picture = image::RgbImage::from_fn(96, 64, |x, y| {
            image::Rgb([shade(x as usize * 2 + run), shade(y as usize * 3), shade(run * 7 + which)])
        });
        picture.save(&file).expect("a picture");
        file
    })
}
