//! What becomes of a delivery when its story or its site changes under it.

use super::*;
use crate::delivery::{Delivery, State};
use crate::site::{Address, Kind, Release, RemoteStory};
use crate::story::Move;

const NINE: &str = "2024-01-11T09:00:00Z";
const TEN: &str = "2024-01-11T10:00:00Z";

fn connect(store: &mut Store, kind: Kind) {
    let (name, url) = ("town".to_owned(), "http://127.0.0.1:9".to_owned());
    let address = Address { name, kind, url, user: None, fingerprint: None };
    let site = Connected { address, practice: false, account: None };
    store.put_site(&site, at(NINE)).unwrap();
}

/// Queues the story as it is now; `id` orders deliveries made at the same time.
fn queue(store: &mut Store, story: StoryId, id: &str) -> Delivery {
    let version = store.story(story).unwrap().version;
    let steps = ["connect", "draft", "words", "release"];
    let steps = steps.map(|what| (what.to_owned(), what.to_owned())).to_vec();
    let new =
        NewDelivery { id: id.into(), site: "town", release: Release::Publish, at: None, steps };
    store.queue(story, version, &new, at(NINE)).unwrap()
}

fn queued(kind: Kind) -> (tempfile::TempDir, Store, StoryId, Delivery) {
    let (folder, mut store) = store();
    connect(&mut store, kind);
    let story = a_story(&mut store);
    let delivery = queue(&mut store, story, "1");
    (folder, store, story, delivery)
}

fn state(store: &Store, id: &str) -> State {
    store.delivery(id).unwrap().state
}

#[test]
fn a_newer_text_takes_the_place_of_one_that_waits() {
    let (_folder, mut store, story, old) = queued(Kind::Own);
    store.save_copy(story, 1, &copy("A", "newer"), at(TEN)).unwrap();
    let new = queue(&mut store, story, "2");
    assert_eq!(state(&store, &old.id), State::Failed);
    assert_eq!(state(&store, &new.id), State::Queued);
    let error = store.retry(&old.id, at(TEN)).unwrap_err();
    assert_eq!(error.code, Code::IllegalMove, "an older text never overwrites a newer one");
}

#[test]
fn a_withdrawal_ends_and_says_what_came_after_it() {
    for (release, what) in
        [(Release::File, "was handed in again"), (Release::Publish, "was published again")]
    {
        let (_folder, mut store) = store();
        connect(&mut store, Kind::Own);
        let story = a_story(&mut store);
        for (id, release) in [("1", Release::Withdraw), ("2", release)] {
            let (version, steps) = (store.story(story).unwrap().version, vec![]);
            let new = NewDelivery { id: id.into(), site: "town", release, at: None, steps };
            store.queue(story, version, &new, at(NINE)).unwrap();
        }
        let told = store.delivery("1").unwrap().problem.unwrap().to_string();
        assert!(told.contains(what), "{told}");
    }
}

#[test]
fn one_site_under_two_names_gets_the_newest_text_only() {
    let (_folder, mut store, story, old) = queued(Kind::Own);
    let (name, url) = ("town again".to_owned(), "http://127.0.0.1:9/".to_owned());
    let address = Address { name, kind: Kind::Own, url, user: None, fingerprint: None };
    let site = Connected { address: address.clone(), practice: false, account: None };
    store.put_site(&site, at(NINE)).unwrap();
    store.save_copy(story, 1, &copy("A", "newer"), at(TEN)).unwrap();
    let version = store.story(story).unwrap().version;
    let (release, steps) = (Release::Publish, vec![]);
    let new = NewDelivery { id: "2".into(), site: "town again", release, at: None, steps };
    store.queue(story, version, &new, at(NINE)).unwrap();
    assert_eq!(state(&store, &old.id), State::Failed, "the older text waits no more");
    let (words, filing, body) = (String::new(), String::new(), String::new());
    let (id, url, version) = ("7".into(), "http://127.0.0.1:9/a".into(), "1".into());
    let stage = crate::site::Stage::Public;
    let remote =
        RemoteStory { id, url, version, stage, words, filing, body, moment: None, revision: None };
    store.put_remote_story(&address, story, &remote).unwrap();
    assert_eq!(store.holders(story).unwrap().len(), 1, "one page is one place");
}

