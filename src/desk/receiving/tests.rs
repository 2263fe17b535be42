mod naming;
mod strangers;
mod undecided;

use super::standing::standing;
use super::*;
use crate::desk::{ApprovalState, Opening};
use crate::merge::{Choice, Spot};
use crate::packet;
use crate::picture::Words;
use crate::review::{Approval, Mark, Note, Review, fingerprint};
use crate::story::Copy;
use jiff::SignedDuration;
use std::path::Path;
use uuid::Uuid;

/// A grey picture of eight pixels a side, and another one of the same size.
const GREY: &[u8] = include_bytes!("../../../fuzz/grey.jpg");

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000).unwrap() + SignedDuration::from_mins(minute)
}

fn open(folder: &Path) -> Desk {
    Desk::open(&Opening { folder, house: None, environment: |_| None }).unwrap()
}

fn jo() -> Person {
    Person { name: "Jo Smith".into(), key: "aa".into() }
}

fn told(body: &str) -> Story {
    let mut story = Story::new(StoryId(Uuid::from_u128(1)), at(0));
    story.copy = Copy { headline: "Clock mended".into(), body: body.into(), ..Copy::default() };
    story.status = Status::Filed;
    story
}

fn with_picture(mut story: Story, name: &str, bytes: &[u8], caption: &str) -> Story {
    let words = Words { caption: caption.into(), ..Words::default() };
    let (name, sha256) = (name.to_owned(), Store::hash(bytes));
    story.copy.body.push_str(&format!("\n\n![]({name})"));
    story.pictures.push(Picture { name, sha256, words, width: 8, height: 8, ..Picture::default() });
    story
}

fn sent(story: Story, earlier: &[&Story]) -> Contents {
    let revision = |story: &&Story| packet::Revision {
        at: at(1),
        why: "while writing".into(),
        by: None,
        story: (*story).clone(),
    };
    Contents { story, review: Review::default(), revisions: earlier.iter().map(revision).collect() }
}

/// Takes it in with these originals.
fn take(desk: &Desk, incoming: &Contents, files: &[&[u8]], minute: i64) -> Result<Received> {
    let pictures = incoming.story.pictures.clone();
    let mut originals = |keep: KeepOriginal<'_>| {
        pictures.iter().zip(files).try_for_each(|(one, bytes)| keep(one, bytes.to_vec()))
    };
    desk.receive(incoming, &mut originals, Source::Signed(&jo()), at(minute))
}

fn received(desk: &Desk, incoming: &Contents, minute: i64) -> Received {
    take(desk, incoming, &[], minute).unwrap()
}

fn write(desk: &Desk, story: &Story, body: &str, minute: i64) -> Story {
    let copy = Copy { body: body.into(), ..story.copy.clone() };
    let version = desk.story(story.id).unwrap().version;
    desk.save_copy(story.id, version, &copy, at(minute)).unwrap();
    desk.story(story.id).unwrap()
}

fn files_below(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.map(|path| if path.is_dir() { files_below(&path) } else { 1 }).sum()
}

#[test]
fn a_new_story_comes_whole_and_what_it_claims_to_be_is_not_believed() {
    for (claimed, is) in [
        (Status::Draft, Status::Draft),
        (Status::Filed, Status::Filed),
        (Status::Returned, Status::Returned),
        (Status::Approved, Status::Filed),
        (Status::Published, Status::Filed),
        (Status::Withdrawn, Status::Filed),
        (Status::Spiked, Status::Draft),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let desk = open(folder.path());
        let mut story = with_picture(told("It was slow."), "clock.jpg", GREY, "The clock");
        (story.status, story.version) = (claimed, u32::MAX);
        story.created = Timestamp::MIN;
        let mut incoming = sent(story.clone(), &[&told("It")]);
        let approval =
            Approval { fingerprint: fingerprint(&story), made: Mark { by: jo(), at: at(1) } };
        incoming.review.approvals.push(approval.clone());
        let Received { story, new, sentences, .. } = take(&desk, &incoming, &[GREY], 5).unwrap();
        assert!(new);
        assert_eq!((story.status, story.version), (is, 1), "{claimed:?}");
        assert_eq!(story.copy, incoming.story.copy);
        assert_eq!(story.pictures, incoming.story.pictures);
        assert_eq!(desk.approval_state(story.id).unwrap(), ApprovalState::None);
        assert_eq!(desk.passed_elsewhere(story.id).unwrap(), [approval]);
        assert!(sentences.iter().any(|one| one.contains("does not count")), "{sentences:?}");
        assert_eq!(desk.stories().unwrap().len(), 1, "the list can still be read");
        let whys: Vec<String> =
            desk.revisions(story.id).unwrap().into_iter().map(|one| one.why).collect();
        assert_eq!(whys, ["came from Jo Smith", "while writing"]);
        assert_eq!(desk.store().original(&Store::hash(GREY)).unwrap(), GREY);
        assert_eq!(desk.verify(story.id).unwrap().faults, []);
        // A clock of ours goes on counting.
        write(&desk, &story, "It was slow, and is no more.", 6);
    }
}

