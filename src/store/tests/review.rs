//! Review: what was said is kept, and an approval is of one text.

use super::record::sound;
use super::*;
use crate::review::{
    Anchor, How, Mark, Note, Part, Person, Review, Settled, Suggestion, fingerprint,
};
use crate::story::{Move, Status};

pub(super) fn person(name: &str) -> Person {
    Person { name: name.into(), key: String::new() }
}

pub(super) fn mark(name: &str, minute: u32) -> Mark {
    let at = at("2024-01-11T09:00:00Z") + jiff::SignedDuration::from_mins(minute.into());
    Mark { by: person(name), at }
}

pub(super) fn note(id: &str, minute: u32) -> Note {
    Note {
        id: id.into(),
        made: mark("Ada", minute),
        text: "Who says so?".into(),
        anchor: None,
        answers: None,
        returns: false,
        settled: None,
    }
}

pub(super) fn suggestion(id: &str, minute: u32) -> Suggestion {
    let (part, quote) = (Part::Body, "one".to_owned());
    let (before, after) = (String::new(), String::new());
    Suggestion {
        id: id.into(),
        made: mark("Ben", minute),
        anchor: Anchor { part, quote, before, after, at: 0 },
        instead: "1".into(),
        settled: None,
    }
}

pub(super) fn said(notes: Vec<Note>) -> Review {
    Review { notes, ..Review::default() }
}

pub(super) fn settle(store: &mut Store, story: StoryId, id: &str, how: How, minute: u32) {
    let made = mark("Ada", minute);
    let mut review = store.review(story).unwrap();
    let settled = Some(Settled { made: made.clone(), how });
    for one in review.notes.iter_mut().filter(|one| one.id == id) {
        one.settled.clone_from(&settled);
    }
    for one in review.suggestions.iter_mut().filter(|one| one.id == id) {
        one.settled.clone_from(&settled);
    }
    store.add_to_review(story, &review, made.at).unwrap();
}

pub(super) fn approve(store: &mut Store, story: StoryId, minute: u32) -> Story {
    let version = store.story(story).unwrap().version;
    store.approve(story, version, &person("Ada"), mark("Ada", minute).at).unwrap()
}

#[test]
fn two_desks_that_merge_each_others_reviews_have_the_same() {
    let (_folder, mut mine) = store();
    let (_other, mut theirs) = store();
    let story = a_story(&mut mine);
    let copy = mine.story(story).unwrap();
    theirs.insert_story(&copy).unwrap();
    let now = mark("", 9).at;
    mine.add_to_review(story, &said(vec![note("a", 1), note("b", 2)]), now).unwrap();
    approve(&mut mine, story, 3);
    let suggestions = vec![suggestion("s", 2)];
    theirs.add_to_review(story, &Review { suggestions, ..said(vec![]) }, now).unwrap();
    settle(&mut theirs, story, "s", How::TakenBack, 4);
    for _ in 0..2 {
        let (one, other) = (mine.review(story).unwrap(), theirs.review(story).unwrap());
        assert_eq!(mine.merge_review(story, &other, now).unwrap(), one.merged(&other));
        theirs.merge_review(story, &one, now).unwrap();
    }
    let whole = mine.review(story).unwrap();
    // But for who passed it: that counts where it was done, and is kept apart elsewhere.
    let approvals = theirs.passed_elsewhere(story).unwrap();
    assert_eq!(
        (whole.clone(), vec![]),
        (
            Review { approvals, ..theirs.review(story).unwrap() },
            theirs.review(story).unwrap().approvals
        )
    );
    assert_eq!(mine.passed_elsewhere(story).unwrap(), []);
    assert_eq!((whole.notes.len(), whole.suggestions.len(), whole.approvals.len()), (2, 1, 1));
    let entries = [sound(&mine, story).entries, sound(&theirs, story).entries];
    mine.merge_review(story, &whole, now).unwrap();
    theirs.merge_review(story, &whole, now).unwrap();
    let after = [sound(&mine, story).entries, sound(&theirs, story).entries];
    assert_eq!(entries, after, "what is known is recorded once");
}

