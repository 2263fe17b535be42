//! What a site was asked and has not answered: nobody is told meanwhile that readers do not have it.

use super::*;
use crate::delivery::{Delivery, State};
use crate::site::{Address, Asked, Kind, Release, RemoteStory, Stage};

const NINE: &str = "2024-01-11T09:00:00Z";
const TEN: &str = "2024-01-11T10:00:00Z";

fn town() -> Address {
    let url = "http://127.0.0.1:9".to_owned();
    Address { name: "town".into(), kind: Kind::Own, url, user: None, fingerprint: None }
}

/// A store with a site that holds the story at this stage.
fn held(stage: Stage) -> (tempfile::TempDir, Store, StoryId) {
    let (folder, mut store) = store();
    let site = Connected { address: town(), practice: false, account: None };
    store.put_site(&site, at(NINE)).unwrap();
    let story = a_story(&mut store);
    answered(&mut store, story, stage);
    (folder, store, story)
}

fn answered(store: &mut Store, story: StoryId, stage: Stage) {
    let (id, url, version) = ("7".into(), "http://127.0.0.1:9/a".into(), "1".into());
    let (words, filing, body) = (String::new(), String::new(), String::new());
    let remote =
        RemoteStory { id, url, version, stage, words, filing, body, moment: None, revision: None };
    store.put_remote_story(&town(), story, &remote).unwrap();
}

fn queue(store: &mut Store, story: StoryId, id: &str, release: Release) -> Delivery {
    let version = store.story(story).unwrap().version;
    let steps: &[&str] = match release {
        Release::Withdraw => &["connect", "withdraw", "gone"],
        _ => &["connect", "draft", "words", "release"],
    };
    let steps = steps.iter().map(|what| ((*what).to_owned(), (*what).to_owned())).collect();
    let new = NewDelivery { id: id.into(), site: "town", release, at: None, steps };
    store.queue(story, version, &new, at(NINE)).unwrap()
}

fn embargo(store: &mut Store, story: StoryId) -> Result<()> {
    store.set_embargo(story, Some(at(TEN)), at(NINE)).map(drop)
}

#[test]
fn an_embargo_that_is_over_already_is_refused_and_one_that_stands_is_not_touched() {
    let (_folder, mut store, story) = held(Stage::Draft);
    embargo(&mut store, story).unwrap();
    for until in [NINE, "2023-01-11T09:00:00Z"] {
        let refused = store.set_embargo(story, Some(at(until)), at(NINE)).unwrap_err();
        assert_eq!(refused.code, Code::Invalid, "{refused}");
    }
    assert_eq!(store.story(story).unwrap().embargo, Some(at(TEN)));
    assert_eq!(store.set_embargo(story, None, at(NINE)).unwrap().embargo, None);
}

#[test]
fn an_embargo_comes_too_late_while_nobody_knows_and_in_time_once_it_is_known() {
    let (_folder, mut store, story) = held(Stage::Draft);
    for asked in [Asked::Public, Asked::Scheduled, Asked::Pending] {
        store.ask(&town(), story, asked, at(NINE)).unwrap();
        assert_eq!(embargo(&mut store, story).unwrap_err().code, Code::IllegalMove, "{asked:?}");
    }
    for stage in [Stage::Public, Stage::Scheduled, Stage::Pending] {
        answered(&mut store, story, stage);
        assert_eq!(embargo(&mut store, story).unwrap_err().code, Code::IllegalMove, "{stage:?}");
    }
    answered(&mut store, story, Stage::Withdrawn);
    embargo(&mut store, story).unwrap();
}

#[test]
fn what_nothing_holds_any_longer_waits_for_its_turn_and_not_for_a_moment() {
    let (_folder, mut store, story) = held(Stage::Draft);
    let after = |store: &mut Store, moment: Option<&str>| {
        embargo(store, story).unwrap();
        let version = store.story(story).unwrap().version;
        let (id, release) = (format!("{moment:?}"), Release::Publish);
        let (site, steps) = ("town", vec![("connect".to_owned(), "connect".to_owned())]);
        let new = NewDelivery { id: id.clone(), site, release, at: moment.map(at), steps };
        store.queue(story, version, &new, at(NINE)).unwrap();
        store.begin_delivery(&id, at(NINE)).unwrap();
        store.hold(&id, at(TEN), at(NINE)).unwrap();
        store.set_embargo(story, None, at(NINE)).unwrap();
        store.delivery(&id).unwrap().state
    };
    assert_eq!(after(&mut store, None), State::Queued);
    assert_eq!(after(&mut store, Some(TEN)), State::Held, "it has a moment of its own");
    assert_eq!(store.verify(story).unwrap().faults, []);
}

