//! One contract over every kind of site, against the real servers: the practice site, a real
//! WordPress and a real Ghost, all started here on loopback.

#![allow(clippy::disallowed_methods)]

mod at_a_terminal;
#[path = "../support/bad_line.rs"]
mod bad_line;
mod beside;
mod block_editor;
mod bytes;
mod changes;
mod clocks;
mod deleted;
mod desk;
mod examples;
mod ghost;
mod ghost_clock;
#[path = "../support/ghost.rs"]
mod ghost_server;
mod in_ghost;
mod in_wordpress;
mod limits;
#[path = "../support/line.rs"]
mod line;
mod moves;
#[path = "../support/newsroom.rs"]
mod newsroom;
mod pictures;
mod plugins;
#[path = "../support/practice.rs"]
mod practice;
mod taken_in;
mod taking_off;
mod waiting;
#[path = "../support/wordpress.rs"]
mod wordpress;

use copydesk::error::{Code, Error};
use copydesk::house::House;
use copydesk::picture::prepare::{Limits, Prepared, prepare};
use copydesk::picture::{Format, Picture, Role, Words};
use copydesk::site::{
    self, Address, Credential, Kind, Outgoing, OutgoingPicture, Release, RemotePicture,
    RemoteStory, Site, Stage,
};
use copydesk::story::{Story, StoryId};
use jiff::Timestamp;
use practice::PracticeSite;
use std::collections::BTreeMap;
use wordpress::Wordpress;

const PHOTOGRAPH: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/samples/library-reopens/reading-room.jpg");

fn address(kind: Kind, url: &str, user: Option<&str>) -> Address {
    Address {
        name: "town".into(),
        kind,
        url: url.into(),
        user: user.map(str::to_owned),
        fingerprint: None,
    }
}

fn connect(address: &Address, secret: &str) -> Box<dyn Site> {
    site::connect(address, &Credential::new(secret)).expect("the address is good")
}

/// A story with one lead and one inline picture, in a section both kinds of site have.
fn story() -> Story {
    let now = Timestamp::now();
    let mut story = Story::new(StoryId::new(now), now);
    let picture = |name: &str, role| Picture {
        name: name.into(),
        sha256: String::new(),
        format: Format::Jpeg,
        width: 1800,
        height: 1200,
        role,
        words: Words {
            caption: format!("The reading room in {name} & more"),
            credit: "Siân Ó Briain".into(),
            alt: "Rows of desks".into(),
            ..Words::default()
        },
        ..Picture::default()
    };
    story.section = "Local News".into();
    story.copy.headline = format!("Library reopens {}", &story.id.to_string()[24..]);
    story.copy.standfirst = "After two years & a new roof.".into();
    story.copy.byline = "By Jo Smith".into();
    story.copy.body =
        "First paragraph with *emphasis*.\n\n![](roof.jpg)\n\n## What changed\n\n- one\n- two\n\n> A quote\n".into();
    story.pictures = vec![picture("room.jpg", Role::Lead), picture("roof.jpg", Role::Inline)];
    story
}

fn prepared(picture: &Picture) -> Prepared {
    let original = std::fs::read(PHOTOGRAPH).expect("the sample photograph");
    prepare(&original, picture, &Limits { long_edge: 800, ..Limits::default() }).expect("a picture")
}

/// Sends what is not there yet; returns what the site holds and how much had to be sent.
fn send_pictures(site: &dyn Site, story: &Story) -> (BTreeMap<String, RemotePicture>, usize) {
    let (mut held, mut sent) = (BTreeMap::new(), 0);
    for picture in &story.pictures {
        let prepared = prepared(picture);
        let caption_line = House::built_in().caption_line(&picture.words);
        let outgoing =
            OutgoingPicture { story, picture, prepared: &prepared, caption_line: &caption_line };
        let remote = site.find_picture(&outgoing).expect("asked").unwrap_or_else(|| {
            sent += 1;
            site.send_picture(&outgoing, &|_| {}).expect("sent")
        });
        held.insert(picture.name.clone(), remote);
    }
    (held, sent)
}

/// The way from nothing to public, as the outbox goes it.
fn publish(site: &dyn Site, story: &Story) -> RemoteStory {
    let (pictures, _) = send_pictures(site, story);
    let outgoing = Outgoing { story, house: House::built_in(), pictures: &pictures };
    let draft = match site.find_story(&outgoing, None).expect("asked") {
        Some(there) => site.save(&outgoing, Some(&there)).expect("saved"),
        None => site.save(&outgoing, None).expect("created"),
    };
    site.release(&outgoing, &draft, Release::Publish).expect("released")
}

