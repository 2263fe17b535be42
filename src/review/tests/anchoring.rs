use super::*;
use crate::markdown::Utf16Range;
use std::ops::Range;

/// What a random edit beside marked words may make of them. Of the text alone nobody can say more: an
/// edit beside the words leaves one side of them as it was to the last letter, so the words are at one
/// of the places for which that is true. How lines end says nothing.
fn places(old: &str, bytes: &Range<usize>, new: &str) -> Vec<Range<usize>> {
    let quote = &old[bytes.clone()];
    let places = new.char_indices().map(|(at, _)| at).chain([new.len()]);
    places
        .filter(|at| new[*at..].starts_with(quote))
        .map(|at| at..at + quote.len())
        .filter(|place| {
            texts_agree(&new[..place.start], &old[..bytes.start])
                || texts_agree(&new[place.end..], &old[bytes.end..])
        })
        .collect()
}

fn marked() -> impl Strategy<Value = (String, Range<usize>)> {
    let ends = any::<(prop::sample::Index, prop::sample::Index)>();
    (text(0..60), ends).prop_map(|(text, (one, other))| {
        let mut cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        cuts.push(text.len());
        let (one, other) = (one.index(cuts.len()), other.index(cuts.len()));
        // Mostly some words, as people mark them.
        let (from, to) = (one.min(other), one.max(other).min(one.min(other) + 20));
        (text, cuts[from]..cuts[to])
    })
}

fn texts_agree(one: &str, other: &str) -> bool {
    one.replace("\r\n", "\n") == other.replace("\r\n", "\n")
}

/// A text in which every word is another, as in prose the words beside each other are.
fn prose(words: usize) -> String {
    let word = |n: usize| {
        let tail = if n % 9 == 8 { ".\n\n" } else { " " };
        format!("{}{n}{tail}", ["bridge", "the", "mayor's", "of", "café", "👩‍🚒"][n % 6])
    };
    (0..words).map(word).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn words_are_found_where_they_were_marked((text, bytes) in marked()) {
        let anchor = Anchor::new(Part::Body, &text, bytes);
        let found = anchor.find(&text).expect("nothing was changed");
        prop_assert_eq!(Utf16Range::from_bytes(&text, found.clone()).start, anchor.at);
        prop_assert_eq!(&text[found], anchor.quote);
    }

    #[test]
    fn an_edit_beside_marked_words_never_leads_to_others(
        (text, bytes) in marked(), edit in edit(), ahead in any::<bool>(),
    ) {
        let anchor = Anchor::new(Part::Body, &text, bytes);
        let at = Utf16Range { start: anchor.at, end: anchor.at }.to_bytes(&text).unwrap().start;
        let bytes = at..at + anchor.quote.len();
        let now = if ahead {
            format!("{}{}", edit.make(&text[..bytes.start]), &text[bytes.start..])
        } else {
            format!("{}{}", &text[..bytes.end], edit.make(&text[bytes.end..]))
        };
        if anchor.is_whole() {
            prop_assert_eq!(anchor.find(&now), Some(0..now.len()));
            return Ok(());
        }
        if let Some(found) = anchor.find(&now) {
            prop_assert!(places(&text, &bytes, &now).contains(&found), "{found:?} of {now:?}");
        }
    }

    #[test]
    fn after_any_edits_what_is_found_says_the_same(
        (text, bytes) in marked(), edits in prop::collection::vec(edit(), 1..6),
    ) {
        let anchor = Anchor::new(Part::Body, &text, bytes);
        let whole = anchor.is_whole();
        let now = edits.iter().fold(text, |text, edit| edit.make(&text));
        if let Some(found) = anchor.find(&now) {
            prop_assert!(whole || texts_agree(&now[found], &anchor.quote));
        }
    }

    #[test]
    fn words_of_prose_stay_marked_while_all_around_them_is_rewritten(
        from in 0..60_usize, words in 0..4_usize, before in any::<prop::sample::Index>(),
        after in any::<prop::sample::Index>(), lengths in (0..40_usize, 0..40_usize),
        with in (text(0..20), text(0..20)),
    ) {
        let text = prose(64);
        let mut cuts: Vec<usize> = text.match_indices([' ', '\n']).map(|(at, _)| at).collect();
        cuts.insert(0, 0);
        let bytes = cuts[from]..cuts[(from + words).min(cuts.len() - 1)];
        let anchor = Anchor::new(Part::Body, &text, bytes.clone());
        // One edit before and one behind, each two dozen bytes away; none where there is less text.
        let floor = |at: usize| (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        let (mut start, mut end) = (text[..bytes.start].to_owned(), text[bytes.end..].to_owned());
        if let Some(left) = bytes.start.checked_sub(24).map(floor) {
            let from = floor(before.index(left + 1));
            start.replace_range(from..floor((from + lengths.0).min(left)), &with.0);
        }
        if let Some(right) = end.len().checked_sub(24) {
            let from = floor(bytes.end + 24 + after.index(right + 1)).max(bytes.end + 24);
            let to = floor((from + lengths.1).min(text.len()));
            if text.is_char_boundary(from) {
                end.replace_range(from - bytes.end..to - bytes.end, &with.1);
            }
        }
        let now = format!("{start}{}{end}", &text[bytes.clone()]);
        prop_assert_eq!(anchor.find(&now), Some(start.len()..start.len() + bytes.len()));
    }

    #[test]
    fn words_that_were_taken_out_of_prose_are_nowhere(
        from in 0..60_usize, words in 1..4_usize, wider in 0..3_usize, with in text(0..6),
    ) {
        // The same words stand a second time, elsewhere and among others.
        let prose = prose(64);
        let cuts: Vec<usize> =
            [0].into_iter().chain(prose.match_indices([' ', '\n']).map(|(at, _)| at)).collect();
        let cut = |n: usize| cuts[n.min(cuts.len() - 1)];
        let bytes = cut(from)..cut(from + words);
        let text = format!("{prose}Then{} ended.", &prose[bytes.clone()]);
        let anchor = Anchor::new(Part::Body, &text, bytes.clone());
        let gone = cut(from.saturating_sub(wider))..cut(from + words + wider);
        let now = format!("{}{with}{}", &text[..gone.start], &text[gone.end..]);
        if let Some(found) = anchor.find(&now) {
            prop_assert!(found.start < prose.len() && with.contains(anchor.quote.trim()), "{found:?} {now:?}");
        }
    }
}
