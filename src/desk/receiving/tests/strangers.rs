//! What strangers write and when they say they did: their words act on no screen, their marks overrule
//! nobody for good.

use super::*;
use crate::review::{Anchor, Holder, How, Part, Settled, Suggestion};

fn wild() -> Timestamp {
    Timestamp::MAX
}

fn noted(text: &str) -> Note {
    Note {
        id: "n1".into(),
        made: Mark { by: jo(), at: at(1) },
        text: text.into(),
        anchor: None,
        answers: None,
        returns: false,
        settled: None,
    }
}

fn said() -> Suggestion {
    let anchor = Anchor {
        part: Part::Body,
        quote: "slow".into(),
        before: "It was ".into(),
        after: ".".into(),
        at: 7,
    };
    let made = Mark { by: jo(), at: wild() };
    Suggestion { id: "s1".into(), made, anchor, instead: "late".into(), settled: None }
}

#[test]
fn a_mark_from_a_time_to_come_counts_from_when_it_came_and_once() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    let me = desk.set_me("Ann").unwrap();
    let mut incoming = sent(told("It was slow."), &[]);
    let mark = Mark { by: jo(), at: wild() };
    let closed = Settled { made: mark.clone(), how: How::Resolved };
    incoming.review.notes = vec![Note { settled: Some(closed), ..noted("Why?") }];
    let rejected = Settled { made: mark.clone(), how: How::Rejected };
    incoming.review.suggestions = vec![Suggestion { settled: Some(rejected), ..said() }];
    incoming.review.holder = Some(Holder { person: Some(jo()), made: mark, turn: 0 });
    let id = received(&desk, &incoming, 5).story.id;
    let review = desk.review(id).unwrap();
    assert_eq!(review.mark_of("n1").unwrap().made.at, at(5), "it came then");
    assert_eq!(review.suggestions[0].made.at, at(5));

    desk.settle(id, "n1", How::Reopened, at(6)).unwrap();
    desk.settle(id, "s1", How::Reopened, at(6)).unwrap();
    desk.assign(id, Some(me.clone()), at(6)).unwrap();
    // The same comes once more, as from a site: what was decided here since stands.
    received(&desk, &incoming, 7);
    let review = desk.review(id).unwrap();
    assert_eq!(review.mark_of("n1").unwrap().how, How::Reopened);
    assert_eq!(review.mark_of("s1").unwrap().how, How::Reopened);
    assert!(review.holder.as_ref().is_some_and(|holder| holder.person == Some(me)));
    desk.reject_suggestions(id, &["s1".into()], at(8)).unwrap();
    assert_eq!(desk.review(id).unwrap().mark_of("s1").unwrap().how, How::Rejected);
    assert_eq!(desk.verify(id).unwrap().faults, []);
    let claimed = format!("dated {} there", wild());
    let record = desk.record(id).unwrap();
    assert!(record.iter().any(|one| one.remark.as_ref().is_some_and(|it| it.contains(&claimed))));
}

#[test]
fn a_clock_that_is_a_little_ahead_is_believed() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    desk.set_me("Ann").unwrap();
    let mut incoming = sent(told("It was slow."), &[]);
    let closed = Settled { made: Mark { by: jo(), at: at(8) }, how: How::Resolved };
    incoming.review.notes = vec![Note { settled: Some(closed), ..noted("Why?") }];
    let id = received(&desk, &incoming, 5).story.id;
    assert_eq!(desk.review(id).unwrap().mark_of("n1").unwrap().made.at, at(8));
    desk.settle(id, "n1", How::Reopened, at(6)).unwrap();
    assert_eq!(desk.review(id).unwrap().mark_of("n1").unwrap().how, How::Reopened);
}

#[test]
fn a_mark_that_did_not_take_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    desk.set_me("Ann").unwrap();
    let id = received(&desk, &sent(told("It was slow."), &[]), 5).story.id;
    // As it is in folders from before such moments were held against the clock.
    let last = Settled { made: Mark { by: jo(), at: wild() }, how: How::Rejected };
    let one = Suggestion { settled: Some(last), ..said() };
    let said = Review { suggestions: vec![one], ..Review::default() };
    desk.store().add_to_review(id, &said, at(6)).unwrap();
    let refused = desk.settle(id, "s1", How::Accepted, at(7)).unwrap_err();
    assert_eq!(refused.code, Code::Conflict);
    assert_eq!(desk.review(id).unwrap().mark_of("s1").unwrap().how, How::Rejected);
}

