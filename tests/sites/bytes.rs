//! While a picture goes up, the desk says how much of it has left.

use crate::newsroom::Newsroom;
use copydesk::delivery::State;
use copydesk::site::Address;
use std::sync::Mutex;

/// What somebody sees who looks whenever there is news: from nothing to the whole picture, and no more.
pub fn contract(address: &Address, secret: &str) {
    let room = Newsroom::new(&[(address, secret)]);
    let story = room.story();
    let queued = room.queue(&story, &address.name, None);
    let seen = Mutex::new(Vec::new());
    let look = || {
        let steps = room.delivery(&queued.id).steps;
        let picture = steps.iter().find(|step| step.what.starts_with("picture:"));
        let picture = picture.expect("a picture is to be sent");
        seen.lock().expect("what was seen").extend(picture.sent.zip(picture.total));
    };
    room.desk.tick(&|| room.moment(), &look).expect("the outbox works");
    assert_eq!(room.delivery(&queued.id).state, State::Delivered);
    let mut seen = seen.into_inner().expect("what was seen");
    seen.dedup();
    let total = seen.first().expect("bytes were told").1;
    assert!(total > 50_000, "the file that leaves, not a part of it: {seen:?}");
    assert!(seen.len() >= 3 && seen.is_sorted(), "bit by bit: {seen:?}");
    assert!(seen.iter().all(|(sent, of)| sent <= of && *of == total), "{seen:?}");
    assert_eq!(seen.last().expect("told").0, total, "in the end all of it: {seen:?}");
}
