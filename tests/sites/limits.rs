//! Pictures that are too large for a site: what is said, what is kept, and that they arrive once there is
//! room for them.

use crate::address;
use crate::bad_line::BadLine;
use crate::ghost_server::Ghost;
use crate::newsroom::Newsroom;
use crate::practice::PracticeSite;
use crate::wordpress::Wordpress;
use copydesk::delivery::{Delivery, State};
use copydesk::error::{Code, Error};
use copydesk::picture::Role;
use copydesk::site::{Address, Kind, Stage};
use copydesk::story::Story;
use std::path::Path;

const ROOF: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/library-reopens/roof.jpg");
/// Less than the sample photographs have once they are made ready, in bytes.
const LIMIT: usize = 40 * 1024;

/// How many posts and picture files the site holds for the story, by its own books.
type Held<'a> = &'a dyn Fn(&Story) -> (usize, usize);

/// Publishes a story with two pictures while `limit` is on, has it tried again in vain, and once more
/// when it is off; what is said of the refusal.
fn refused_and_then_sent(
    address: &Address,
    secret: &str,
    limit: &dyn Fn(bool),
    held: Held<'_>,
) -> Error {
    let room = Newsroom::new(&[(address, secret)]);
    let story = room.add_picture(&room.story(), Path::new(ROOF), Role::Inline);
    limit(true);
    let first = room.publish(&story, &address.name, None);
    let problem = stands_still(&room, &story, &first, held);
    let retry = || {
        room.desk.retry(&first.id, room.moment().wall).expect("tried again");
        room.work();
        room.delivery(&first.id)
    };
    assert_eq!(stands_still(&room, &story, &retry(), held), problem, "it says so again");
    limit(false);
    let sent = retry();
    assert_eq!(sent.state, State::Delivered, "{sent:?}");
    assert_eq!(held(&story), (1, 2), "one post with its two pictures");
    assert_eq!(room.stage(&story, &address.name), Stage::Public);
    problem
}

/// The delivery asks for a person, the site shows nothing, and here everything is as it was.
fn stands_still(room: &Newsroom, story: &Story, delivery: &Delivery, held: Held<'_>) -> Error {
    assert_eq!(delivery.state, State::NeedsYou, "{delivery:?}");
    let places = room.desk.places(story.id).expect("places");
    assert!(places.iter().all(|place| place.stage != Stage::Public), "{places:?}");
    assert_eq!(held(story), (0, 0), "nothing of it is on the site");
    assert_eq!(room.desk.story(story.id).expect("the story").pictures, story.pictures);
    let problem = delivery.problem.clone().expect("it says why");
    assert_eq!(problem.code, Code::Refused, "{problem}");
    assert!(problem.message.contains(".jpg"), "which picture: {problem}");
    assert!(problem.hint.contains("safe here") && problem.hint.contains("smaller"), "{problem}");
    problem
}

/// As a web server in front has it: nginx takes a megabyte unless told otherwise.
fn behind_a_small_limit(site: &Address, secret: &str, held: Held<'_>) {
    let line = BadLine::to(&site.url);
    let through = Address { url: line.url(), ..site.clone() };
    let limit = |on: bool| line.let_through(on.then_some(LIMIT));
    let told = refused_and_then_sent(&through, secret, &limit, held);
    assert!(told.message.contains("does not take anything as large"), "{told}");
    assert!(told.hint.contains("raise its limit for uploads"), "{told}");
}

#[test]
fn what_is_too_large_for_the_practice_site_arrives_once_there_is_room() {
    let site = PracticeSite::start();
    let held = |story: &Story| {
        let posts = site.stories(&story.copy.headline).len();
        (posts, site.pictures_of(&story.id.to_string()).len())
    };
    behind_a_small_limit(&address(Kind::Own, &site.url, None), &site.editor, &held);
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn what_is_too_large_for_wordpress_arrives_once_there_is_room() {
    // PHP's limits are for forms; a picture is sent as it is and passes them.
    let site = Wordpress::start(&[("WP_UPLOAD_MAX", "16K"), ("WP_POST_MAX", "24K")]);
    let town = address(Kind::Wordpress, &site.url, Some("edith"));
    let secret = site.password("edith");
    let before = || site.media().len();
    let (posts, there) = (|story: &Story| site.posts(&story.copy.headline).len(), before());
    behind_a_small_limit(&town, secret, &|story| (posts(story), before() - there));

    // WordPress's own refusal, which it gives as a fault of the server's.
    let there = before();
    let limit = |on: bool| site.fault("small-uploads", on);
    let held = |story: &Story| (posts(story), before() - there);
    let told = refused_and_then_sent(&town, secret, &limit, &held);
    assert!(told.message.contains("less than 40 KB"), "in WordPress’s own words: {told}");
}

#[test]
#[ignore = "starts a real Ghost: make test runs it"]
fn what_is_too_large_for_ghost_arrives_once_there_is_room() {
    let site = Ghost::start(&[]);
    let held = |story: &Story| {
        let query = format!("select id from posts where title = '{}'", story.copy.headline);
        (site.sql(&query).len(), site.pictures().len())
    };
    behind_a_small_limit(&address(Kind::Ghost, &site.url, None), site.token("edith"), &held);
}