#[test]
fn an_older_text_being_sent_is_not_taken_up_again_after_the_newer_one() {
    let (_folder, mut store, story, old) = queued(Kind::Own);
    assert!(store.begin_delivery(&old.id, at(NINE)).unwrap().is_some());
    store.save_copy(story, 1, &copy("A", "newer"), at(TEN)).unwrap();
    queue(&mut store, story, "2");
    assert_eq!(state(&store, &old.id), State::Sending);
    store.mark_interrupted(at(TEN)).unwrap();
    assert!(store.begin_delivery(&old.id, at(TEN)).unwrap().is_none());
    assert_eq!(state(&store, &old.id), State::Failed);
}

#[test]
fn a_cancelled_delivery_is_not_taken_up() {
    let (_folder, mut store, _story, delivery) = queued(Kind::Own);
    store.cancel(&delivery.id, at(NINE)).unwrap();
    assert!(store.begin_delivery(&delivery.id, at(NINE)).unwrap().is_none());
    assert_eq!(store.retry(&delivery.id, at(NINE)).unwrap_err().code, Code::IllegalMove);
    assert_eq!(store.cancel(&delivery.id, at(NINE)).unwrap_err().code, Code::IllegalMove);
}

#[test]
fn what_may_already_be_public_is_neither_cancelled_nor_binned() {
    let (_folder, mut store, story, delivery) = queued(Kind::Own);
    store.begin_delivery(&delivery.id, at(NINE)).unwrap();
    store.begin_step(&delivery.id, "release", at(NINE)).unwrap();
    store.mark_interrupted(at(NINE)).unwrap();
    let refused = |result: Result<()>| assert_eq!(result.unwrap_err().code, Code::IllegalMove);
    refused(store.cancel(&delivery.id, at(NINE)).map(drop));
    refused(store.move_story(story, Move::Spike, at(NINE)).map(drop));
    assert_eq!(state(&store, &delivery.id), State::Uncertain);
}

#[test]
fn what_waits_ends_with_its_story_in_the_bin_or_its_site() {
    let (_folder, mut store, story, delivery) = queued(Kind::Own);
    store.move_story(story, Move::Spike, at(NINE)).unwrap();
    assert_eq!(state(&store, &delivery.id), State::Failed);
    store.move_story(story, Move::Unspike, at(NINE)).unwrap();
    let second = queue(&mut store, story, "2");
    store.begin_delivery(&second.id, at(NINE)).unwrap();
    assert_eq!(store.remove_site("town", at(NINE)).unwrap_err().code, Code::IllegalMove);
    store.mark_interrupted(at(NINE)).unwrap();
    store.remove_site("town", at(NINE)).unwrap();
    assert_eq!(state(&store, &second.id), State::Failed);
}

#[test]
fn a_site_connected_again_under_another_name_is_given_time_and_what_was_left_open_is_known() {
    let (_folder, mut store, story, old) = queued(Kind::Wordpress);
    store.begin_delivery(&old.id, at(NINE)).unwrap();
    store.begin_step(&old.id, "release", at(NINE)).unwrap();
    store.mark_interrupted(at(NINE)).unwrap();
    store.remove_site("town", at(NINE)).unwrap();
    let (name, url) = ("the town".to_owned(), "http://127.0.0.1:9/".to_owned());
    let address = Address { name, kind: Kind::Wordpress, url, user: None, fingerprint: None };
    let site = Connected { address, practice: false, account: None };
    store.put_site(&site, at(NINE)).unwrap();
    let version = store.story(story).unwrap().version;
    let steps = vec![("release".to_owned(), String::new())];
    let (release, site) = (Release::Publish, "the town");
    let new = NewDelivery { id: "2".into(), site, release, at: None, steps };
    let new = store.queue(story, version, &new, at(NINE)).unwrap();
    assert!(new.began("release"), "it may be public already");
    assert!(store.due(at(NINE)).unwrap().is_empty(), "the site may be at work on it");
}

#[test]
fn after_a_kill_wordpress_is_given_time_to_finish_and_an_own_site_needs_none() {
    for (kind, due) in [(Kind::Own, true), (Kind::Wordpress, false)] {
        let (_folder, mut store, _story, delivery) = queued(kind);
        store.begin_delivery(&delivery.id, at(NINE)).unwrap();
        store.begin_step(&delivery.id, "draft", at(NINE)).unwrap();
        store.mark_interrupted(at(NINE)).unwrap();
        assert_eq!(!store.due(at(NINE)).unwrap().is_empty(), due, "{kind:?}");
        assert_eq!(store.due(at("2024-01-11T09:00:11Z")).unwrap().len(), 1, "{kind:?}");
    }
}

