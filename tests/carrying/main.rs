//! Stories on their way between a writer's desk and an editor's, through a site that carries them whole.

// The library has no clock; its tests need one.
#![allow(clippy::disallowed_methods)]

#[path = "../support/bad_line.rs"]
mod bad_line;
mod both_sides;
mod corrections;
mod desks;
mod in_hand;
#[path = "../support/line.rs"]
mod line;
#[path = "../support/newsroom.rs"]
mod newsroom;
#[path = "../support/practice.rs"]
mod practice;
mod readers_have_it;
mod since;
mod standing;
mod taken_back;

use bad_line::{ALL_IN, BadLine, Fault, UNHEARD, UNSAID};
use copydesk::delivery::{Delivery, State};
use copydesk::desk::{Since, Synced, Turn};
use copydesk::error::Code;
use copydesk::merge::Choice;
use copydesk::site::{Address, Kind, Stage};
use copydesk::story::{Move, Status, Story, StoryId};
use desks::{
    approve, approve_and_publish, approved_by_its_writer, colleague, handed_in, handed_in_to_two,
    status, take_back, two_desks,
};
use jiff::{SignedDuration, Timestamp};
use newsroom::Newsroom;
use practice::PracticeSite;

const TOWN: &str = "town";

fn town(site: &PracticeSite) -> Address {
    let (name, url) = (TOWN.to_owned(), site.url.clone());
    Address { name, kind: Kind::Own, url, user: None, fingerprint: None }
}

fn file(room: &Newsroom, story: &Story) -> Delivery {
    let filed = room.publish(story, TOWN, None);
    assert_eq!(filed.state, State::Delivered, "{:?}", filed.problem);
    filed
}

fn sync(room: &Newsroom) -> Synced {
    let synced = room.desk.sync(TOWN, Timestamp::now()).unwrap();
    assert_eq!(synced.problems, []);
    synced
}

fn quiet(synced: &Synced) -> bool {
    synced.received.is_empty() && synced.sent.is_empty()
}

fn told(room: &Newsroom, id: StoryId) -> Vec<String> {
    room.desk.review(id).unwrap().notes.into_iter().map(|note| note.text).collect()
}

#[test]
fn a_story_goes_to_the_editor_and_back_and_is_published_as_one_article() {
    let site = PracticeSite::start();
    let (writer, editor) = two_desks(&site);
    let story = writer.story();
    let id = story.id;
    writer.desk.add_note(id, "Is the clock listed?", None, Timestamp::now()).unwrap();
    let filed = file(&writer, &story);
    assert!(filed.problem.is_none() && filed.finished("manuscript"), "{filed:?}");

    let came = sync(&editor);
    assert!(came.received.len() == 1 && came.received[0].new && came.sent.is_empty());
    let there = editor.desk.story(id).unwrap();
    assert_eq!((&there.copy, &there.pictures), (&story.copy, &story.pictures));
    assert_eq!(there.status, Status::Filed);
    assert_eq!(told(&editor, id), ["Is the clock listed?"]);
    assert!(!editor.desk.revisions(id).unwrap().is_empty(), "what it was before came along");
    assert!(quiet(&sync(&editor)), "nothing changed");

    editor.edit(&there, "People stopped", "Crowds stopped");
    editor.desk.add_note(id, "Which people?", None, Timestamp::now()).unwrap();
    editor.desk.return_with_reasons(id, "Ask the mayor too.", Timestamp::now()).unwrap();
    assert_eq!(sync(&editor).sent, [id]);
    assert_eq!(sync(&writer).received.len(), 1);
    let back = writer.desk.story(id).unwrap();
    assert_eq!(back.status, Status::Returned);
    assert!(back.copy.body.contains("Crowds stopped"));
    assert_eq!(told(&writer, id).len(), 3);
    assert!(quiet(&sync(&writer)) && quiet(&sync(&editor)), "nobody sends what the other has");

    // A writer's answer goes at once, the text when it is handed in.
    writer.edit(&back, "The clock strikes again.", "The clock strikes again, says the mayor.");
    writer.desk.add_note(id, "The mayor says so.", None, Timestamp::now()).unwrap();
    assert_eq!(sync(&writer).sent, [id]);
    sync(&editor);
    assert!(told(&editor, id).contains(&"The mayor says so.".to_owned()));
    assert!(!editor.desk.story(id).unwrap().copy.body.contains("says the mayor"));
    file(&writer, &writer.desk.story(id).unwrap());
    sync(&editor);
    let again = editor.desk.story(id).unwrap();
    assert_eq!(again.status, Status::Filed);
    assert!(again.copy.body.contains("says the mayor") && again.copy.body.contains("Crowds"));

    let passed = approve(&editor, id);
    let published = editor.publish(&passed, TOWN, None);
    assert_eq!(published.state, State::Delivered, "{:?}", published.problem);
    assert_eq!(editor.stage(&passed, TOWN), Stage::Public);
    assert_eq!(site.stories(&passed.copy.headline).len(), 1);
    let page = editor.desk.published_page(&published).unwrap();
    for private in ["Which people?", "Ask the mayor too.", "listed?", "manuscript"] {
        assert!(!page.contains(private), "the page tells “{private}”");
    }
    // The writer learns it at once, and not from what the editor's desk says of it.
    sync(&writer);
    assert_eq!(writer.desk.story(id).unwrap().status, Status::Published);
    let place = &writer.desk.places(id).unwrap()[0];
    assert_eq!((place.stage, Some(&place.url)), (Stage::Public, published.url.as_ref()));
    let revisions = writer.desk.revisions(id).unwrap();
    assert!(revisions.iter().any(|one| one.why == "published on town"));
    assert_eq!(writer.desk.verify(id).unwrap().faults, []);
    assert!(quiet(&sync(&writer)) && quiet(&sync(&editor)));
}

