//! Two texts to settle: kept through restarts, blocking what would pass one of them over, and decided.

use super::*;
use crate::desk::ToSettle;
use crate::site::{Address, Kind};
use crate::story::Move;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};

const FIRST: &str = "The clock is slow.\n\nIt has two hands.\n\nNobody looks.\n";
const MINE: &str = "The clock is broken.\n\nIt has two hands.\n\nNobody looks.\n";
const THEIRS: &str = "The clock is loud.\n\nIt has two long hands.\n\nNobody looks.\n";

fn version(body: &str, version: u32) -> Story {
    Story { version, ..told(body) }
}

/// A story that came, was changed here and comes again, changed in the same place.
fn disputed(desk: &Desk) -> Received {
    let first = version(FIRST, 1);
    let here = received(desk, &sent(first.clone(), &[]), 1).story;
    write(desk, &here, MINE, 2);
    let came = received(desk, &sent(version(THEIRS, 2), &[&first]), 3);
    assert_eq!(came.conflicts.len(), 1);
    came
}

fn one(desk: &Desk) -> ToSettle {
    let mut open = desk.to_settle(told("").id).unwrap();
    assert_eq!(open.len(), 1, "{open:?}");
    open.remove(0)
}

fn settle(desk: &Desk, choices: &[Option<Choice>]) -> Story {
    let open = one(desk);
    desk.settle_received(open.story, open.version, open.number, choices, at(20)).unwrap()
}

fn bodies(desk: &Desk) -> Vec<String> {
    let past = desk.store().past(told("").id).unwrap();
    past.into_iter().map(|one| one.story.copy.body).collect()
}

#[test]
fn it_is_there_after_a_restart_and_is_settled_by_each_way() {
    for (choice, first) in [
        (Choice::Mine, "The clock is broken."),
        (Choice::Theirs, "The clock is loud."),
        (Choice::Both, "The clock is broken.\n\nThe clock is loud."),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let came = disputed(&open(folder.path()));
        let desk = open(folder.path());
        let inbox = desk.inbox().unwrap();
        let open = one(&desk);
        assert_eq!(inbox.undecided, std::slice::from_ref(&open));
        assert_eq!((open.number, &open.conflicts), (came.undecided.unwrap(), &came.conflicts));
        assert_eq!((open.from.as_str(), open.site.as_ref()), ("Jo Smith", None));
        let settled = settle(&desk, &[Some(choice)]);
        let rest = "It has two long hands.\n\nNobody looks.\n";
        assert_eq!(settled.copy.body, format!("{first}\n\n{rest}"));
        assert_eq!(desk.to_settle(open.story).unwrap(), []);
        let bodies = bodies(&desk);
        assert!(
            [MINE, THEIRS].iter().all(|text| bodies.contains(&(*text).to_owned())),
            "{bodies:?}"
        );
        assert_eq!(desk.verify(open.story).unwrap().faults, []);
    }
}

#[test]
fn nothing_is_passed_sent_back_or_handed_in_before_it_is_settled() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    let came = disputed(&desk);
    let (id, version) = (came.story.id, came.story.version);
    let me = desk.set_me("Ada").unwrap();
    let before = desk.review(id).unwrap();
    let refused: [Error; 6] = [
        desk.return_with_reasons(id, "Which of the two?", at(4)).unwrap_err(),
        desk.approve(id, version, &me, at(5)).unwrap_err(),
        desk.publish(id, version, "town", None, at(5)).unwrap_err(),
        desk.file(id, at(5)).unwrap_err(),
        desk.move_story(id, Move::File, at(5)).unwrap_err(),
        desk.file_with(id, version, Some("town"), at(5)).unwrap_err(),
    ];
    for error in refused {
        assert_eq!(error.code, Code::Conflict, "{error}");
        assert!(error.message.contains("came from Jo Smith"), "{error}");
        assert!(error.hint.contains("desk settle"), "{error}");
    }
    assert_eq!((desk.review(id).unwrap(), desk.story(id).unwrap()), (before, came.story));
    settle(&desk, &[Some(Choice::Mine)]);
    let version = desk.story(id).unwrap().version;
    assert_eq!(desk.approve(id, version, &me, at(22)).unwrap().status, Status::Approved);
}

