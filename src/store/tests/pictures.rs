//! What is known of a picture beyond the story it is in.

use super::*;
use crate::delivery::ReadBack;
use crate::site::{Address, Asked, Kind, Release, RemoteStory, Stage};
use crate::story::Move;

const NINE: &str = "2024-01-11T09:00:00Z";

fn credited(store: &mut Store, name: &str, credit: &str, creator: &str, when: &str) {
    let id = a_story(store);
    let words =
        Words { credit: credit.into(), creator: creator.into(), ..picture("", Role::Lead).words };
    let one = Picture { words, ..picture(name, Role::Lead) };
    store.add_picture(id, &one, at(when)).unwrap();
}

/// Publishes the story as it is now, with the pictures it shows.
fn deliver(store: &mut Store, story: StoryId, id: &str, pictures: &[&str], release: Release) {
    let mut steps: Vec<String> = pictures.iter().map(|name| format!("picture:{name}")).collect();
    steps.push("release".into());
    let steps = steps.into_iter().map(|what| (what.clone(), what)).collect();
    let version = store.story(story).unwrap().version;
    let new = NewDelivery { id: id.into(), site: "town", release, at: None, steps };
    store.queue(story, version, &new, at(NINE)).unwrap();
    let delivery = store.begin_delivery(id, at(NINE)).unwrap().unwrap();
    store.deliver(&delivery, &there(Stage::Public), &ReadBack::default(), at(NINE)).unwrap();
}

/// The story as the site holds it.
fn there(stage: Stage) -> RemoteStory {
    RemoteStory {
        id: "7".into(),
        url: "http://127.0.0.1:9/roof".into(),
        version: "1".into(),
        stage,
        moment: None,
        words: String::new(),
        filing: String::new(),
        body: String::new(),
        revision: None,
    }
}

fn town(store: &mut Store) {
    let (name, url) = ("town".to_owned(), "http://127.0.0.1:9".to_owned());
    let address = Address { name, kind: Kind::Own, url, user: None, fingerprint: None };
    store.put_site(&Connected { address, practice: false, account: None }, at(NINE)).unwrap();
}

fn pages(store: &Store) -> Vec<(String, Release)> {
    let uses = store.picture_uses(&"ab".repeat(32)).unwrap();
    uses.into_iter().flat_map(|one| one.live).map(|page| (page.url, page.release)).collect()
}

#[test]
fn the_credit_used_most_comes_first_with_what_went_with_it_last() {
    let (_folder, mut store) = store();
    credited(&mut store, "a.jpg", "Ann Lee", "Ann", "2024-01-11T09:00:00Z");
    credited(&mut store, "b.jpg", "Jo Smith", "old", "2024-01-11T10:00:00Z");
    credited(&mut store, "c.jpg", " Jo Smith", "Jo", "2024-01-11T11:00:00Z");
    credited(&mut store, "d.jpg", "Zed", "Zed", "2024-01-11T12:00:00Z");
    credited(&mut store, "e.jpg", " ", "Nobody", "2024-01-11T13:00:00Z");
    let used = store.credits_used().unwrap();
    let told: Vec<_> =
        used.iter().map(|one| (one.credit.as_str(), one.creator.as_str(), one.used)).collect();
    assert_eq!(told, [("Jo Smith", "Jo", 2), ("Zed", "Zed", 1), ("Ann Lee", "Ann", 1)]);
}

#[test]
fn a_picture_taken_out_is_still_known_to_its_story() {
    let (_folder, mut store) = store();
    let (id, other) = (a_story(&mut store), a_story(&mut store));
    let roof = Picture {
        crop: Some("4:3".to_owned().try_into().unwrap()),
        ..picture("roof.jpg", Role::Lead)
    };
    store.add_picture(id, &roof, at(NINE)).unwrap();
    store.remove_picture(id, "roof.jpg", at(NINE)).unwrap();
    assert_eq!(store.known_picture(id, &roof.sha256).unwrap(), Some(roof.clone()));
    assert_eq!(store.known_picture(other, &roof.sha256).unwrap(), None);
}

#[test]
fn what_was_written_comes_before_newer_silence() {
    let (_folder, mut store) = store();
    credited(&mut store, "roof.jpg", "Jo Smith", "", NINE);
    let bare = Picture { words: Words::default(), ..picture("roof.jpg", Role::Lead) };
    let later = a_story(&mut store);
    store.add_picture(later, &bare, at("2024-01-11T10:00:00Z")).unwrap();
    let known = store.known_picture(later, &bare.sha256).unwrap().unwrap();
    assert_eq!(known.words.credit, "Jo Smith");
}

#[test]
fn a_page_is_told_until_what_replaced_it_lacks_the_picture() {
    let (_folder, mut store) = store();
    town(&mut store);
    let id = a_story(&mut store);
    store.add_picture(id, &picture("roof.jpg", Role::Lead), at(NINE)).unwrap();
    assert_eq!(pages(&store), []);
    deliver(&mut store, id, "1", &["roof.jpg"], Release::Publish);
    store.remove_picture(id, "roof.jpg", at(NINE)).unwrap();
    let page = ("http://127.0.0.1:9/roof".to_owned(), Release::Publish);
    let uses = store.picture_uses(&"ab".repeat(32)).unwrap();
    assert!(!uses[0].held && uses[0].name == "roof.jpg", "{uses:?}");
    assert_eq!(pages(&store), [page], "it is out of the draft and still on the page");
    deliver(&mut store, id, "2", &[], Release::Publish);
    assert_eq!(pages(&store), [], "the page was replaced by one without it");
}

