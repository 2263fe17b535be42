use super::*;
use crate::markdown::Utf16Range;
use std::ops::Range;

fn note(anchor: Anchor) -> Note {
    let (id, text) = ("note".to_owned(), "Is that so?".to_owned());
    let made = mark("Ann", 1);
    Note { id, made, text, anchor: Some(anchor), answers: None, returns: false, settled: None }
}

fn suggestion(id: usize, text: &str, bytes: Range<usize>, instead: &str) -> Suggestion {
    let anchor = Anchor::new(Part::Body, text, bytes);
    let (id, instead) = (format!("{id:03}"), instead.to_owned());
    Suggestion { id, made: mark("Ann", 2), anchor, instead, settled: None }
}

/// Where the note stands beside the story.
fn place(story: &Story, review: &Review) -> Option<Utf16Range> {
    let view = review.view(story);
    let found = view.placed.into_iter().find(|thread| thread.id() == "note");
    found.and_then(|thread| thread.place).map(|place| place.range)
}

#[test]
fn a_note_between_two_edits_that_were_taken_in_stays_with_its_words() {
    let text = "The old bridge has been closed since March, and opens in May.\n";
    let at = |words: &str| {
        let start = text.find(words).unwrap();
        start..start + words.len()
    };
    let mut story = story(text, &[]);
    let suggestions = vec![
        suggestion(1, text, at("has been "), "was "),
        suggestion(2, text, at(" since March"), " for a year"),
    ];
    let notes = vec![note(Anchor::new(Part::Body, text, at("closed")))];
    let mut review = Review { notes, suggestions, ..Review::default() };
    for (id, second) in [("002", 3), ("001", 4)] {
        review.accept(&mut story, id, &mark("Ben", second)).unwrap();
        let start = story.copy.body.find("closed").unwrap();
        let expected = Utf16Range::from_bytes(&story.copy.body, start..start + 6);
        assert_eq!(place(&story, &review), Some(expected), "{}", story.copy.body);
    }
    assert_eq!(story.copy.body, "The old bridge was closed for a year, and opens in May.\n");
}

/// A text, some words of it, and what is to stand in place of others.
type Beside = (String, Range<usize>, Vec<(Range<usize>, String)>);

fn beside() -> impl Strategy<Value = Beside> {
    let index = any::<prop::sample::Index>;
    let edits = prop::collection::vec((index(), 0..8_usize, text(0..4)), 1..5);
    (text(4..60), index(), 1..20_usize, edits).prop_map(|(text, from, length, edits)| {
        let mut cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        cuts.push(text.len());
        let stretch = |from: prop::sample::Index, length: usize| {
            let from = from.index(cuts.len());
            cuts[from]..cuts[(from + length).min(cuts.len() - 1)]
        };
        let words = stretch(from, length);
        let edits = edits.into_iter().map(|(from, length, with)| (stretch(from, length), with));
        let edits = edits.collect();
        (text, words, edits)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn edits_beside_a_note_that_are_taken_in_leave_it_at_its_words(
        (text, words, edits) in beside(), backwards in any::<bool>(),
    ) {
        let anchor = Anchor::new(Part::Body, &text, words);
        prop_assume!(!anchor.quote.is_empty());
        let words = anchor.find(&text).unwrap();
        let mut all: Vec<(Range<usize>, Suggestion)> = Vec::new();
        for (n, (bytes, instead)) in edits.into_iter().enumerate() {
            let one = suggestion(n, &text, bytes, &instead);
            let bytes = one.find(&text, &[]).unwrap();
            let apart = |other: &Range<usize>| bytes.end < other.start || other.end < bytes.start;
            let beside = bytes.end <= words.start || words.end <= bytes.start;
            if beside && one.anchor.quote != one.instead && all.iter().all(|(other, _)| apart(other)) {
                all.push((bytes, one));
            }
        }
        let suggestions = all.iter().map(|(_, one)| one.clone()).collect();
        let mut story = story(&text, &[]);
        let mut review = Review { notes: vec![note(anchor)], suggestions, ..Review::default() };
        if backwards {
            all.reverse();
        }
        let mut start = words.start;
        for (second, (bytes, one)) in (3..).zip(all) {
            if review.accept(&mut story, &one.id, &mark("Ben", second)).is_some()
                && bytes.end <= words.start
            {
                start = start + one.instead.len() - bytes.len();
            }
        }
        let body = &story.copy.body;
        let expected = Utf16Range::from_bytes(body, start..start + words.len());
        prop_assert_eq!(place(&story, &review), Some(expected), "{:?} of {:?}", body, text);
    }
}
