//! A delivery that somebody stops while it is on its way, or to which the site says no.

use super::room::room;
use super::*;
use crate::review::Person;
use crate::site::{Asked, RemoteStory, Stage};
use crate::story::{Move, Status};
use jiff::ToSpan;

#[test]
fn what_is_cancelled_on_its_way_is_never_public() {
    for question in ["verify", "find_story"] {
        let mut room = room(Kind::Own);
        room.queue("1", Release::Publish, None);
        room.when(question, |store| drop(store.cancel("1", at(0)).unwrap()));
        room.work();
        assert_eq!(room.state("1"), State::Failed, "{question}");
        let problem = room.store.delivery("1").unwrap().problem.unwrap();
        assert_eq!(problem.message, "Cancelled.", "the attempt has no last word: {question}");
        assert!(!room.site.asked().contains(&"release".to_owned()), "{question}");
        assert_ne!(room.asked(), Some(Asked::Public), "{question}");
    }
}

#[test]
fn what_readers_may_have_is_not_cancelled_while_it_is_sent() {
    let mut room = room(Kind::Own);
    room.queue("1", Release::Publish, None);
    room.when("release", |store| {
        assert_eq!(store.cancel("1", at(0)).unwrap_err().code, Code::IllegalMove);
    });
    room.work();
    assert_eq!((room.state("1"), room.site.stage()), (State::Delivered, Some(Stage::Public)));
}

#[test]
fn what_is_paused_on_its_way_stops_before_its_next_step_and_goes_on_from_there() {
    let mut room = room(Kind::Own);
    room.queue("1", Release::Publish, None);
    room.when("find_story", |store| drop(store.pause("1", at(0))));
    room.work();
    assert_eq!((room.state("1"), room.site.stage()), (State::Paused, Some(Stage::Draft)));
    room.site.meanwhile(|_, _| {});
    room.store.retry("1", at(0)).unwrap();
    room.work();
    assert_eq!((room.state("1"), room.site.stage()), (State::Delivered, Some(Stage::Public)));
    assert_eq!(room.site.asked().iter().filter(|asked| *asked == "release").count(), 1);
}

#[test]
fn a_withdrawal_overtakes_what_is_not_public_yet() {
    let mut room = room(Kind::Own);
    room.queue("1", Release::Publish, None);
    let story = room.story;
    room.when("find_story", move |store| {
        let held = store.story(story).unwrap();
        let steps = steps(&held, Release::Withdraw, false);
        let (id, release) = ("2".into(), Release::Withdraw);
        let new = NewDelivery { id, site: "town", release, at: None, steps };
        // The site asks for the story at each of its visits: one withdrawal is enough.
        if store.delivery("2").is_err() {
            store.queue(story, held.version, &new, at(0)).unwrap();
        }
    });
    room.work();
    assert_eq!((room.state("1"), room.state("2")), (State::Failed, State::Delivered));
    assert!(!room.site.asked().contains(&"release".to_owned()), "{:?}", room.site.asked());
}

#[test]
fn a_no_leaves_nothing_open() {
    let mut room = room(Kind::Wordpress);
    room.queue("1", Release::Publish, Some(at(0) + 2.hours()));
    room.site.refuse("schedule");
    room.work();
    assert_eq!((room.state("1"), room.asked()), (State::NeedsYou, None));
    room.store.cancel("1", at(1)).unwrap();

    room.site.refuse("nothing");
    room.queue("2", Release::Publish, None);
    room.work();
    assert_eq!(room.site.stage(), Some(Stage::Public));
    room.queue("3", Release::Withdraw, None);
    room.site.refuse("withdraw");
    room.work();
    assert_eq!((room.state("3"), room.asked()), (State::NeedsYou, None));
    assert_eq!(room.known(), Stage::Public, "as it is");
    room.store.cancel("3", at(1)).unwrap();
}