#[test]
fn a_picture_that_stayed_at_home_is_on_no_page() {
    let (_folder, mut store) = store();
    town(&mut store);
    let id = a_story(&mut store);
    store.add_picture(id, &picture("roof.jpg", Role::Inline), at(NINE)).unwrap();
    deliver(&mut store, id, "1", &[], Release::Publish);
    assert_eq!(pages(&store), []);
    assert!(store.picture_uses(&"ab".repeat(32)).unwrap()[0].held);
}

#[test]
fn what_was_handed_in_is_told_as_that_and_the_bin_is_searched_too() {
    let (_folder, mut store) = store();
    town(&mut store);
    let id = a_story(&mut store);
    store.add_picture(id, &picture("roof.jpg", Role::Lead), at(NINE)).unwrap();
    deliver(&mut store, id, "1", &["roof.jpg"], Release::File);
    store.move_story(id, Move::Spike, at(NINE)).unwrap();
    let uses = store.picture_uses(&"ab".repeat(32)).unwrap();
    assert_eq!(uses[0].status, crate::story::Status::Spiked);
    assert_eq!(uses[0].live[0].release, Release::File);
    store.remove_site("town", at(NINE)).unwrap();
    assert_eq!(pages(&store).len(), 1, "a site forgotten here still has its page");
}

#[test]
fn a_story_taken_off_the_site_is_live_there_no_more() {
    let (_folder, mut store) = store();
    town(&mut store);
    let id = a_story(&mut store);
    store.add_picture(id, &picture("roof.jpg", Role::Lead), at(NINE)).unwrap();
    deliver(&mut store, id, "1", &["roof.jpg"], Release::Publish);
    assert_eq!(pages(&store).len(), 1);
    deliver(&mut store, id, "2", &[], Release::Withdraw);
    assert_eq!(pages(&store), []);
    assert!(
        store.picture_uses(&"ab".repeat(32)).unwrap()[0].held,
        "the story is told all the same"
    );
    // New words that got no further than the hidden draft show it to nobody.
    let steps = ["picture:roof.jpg", "words"].map(|what| (what.to_owned(), what.to_owned()));
    let version = store.story(id).unwrap().version;
    let release = Release::Publish;
    let new = NewDelivery { id: "3".into(), site: "town", release, at: None, steps: steps.into() };
    store.queue(id, version, &new, at(NINE)).unwrap();
    store.begin_delivery("3", at(NINE)).unwrap().unwrap();
    store.begin_step("3", "words", at(NINE)).unwrap();
    assert_eq!(pages(&store), []);
    deliver(&mut store, id, "4", &["roof.jpg"], Release::File);
    let page = ("http://127.0.0.1:9/roof".to_owned(), Release::File);
    assert_eq!(pages(&store), [page], "handed in anew, and not public because it once was");
}

#[test]
fn a_page_that_another_desk_took_off_is_told_only_while_we_may_have_brought_it_back() {
    let (_folder, mut store) = store();
    town(&mut store);
    let id = a_story(&mut store);
    store.add_picture(id, &picture("roof.jpg", Role::Lead), at(NINE)).unwrap();
    deliver(&mut store, id, "1", &["roof.jpg"], Release::Publish);
    assert_eq!(pages(&store).len(), 1);
    let site = store.site("town").unwrap().address;
    store.put_remote_story(&site, id, &there(Stage::Withdrawn)).unwrap();
    assert_eq!(pages(&store), []);
    assert!(
        store.picture_uses(&"ab".repeat(32)).unwrap()[0].held,
        "the story is told all the same"
    );
    store.ask(&site, id, Asked::Public, at(NINE)).unwrap();
    assert_eq!(pages(&store).len(), 1, "asked to show it, the site never answered");
}

#[test]
fn a_file_that_was_sent_is_known_by_the_original_it_was_made_of() {
    let (_folder, mut store) = store();
    town(&mut store);
    let id = a_story(&mut store);
    store.add_picture(id, &picture("roof.jpg", Role::Lead), at(NINE)).unwrap();
    deliver(&mut store, id, "1", &["roof.jpg"], Release::Publish);
    let site = store.site("town").unwrap().address;
    store.note_sending(&site, id, "roof.jpg", &"cd".repeat(32)).unwrap();
    let known = |store: &Store| store.originals_sent_as(&"cd".repeat(32)).unwrap();
    assert_eq!(known(&store), ["ab".repeat(32)]);
    store.remove_picture(id, "roof.jpg", at(NINE)).unwrap();
    assert_eq!(known(&store), ["ab".repeat(32)], "it is in what was published");
    assert!(store.originals_sent_as(&"ab".repeat(32)).unwrap().is_empty());
}

#[test]
fn a_page_that_the_site_publishes_by_itself_is_told_before_its_time() {
    let (_folder, mut store) = store();
    town(&mut store);
    let id = a_story(&mut store);
    store.add_picture(id, &picture("roof.jpg", Role::Lead), at(NINE)).unwrap();
    let steps = ["picture:roof.jpg", "draft", "words", "schedule", "release"];
    let steps = steps.map(|what| (what.to_owned(), what.to_owned())).into();
    let (version, release) = (store.story(id).unwrap().version, Release::Publish);
    let new = NewDelivery { id: "1".into(), site: "town", release, at: None, steps };
    store.queue(id, version, &new, at(NINE)).unwrap();
    store.begin_delivery("1", at(NINE)).unwrap().unwrap();
    for what in ["picture:roof.jpg", "draft", "words"] {
        store.begin_step("1", what, at(NINE)).unwrap();
        assert_eq!(pages(&store), [], "hidden so far");
    }
    store.begin_step("1", "schedule", at(NINE)).unwrap();
    assert_eq!(pages(&store).len(), 1);
}
