//! The store through its own front door.

mod deliveries;
mod front_door;
mod pictures;
mod places;
mod record;
mod review;
mod search;

use super::*;
use crate::picture::{Format, Picture, Role, Words};
use crate::story::{Copy, Kind, Story, StoryId};
use std::str::FromStr;

fn at(text: &str) -> Timestamp {
    Timestamp::from_str(text).unwrap()
}

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    (folder, store)
}

/// What a search of all stories finds.
fn searched(store: &Store, words: &str) -> Vec<Hit> {
    store.search(words, &Within::default(), MOST_HITS).unwrap().hits
}

fn copy(headline: &str, body: &str) -> Copy {
    Copy { headline: headline.into(), body: body.into(), ..Copy::default() }
}

fn picture(name: &str, role: Role) -> Picture {
    Picture {
        name: name.into(),
        sha256: "ab".repeat(32),
        format: Format::Jpeg,
        width: 3,
        height: 2,
        role,
        words: Words { caption: "A roof".into(), credit: "Jo Smith".into(), ..Words::default() },
        ..Picture::default()
    }
}

fn a_story(store: &mut Store) -> StoryId {
    let now = at("2024-01-11T09:00:00Z");
    let story = Story::new(StoryId::new(now), now);
    store.insert_story(&story).unwrap();
    story.id
}

fn keep(store: &mut Store, id: StoryId) -> i64 {
    let story = store.story(id).unwrap();
    let now = at("2024-01-11T09:00:02Z");
    store.transaction(|db| revisions::insert(db, &story, "by hand", now)).unwrap()
}

#[test]
fn what_was_saved_is_there_after_opening_again() {
    let (folder, mut store) = store();
    let id = a_story(&mut store);
    let words = copy("Library reopens", "Desks under a *glass* roof.");
    let version = store.save_copy(id, 1, &words, at("2024-01-11T09:01:00Z")).unwrap();
    store.add_picture(id, &picture("roof.jpg", Role::Lead), at("2024-01-11T09:02:00Z")).unwrap();
    drop(store);
    let story = Store::open(folder.path()).unwrap().story(id).unwrap();
    assert_eq!(version, 2);
    assert_eq!(story.copy, words);
    assert_eq!(story.pictures, [picture("roof.jpg", Role::Lead)]);
    assert_eq!(story.updated, at("2024-01-11T09:02:00Z"));
}

#[test]
fn a_save_from_an_older_version_keeps_both_texts() {
    let (_folder, mut store) = store();
    let id = a_story(&mut store);
    store.save_copy(id, 1, &copy("A", "theirs"), at("2024-01-11T09:01:00Z")).unwrap();
    let error = store.save_copy(id, 1, &copy("A", "mine"), at("2024-01-11T09:01:01Z")).unwrap_err();
    assert_eq!(error.code, Code::Conflict);
    assert_eq!(store.story(id).unwrap().copy.body, "theirs");
    // Going on with either must not lose the other, however soon after.
    store.save_copy(id, 2, &copy("A", "mine"), at("2024-01-11T09:01:02Z")).unwrap();
    let past = store.revisions(id).unwrap();
    let bodies = past.iter().map(|past| store.revision(id, past.id).unwrap().story.copy.body);
    let bodies: Vec<String> = bodies.collect();
    assert!(bodies.contains(&"mine".to_owned()), "{bodies:?}");
    assert!(bodies.contains(&"theirs".to_owned()), "{bodies:?}");
}

#[test]
fn a_caption_and_a_section_refused_are_in_the_history() {
    let (_folder, mut store) = store();
    let id = a_story(&mut store);
    let now = at("2024-01-11T09:01:00Z");
    store.add_picture(id, &picture("roof.jpg", Role::Inline), now).unwrap();
    let mine = Words { caption: "Mine".into(), ..Words::default() };
    let mine = Picture { words: mine, ..picture("roof.jpg", Role::Inline) };
    assert_eq!(store.save_picture(id, 0, &mine, now).unwrap_err().code, Code::Conflict);
    let details = Details { kind: Kind::News, section: "Sport".into(), slug: String::new() };
    assert_eq!(store.save_details(id, 0, &details, now).unwrap_err().code, Code::Conflict);
    let held = store.story(id).unwrap();
    assert_eq!(held.pictures[0].words.caption, "A roof");
    assert_eq!(held.section, "");
    let past: Vec<Story> = store
        .revisions(id)
        .unwrap()
        .iter()
        .map(|past| store.revision(id, past.id).unwrap().story)
        .collect();
    assert!(past.iter().any(|s| s.pictures.iter().any(|p| p.words.caption == "Mine")));
    assert!(past.iter().any(|s| s.section == "Sport"));
}