#[test]
fn an_approval_keeps_the_text_it_was_given_to() {
    let (_folder, mut store) = store();
    let story = a_story(&mut store);
    store.save_copy(story, 1, &copy("A", "one"), mark("", 1).at).unwrap();
    let error = store.approve(story, 1, &person("Ada"), mark("", 2).at).unwrap_err();
    assert_eq!(error.code, Code::Conflict, "that is not what was looked at");
    let approved = approve(&mut store, story, 2);
    assert_eq!(approved.status, Status::Approved);
    let version = approved.version;
    store.save_copy(story, version, &copy("A", "two"), mark("", 3).at).unwrap();
    let approval = store.review(story).unwrap().approvals.remove(0);
    let revision = store.approved_revision(story, &approval).unwrap().unwrap();
    let passed = store.revision(story, revision).unwrap().story;
    assert_eq!(fingerprint(&passed), approval.fingerprint);
    assert_eq!(passed.copy.body, "one");
}

#[test]
fn whatever_readers_would_get_otherwise_reopens_an_approved_story() {
    type Change = fn(&mut Store, StoryId, u32, Timestamp) -> Result<()>;
    let changes: [(Change, Status); 8] = [
        (|s, id, v, now| s.save_copy(id, v, &copy("A", "two"), now).map(drop), Status::Filed),
        (
            |s, id, v, now| {
                let slug = "b".to_owned();
                let details = Details { kind: Kind::News, section: String::new(), slug };
                s.save_details(id, v, &details, now).map(drop)
            },
            Status::Filed,
        ),
        (
            |s, id, _, now| s.add_picture(id, &picture("b.jpg", Role::Lead), now).map(drop),
            Status::Filed,
        ),
        (
            |s, id, v, now| {
                let words = Words { caption: "Else".into(), ..Words::default() };
                let changed = Picture { words, ..picture("a.jpg", Role::Inline) };
                s.save_picture(id, v, &changed, now).map(drop)
            },
            Status::Filed,
        ),
        (|s, id, _, now| s.remove_picture(id, "a.jpg", now).map(drop), Status::Filed),
        (
            |s, id, _, now| {
                let first = s.revisions(id)?.pop().map(|past| past.id);
                s.restore(id, first.unwrap_or_default(), now).map(drop)
            },
            Status::Filed,
        ),
        // An embargo is no text, and the same words are no change.
        (
            |s, id, _, now| s.set_embargo(id, Some(at("2037-01-01T09:00:00Z")), now).map(drop),
            Status::Approved,
        ),
        (|s, id, v, now| s.save_copy(id, v, &copy("A", "one"), now).map(drop), Status::Approved),
    ];
    for (number, (change, status)) in changes.into_iter().enumerate() {
        let (_folder, mut store) = store();
        let story = a_story(&mut store);
        store.save_copy(story, 1, &copy("A", "one"), mark("", 1).at).unwrap();
        store.add_picture(story, &picture("a.jpg", Role::Inline), mark("", 1).at).unwrap();
        let version = approve(&mut store, story, 2).version;
        change(&mut store, story, version, mark("", 3).at).unwrap();
        assert_eq!(store.story(story).unwrap().status, status, "change {number}");
        let told = store.record(story).unwrap();
        let told = told.iter().filter(|entry| entry.what == "changed after approval").count();
        assert_eq!(told, usize::from(status == Status::Filed), "change {number}");
        sound(&store, story);
    }
}

#[test]
fn a_story_in_the_bin_is_not_approved_and_a_published_one_stays_published() {
    let (_folder, mut store) = store();
    let story = a_story(&mut store);
    store.move_story(story, Move::Spike, mark("", 1).at).unwrap();
    let version = store.story(story).unwrap().version;
    let error = store.approve(story, version, &person("Ada"), mark("", 2).at).unwrap_err();
    assert_eq!(error.code, Code::IllegalMove);
    assert!(store.review(story).unwrap().approvals.is_empty());
    store.move_story(story, Move::Unspike, mark("", 3).at).unwrap();
    store.move_story(story, Move::Publish, mark("", 4).at).unwrap();
    assert_eq!(approve(&mut store, story, 5).status, Status::Published);
    assert_eq!(store.review(story).unwrap().approvals.len(), 1);
}

#[test]
fn a_story_goes_back_with_its_reasons_or_not_at_all() {
    let (_folder, mut store) = store();
    let story = a_story(&mut store);
    let reasons = Note { returns: true, ..note("r", 1) };
    let error = store.return_story(story, &reasons, mark("", 1).at).unwrap_err();
    assert_eq!(error.code, Code::IllegalMove, "nobody handed it in");
    assert!(store.review(story).unwrap().notes.is_empty());
    store.move_story(story, Move::File, mark("", 2).at).unwrap();
    let back = store.return_story(story, &reasons, mark("", 3).at).unwrap();
    assert_eq!(back.status, Status::Returned);
    assert_eq!(store.review(story).unwrap().notes, [reasons]);
}