#[test]
fn an_id_that_nothing_has_is_told_as_that() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    desk.set_me("Ann").unwrap();
    let story = received(&desk, &sent(told("It was slow."), &[]), 5).story;
    let which = ["s9".to_owned()];
    for refused in [
        desk.accept_suggestions(story.id, story.version, &which, at(6)).unwrap_err(),
        desk.reject_suggestions(story.id, &which, at(6)).unwrap_err(),
        desk.answer(story.id, "s9", "Yes.", at(6)).unwrap_err(),
        desk.settle(story.id, "s9", How::Resolved, at(6)).unwrap_err(),
    ] {
        assert_eq!(refused.code, Code::NotFound);
        assert!(refused.message.contains("s9"), "{refused}");
    }
}

#[test]
fn words_that_would_act_on_a_screen_are_taken_out_as_they_come() {
    let bad = Person { name: "Jo\u{1b}[2J\u{202e}\nSmith".into(), key: "aa".into() };
    let mut story = told("It was \u{2067}slow\u{2069}.");
    story.copy.headline = "Clock\n\u{1b}]0;x\u{7}mended".into();
    let mut incoming = sent(story, &[&told("It")]);
    incoming.review.notes = vec![Note {
        made: Mark { by: bad.clone(), at: at(1) },
        ..noted("Why?\r\n\tNow\u{9b}31m\u{202e}.")
    }];
    incoming.review.holder =
        Some(Holder { person: None, made: Mark { by: bad, at: at(1) }, turn: 0 });
    incoming.revisions[0].why = "while\nwriting".into();
    incoming.revisions[0].by = Some(Person::default());
    let cleaned = incoming.cleaned();
    assert_eq!(cleaned.story.copy.headline, "Clock ]0;xmended");
    assert_eq!(
        cleaned.story.copy.body, "It was \u{2067}slow\u{2069}.",
        "the writer's, to the letter"
    );
    assert_eq!(cleaned.review.notes[0].text, "Why?\n\tNow31m.");
    assert_eq!(cleaned.review.notes[0].made.by.name, "Jo[2J Smith");
    assert_eq!(cleaned.review.holder.as_ref().unwrap().made.by.name, "Jo[2J Smith");
    assert_eq!(cleaned.revisions[0].why, "while writing");
    assert_eq!(cleaned.revisions[0].by.as_ref().unwrap().name, "somebody without a name");
    assert_eq!(cleaned.clone().cleaned(), cleaned);

    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    let id = received(&desk, &cleaned, 5).story.id;
    let text = desk.export_record(id).unwrap();
    let acting = |sign: &char| crate::story::strange::acts(*sign) && !matches!(sign, '\n' | '\t');
    assert_eq!(text.chars().find(acting), None, "{text}");
}

#[test]
fn nobody_decides_in_the_name_of_whoever_works_here() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    let me = desk.set_me("Ann").unwrap();
    let mut incoming = sent(told("It was slow."), &[]);
    incoming.review.notes = vec![noted("Why?")];
    incoming.review.suggestions = vec![said()];
    let id = received(&desk, &incoming, 5).story.id;
    let nameless = Person { key: String::new(), ..me.clone() };
    for (n, by) in [(2, me.clone()), (3, nameless)] {
        let mark = |how| Some(Settled { made: Mark { by: by.clone(), at: at(6) }, how });
        incoming.story.version = n;
        incoming.review.notes[0].settled = mark(How::Resolved);
        incoming.review.suggestions[0].settled = mark(How::Rejected);
        received(&desk, &incoming, 7);
        let review = desk.review(id).unwrap();
        assert!(review.mark_of("n1").is_none() && review.mark_of("s1").is_none(), "{review:?}");
    }
    // What I did decide stands, whoever brings it back.
    desk.settle(id, "n1", How::Resolved, at(8)).unwrap();
    let mine = desk.review(id).unwrap().mark_of("n1").cloned();
    incoming.story.version = 4;
    incoming.review.notes[0].settled = mine.clone();
    received(&desk, &incoming, 9);
    assert_eq!(desk.review(id).unwrap().mark_of("n1").cloned(), mine);
}
