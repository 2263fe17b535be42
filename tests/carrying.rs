//! Stories on their way between a writer's desk and an editor's, through a site that carries them whole.

// The library has no clock; its tests need one.
#![allow(clippy::disallowed_methods)]

#[path = "support/newsroom.rs"]
mod newsroom;
#[path = "support/practice.rs"]
mod practice;

use copydesk::delivery::{Delivery, State};
use copydesk::desk::Synced;
use copydesk::error::Code;
use copydesk::site::{Address, Kind, Stage};
use copydesk::story::{Status, Story, StoryId};
use jiff::Timestamp;
use newsroom::Newsroom;
use practice::PracticeSite;

const TOWN: &str = "town";

fn town(site: &PracticeSite) -> Address {
    let (name, url) = (TOWN.to_owned(), site.url.clone());
    Address { name, kind: Kind::Own, url, user: None, fingerprint: None }
}

/// A writer's desk and an editor's, at one site.
fn two_desks(site: &PracticeSite) -> (Newsroom, Newsroom) {
    let at = town(site);
    let desk = |secret: &str, name: &str| {
        let room = Newsroom::new(&[(&at, secret)]);
        room.desk.set_me(name).unwrap();
        room
    };
    (desk(&site.writer, "Jo Smith"), desk(&site.editor, "Ada Fox"))
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

    let me = editor.desk.myself().unwrap();
    let passed = editor.desk.approve(id, again.version, &me, Timestamp::now()).unwrap();
    let published = editor.publish(&passed, TOWN, None);
    assert_eq!(published.state, State::Delivered, "{:?}", published.problem);
    assert_eq!(editor.stage(&passed, TOWN), Stage::Public);
    assert_eq!(site.stories(&passed.copy.headline).len(), 1);
    let page = editor.desk.published_page(&published).unwrap();
    for private in ["Which people?", "Ask the mayor too.", "listed?", "manuscript"] {
        assert!(!page.contains(private), "the page tells “{private}”");
    }
    assert_eq!(sync(&editor).sent, [id], "that it is published is told");
}

#[test]
fn of_two_who_change_a_story_at_once_nobody_loses_a_word() {
    let site = PracticeSite::start();
    let (writer, editor) = two_desks(&site);
    let colleague = Newsroom::new(&[(&town(&site), &site.editor)]);
    colleague.desk.set_me("Ed Lane").unwrap();
    let story = writer.words();
    let id = story.id;
    file(&writer, &story);
    sync(&editor);
    sync(&colleague);
    editor.edit(&editor.desk.story(id).unwrap(), "strikes again", "strikes once more");
    colleague.edit(&colleague.desk.story(id).unwrap(), "stopped to listen", "stood and listened");
    editor.desk.add_note(id, "Mine.", None, Timestamp::now()).unwrap();
    colleague.desk.add_note(id, "And mine.", None, Timestamp::now()).unwrap();
    editor.desk.take(id, Timestamp::now()).unwrap();
    assert_eq!(sync(&editor).sent, [id]);
    assert_eq!(sync(&colleague).sent, [id], "with what the first one said");
    sync(&editor);
    for room in [&editor, &colleague] {
        let body = room.desk.story(id).unwrap().copy.body;
        assert!(body.contains("once more") && body.contains("stood and listened"), "{body}");
        assert_eq!(told(room, id), ["Mine.", "And mine."]);
        let holder = room.desk.review(id).unwrap().holder.unwrap().person.unwrap();
        assert_eq!(holder.name, "Ada Fox");
    }
    assert!(quiet(&sync(&editor)) && quiet(&sync(&colleague)), "and then it is at rest");
}

#[test]
fn a_story_handed_in_again_overwrites_no_text_that_never_came_here() {
    let site = PracticeSite::start();
    let (writer, editor) = two_desks(&site);
    let story = writer.words();
    let id = story.id;
    file(&writer, &story);
    sync(&editor);
    editor.edit(&editor.desk.story(id).unwrap(), "People", "Crowds");
    sync(&editor);
    let mine = writer.edit(&story, "The clock strikes", "At last the clock strikes");
    let refused = writer.publish(&mine, TOWN, None);
    assert_eq!(refused.state, State::NeedsYou);
    assert_eq!(refused.problem.unwrap().code, Code::Conflict);
    sync(&writer);
    let both = writer.desk.story(id).unwrap();
    assert!(both.copy.body.contains("Crowds") && both.copy.body.contains("At last"));
    file(&writer, &both);
    sync(&editor);
    assert_eq!(editor.desk.story(id).unwrap().copy, both.copy);
}

#[test]
fn where_both_changed_the_same_words_nothing_goes_there_before_it_is_settled() {
    let site = PracticeSite::start();
    let (writer, editor) = two_desks(&site);
    let story = writer.words();
    let id = story.id;
    file(&writer, &story);
    sync(&editor);
    editor.edit(&editor.desk.story(id).unwrap(), "People stopped", "Everybody stopped");
    let colleague = Newsroom::new(&[(&town(&site), &site.editor)]);
    sync(&colleague);
    colleague.edit(&colleague.desk.story(id).unwrap(), "People stopped", "Nobody stopped");
    sync(&colleague);
    let disputed = sync(&editor);
    let came = &disputed.received[0];
    assert!(disputed.sent.is_empty() && came.conflicts.len() == 1, "{came:?}");
    assert!(editor.desk.story(id).unwrap().copy.body.contains("Everybody"));
    let (version, sides) = (came.story.version, came.sides.unwrap());
    editor
        .desk
        .settle_received(id, version, sides, &[copydesk::merge::Choice::Theirs], Timestamp::now())
        .unwrap();
    sync(&editor);
    sync(&colleague);
    for room in [&editor, &colleague] {
        assert!(room.desk.story(id).unwrap().copy.body.contains("Nobody stopped"));
    }
}

#[test]
fn a_writer_who_approves_their_own_story_passes_nothing_by_it() {
    let site = PracticeSite::start();
    let (writer, editor) = two_desks(&site);
    let story = writer.words();
    let me = writer.desk.myself().unwrap();
    let passed = writer.desk.approve(story.id, story.version, &me, Timestamp::now()).unwrap();
    file(&writer, &writer.desk.story(passed.id).unwrap());
    sync(&editor);
    assert_eq!(editor.desk.story(story.id).unwrap().status, Status::Filed);
    assert_eq!(editor.desk.review(story.id).unwrap().approvals, []);
    assert_eq!(editor.desk.passed_elsewhere(story.id).unwrap(), []);
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
