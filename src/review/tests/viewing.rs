use super::*;
use crate::markdown::Utf16Range;

const BODY: &str = "The council met 👩‍🚒 on Monday.\n\nThe bridge is closed.\n";

fn note(id: &str, anchor: Option<Anchor>, answers: Option<&str>) -> Note {
    Note {
        id: id.into(),
        made: mark("Editor", 1),
        text: format!("Note {id}"),
        anchor,
        answers: answers.map(str::to_owned),
        returns: false,
        settled: None,
    }
}

fn on(text: &str, part: Part, quote: &str) -> Anchor {
    let at = text.find(quote).unwrap();
    Anchor::new(part, text, at..at + quote.len())
}

fn suggestion(id: &str, by: &str, quote: &str, instead: &str) -> Suggestion {
    let anchor = on(BODY, Part::Body, quote);
    let made = mark(by, 1);
    Suggestion { id: id.into(), made, anchor, instead: instead.into(), settled: None }
}

fn told(threads: &[Thread]) -> Vec<&str> {
    threads.iter().map(Thread::id).collect()
}

#[test]
fn threads_stand_in_the_order_the_story_is_read() {
    let mut story = story(BODY, &["a.jpg"]);
    story.copy.headline = "Bridge closed".into();
    story.pictures[0].words.caption = "The bridge".into();
    let caption = Part::Caption { picture: "a.jpg".into() };
    let gone = Part::Alt { picture: "gone.jpg".into() };
    let mut review = Review {
        notes: vec![
            note("1", Some(on("The bridge", caption, "bridge")), None),
            note("2", Some(on(BODY, Part::Body, "closed")), None),
            note("3", Some(Anchor::whole(Part::Headline)), None),
            note("4", None, None),
            note("5", Some(Anchor::whole(gone)), None),
            note("6", None, Some("2")),
            note("7", None, Some("6")),
            note("8", None, Some("s")),
        ],
        suggestions: vec![suggestion("s", "Editor", "Monday", "Tuesday")],
        ..Review::default()
    };
    let view = review.view(&story);
    assert_eq!(told(&view.placed), ["3", "s", "2", "1"]);
    assert_eq!((told(&view.general), told(&view.unplaced)), (vec!["4"], vec!["5"]));
    assert_eq!(view.open, 6);
    let replies = |n: usize| -> Vec<&str> {
        view.placed[n].replies.iter().map(|note| note.id.as_str()).collect()
    };
    assert_eq!((replies(1), replies(2)), (vec!["8"], vec!["6", "7"]));
    let range = view.placed[1].place.as_ref().unwrap().range;
    assert_eq!(range, Utf16Range { start: 25, end: 31 });

    assert!(review.settle("2", How::Resolved, &mark("Writer", 2)));
    assert!(!review.settle("2", How::Resolved, &mark("Writer", 2)), "it is closed");
    assert!(!review.settle("6", How::Resolved, &mark("Writer", 2)), "it begins no thread");
    story.copy.body = BODY.replace("is closed", "shut");
    let view = review.view(&story);
    assert_eq!((told(&view.past), view.open), (vec!["2"], 5));
    assert!(review.settle("2", How::Reopened, &mark("Writer", 3)));
    assert_eq!(told(&review.view(&story).unplaced), ["2", "5"]);
}

#[test]
fn what_was_accepted_stands_where_its_words_are() {
    let mut story = story(BODY, &[]);
    let mut review = Review {
        suggestions: vec![
            suggestion("1", "Editor", "The council", "A committee of the council"),
            suggestion("2", "Editor", "Monday", "Tuesday"),
            suggestion("3", "Other", "on Monday", "yesterday"),
            suggestion("4", "Editor", "closed", "shut"),
        ],
        ..Review::default()
    };
    let overlaps = |view: &View, n: usize| view.placed[n].overlaps.clone();
    let view = review.view(&story);
    assert_eq!(told(&view.placed), ["1", "3", "2", "4"]);
    assert_eq!((overlaps(&view, 1), overlaps(&view, 2)), (vec!["2".into()], vec!["3".into()]));

    let decided = review.accept(&mut story, "2", &mark("Writer", 2)).unwrap();
    assert_eq!((decided.accepted, decided.unplaced), (vec!["2".into()], vec!["3".into()]));
    review.accept(&mut story, "1", &mark("Writer", 3)).unwrap();
    assert!(review.reject("4", &mark("Writer", 4)));
    assert!(!review.settle("2", How::Reopened, &mark("Writer", 5)), "its words are in the story");
    assert!(review.settle("4", How::Reopened, &mark("Writer", 5)));
    let view = review.view(&story);
    assert_eq!((told(&view.placed), told(&view.unplaced)), (vec!["1", "2", "4"], vec!["3"]));
    let words = |n: usize| {
        let place = view.placed[n].place.as_ref().unwrap();
        &story.copy.body[place.range.to_bytes(&story.copy.body).unwrap()]
    };
    assert_eq!([0, 1, 2].map(words), ["A committee of the council", "Tuesday", "closed"]);
}

proptest! {
    #[test]
    fn every_note_and_suggestion_is_shown_once(
        answers in prop::collection::vec(prop::option::of(0..12_usize), 10),
    ) {
        // Whatever answers what: itself, each other in a ring, somebody nobody knows.
        let notes = answers.iter().enumerate().map(|(n, answers)| {
            note(&n.to_string(), None, answers.map(|n| n.to_string()).as_deref())
        });
        let review = Review {
            notes: notes.collect(),
            suggestions: vec![suggestion("11", "Editor", "Monday", "Tuesday")],
            ..Review::default()
        };
        let view = review.view(&story(BODY, &[]));
        let threads = [view.placed, view.unplaced, view.general, view.past].concat();
        let replies = threads.iter().flat_map(|one| &one.replies).map(|note| note.id.clone());
        let mut shown: Vec<String> =
            threads.iter().map(|one| one.id().to_owned()).chain(replies).collect();
        shown.sort_by_key(|id| id.parse::<usize>().unwrap());
        let mut all: Vec<String> = (0..10).map(|n: usize| n.to_string()).collect();
        all.push("11".into());
        prop_assert_eq!(shown, all);
    }
}