#[test]
fn what_is_locked_is_asked_of_no_site_but_to_hide_it() {
    let (_folder, mut store, story) = held(Stage::Draft);
    embargo(&mut store, story).unwrap();
    let until = store.ask(&town(), story, Asked::Public, at(NINE)).unwrap();
    assert_eq!(until, Some(at(TEN)));
    assert_eq!(store.asked(&town(), story).unwrap(), None, "it was not asked");
    assert_eq!(store.ask(&town(), story, Asked::Hidden, at(NINE)).unwrap(), None);
    assert_eq!(store.ask(&town(), story, Asked::Public, at(TEN)).unwrap(), None, "it is over");
}

#[test]
fn a_withdrawal_in_place_of_what_may_be_public_is_not_cancelled() {
    let (_folder, mut store, story) = held(Stage::Draft);
    let first = queue(&mut store, story, "1", Release::Publish);
    store.begin_delivery(&first.id, at(NINE)).unwrap();
    store.begin_step(&first.id, "release", at(NINE)).unwrap();
    store.mark_interrupted(at(NINE)).unwrap();
    let withdrawal = queue(&mut store, story, "2", Release::Withdraw);
    assert_eq!(store.delivery(&first.id).unwrap().state, State::Failed);
    assert_eq!(store.cancel(&withdrawal.id, at(TEN)).unwrap_err().code, Code::IllegalMove);
}

#[test]
fn new_words_on_a_public_page_are_not_cancelled_as_if_readers_had_the_old_ones() {
    let (_folder, mut store, story) = held(Stage::Public);
    let update = queue(&mut store, story, "1", Release::Publish);
    store.begin_delivery(&update.id, at(NINE)).unwrap();
    store.begin_step(&update.id, "words", at(NINE)).unwrap();
    store.finish_step(&update.id, "words", at(NINE)).unwrap();
    store.mark_interrupted(at(NINE)).unwrap();
    assert_eq!(store.cancel(&update.id, at(TEN)).unwrap_err().code, Code::IllegalMove);
}

#[test]
fn of_withdraw_publish_withdraw_the_last_counts() {
    let (_folder, mut store, story) = held(Stage::Public);
    let first = queue(&mut store, story, "1", Release::Withdraw);
    store.begin_delivery(&first.id, at(NINE)).unwrap();
    let slip = queue(&mut store, story, "2", Release::Publish);
    let last = queue(&mut store, story, "3", Release::Withdraw);
    assert_eq!(last.id, "3", "the one being sent is not the last word");
    assert_eq!(store.delivery(&slip.id).unwrap().state, State::Failed);
    assert_eq!(store.delivery(&last.id).unwrap().state, State::Queued);
}

#[test]
fn an_embargo_comes_too_late_while_the_site_has_not_said_that_it_took_the_story_off() {
    let (_folder, mut store, story) = held(Stage::Draft);
    for asked in [Asked::Public, Asked::Hidden] {
        store.ask(&town(), story, asked, at(NINE)).unwrap();
        assert_eq!(embargo(&mut store, story).unwrap_err().code, Code::IllegalMove, "{asked:?}");
    }
    answered(&mut store, story, Stage::Withdrawn);
    embargo(&mut store, story).unwrap();
}

#[test]
fn words_whose_answer_was_lost_are_ours_still_after_a_withdrawal() {
    let (_folder, mut store, story) = held(Stage::Public);
    store.note_words(&town(), story, "ours").unwrap();
    // A withdrawal looks at no words: the version is the one that was known.
    answered(&mut store, story, Stage::Withdrawn);
    assert!(store.were_sent(&town(), story, "ours").unwrap());
    let seen = store.remote_story(&town(), story).unwrap().unwrap();
    let seen = RemoteStory { version: "2".into(), ..seen };
    store.put_remote_story(&town(), story, &seen).unwrap();
    assert!(!store.were_sent(&town(), story, "ours").unwrap(), "an answer was seen");
}
