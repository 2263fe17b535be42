//! A site that was told a moment, and what somebody may have made of that by then.

use super::room::{Room, room};
use super::*;
use crate::site::{Asked, Stage};
use crate::story::Copy;
use jiff::ToSpan;

/// Well ahead, so that the site is told it.
const MOMENT: i64 = 7200;

/// A story that the site is to publish at [`MOMENT`].
fn told() -> Room {
    let mut room = room(Kind::Wordpress);
    room.queue("1", Release::Publish, Some(at(MOMENT)));
    room.work();
    assert_eq!((room.state("1"), room.site.stage()), (State::Held, Some(Stage::Scheduled)));
    room
}

#[test]
fn a_time_that_was_moved_is_told_at_the_old_one_and_kept() {
    let mut room = told();
    room.site.colleague(|page| page.moment = Some(at(MOMENT) + 3.hours()));
    room.skip(MOMENT + 180);
    room.work();
    let asks = room.store.delivery("1").unwrap();
    assert_eq!(asks.state, State::NeedsYou, "{asks:?}");
    assert!(asks.problem.unwrap().message.contains("another time"));
    assert!(!room.site.asked().contains(&"release".to_owned()), "theirs stands");

    room.skip(3 * 3600);
    room.site.colleague(|page| page.stage = Some(Stage::Public));
    room.store.retry("1", room.now()).unwrap();
    room.work();
    assert_eq!((room.state("1"), room.known()), (State::Delivered, Stage::Public));
}

#[test]
fn a_pause_that_would_hold_nothing_up_is_refused() {
    let mut room = told();
    assert_eq!(room.store.pause("1", at(1)).unwrap_err().code, Code::IllegalMove);
    edited_late(&mut room);
    room.store.pause("2", room.now()).unwrap();
}

#[test]
fn a_site_that_missed_its_moment_publishes_it_late() {
    let mut room = told();
    room.skip(MOMENT + 180);
    room.work();
    assert_eq!((room.state("1"), room.site.stage()), (State::Delivered, Some(Stage::Public)));
}

/// An edit of the told story, too near its moment to tell the site: the earlier text is called off.
fn edited_late(room: &mut Room) {
    room.skip(MOMENT - 300);
    let story = room.store.story(room.story).unwrap();
    let copy = Copy { headline: "Newer".into(), ..story.copy.clone() };
    room.store.save_copy(story.id, story.version, &copy, room.now()).unwrap();
    room.queue("2", Release::Publish, Some(at(MOMENT)));
}

#[test]
fn what_was_called_off_is_known_to_be_though_the_answer_was_lost() {
    let mut room = told();
    edited_late(&mut room);
    room.site.lose("withdraw");
    room.work();
    assert_eq!((room.site.stage(), room.asked()), (Some(Stage::Draft), Some(Asked::Hidden)));
    room.skip(120);
    room.work();
    assert_eq!((room.state("2"), room.known(), room.asked()), (State::Held, Stage::Draft, None));
    room.skip(300);
    room.work();
    assert_eq!((room.state("2"), room.site.stage()), (State::Delivered, Some(Stage::Public)));
}

#[test]
fn an_earlier_text_that_is_public_already_is_said_to_be() {
    let mut room = told();
    room.site.colleague(|page| page.stage = Some(Stage::Public));
    edited_late(&mut room);
    room.work();
    assert_eq!((room.state("2"), room.known()), (State::Held, Stage::Public));
}

#[test]
fn who_took_it_off_the_schedule_is_heard_before_a_newer_text_goes_out() {
    let mut room = told();
    room.site.colleague(|page| page.stage = Some(Stage::Draft));
    edited_late(&mut room);
    room.work();
    assert_eq!(room.state("2"), State::Held);
    room.skip(400);
    room.work();
    assert_eq!((room.state("2"), room.site.stage()), (State::NeedsYou, Some(Stage::Draft)));
}