/// What every site must do for an editor; `stranger` is how an anonymous reader asks for a page.
fn contract(address: &Address, secret: &str) {
    let site = connect(address, secret);
    let account = site.verify().expect("signed in");
    assert!(account.can_publish && account.can_send_pictures, "{account:?}");
    assert!(account.sections.iter().any(|name| name == "Local News"), "{account:?}");
    let wrong = connect(address, "wrong").verify().expect_err("a wrong secret");
    assert_eq!(wrong.code, Code::SignIn, "{wrong}");
    assert!(!wrong.to_string().contains("wrong-"), "no secret in an error");

    let mut story = story();
    let (pictures, sent) = send_pictures(&*site, &story);
    assert_eq!(sent, 2);
    assert_eq!(send_pictures(&*site, &story).1, 0, "what is there is found, not sent again");
    let outgoing = Outgoing { story: &story, house: House::built_in(), pictures: &pictures };
    assert_eq!(site.find_story(&outgoing, None).expect("asked"), None);
    let draft = site.save(&outgoing, None).expect("created");
    assert_eq!(draft.stage, Stage::Draft);
    assert!(site.read_back(&draft).is_err(), "a draft is never public");
    let found = site.find_story(&outgoing, None).expect("asked").expect("the draft is found");
    assert_eq!(found.id, draft.id, "found by the name only we could have chosen");

    let public = site.release(&outgoing, &found, Release::Publish).expect("released");
    assert_eq!(public.stage, Stage::Public);
    let page = site.read_back(&public).expect("readers get it");
    for words in [&story.copy.headline, "By Jo Smith", " Siân Ó Briain)", "Rows of desks"] {
        assert!(page.contains(words), "the page lacks “{words}”");
    }
    let again = site.release(&outgoing, &public, Release::Publish).expect("a repeat is harmless");
    assert_eq!((again.id, again.url), (public.id.clone(), public.url.clone()));

    let second = site.find_story(&outgoing, None).expect("asked");
    assert_eq!(second.map(|post| post.id), Some(public.id.clone()), "a second desk finds it too");

    story.copy.body.push_str("\nThe clock was mended too.\n");
    let outgoing = Outgoing { story: &story, house: House::built_in(), pictures: &pictures };
    let known = site.find_story(&outgoing, Some(&public)).expect("asked").expect("it is there");
    let changed = site.save(&outgoing, Some(&known)).expect("saved");
    assert_eq!((&changed.id, &changed.url), (&public.id, &public.url), "the same post and address");
    assert_eq!(changed.stage, Stage::Public);
    assert!(site.read_back(&changed).expect("read").contains("The clock was mended too."));
}

/// Every answer may be lost after the server did what was asked.
fn lost_answers(address: &Address, secret: &str) {
    let line = bad_line::BadLine::to(&address.url);
    let through = Address { url: line.url(), ..address.clone() };
    let direct = connect(address, secret);
    let story = story();
    let picture = &story.pictures[0];
    let prepared = prepared(picture);
    let outgoing =
        OutgoingPicture { story: &story, picture, prepared: &prepared, caption_line: "A line" };
    let lossy = connect(&through, secret);
    lossy.verify().expect("signed in before the line goes bad");
    line.lose_answers(true);
    let error = lossy.send_picture(&outgoing, &|_| {}).expect_err("no answer came");
    assert_eq!(error.code, Code::Unreachable, "{error}");
    line.lose_answers(false);
    direct.find_picture(&outgoing).expect("asked").expect("the picture arrived and is found");

    let (pictures, sent) = send_pictures(&*direct, &story);
    assert_eq!(sent, 1, "only the other picture");
    let outgoing = Outgoing { story: &story, house: House::built_in(), pictures: &pictures };
    line.lose_answers(true);
    assert_eq!(lossy.save(&outgoing, None).expect_err("lost").code, Code::Unreachable);
    line.lose_answers(false);
    let found = direct.find_story(&outgoing, None).expect("asked");
    let draft = found.expect("the draft arrived and is found");
    assert_eq!(draft.stage, Stage::Draft);
    let draft = direct.save(&outgoing, Some(&draft)).expect("saved");
    // The line spells the site's port in the text another way, so it is asked through the line.
    let seen = lossy.find_story(&outgoing, Some(&draft)).expect("asked").expect("there");
    line.lose_answers(true);
    let error = lossy.release(&outgoing, &seen, Release::Publish).expect_err("lost");
    assert_eq!(error.code, Code::Unreachable, "{error}");
    line.lose_answers(false);
    let public = direct.find_story(&outgoing, Some(&draft)).expect("asked").expect("there");
    assert_eq!(public.stage, Stage::Public, "what was asked for was done");
    let again = direct.release(&outgoing, &public, Release::Publish).expect("a repeat");
    assert_eq!((again.id, again.url), (draft.id, public.url));
}