#[test]
fn a_picture_added_meanwhile_is_no_conflict_for_the_words() {
    let (_folder, mut store) = store();
    let id = a_story(&mut store);
    store.add_picture(id, &picture("roof.jpg", Role::Inline), at("2024-01-11T09:01:00Z")).unwrap();
    store.save_copy(id, 1, &copy("A", "b"), at("2024-01-11T09:01:01Z")).unwrap();
    assert_eq!(store.story(id).unwrap().pictures.len(), 1);
}

#[test]
fn there_is_one_lead_at_most() {
    let (_folder, mut store) = store();
    let id = a_story(&mut store);
    let now = at("2024-01-11T09:01:00Z");
    store.add_picture(id, &picture("a.jpg", Role::Lead), now).unwrap();
    store.add_picture(id, &picture("b.jpg", Role::Lead), now).unwrap();
    let story = store.story(id).unwrap();
    assert_eq!(story.lead().unwrap().name, "b.jpg");
    assert_eq!(story.picture("a.jpg").unwrap().role, Role::Inline);
}

#[test]
fn revisions_follow_bursts_and_large_cuts() {
    let (_folder, mut store) = store();
    let id = a_story(&mut store);
    let long = "word ".repeat(80);
    let mut version = 1;
    for (second, body) in [(0, "one"), (1, "one two"), (2, long.as_str()), (3, "gone")] {
        let now = at(&format!("2024-01-11T09:01:0{second}Z"));
        version = store.save_copy(id, version, &copy("A", body), now).unwrap();
    }
    let whys: Vec<String> = store.revisions(id).unwrap().into_iter().map(|r| r.why).collect();
    assert_eq!(whys, ["before much was taken out", "while writing"]);
}

#[test]
fn restoring_makes_a_revision_of_what_was_there() {
    let (_folder, mut store) = store();
    let id = a_story(&mut store);
    store.save_copy(id, 1, &copy("First", "one"), at("2024-01-11T09:00:01Z")).unwrap();
    let kept = keep(&mut store, id);
    store.save_copy(id, 2, &copy("Second", "two"), at("2024-01-11T09:00:03Z")).unwrap();
    let story = store.restore(id, kept, at("2024-01-11T09:00:04Z")).unwrap();
    assert_eq!(story.copy.headline, "First");
    let newest = store.revisions(id).unwrap()[0].clone();
    assert_eq!(newest.headline, "Second");
}

#[test]
fn a_revision_cannot_be_changed() {
    let (_folder, mut store) = store();
    let id = a_story(&mut store);
    keep(&mut store, id);
    assert!(store.db.execute("UPDATE revision SET snapshot = '{}'", []).is_err());
}

#[test]
fn search_finds_words_captions_and_credits_and_survives_any_input() {
    let (_folder, mut store) = store();
    let id = a_story(&mut store);
    let now = at("2024-01-11T09:01:00Z");
    store.save_copy(id, 1, &copy("Café reopens", "The glazier came."), now).unwrap();
    store.add_picture(id, &picture("roof.jpg", Role::Lead), now).unwrap();
    for words in ["cafe", "glaz", "jo smith", "roof"] {
        assert_eq!(searched(&store, words).len(), 1, "{words}");
    }
    for words in ["", "\"", "AND OR NOT", "*", "a\"b", "(", "nowhere"] {
        assert!(searched(&store, words).is_empty(), "{words}");
    }
    assert_eq!(searched(&store, "glaz")[0].snippet, "The ⟦glazier⟧ came.");
}

#[test]
fn an_original_is_kept_once_and_unchanged() {
    let (folder, store) = store();
    let hash = store.keep_original(b"not really a picture").unwrap();
    assert_eq!(store.keep_original(b"not really a picture").unwrap(), hash);
    assert_eq!(store.original(&hash).unwrap(), b"not really a picture");
    let shelf = folder.path().join("pictures").join(&hash[..2]);
    assert_eq!(std::fs::read_dir(shelf).unwrap().count(), 1);
    assert!(store.original("../../etc/passwd").is_err());
}