#[test]
fn both_texts_are_made_one_from_what_they_last_had_in_common() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    let first = told("One clock.\n\nTwo hands.\n");
    let here = received(&desk, &sent(first.clone(), &[]), 1).story;
    write(&desk, &here, "One town clock.\n\nTwo hands.\n", 2);
    let mut next = first.clone();
    next.copy.body = "One clock.\n\nTwo long hands.\n".into();
    next.version = 2;
    let Received { story, new, merged, conflicts, .. } =
        received(&desk, &sent(next.clone(), &[&first]), 3);
    assert!(!new && merged && conflicts.is_empty());
    assert_eq!(story.copy.body, "One town clock.\n\nTwo long hands.\n");
    let bodies: Vec<String> =
        desk.store().past(story.id).unwrap().into_iter().map(|one| one.story.copy.body).collect();
    assert!(bodies.contains(&next.copy.body), "{bodies:?}");
    assert!(bodies.contains(&"One town clock.\n\nTwo hands.\n".to_owned()), "{bodies:?}");
    // They went back to what they had: that is a change too.
    let mut back = first.clone();
    back.version = 3;
    let came = received(&desk, &sent(back, &[&first, &story]), 4);
    assert_eq!(came.story.copy.body, first.copy.body);
    // And once more, with the revision that handing it in made of it.
    write(&desk, &came.story, "One small clock.\n\nTwo hands.\n", 5);
    let small = desk.story(story.id).unwrap();
    let mut again = first.clone();
    again.version = 5;
    let came = received(&desk, &sent(again.clone(), &[&first, &small, &again]), 6);
    assert_eq!(came.story.copy.body, first.copy.body);
    // And once more, and went on from there.
    write(&desk, &came.story, "One tall clock.\n\nTwo hands.\n", 7);
    let tall = desk.story(story.id).unwrap();
    let mut on = first.clone();
    (on.copy.body, on.version) = ("One clock.\n\nTwo hands of brass.\n".into(), 8);
    let came = received(&desk, &sent(on.clone(), &[&first, &small, &first, &tall, &first]), 9);
    assert_eq!((came.story.copy.body, came.conflicts), (on.copy.body, vec![]));
    assert_eq!(desk.verify(story.id).unwrap().faults, []);
}

#[test]
fn where_both_changed_the_same_mine_stands_until_somebody_takes_theirs() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    let first = told("The clock is slow.");
    let here = received(&desk, &sent(first.clone(), &[]), 1).story;
    write(&desk, &here, "The clock is broken.", 2);
    let mut next = first.clone();
    (next.copy.body, next.version) = ("The clock is loud.".into(), 2);
    let came = received(&desk, &sent(next, &[&first]), 3);
    assert_eq!(came.story.copy.body, "The clock is broken.");
    assert_eq!(came.conflicts.len(), 1);
    assert_eq!(came.conflicts[0].theirs, "The clock is loud.");
    let number = came.undecided.unwrap();
    let past = desk.store().past(came.story.id).unwrap();
    let theirs = past.iter().find(|one| one.story.copy.body == "The clock is loud.").unwrap();
    assert_eq!(theirs.why, "kept from a conflict");
    let (id, choices) = (came.story.id, [Some(Choice::Theirs)]);
    let settle = |version| desk.settle_received(id, version, number, &choices, at(4));
    assert_eq!(settle(came.story.version + 1).unwrap_err().code, Code::Conflict);
    assert_eq!(settle(came.story.version).unwrap().copy.body, "The clock is loud.");
    let again = settle(came.story.version + 1).unwrap_err();
    assert!(again.code == Code::Conflict && again.hint.contains("history"), "{again}");
}

#[test]
fn with_nothing_in_common_mine_stands_whole_and_theirs_is_one_choice_away() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    let here = received(&desk, &sent(told("Mine one.\n\nMine two."), &[]), 1).story;
    let mut other = with_picture(told("Theirs one."), "b.jpg", GREY, "B");
    (other.copy.headline, other.version) = ("Clock repaired".into(), 9);
    let came = take(&desk, &sent(other.clone(), &[]), &[GREY], 3).unwrap();
    assert_eq!(came.story.copy, here.copy);
    assert!(came.story.pictures.is_empty());
    assert_eq!(came.conflicts.len(), 2, "{:?}", came.conflicts);
    assert_eq!(came.conflicts[1].spot, Spot::Paragraph { number: 1 });
    let (number, version) = (came.undecided.unwrap(), came.story.version);
    let choices = [Choice::Mine, Choice::Theirs].map(Some);
    let settled = desk.settle_received(here.id, version, number, &choices, at(4)).unwrap();
    assert_eq!(settled.copy.body, other.copy.body);
    assert_eq!(settled.copy.headline, "Clock mended");
    assert_eq!(settled.pictures[0].words.caption, "B");
}