/// What a desk makes of a site: how far a picture is, every move of a story, conflicts, and clocks that
/// are wrong.
fn at_the_desk(address: &Address, secret: &str) {
    bytes::contract(address, secret);
    moves::contract(address, secret);
    taking_off::contract(address, secret);
    desk::contract(address, secret);
    clocks::contract(address, secret);
}

fn whole_contract(address: &Address, secret: &str) {
    contract(address, secret);
    lost_answers(address, secret);
    at_the_desk(address, secret);
}

fn offline_and_elsewhere(kind: Kind, user: Option<&str>) {
    let nobody = connect(&address(kind, "http://127.0.0.1:9", user), "x");
    assert_eq!(nobody.verify().expect_err("nobody listens").code, Code::Unreachable);
    let refused = |url: &str| match site::connect(&address(kind, url, user), &Credential::new("x"))
    {
        Ok(_) => panic!("{url} is not safe"),
        Err(error) => error.code,
    };
    assert_eq!(refused("http://example.org"), Code::Invalid, "no secret over plain http");
    assert_eq!(refused("not an address"), Code::Invalid);
}

#[test]
fn the_practice_site_keeps_the_contract() {
    let site = PracticeSite::start();
    let address = address(Kind::Own, &site.url, None);
    whole_contract(&address, &site.editor);
    offline_and_elsewhere(Kind::Own, None);
    let writer = connect(&address, &site.writer);
    assert!(!writer.verify().expect("signed in").can_publish);
    let story = story();
    let (pictures, _) = send_pictures(&*writer, &story);
    let outgoing = Outgoing { story: &story, house: House::built_in(), pictures: &pictures };
    let draft = writer.save(&outgoing, None).expect("a writer may draft");
    let error = writer.release(&outgoing, &draft, Release::Publish).expect_err("not a writer's");
    assert_eq!(error.code, Code::Forbidden, "{error}");
    let filed = writer.release(&outgoing, &draft, Release::File).expect("handed in");
    assert_eq!(filed.stage, Stage::Pending);
    assert!(writer.read_back(&filed).is_err(), "what is handed in is not public");
    let public = connect(&address, &site.editor)
        .release(&outgoing, &filed, Release::Publish)
        .expect("published by an editor");
    let error = writer.withdraw(story.id, &public).expect_err("not a writer's");
    assert_eq!(error.code, Code::Forbidden, "{error}");
    assert!(writer.read_back(&public).is_ok(), "what was refused was not done");
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn a_real_wordpress_keeps_the_contract() {
    let site = Wordpress::start(&[]);
    let address = address(Kind::Wordpress, &site.url, Some("edith"));
    contract(&address, site.password("edith"));
    lost_answers(&address, site.password("edith"));
    offline_and_elsewhere(Kind::Wordpress, Some("edith"));
    assert_eq!(site.media().len(), 4, "two stories with two pictures each, none twice");
    at_the_desk(&address, site.password("edith"));
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn in_wordpress_contributors_hand_in_and_are_told_about_pictures() {
    let site = Wordpress::start(&[]);
    let of =
        |user: &str| connect(&address(Kind::Wordpress, &site.url, Some(user)), site.password(user));
    let gustav = of("gustav");
    let account = gustav.verify().expect("signed in");
    assert!(!account.can_publish && account.can_send_pictures);
    let story = story();
    let (pictures, _) = send_pictures(&*gustav, &story);
    let outgoing = Outgoing { story: &story, house: House::built_in(), pictures: &pictures };
    let draft = gustav.save(&outgoing, None).expect("a contributor may draft");
    let pending = gustav.release(&outgoing, &draft, Release::File).expect("handed in");
    assert_eq!(pending.stage, Stage::Pending);

    let conrad = of("conrad");
    assert!(!conrad.verify().expect("signed in").can_send_pictures);
    let picture = &story.pictures[0];
    let prepared = prepared(picture);
    let outgoing =
        OutgoingPicture { story: &story, picture, prepared: &prepared, caption_line: "A line" };
    let error: Error = conrad.send_picture(&outgoing, &|_| {}).expect_err("WordPress refuses");
    assert_eq!(error.code, Code::Forbidden, "{error}");
    assert!(!error.hint.is_empty());
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn the_older_wordpress_with_plain_permalinks_in_a_subfolder_keeps_the_contract() {
    let site = Wordpress::start(&[
        ("WP_VERSION", "6.1"),
        ("WP_SUBDIR", "/blog"),
        ("WP_PERMALINKS", "plain"),
    ]);
    let address = address(Kind::Wordpress, &site.url, Some("edith"));
    whole_contract(&address, site.password("edith"));
    let site = connect(&address, site.password("edith"));
    let story = story();
    let public = publish(&*site, &story);
    assert_eq!(publish(&*site, &story).id, public.id, "published twice, one post");
}
