//! Two people change the same words of a story that a site carries: nothing is written over, nothing is
//! forgotten, and one of them says which stands.

// The library has no clock; its tests need one.
#![allow(clippy::disallowed_methods)]

#[path = "support/newsroom.rs"]
mod newsroom;
#[path = "support/practice.rs"]
mod practice;

use copydesk::delivery::State;
use copydesk::desk::Desk;
use copydesk::error::Code;
use copydesk::merge::Choice;
use copydesk::site::{Address, Kind};
use copydesk::story::{Story, StoryId};
use jiff::Timestamp;
use newsroom::Newsroom;
use practice::PracticeSite;
use std::path::Path;
use std::process::Output;

const TOWN: &str = "town";

fn town(site: &PracticeSite) -> Address {
    let (name, url) = (TOWN.to_owned(), site.url.clone());
    Address { name, kind: Kind::Own, url, user: None, fingerprint: None }
}

fn room(site: &PracticeSite, secret: &str, name: &str) -> Newsroom {
    let room = Newsroom::new(&[(&town(site), secret)]);
    room.desk.set_me(name).unwrap();
    room
}

fn body(desk: &Desk, id: StoryId) -> String {
    desk.story(id).unwrap().copy.body
}

/// What the site carries, as a desk that has nothing yet gets it.
fn carried(site: &PracticeSite, id: StoryId) -> String {
    let fresh = room(site, &site.editor, "Ed Lane");
    fresh.desk.sync(TOWN, Timestamp::now()).unwrap();
    body(&fresh.desk, id)
}

/// A writer's desk that filed a story, an editor's that has it, and what both began with.
fn filed(site: &PracticeSite) -> (Newsroom, Newsroom, Story) {
    let (writer, editor) =
        (room(site, &site.writer, "Jo Smith"), room(site, &site.editor, "Ada Fox"));
    let story = writer.words();
    assert_eq!(writer.publish(&story, TOWN, None).state, State::Delivered);
    editor.desk.sync(TOWN, Timestamp::now()).unwrap();
    (writer, editor, story)
}

#[test]
fn the_site_keeps_the_other_text_until_somebody_decides_however_often_it_is_asked() {
    for (choice, stands) in [
        (Choice::Mine, "Crowds stopped to listen."),
        (Choice::Theirs, "Shoppers stopped to listen."),
        (Choice::Both, "Crowds stopped to listen.\n\nShoppers stopped to listen."),
    ] {
        let site = PracticeSite::start();
        let (writer, editor, story) = filed(&site);
        let id = story.id;
        editor.edit(&story, "People stopped", "Crowds stopped");
        let again = writer.edit(&story, "People stopped", "Shoppers stopped");
        assert_eq!(writer.publish(&again, TOWN, None).state, State::Delivered);
        let first = editor.desk.sync(TOWN, Timestamp::now()).unwrap();
        assert_eq!((first.received[0].conflicts.len(), first.sent.len()), (1, 0));
        assert_eq!(first.problems, []);

        // Asked again, and by a program that has just been started.
        let restarted = editor.second(&[(&town(&site), &site.editor)]);
        for desk in [&editor.desk, &restarted] {
            let synced = desk.sync(TOWN, Timestamp::now()).unwrap();
            assert_eq!((synced.received.len(), synced.sent.len()), (0, 0));
            let [problem] = synced.problems.as_slice() else { panic!("{:?}", synced.problems) };
            assert!(problem.error.message.contains("came from Practice writer"), "{problem:?}");
            assert!(problem.error.message.contains("nothing of it was sent"), "{problem:?}");
        }
        assert!(carried(&site, id).contains("Shoppers stopped"), "theirs is there as they sent it");
        let me = restarted.myself().unwrap();
        let version = restarted.story(id).unwrap().version;
        restarted.approve(id, version, &me, Timestamp::now()).unwrap_err();
        let published = restarted.publish(id, version, TOWN, None, Timestamp::now());
        assert_eq!(published.unwrap_err().code, Code::Conflict);

        let [open] = restarted.inbox().unwrap().undecided.try_into().unwrap();
        assert_eq!((open.story, open.site.as_deref()), (id, Some(TOWN)));
        let choices = [Some(choice)];
        restarted
            .settle_received(id, open.version, open.number, &choices, Timestamp::now())
            .unwrap();
        assert_eq!(restarted.inbox().unwrap().undecided, []);
        let synced = restarted.sync(TOWN, Timestamp::now()).unwrap();
        assert_eq!(synced.problems, []);
        assert!(carried(&site, id).contains(stands), "{}", carried(&site, id));
        let back = writer.desk.sync(TOWN, Timestamp::now()).unwrap();
        assert!(
            back.problems.is_empty() && back.received.iter().all(|one| one.conflicts.is_empty())
        );
        assert_eq!(body(&writer.desk, id), body(&editor.desk, id));
    }
}

