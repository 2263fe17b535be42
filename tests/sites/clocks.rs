//! A site whose clock is wrong, by what its answers tell: real servers behind a line that moves the
//! date.

use super::bad_line::BadLine;
use super::connect;
use super::newsroom::Newsroom;
use copydesk::delivery::State;
use copydesk::site::{Address, Kind, Stage};
use jiff::{SignedDuration, Timestamp, ToSpan};

pub fn contract(address: &Address, secret: &str) {
    let line = BadLine::to(&address.url);
    let through = Address { url: line.url(), ..address.clone() };
    tells_its_own_time(&line, &through, secret);
    an_embargo_waits_for_the_last_clock(&line, &through, secret);
    if address.kind.schedules() {
        a_clockwork_that_is_ahead_is_told_nothing(&line, &through, secret);
    }
    an_embargo_does_not_end_by_this_computers_clocks_alone(&line, &through, secret);
}

/// Else what follows would prove nothing.
fn tells_its_own_time(line: &BadLine, through: &Address, secret: &str) {
    line.set_clock(SignedDuration::from_hours(3));
    let site = connect(through, secret);
    site.verify().expect("a wrong clock keeps nobody out");
    let told = site.date().expect("the time").duration_since(Timestamp::now());
    assert!((told - SignedDuration::from_hours(3)).abs() < SignedDuration::from_secs(60), "{told}");
}

/// Both clocks here say that the embargo is over; the site's says that it is not. And one that says
/// it is over opens nothing by itself.
fn an_embargo_waits_for_the_last_clock(line: &BadLine, through: &Address, secret: &str) {
    let room = Newsroom::new(&[(through, secret)]);
    let story = room.story();
    let end = Timestamp::now() + 1.hour();
    room.desk.set_embargo(story.id, Some(end), Timestamp::now()).expect("locked");
    line.set_clock(SignedDuration::from_hours(3));
    let held = room.publish(&story, &through.name, None);
    assert_eq!(held.state, State::Held, "a site that is ahead opens no lock: {held:?}");
    line.set_clock(SignedDuration::ZERO);
    room.skip(2 * 3600);
    room.work();
    let held = room.delivery(&held.id);
    assert_eq!(held.state, State::Held, "the site’s hour has not come: {held:?}");
    assert!(room.desk.places(story.id).expect("places").is_empty(), "nothing has left");
    line.set_clock(SignedDuration::from_hours(2));
    room.desk.retry(&held.id, room.moment().wall).expect("tried again");
    room.work();
    let sent = room.delivery(&held.id);
    assert_eq!(sent.state, State::Delivered, "every clock says so now: {sent:?}");
}

/// By its own clock the moment has passed, so it would publish at once: the story stays here.
fn a_clockwork_that_is_ahead_is_told_nothing(line: &BadLine, through: &Address, secret: &str) {
    line.set_clock(SignedDuration::from_hours(3));
    let room = Newsroom::new(&[(through, secret)]);
    let story = room.story();
    let at = Timestamp::now() + 2.hours();
    let held = room.publish(&story, &through.name, Some(at));
    assert_eq!(held.state, State::Held, "{held:?}");
    assert!(!held.began("schedule"), "the site was told nothing: {held:?}");
    let places = room.desk.places(story.id).expect("places");
    assert!(places.iter().all(|place| place.stage != Stage::Public), "{places:?}");
    // Once its clock is right, it can be trusted with the moment.
    line.set_clock(SignedDuration::ZERO);
    room.desk.retry(&held.id, room.moment().wall).expect("tried again");
    room.work();
    let told = room.delivery(&held.id);
    assert!(told.finished("schedule"), "{told:?}");
    assert_eq!(room.stage(&story, &through.name), Stage::Scheduled);
}

/// The site tells no time: nothing of a story under embargo leaves by itself, whatever this computer's
/// clocks say; a person can lift the lock, and what has none goes its way. Ghost takes a key by its own
/// clock, so that from one that tells no time nothing can be asked at all.
fn an_embargo_does_not_end_by_this_computers_clocks_alone(
    line: &BadLine,
    through: &Address,
    secret: &str,
) {
    line.set_clock(SignedDuration::ZERO);
    let room = Newsroom::new(&[(through, secret)]);
    line.take_clock_away();
    let (locked, free) = (room.story(), room.words());
    let end = Timestamp::now() + 1.hour();
    room.desk.set_embargo(locked.id, Some(end), Timestamp::now()).expect("locked");
    let held = room.publish(&locked, &through.name, None);
    assert_eq!(held.state, State::Held, "{held:?}");
    room.skip(2 * 3600);
    room.work();
    let stopped = room.delivery(&held.id);
    assert_eq!(stopped.state, State::NeedsYou, "{stopped:?}");
    let told = stopped.problem.expect("it says why").to_string();
    assert!(told.contains("does not tell what time it is") && told.contains("Date"), "{told}");
    assert!(room.desk.places(locked.id).expect("places").is_empty(), "nothing has left");
    let sent = room.publish(&free, &through.name, None);
    if through.kind == Kind::Ghost {
        assert_eq!(sent.state, State::NeedsYou, "{sent:?}");
        line.set_clock(SignedDuration::from_hours(2));
    } else {
        assert_eq!(sent.state, State::Delivered, "what has no lock goes out: {sent:?}");
        room.desk.set_embargo(locked.id, None, room.moment().wall).expect("a person lifted it");
    }
    room.desk.retry(&stopped.id, room.moment().wall).expect("tried again");
    room.work();
    let sent = room.delivery(&stopped.id);
    assert_eq!(sent.state, State::Delivered, "{sent:?}");
    assert_eq!(room.stage(&locked, &through.name), Stage::Public);
    if through.kind == Kind::Wordpress {
        at_its_time_it_goes_out_from_here(line, through, secret);
    }
}

/// No lock, only a time: the clockwork of a site that does not say how late it is is not told of it.
fn at_its_time_it_goes_out_from_here(line: &BadLine, through: &Address, secret: &str) {
    let room = Newsroom::new(&[(through, secret)]);
    line.take_clock_away();
    let story = room.words();
    let held = room.publish(&story, &through.name, Some(Timestamp::now() + 2.hours()));
    assert_eq!(held.state, State::Held, "{held:?}");
    assert!(!held.began("schedule"), "the site was told nothing: {held:?}");
    room.skip(2 * 3600 + 60);
    room.work();
    let sent = room.delivery(&held.id);
    assert_eq!(sent.state, State::Delivered, "{sent:?}");
}