#[test]
fn the_manuscript_is_there_before_the_story_counts_as_handed_in() {
    let site = PracticeSite::start();
    let (writer, _) = two_desks(&site);
    let story = writer.words();
    let delivery = writer.queue(&story, TOWN, None);
    let steps: Vec<&str> = delivery.steps.iter().map(|step| step.what.as_str()).collect();
    assert_eq!(steps, ["connect", "draft", "words", "manuscript", "release", "tidy"]);
}

#[test]
fn what_came_is_unread_until_it_is_opened_and_what_was_handed_in_waits_elsewhere() {
    let site = PracticeSite::start();
    let (writer, editor) = two_desks(&site);
    let story = writer.words();
    let id = story.id;
    file(&writer, &story);
    assert_eq!(writer.desk.inbox().unwrap().waits, [], "it waits at the editor's");
    let collected = editor.desk.collect(None, Timestamp::now()).unwrap();
    assert!(collected.failed.is_empty() && collected.synced.len() == 1);
    let waits = &collected.inbox.waits[0];
    assert_eq!((waits.from.as_str(), waits.site.as_deref()), ("Practice writer", Some(TOWN)));
    assert_eq!((waits.status, waits.unread, collected.inbox.unread), (Status::Filed, true, 1));
    editor.desk.open_story(id).unwrap();
    editor.desk.take(id, Timestamp::now()).unwrap();
    let inbox = editor.desk.inbox().unwrap();
    assert_eq!((inbox.waits.len(), inbox.unread), (1, 0));
    assert_eq!(inbox.waits[0].holder.as_ref().unwrap().name, "Ada Fox");

    // Who has it in hand is nothing to read; what was said is.
    sync(&editor);
    sync(&writer);
    assert_eq!(writer.desk.inbox().unwrap().unread, 0);
    editor.desk.return_with_reasons(id, "Who says so?", Timestamp::now()).unwrap();
    sync(&editor);
    sync(&writer);
    let inbox = writer.desk.inbox().unwrap();
    assert_eq!((inbox.waits[0].status, inbox.unread), (Status::Returned, 1));
    assert_eq!(inbox.waits[0].from, "Practice editor");
    writer.desk.open_story(id).unwrap();
    let inbox = writer.desk.inbox().unwrap();
    assert_eq!((inbox.waits.len(), inbox.unread), (1, 0), "it waits until it is handed in again");
    file(&writer, &writer.desk.story(id).unwrap());
    assert_eq!(writer.desk.inbox().unwrap().waits, []);
    assert_eq!(editor.desk.inbox().unwrap().waits, [], "it is the writer's again");
}

#[test]
fn a_story_given_to_a_colleague_stands_first_at_their_desk_and_says_who_gave_it() {
    let site = PracticeSite::start();
    let (writer, ada) = two_desks(&site);
    let ben = colleague(&site, "Ben Hart");
    let story = writer.words();
    let id = story.id;
    file(&writer, &story);
    sync(&ada);
    assert_eq!(
        ada.desk.assign_to(id, "Ben Hart", Timestamp::now()).unwrap_err().code,
        Code::NotFound
    );
    sync(&ben);
    ben.desk.add_note(id, "Which clock?", None, Timestamp::now()).unwrap();
    sync(&ben);
    sync(&ada);
    ada.desk.assign_to(id, "ben hart", Timestamp::now()).unwrap();
    sync(&ada);
    sync(&ben);
    ben.desk.file(ben.desk.new_story(Timestamp::now()).unwrap().id, Timestamp::now()).unwrap();
    let waits = ben.desk.inbox().unwrap().waits;
    assert_eq!((waits.len(), waits[0].story, waits[0].mine), (2, id, true));
    assert_eq!(waits[0].assigned_by.as_ref().unwrap().name, "Ada Fox");
    let waits = ada.desk.inbox().unwrap().waits;
    assert_eq!(
        (waits[0].holder.as_ref().unwrap().name.as_str(), waits[0].mine),
        ("Ben Hart", false)
    );
}