#[test]
fn what_is_written_meanwhile_stays_whatever_is_decided() {
    let written = "The clock is quite broken.\n\nIt has two long hands.\n\nEverybody looks.\n";
    let taken = "The clock is loud.\n\nIt has two long hands.\n\nEverybody looks.\n";
    for (choice, stands) in [(Choice::Mine, written), (Choice::Theirs, taken)] {
        let folder = tempfile::tempdir().unwrap();
        let desk = open(folder.path());
        let came = disputed(&desk);
        write(&desk, &came.story, written, 5);
        let open = one(&desk);
        assert_eq!(open.conflicts.len(), 1, "{open:?}");
        assert_eq!(open.conflicts[0].mine, "The clock is quite broken.");
        assert_eq!(open.conflicts[0].theirs, "The clock is loud.");
        assert_eq!(open.taken, []);
        assert_eq!(settle(&desk, &[Some(choice)]).copy.body, stands);
    }
}

#[test]
fn places_are_settled_one_by_one() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    let first = version(FIRST, 1);
    let here = received(&desk, &sent(first.clone(), &[]), 1).story;
    // Mine takes out what theirs rewrites: those words stand until somebody decides.
    write(&desk, &here, "The clock is broken.\n\nIt has two hands.\n", 2);
    let theirs = "The clock is loud.\n\nIt has two hands.\n\nNobody looks up.\n";
    let came = received(&desk, &sent(version(theirs, 2), &[&first]), 3);
    assert_eq!(came.conflicts.len(), 2, "{:?}", came.conflicts);
    let half = settle(&desk, &[Some(Choice::Theirs)]);
    assert_eq!(half.copy.body, theirs);
    let left = one(&desk);
    assert_eq!(left.conflicts, came.conflicts[1..]);
    desk.store().refuse_undecided(left.story, "so").unwrap_err();
    let packet = folder.path().join("a.story");
    assert_eq!(desk.write_packet(left.story, &packet, at(4)).unwrap_err().code, Code::Conflict);
    // Somebody writes on elsewhere: the place that is left is the same.
    write(&desk, &half, &theirs.replace("two hands", "both hands"), 5);
    let left = one(&desk);
    assert_eq!(left.conflicts.len(), 1, "{left:?}");
    assert_eq!(
        (left.conflicts[0].mine.as_str(), left.conflicts[0].theirs.as_str()),
        ("", "Nobody looks up.")
    );
    let settled = settle(&desk, &[Some(Choice::Mine)]);
    assert_eq!(settled.copy.body, "The clock is loud.\n\nIt has both hands.\n");
    let record = desk.record(left.story).unwrap();
    let told = record.iter().filter(|entry| entry.what == "settled");
    let told: Vec<&str> = told.filter_map(|entry| entry.remark.as_deref()).collect();
    assert_eq!(told, ["theirs in 1, open in 1", "mine in 1"]);
    assert_eq!(desk.verify(left.story).unwrap().faults, []);
    desk.store().refuse_undecided(left.story, "so").unwrap();
}

#[test]
fn their_next_text_takes_the_place_of_the_one_that_was_open() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    let came = disputed(&desk);
    let before = one(&desk);
    // The very same once more changes nothing, and is told once more.
    let again = received(&desk, &sent(version(THEIRS, 2), &[&version(FIRST, 1)]), 4);
    assert_eq!((&again.conflicts, again.undecided), (&came.conflicts, came.undecided));
    assert_eq!(one(&desk), before);
    // They go on from theirs, elsewhere: what was open stays open, and what is new is taken in.
    let newer = THEIRS.replace("Nobody looks", "Nobody looks up");
    let next = sent(version(&newer, 3), &[&version(FIRST, 1), &version(THEIRS, 2)]);
    let came = received(&desk, &next, 5);
    assert_eq!(came.conflicts.len(), 1, "{came:?}");
    assert!(came.sentences.iter().any(|one| one.contains("takes the place")), "{came:?}");
    let now = one(&desk);
    assert_ne!(now.number, before.number);
    assert_eq!(now.conflicts[0].theirs, "The clock is loud.");
    assert!(came.story.copy.body.contains("broken") && came.story.copy.body.contains("looks up"));
    // Who still looks at the older one decides nothing.
    let late = desk.settle_received(now.story, now.version, before.number, &[], at(6));
    assert_eq!(late.unwrap_err().code, Code::Conflict);
    // They see ours and go on from it: then they have decided.
    let agreed = came.story.copy.body.replace("broken", "mended");
    let earlier = [&version(FIRST, 1), &version(&newer, 3), &came.story];
    let came = received(&desk, &sent(version(&agreed, 4), &earlier), 7);
    assert_eq!((came.conflicts.len(), came.undecided), (0, None));
    assert_eq!(came.story.copy.body, agreed);
    assert_eq!(desk.to_settle(now.story).unwrap(), []);
    let bodies = bodies(&desk);
    assert!([THEIRS, newer.as_str()].iter().all(|text| bodies.contains(&(*text).to_owned())));
}