#[test]
fn a_picture_that_was_long_on_its_way_is_not_asked_for_too_early() {
    let (_folder, mut store, _story, delivery) = queued(Kind::Wordpress);
    store.begin_delivery(&delivery.id, at(NINE)).unwrap();
    store.begin_step(&delivery.id, "draft", at(NINE)).unwrap();
    // It took a minute to leave; then the program was killed, and started again at once.
    let found = at("2024-01-11T09:01:00Z");
    store.mark_interrupted(found).unwrap();
    assert!(store.due(found).unwrap().is_empty(), "the site may be at work on it");
    store.retry(&delivery.id, found).unwrap();
    assert!(store.due(found).unwrap().is_empty(), "whoever is in a hurry");
    assert_eq!(store.due(at("2024-01-11T09:01:11Z")).unwrap().len(), 1);
}

#[test]
fn a_release_once_begun_stays_unsure_whatever_comes_after_it() {
    let (_folder, mut store, story, old) = queued(Kind::Wordpress);
    let begun = store.begin_delivery(&old.id, at(NINE)).unwrap().unwrap();
    store.begin_step(&old.id, "release", at(NINE)).unwrap();
    store.finish_step(&old.id, "release", at(NINE)).unwrap();
    // The next attempt asks anew, and then the site does not know us any more.
    store.begin_step(&old.id, "connect", at(NINE)).unwrap();
    let refused = Error::new(Code::SignIn, "No.", "Sign in.");
    store.fail_attempt(&begun, State::NeedsYou, &refused, None, at(NINE)).unwrap();
    assert!(!store.delivery(&old.id).unwrap().can_cancel());

    // A newer text takes its place, and knows it.
    store.save_copy(story, 1, &copy("A", "newer"), at(NINE)).unwrap();
    let new = queue(&mut store, story, "2");
    assert_eq!(state(&store, &old.id), State::Failed);
    assert!(!new.can_cancel());
    let binned = store.move_story(story, Move::Spike, at(NINE));
    assert_eq!(binned.unwrap_err().code, Code::IllegalMove);
}

#[test]
fn a_release_the_site_said_no_to_can_be_cancelled() {
    let (_folder, mut store, _story, delivery) = queued(Kind::Own);
    let begun = store.begin_delivery(&delivery.id, at(NINE)).unwrap().unwrap();
    store.begin_step(&delivery.id, "release", at(NINE)).unwrap();
    store.refuse_step(&delivery.id, "release", at(NINE)).unwrap();
    let refused = Error::new(Code::Forbidden, "No.", "Ask.");
    store.fail_attempt(&begun, State::NeedsYou, &refused, None, at(NINE)).unwrap();
    store.cancel(&delivery.id, at(TEN)).unwrap();
}

#[test]
fn a_step_begun_again_is_not_done() {
    let (_folder, mut store, _story, delivery) = queued(Kind::Own);
    store.begin_delivery(&delivery.id, at(NINE)).unwrap();
    store.begin_step(&delivery.id, "words", at(NINE)).unwrap();
    store.finish_step(&delivery.id, "words", at(NINE)).unwrap();
    assert!(!store.delivery(&delivery.id).unwrap().left_open("words"));
    store.begin_step(&delivery.id, "words", at(TEN)).unwrap();
    assert!(store.delivery(&delivery.id).unwrap().left_open("words"));
}

#[test]
fn neither_a_newer_text_nor_trying_again_hurries_a_site_still_at_work() {
    let (_folder, mut store, story, old) = queued(Kind::Wordpress);
    store.begin_delivery(&old.id, at(NINE)).unwrap();
    store.begin_step(&old.id, "draft", at(NINE)).unwrap();
    store.save_copy(story, 1, &copy("A", "newer"), at(NINE)).unwrap();
    let new = queue(&mut store, story, "2");
    assert_eq!(store.due(at(NINE)).unwrap().len(), 1, "nothing is known to be wrong yet");
    store.mark_interrupted(at(NINE)).unwrap();
    assert!(store.due(at(NINE)).unwrap().is_empty());
    store.retry(&new.id, at(NINE)).unwrap();
    assert!(store.due(at(NINE)).unwrap().is_empty());
    let due = store.due(at("2024-01-11T09:00:11Z")).unwrap();
    assert_eq!(due.iter().map(|due| &due.id).collect::<Vec<_>>(), [&new.id]);
}

#[test]
fn an_attempt_that_fails_after_a_newer_text_was_queued_asks_nothing_of_anybody() {
    let (_folder, mut store, story, old) = queued(Kind::Own);
    let begun = store.begin_delivery(&old.id, at(NINE)).unwrap().unwrap();
    store.save_copy(story, 1, &copy("A", "newer"), at(NINE)).unwrap();
    queue(&mut store, story, "2");
    let refused = Error::new(Code::SignIn, "No.", "Sign in.");
    store.fail_attempt(&begun, State::NeedsYou, &refused, None, at(NINE)).unwrap();
    assert_eq!(state(&store, &old.id), State::Failed);
}