#[test]
fn what_was_handed_in_before_the_other_text_came_is_not_sent_over_it() {
    let site = PracticeSite::start();
    let (writer, editor, story) = filed(&site);
    let id = story.id;
    editor.edit(&story, "People stopped", "Crowds stopped");
    editor.desk.sync(TOWN, Timestamp::now()).unwrap();
    let mine = writer.edit(&story, "People stopped", "Shoppers stopped");
    let queued = writer.queue(&mine, TOWN, None);
    let came = writer.desk.sync(TOWN, Timestamp::now()).unwrap();
    assert_eq!(came.received[0].conflicts.len(), 1);
    writer.work();
    let refused = writer.delivery(&queued.id);
    assert_eq!(refused.state, State::NeedsYou);
    assert!(refused.problem.unwrap().message.contains("so it was not handed in"));
    assert!(carried(&site, id).contains("Crowds stopped"));

    let [open] = writer.desk.to_settle(id).unwrap().try_into().unwrap();
    let choices = [Some(Choice::Both)];
    let now = Timestamp::now();
    let both = writer.desk.settle_received(id, open.version, open.number, &choices, now).unwrap();
    // What was queued is the text from before that.
    assert_eq!(writer.delivery(&queued.id).state, State::Failed);
    assert_eq!(writer.publish(&both, TOWN, None).state, State::Delivered);
    let there = carried(&site, id);
    assert!(there.contains("Crowds stopped") && there.contains("Shoppers stopped"), "{there}");
}

fn desk(data: &Path, secret: &str, words: &[&str]) -> (bool, String) {
    let Output { status, stdout, stderr } = std::process::Command::new(env!("CARGO_BIN_EXE_desk"))
        .env("COPYDESK_SECRET_TOWN", secret)
        .arg("--data")
        .arg(data)
        .args(words)
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (status.success(), text(&stdout) + &text(&stderr))
}

/// Adds a line to the last paragraph of the story.
fn append(data: &Path, id: StoryId, line: &str) {
    let opening = copydesk::desk::Opening { folder: data, house: None, environment: |_| None };
    let desk = Desk::open(&opening).unwrap();
    let story = desk.story(id).unwrap();
    let mut copy = story.copy.clone();
    copy.body = format!("{} {line}\n", copy.body.trim_end());
    desk.save_copy(id, story.version, &copy, Timestamp::now()).unwrap();
}

#[test]
fn a_terminal_tells_what_is_to_be_settled_and_settles_it_place_by_place() {
    let site = PracticeSite::start();
    let (writer, editor) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let jo = |words: &[&str]| desk(writer.path(), &site.writer, words);
    let ada = |words: &[&str]| desk(editor.path(), &site.editor, words);
    for (who, name) in [(&jo as &dyn Fn(&[&str]) -> (bool, String), "Jo"), (&ada, "Ada")] {
        assert!(who(&["me", name]).0);
        assert!(who(&["site", "add", TOWN, "--kind", "own", "--url", &site.url]).0);
    }
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/library-reopens/library-reopens.md");
    let (_, told) = jo(&["import", sample]);
    let id = told.split_whitespace().next().unwrap().to_owned();
    let story: StoryId = id.parse().unwrap();
    assert!(jo(&["file", &id, "--site", TOWN, "--wait"]).0);
    let (whole, told) = ada(&["pull"]);
    assert!(whole && told.contains("A new story here."), "{told}");
    append(editor.path(), story, "It opens on Tuesday.");
    append(writer.path(), story, "It opens on Monday.");
    assert!(jo(&["file", &id, "--site", TOWN, "--wait"]).0);

    let (whole, told) = ada(&["pull"]);
    assert!(!whole && told.contains("both changed, paragraph"), "{told}");
    assert!(
        told.contains("It opens on Monday.") && told.contains("It opens on Tuesday."),
        "{told}"
    );
    assert!(told.contains(&format!("desk conflicts {id}")), "{told}");
    assert!(told.contains("two texts to settle"), "{told}");
    let (whole, told) = ada(&["pull"]);
    assert!(!whole && told.contains("so nothing of it was sent"), "{told}");
    let (done, told) = ada(&["approve", &id]);
    assert!(!done && told.contains("so it was not approved"), "{told}");

    let (_, told) = ada(&["conflicts", &id]);
    assert!(told.contains("  1  paragraph") && told.contains("through town"), "{told}");
    let (done, told) = ada(&["settle", &id, "2", "theirs"]);
    assert!(!done && told.contains("no place 2 to settle; the last is 1"), "{told}");
    let (done, told) = ada(&["settle", &id, "1", "theirs"]);
    assert!(done && told.contains("Nothing is left to settle."), "{told}");
    let (done, told) = ada(&["settle", &id, "mine"]);
    assert!(!done && told.contains("Nothing is to be settled"), "{told}");
    let (_, told) = ada(&["show", &id]);
    assert!(told.contains("It opens on Monday.") && !told.contains("Tuesday"), "{told}");
    assert!(ada(&["pull"]).0 && ada(&["approve", &id]).0);
}