#[test]
fn what_another_desk_took_off_is_told_once_before_anything_is_sent() {
    let mut room = room(Kind::Own);
    room.site.colleague(|page| page.stage = Some(Stage::Withdrawn));
    room.queue("1", Release::Publish, None);
    room.work();
    assert_eq!((room.state("1"), room.site.stage()), (State::NeedsYou, Some(Stage::Withdrawn)));
    assert!(!room.site.asked().contains(&"save".to_owned()), "nothing was sent");
    room.store.retry("1", at(0)).unwrap();
    room.work();
    assert_eq!((room.state("1"), room.site.stage()), (State::Delivered, Some(Stage::Public)));
}

/// A story that was handed in and approved here, and how the site came to hold it.
fn approved(kind: Kind, holds: impl FnOnce(&mut super::room::Room)) -> (super::room::Room, Status) {
    let mut room = room(kind);
    let (story, who) = (room.story, Person { name: "Ada".into(), key: String::new() });
    room.store.move_story(story, Move::File, at(0)).unwrap();
    let version = room.store.story(story).unwrap().version;
    room.store.approve(story, version, &who, at(0)).unwrap();
    holds(&mut room);
    room.queue("off", Release::Withdraw, None);
    room.skip(3600);
    room.work();
    assert_eq!(room.state("off"), State::Delivered);
    let status = room.store.story(story).unwrap().status;
    (room, status)
}

#[test]
fn an_approved_story_that_readers_may_have_had_is_withdrawn_and_one_in_review_is_its_writers() {
    let (room, status) = approved(Kind::Wordpress, |room| {
        room.queue("1", Release::File, None);
        room.work();
    });
    assert_eq!((status, room.site.stage()), (Status::Returned, Some(Stage::Draft)));
    assert_eq!(room.store.standing_approvals(room.story).unwrap(), [], "it is approved anew");

    let (room, status) = approved(Kind::Wordpress, |room| {
        room.site.lose("release");
        room.queue("1", Release::Publish, None);
        room.work();
        assert_eq!(room.store.story(room.story).unwrap().status, Status::Approved, "nobody knows");
    });
    assert_eq!(status, Status::Withdrawn);
    assert_eq!(room.store.standing_approvals(room.story).unwrap(), []);

    let (_, status) = approved(Kind::Wordpress, |room| {
        room.queue("1", Release::File, None);
        room.work();
        room.site.colleague(|page| page.stage = Some(Stage::Public));
        let site = room.store.site("town").unwrap().address;
        let known = room.store.remote_story(&site, room.story).unwrap().unwrap();
        let public = RemoteStory { stage: Stage::Public, ..known };
        room.store.put_remote_story(&site, room.story, &public).unwrap();
    });
    assert_eq!(status, Status::Withdrawn, "a colleague published it");
}

#[test]
fn what_another_desk_published_and_took_off_is_not_published_without_a_word() {
    let mut room = room(Kind::Own);
    room.queue("1", Release::File, None);
    room.work();
    room.site.colleague(|page| page.stage = Some(Stage::Withdrawn));
    room.queue("2", Release::Publish, None);
    room.work();
    assert_eq!((room.state("2"), room.site.stage()), (State::Failed, Some(Stage::Withdrawn)));
    let problem = room.store.delivery("2").unwrap().problem.unwrap();
    assert!(problem.message.contains("took the story off"), "{problem}");
    assert_eq!(room.store.retry("2", at(1)).unwrap_err().code, Code::IllegalMove);
    assert_eq!(room.store.story(room.story).unwrap().status, Status::Withdrawn, "it was handed in");
}

#[test]
fn words_that_were_answered_for_wait_for_no_answer_though_the_site_found_nothing_new_in_them() {
    let mut room = room(Kind::Ghost);
    for id in ["1", "2"] {
        room.queue(id, Release::Publish, None);
        room.work();
        assert_eq!(room.state(id), State::Delivered);
    }
    assert_eq!(room.site.asked(), ["save", "release", "save"]);
    let site = room.store.site("town").unwrap().address;
    let known = room.store.remote_story(&site, room.story).unwrap().unwrap();
    let open = room.store.were_sent(&site, room.story, &known.words).unwrap();
    assert!(!open, "what a colleague makes of them is not taken for ours");
}