#[test]
fn what_was_decided_here_no_claim_undoes() {
    use Status as S;
    for mine in Status::ALL {
        for claimed in Status::ALL {
            let stands = standing(mine, claimed, None);
            assert!(
                stands == mine
                    || matches!(
                        (mine, stands),
                        (S::Draft | S::Returned, S::Filed) | (S::Filed, S::Returned)
                    ),
                "{mine:?} {claimed:?} {stands:?}"
            );
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    let first = told("One.");
    let here = received(&desk, &sent(first.clone(), &[]), 1).story;
    let me = desk.set_me("Ada").unwrap();
    desk.approve(here.id, here.version, &me, at(2)).unwrap();
    let mut same = first.clone();
    (same.status, same.version) = (S::Draft, 2);
    let kept = received(&desk, &sent(same, &[&first]), 3);
    assert_eq!(kept.story.status, S::Approved);
    // Another text, with somebody's word that it was approved: by me, they say.
    let mut other = first.clone();
    (other.copy.body, other.version) = ("One and all.".into(), 3);
    other.status = S::Approved;
    let mut incoming = sent(other.clone(), &[&first]);
    incoming
        .review
        .approvals
        .push(Approval { fingerprint: fingerprint(&other), made: Mark { by: me, at: at(3) } });
    let came = received(&desk, &incoming, 4);
    assert_eq!(came.story.copy.body, "One and all.");
    assert_eq!(came.story.status, S::Filed);
    assert!(matches!(desk.approval_state(here.id).unwrap(), ApprovalState::Changed { .. }));
    assert!(came.sentences.iter().any(|one| one.contains("approved anew")), "{came:?}");
    assert_eq!(desk.verify(here.id).unwrap().faults, []);
}

#[test]
fn a_stranger_changes_no_story_that_is_here_and_whoever_was_confirmed_may() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    let mine = desk.new_story(at(0)).unwrap();
    let mut theirs = mine.clone();
    theirs.copy.body = "Words of a stranger.".into();
    let error = take(&desk, &sent(theirs.clone(), &[&mine]), &[], 1).unwrap_err();
    assert!(error.message.contains("nothing of it came with Jo Smith’s key"), "{error}");
    assert_eq!(desk.story(mine.id).unwrap(), mine);
    assert!(desk.revisions(mine.id).unwrap().is_empty());
    // A story of their own is taken in, and their key is remembered with it.
    let mut own = told("Another story.");
    own.id = StoryId(Uuid::from_u128(2));
    let (incoming, from) = (sent(own, &[]), jo());
    let source = Source::Signed(&from);
    let signed = Some(("00", false));
    let (by, heard, edited) = (Some(&from), None, false);
    let signed = Sent { incoming: &incoming, from: by, source, signed, heard, edited };
    desk.receive_sent(&signed, &mut |_| Ok(()), at(2)).unwrap();
    assert_eq!(desk.store().people().unwrap()[0].person, from);
    assert!(!desk.may_send(mine.id, &from).unwrap(), "to be seen is not to be confirmed");
    desk.store().confirm_person(&from.key, at(2)).unwrap();
    let came = received(&desk, &sent(theirs, &[&mine]), 3);
    assert_eq!(came.story.copy.body, "Words of a stranger.");
}

#[test]
fn of_a_story_whose_originals_fail_nothing_stays() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    let story = with_picture(told("It was slow."), "a.jpg", GREY, "A");
    let story = with_picture(story, "b.jpg", b"another", "B");
    let incoming = sent(story, &[]);
    let refused = |files: &[&[u8]]| {
        let error = take(&desk, &incoming, files, 1).unwrap_err();
        assert!(error.message.contains("stories are as they were"), "{error}");
        assert_eq!(desk.stories().unwrap(), []);
        assert_eq!(files_below(&folder.path().join("pictures")), 0);
        error.message
    };
    assert!(refused(&[GREY]).contains("original of b.jpg did not come"));
    assert!(refused(&[GREY, b"changed"]).contains("b.jpg is another picture"));
    take(&desk, &incoming, &[GREY, b"another"], 2).unwrap();
    assert_eq!(files_below(&folder.path().join("pictures")), 2);
}

