//! Whatever is done through the front door, in whatever order: the record knows it and all seals fit.

use super::record::{come, connect, deliver, minute, queue};
use super::review::{mark, note, person, said, settle, suggestion};
use super::*;
use crate::delivery::State;
use crate::merge::Choice;
use crate::review::{Holder, How, Review};
use crate::story::Move;
use proptest::prelude::*;

/// One thing a person or the outbox does, chosen by two numbers.
fn one_of(store: &mut Store, story: StoryId, (which, with): (u8, u8), now: Timestamp) {
    let held = store.story(story).unwrap();
    let version = held.version.saturating_sub(u32::from(with % 5 == 0));
    let text = "word ".repeat(usize::from(with));
    let id = format!("x{}", with % 7);
    // Whether it is allowed just then does not matter: what is refused is recorded nowhere.
    match which % 18 {
        0 => drop(store.save_copy(story, version, &copy("A", &text), now)),
        1 => {
            let details = Details { kind: Kind::News, section: id, slug: String::new() };
            drop(store.save_details(story, version, &details, now));
        }
        2 => drop(store.add_picture(story, &picture(&id, Role::Lead), now)),
        3 => drop(store.remove_picture(story, &id, now)),
        4 => drop(store.add_to_review(story, &said(vec![note(&id, with.into())]), now)),
        5 => {
            let suggestions = vec![suggestion(&id, with.into())];
            let theirs = Review { suggestions, ..Review::default() };
            drop(store.merge_review(story, &theirs, now));
        }
        6 => settle(store, story, &id, How::Rejected, with.into()),
        7 => drop(store.approve(story, version, &person("Ada"), now)),
        8 => {
            let moves = [Move::File, Move::Spike, Move::Unspike, Move::Return];
            drop(store.move_story(story, moves[usize::from(with % 4)], now));
        }
        // What is to be settled first is not sent.
        9 if !store.undecided(story).unwrap().is_empty() => {}
        9 => queue(store, story, &format!("d{now}"), now),
        10 | 11 => {
            let due = store.due(now).unwrap();
            let Some(due) = due.first() else { return };
            if with % 3 == 0 {
                let begun = store.begin_delivery(&due.id, now).unwrap();
                let Some(begun) = begun else { return };
                let states = [State::Failed, State::Queued, State::NeedsYou, State::Uncertain];
                let state = states[usize::from(with % 4)];
                let problem = Error::new(Code::Internal, "No.", "Ask.");
                store.fail_attempt(&begun, state, &problem, None, now).unwrap();
            } else {
                deliver(store, &due.id, now);
            }
        }
        12 => {
            for delivery in store.deliveries(None).unwrap() {
                match with % 4 {
                    0 => drop(store.cancel(&delivery.id, now)),
                    1 => drop(store.pause(&delivery.id, now)),
                    2 => drop(store.hold(&delivery.id, now, now)),
                    _ => drop(store.retry(&delivery.id, now)),
                }
            }
        }
        13 => {
            let past = store.revisions(story).unwrap();
            let Some(past) = past.get(usize::from(with) % past.len().max(1)) else { return };
            store.restore(story, past.id, now).unwrap();
        }
        14 => match store.undecided(story).unwrap().pop() {
            Some(open) if with % 2 == 0 => {
                let decided = &[(with % 4 == 0).then_some(Choice::Mine)];
                let (number, next, of) = (open.number, &held, (None, &held));
                let decision = Decision { number, next, decided, held: of };
                store.decide(&decision, held.version, now).unwrap();
            }
            _ => come(store, story, now),
        },
        15 => {
            let Some(due) = store.due(now).unwrap().pop() else { return };
            store.begin_step(&due.id, "release", now).unwrap();
            match with % 3 {
                0 => store.finish_step(&due.id, "release", now).unwrap(),
                1 => store.refuse_step(&due.id, "release", now).unwrap(),
                _ => store.note_bytes(&due.id, "release", 1, 2).unwrap(),
            }
        }
        16 => drop(store.drop_revisions(now, now).unwrap()),
        _ => {
            store.mark_interrupted(now).unwrap();
            let holder = Some(Holder { person: None, made: mark(&id, with.into()), turn: 0 });
            store.add_to_review(story, &Review { holder, ..Review::default() }, now).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_done_through_the_front_door_verifies(
        done in prop::collection::vec((any::<u8>(), any::<u8>(), any::<bool>()), 1..40),
    ) {
        let (_folder, mut store) = store();
        connect(&mut store);
        let stories = [a_story(&mut store), a_story(&mut store)];
        for (number, (which, with, second)) in (1..).zip(&done) {
            let story = stories[usize::from(*second)];
            one_of(&mut store, story, (*which, *with), minute(number));
            for story in stories {
                let verified = store.verify(story).unwrap();
                prop_assert_eq!(&verified.faults, &[], "after {} {}", which % 18, with);
            }
        }
    }
}