#[test]
fn a_clock_set_back_does_not_make_the_newer_text_the_older_one() {
    let (_folder, mut store, story, old) = queued(Kind::Own);
    store.save_copy(story, 1, &copy("A", "newer"), at(NINE)).unwrap();
    let version = store.story(story).unwrap().version;
    let new = NewDelivery {
        id: "2".into(),
        site: "town",
        release: Release::Publish,
        at: None,
        steps: vec![],
    };
    store.queue(story, version, &new, at("2024-01-10T09:00:00Z")).unwrap();
    assert!(store.begin_delivery("2", at(NINE)).unwrap().is_some());
    assert_eq!(state(&store, &old.id), State::Failed);
}

fn held_as(store: &mut Store, story: StoryId, stage: crate::site::Stage) {
    let (words, filing, body) = (String::new(), String::new(), String::new());
    let (id, url, version) = ("7".into(), "http://127.0.0.1:9/a".into(), "1".into());
    let remote =
        RemoteStory { id, url, version, stage, words, filing, body, moment: None, revision: None };
    let town = store.site("town").unwrap().address;
    store.put_remote_story(&town, story, &remote).unwrap();
}

#[test]
fn a_cancelled_withdrawal_says_where_the_story_is_still_read() {
    let (_folder, mut store, story, delivery) = queued(Kind::Own);
    store.cancel(&delivery.id, at(NINE)).unwrap();
    held_as(&mut store, story, crate::site::Stage::Public);
    let account: crate::site::Account = serde_json::from_value(serde_json::json!({
        "name": "Jo", "role": "editor", "site_title": "The Lantern", "can_publish": true,
        "can_send_pictures": true, "sections": []
    }))
    .unwrap();
    store.note_account("town", &account).unwrap();
    let version = store.story(story).unwrap().version;
    let steps = vec![("withdraw".to_owned(), "withdraw".to_owned())];
    let (id, release) = ("2".to_owned(), Release::Withdraw);
    let new = NewDelivery { id, site: "town", release, at: None, steps };
    store.queue(story, version, &new, at(NINE)).unwrap();
    let told = store.cancel("2", at(NINE)).unwrap().problem.unwrap().to_string();
    assert!(told.contains("still public on The Lantern (http://127.0.0.1:9/a)"), "{told}");
    assert!(told.contains("Withdraw the story again") && !told.contains("Publish"), "{told}");
    let paused = store.pause("2", at(NINE)).unwrap_err();
    assert!(paused.message.contains("was ended before"), "{paused}");
    let again = store.retry("2", at(NINE)).unwrap_err();
    assert!(again.hint.starts_with("Withdraw the story again"), "{again}");
}

#[test]
fn what_a_site_publishes_by_itself_is_not_sent_back() {
    let (_folder, mut store, story, delivery) = queued(Kind::Wordpress);
    store.move_story(story, Move::File, at(NINE)).unwrap();
    held_as(&mut store, story, crate::site::Stage::Scheduled);
    let note = super::review::note("n", 1);
    let refused = store.return_story(story, &note, at(NINE)).unwrap_err();
    assert_eq!(refused.code, Code::IllegalMove);
    assert_eq!(store.story(story).unwrap().status, crate::story::Status::Filed);
    assert_eq!(state(&store, &delivery.id), State::Queued);
}

#[test]
fn a_story_in_the_bin_is_taken_off_all_the_same() {
    let (_folder, mut store, story, delivery) = queued(Kind::Own);
    store.cancel(&delivery.id, at(NINE)).unwrap();
    store.move_story(story, Move::File, at(NINE)).unwrap();
    held_as(&mut store, story, crate::site::Stage::Pending);
    let version = store.story(story).unwrap().version;
    let steps = vec![("withdraw".to_owned(), "withdraw".to_owned())];
    let (id, release) = ("2".to_owned(), Release::Withdraw);
    let new = NewDelivery { id, site: "town", release, at: None, steps };
    store.queue(story, version, &new, at(NINE)).unwrap();
    store.move_story(story, Move::Spike, at(NINE)).unwrap();
    assert_eq!(state(&store, "2"), State::Queued, "editors would go on reading it");
    store.pause("2", at(NINE)).unwrap();
    assert_eq!(store.retry("2", at(NINE)).unwrap().state, State::Queued);
}