#[test]
fn what_came_before_changes_nothing_when_it_comes_again() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    let first = told("One.");
    let mut second = first.clone();
    (second.copy.body, second.version) = ("One and two.".into(), 2);
    let here = received(&desk, &sent(first.clone(), &[]), 1).story;
    received(&desk, &sent(second, &[&first]), 2);
    desk.set_me("Ada").unwrap();
    let returned = desk.return_with_reasons(here.id, "And three?", at(3)).unwrap();
    let kept = desk.revisions(here.id).unwrap();
    let again = received(&desk, &sent(first, &[]), 4);
    assert_eq!(again.story, returned);
    assert_eq!(desk.revisions(here.id).unwrap(), kept);
    assert!(!again.merged && again.sentences[0].contains("came before"), "{again:?}");
}

#[test]
fn two_pictures_of_one_name_stay_two_and_each_keeps_its_own_words() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    let first = told("One.");
    let here = received(&desk, &sent(first.clone(), &[]), 1).story;
    desk.add_picture(here.id, "clock.jpg", GREY, at(2)).unwrap();
    let body = "One.\n\n![](clock.jpg)";
    write(&desk, &here, body, 2);
    let mut theirs = with_picture(first.clone(), "clock.jpg", b"another", "Another clock");
    theirs.version = 2;
    let came = take(&desk, &sent(theirs.clone(), &[&first]), &[b"another"], 3).unwrap();
    let words = |story: &Story| -> Vec<(String, String)> {
        let words = |one: &Picture| (one.name.clone(), one.words.caption.clone());
        story.pictures.iter().map(words).collect()
    };
    let caption = |name: &str, caption: &str| (name.to_owned(), caption.to_owned());
    let expected = [caption("clock.jpg", ""), caption("clock-2.jpg", "Another clock")];
    assert_eq!(words(&came.story), expected);
    assert!(came.story.copy.body.contains("![](clock-2.jpg)"), "{}", came.story.copy.body);
    // The next time, too: what they write about theirs is not written about ours.
    let mut next = theirs.clone();
    (next.pictures[0].words.caption, next.version) = ("The station’s clock".into(), 3);
    let came = take(&desk, &sent(next, &[&first, &theirs]), &[b"another"], 4).unwrap();
    let expected = [caption("clock.jpg", ""), caption("clock-2.jpg", "The station’s clock")];
    assert_eq!(words(&came.story), expected);
    assert_eq!(came.conflicts, []);
}

#[test]
fn nobody_puts_words_into_a_note_that_is_here() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path());
    let here = received(&desk, &sent(told("One."), &[]), 1).story;
    desk.set_me("Ada").unwrap();
    let note = desk.add_note(here.id, "By whom?", None, at(2)).unwrap();
    let mut incoming = sent(told("One."), &[]);
    incoming.story.version = 2;
    let made = Mark { at: at(9), ..note.made.clone() };
    let text = "Approved by me.".to_owned();
    incoming.review.notes.push(Note { made, text, returns: true, ..note.clone() });
    let came = received(&desk, &incoming, 10);
    assert_eq!(desk.review(here.id).unwrap().notes, std::slice::from_ref(&note));
    assert_eq!(came.sentences, Vec::<String>::new());
    // A note that was never made here, in my name, is told as what it is.
    incoming.story.version = 3;
    incoming.review.notes = vec![Note { id: "other".into(), ..note }];
    let came = received(&desk, &incoming, 11);
    assert!(came.sentences.iter().any(|one| one.contains("bear your name")), "{came:?}");
}

#[test]
fn an_embargo_is_made_later_by_what_came_and_never_lifted() {
    for (mine, theirs, expected) in [
        (None, Some(at(99)), Some(at(99))),
        (Some(at(50)), Some(at(99)), Some(at(99))),
        (Some(at(99)), Some(at(50)), Some(at(99))),
        (Some(at(99)), None, Some(at(99))),
        // Gone by already.
        (None, Some(at(2)), None),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let desk = open(folder.path());
        let mut first = told("One.");
        first.embargo = Some(at(60));
        let here = received(&desk, &sent(first.clone(), &[]), 1).story;
        assert_eq!(here.embargo, Some(at(60)));
        desk.set_embargo(here.id, mine, at(2)).unwrap();
        let next = Story { embargo: theirs, version: 2, ..first.clone() };
        let came = received(&desk, &sent(next, &[&first]), 3);
        assert_eq!(came.story.embargo, expected, "{mine:?} {theirs:?}");
        // What they did not change is no reason to change anything here.
        desk.set_embargo(here.id, None, at(4)).unwrap();
        let same = Story { embargo: theirs, version: 3, ..first.clone() };
        let came = received(&desk, &sent(same, &[&first]), 5);
        assert!(theirs == first.embargo || came.story.embargo <= expected, "{came:?}");
    }
}