#[test]
fn a_site_out_of_reach_holds_up_no_other() {
    let (site, other) = (PracticeSite::start(), PracticeSite::start());
    let (writer, _) = two_desks(&site);
    let gone = Address { name: "gone".into(), ..town(&other) };
    let editor = Newsroom::new(&[(&gone, &other.editor), (&town(&site), &site.editor)]);
    drop(other);
    file(&writer, &writer.words());
    let collected = editor.desk.collect(None, Timestamp::now()).unwrap();
    assert_eq!(collected.failed[0].site, "gone");
    assert_eq!(collected.failed[0].error.code, Code::Unreachable);
    assert_eq!(collected.inbox.unread, 1);
}

#[test]
fn whatever_a_line_does_the_manuscript_is_there_once_and_whole() {
    let site = PracticeSite::start();
    let line = BadLine::to(&site.url);
    let at = Address { url: line.url(), ..town(&site) };
    let writer = Newsroom::new(&[(&at, &site.writer)]);
    writer.desk.set_me("Jo Smith").unwrap();
    let editor = Newsroom::new(&[(&town(&site), &site.editor)]);
    // Which requests are the manuscript's: its original, and the manuscript itself.
    let mut faults: Vec<Fault> = UNHEARD.into_iter().chain(UNSAID).collect();
    faults.push(Fault::AnswerLost);
    for (turn, fault) in faults.into_iter().enumerate() {
        let story = writer.story();
        writer.desk.add_note(story.id, "Whole?", None, Timestamp::now()).unwrap();
        let queued = writer.queue(&story, TOWN, None);
        // What is there, the original asked for and sent, the manuscript, the release.
        let number = 7 + turn % 5;
        line.plan(&[(number, fault)], || {});
        writer.work();
        std::thread::sleep(if fault == Fault::Late { ALL_IN } else { std::time::Duration::ZERO });
        let (met, _) = line.mend();
        assert_eq!(met, 1, "{fault:?} at {number} came to pass");
        let mut delivery = writer.delivery(&queued.id);
        for _ in 0..5 {
            if delivery.state == State::Delivered {
                break;
            }
            writer.skip(3700);
            if !delivery.state.is_open() {
                writer.desk.retry(&queued.id, writer.moment().wall).unwrap();
            }
            writer.work();
            delivery = writer.delivery(&queued.id);
        }
        assert_eq!(delivery.state, State::Delivered, "{fault:?} at {number}: {delivery:?}");
        let synced = sync(&editor);
        assert_eq!(synced.received.len(), 1, "{fault:?} at {number}");
        let there = editor.desk.story(story.id).unwrap();
        assert_eq!((&there.copy, &there.pictures), (&story.copy, &story.pictures));
        assert_eq!(told(&editor, story.id), ["Whole?"]);
        assert_eq!(site.stories(&story.copy.headline).len(), 1);
    }
}

#[test]
fn a_terminal_hands_in_and_gets_what_waits() {
    let site = PracticeSite::start();
    let (writer, editor) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let desk = |data: &tempfile::TempDir, secret: &str, words: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_desk"))
            .env("COPYDESK_SECRET_TOWN", secret)
            .args(["--json", "--data"])
            .arg(data.path())
            .args(words)
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "desk {words:?}: {told}");
        (serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap(), told)
    };
    for (data, secret) in [(&writer, &site.writer), (&editor, &site.editor)] {
        desk(data, secret, &["site", "add", TOWN, "--kind", "own", "--url", &site.url]);
    }
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/library-reopens/library-reopens.md");
    let (imported, _) = desk(&writer, &site.writer, &["import", sample]);
    let id = imported["stories"][0]["id"].as_str().unwrap();
    let (filed, said) = desk(&writer, &site.writer, &["file", id, "--site", TOWN, "--wait"]);
    assert_eq!(filed["deliveries"][0]["state"], "delivered");
    assert!(said.contains("notes and earlier states"), "it says what goes: {said}");
    let (collected, _) = desk(&editor, &site.editor, &["pull", "--site", TOWN]);
    assert_eq!(collected["collected"]["synced"][0]["received"][0]["new"], true);
    let (inbox, _) = desk(&editor, &site.editor, &["inbox"]);
    assert_eq!(inbox["inbox"]["unread"], 1);
    assert_eq!(inbox["inbox"]["waits"][0]["story"], id);
}