#[test]
fn an_older_text_that_comes_late_settles_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    disputed(&desk);
    let before = one(&desk);
    received(&desk, &sent(version(FIRST, 1), &[]), 4);
    assert_eq!(one(&desk), before);
}

#[test]
fn what_a_site_no_longer_says_is_no_longer_to_be_settled() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    let url = "https://news.example".to_owned();
    let (name, kind) = ("town".to_owned(), Kind::Own);
    let address = Address { name, kind, url, user: None, fingerprint: None };
    let source = Source::Site { address: &address, sender: "Practice writer" };
    let came = |incoming: &Contents, minute| {
        desk.receive(incoming, &mut |_| Ok(()), source, at(minute)).unwrap()
    };
    let first = version(FIRST, 1);
    let here = came(&sent(first.clone(), &[]), 1).story;
    write(&desk, &here, MINE, 2);
    came(&sent(version(THEIRS, 2), &[&first]), 3);
    let open = one(&desk);
    assert_eq!((open.from.as_str(), open.site.as_deref()), ("Practice writer", Some("town")));
    // Somebody put back there what both began with.
    let back = came(&sent(first.clone(), &[&first]), 4);
    assert_eq!((back.conflicts.len(), back.undecided), (0, None));
    assert!(back.story.copy.body.contains("broken"));
    assert!(back.sentences.iter().any(|one| one.contains("nothing is left to settle")), "{back:?}");
    assert_eq!(desk.to_settle(open.story).unwrap(), []);
    assert!(bodies(&desk).contains(&THEIRS.to_owned()));
}

#[test]
fn two_people_who_change_the_same_are_both_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    disputed(&desk);
    let body = FIRST.replace("slow", "fast");
    let third = sent(version(&body, 2), &[&version(FIRST, 1)]);
    desk.receive(&third, &mut |_| Ok(()), Source::Nobody, at(4)).unwrap();
    let open = desk.to_settle(third.story.id).unwrap();
    let theirs: Vec<&str> = open.iter().map(|one| one.conflicts[0].theirs.as_str()).collect();
    assert_eq!(theirs, ["The clock is loud.", "The clock is fast."]);
    let inbox: Vec<i64> = desk.inbox().unwrap().undecided.iter().map(|one| one.number).collect();
    assert_eq!(inbox, [open[1].number, open[0].number]);
    let choices = [Some(Choice::Theirs)];
    let number = open[0].number;
    desk.settle_received(third.story.id, open[0].version, number, &choices, at(5)).unwrap();
    let left = one(&desk);
    assert_eq!(
        (left.conflicts[0].mine.as_str(), left.number),
        ("The clock is loud.", open[1].number)
    );
}

#[test]
fn what_two_programs_take_in_at_one_moment_is_there_once() {
    for round in 0..12 {
        let folder = tempfile::tempdir().unwrap();
        let desks = [open(folder.path()), open(folder.path())];
        let story = with_picture(told(FIRST), "clock.jpg", GREY, "The clock");
        let incoming = sent(story.clone(), &[&version("The clock.", 1)]);
        let together = Barrier::new(2);
        let take = |desk: &Desk| {
            let waited = AtomicBool::new(false);
            let mut originals = |keep: KeepOriginal<'_>| {
                keep(&story.pictures[0], GREY.to_vec())?;
                if !waited.swap(true, Ordering::SeqCst) {
                    together.wait();
                }
                Ok(())
            };
            desk.receive(&incoming, &mut originals, Source::Signed(&jo()), at(1)).unwrap()
        };
        let both = std::thread::scope(|scope| {
            let threads = desks.each_ref().map(|desk| scope.spawn(|| take(desk)));
            threads.map(|thread| thread.join().unwrap())
        });
        let new = both.iter().filter(|came| came.new).count();
        assert_eq!(new, 1, "round {round}: {both:?}");
        assert!(both.iter().all(|came| came.conflicts.is_empty() && came.story.copy == story.copy));
        assert_eq!(desks[0].stories().unwrap().len(), 1);
        assert_eq!(desks[0].verify(story.id).unwrap().faults, []);
    }
}
