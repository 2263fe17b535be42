//! Words of a text, marked so that they are found again after edits around them.

use super::record::Record;
use super::search::search;
use super::{Anchor, Part};
use crate::markdown::Utf16Range;
use crate::story::Story;
use std::ops::Range;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// How many grapheme clusters of the surroundings are kept on each side: the first number with which
/// that side tells the place apart from every other. Any other number of clusters says that the text
/// begins or ends there.
pub(super) const SURROUNDINGS: [usize; 4] = [32, 64, 128, 256];

impl Anchor {
    /// Marks some bytes of a part's text; widened where they cut what a reader takes for one sign.
    pub fn new(part: Part, text: &str, bytes: Range<usize>) -> Self {
        let bytes = whole_signs(text, bytes);
        let quote = text[bytes.clone()].to_owned();
        let at = Utf16Range::from_bytes(text, bytes.clone()).start;
        let before = before(text, &bytes).to_owned();
        let after = after(text, &bytes).to_owned();
        Self { part, quote, before, after, at }
    }

    /// Marks a stretch as the screen counts it; `None` where it leaves the text or cuts a character
    /// in two.
    pub fn at(part: Part, text: &str, range: Utf16Range) -> Option<Self> {
        Some(Self::new(part, text, range.to_bytes(text)?))
    }

    /// Marks all of a part, whatever is to stand there.
    pub fn whole(part: Part) -> Self {
        Self { part, quote: String::new(), before: String::new(), after: String::new(), at: 0 }
    }

    /// Whether all of the part is meant; so is a place in a part in which nothing stood.
    pub fn is_whole(&self) -> bool {
        self.quote.is_empty() && self.before.is_empty() && self.after.is_empty()
    }

    /// The bytes of the part's text, as it is now, that are the marked words. `None` where that is not
    /// beyond doubt: rather no words than the wrong ones.
    ///
    /// What is found says the same as the quote, but for the kind of its line breaks; only an anchor of
    /// a whole part is all of whatever stands there.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        if self.is_whole() {
            return Some(0..text.len());
        }
        let record = Record::of(self);
        record.exact(text).or_else(|| search(&record, text))
    }

    /// Where the marked words stand in a story now.
    pub fn find_in(&self, story: &Story) -> Option<Utf16Range> {
        let text = self.part.text(story)?;
        Some(Utf16Range::from_bytes(text, self.find(text)?))
    }
}

/// Whether no grapheme cluster of the text lies on both sides of `at`.
pub(super) fn between_signs(text: &str, at: usize) -> bool {
    text.is_char_boundary(at)
        && GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(false)
}

fn whole_signs(text: &str, bytes: Range<usize>) -> Range<usize> {
    let mut start = bytes.start.min(text.len());
    while !between_signs(text, start) {
        start -= 1;
    }
    let mut end = bytes.end.clamp(start, text.len());
    while !between_signs(text, end) {
        end += 1;
    }
    start..end
}

fn before<'a>(text: &'a str, bytes: &Range<usize>) -> &'a str {
    let side = &text[..bytes.start];
    let kept = |signs: usize| {
        let length: usize = side.graphemes(true).rev().take(signs).map(str::len).sum();
        &side[side.len() - length..]
    };
    let tells = |kept: &str| {
        kept.len() == side.len() || is_once(text, &text[bytes.start - kept.len()..bytes.end])
    };
    fewest(kept, tells)
}

fn after<'a>(text: &'a str, bytes: &Range<usize>) -> &'a str {
    let side = &text[bytes.end..];
    let kept = |signs: usize| {
        let length: usize = side.graphemes(true).take(signs).map(str::len).sum();
        &side[..length]
    };
    fewest(kept, |kept| {
        reaches_the_end(kept) || is_once(text, &text[bytes.start..bytes.end + kept.len()])
    })
}

/// The shortest of the surroundings that tells the place, or the longest.
fn fewest<'a>(kept: impl Fn(usize) -> &'a str, tells: impl Fn(&str) -> bool) -> &'a str {
    let [.., most] = SURROUNDINGS;
    SURROUNDINGS.into_iter().map(&kept).find(|kept| tells(kept)).unwrap_or_else(|| kept(most))
}

/// Whether what was kept of the text behind an anchor is all of it.
pub(super) fn reaches_the_end(after: &str) -> bool {
    !SURROUNDINGS.contains(&after.graphemes(true).count())
}

fn is_once(text: &str, part: &str) -> bool {
    let Some(first) = text.find(part) else { return true };
    let next = first + part.chars().next().map_or(1, char::len_utf8);
    text.get(next..).is_none_or(|rest| !rest.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, quote: &str) -> Anchor {
        let at = text.find(quote).expect("the quote is in the text");
        Anchor::new(Part::Body, text, at..at + quote.len())
    }

    const TEXT: &str = "The council met on Monday to vote on the bridge, and the mayor spoke for \
                        an hour.\n\nThe bridge has been closed since March, the council said. It will \
                        open again when the council has the money.\n";

    #[test]
    fn words_are_found_again_after_edits_around_them() {
        let anchor = marked(TEXT, "council said");
        let cases = [
            (TEXT.replace("Monday", "Monday night"), true),
            (TEXT.replace("since March, ", "for a year, "), true),
            (TEXT.replace(". It will", " yesterday. It will"), true),
            (format!("The council said so.\n\n{TEXT}"), true),
            (TEXT.replace("\n", "\r\n"), true),
            (TEXT.replace("council said", "council says"), false),
            (TEXT.replace(", the council said", ""), false),
            (format!("{} So the council said.", TEXT.replace(", the council said", "")), false),
            (String::new(), false),
        ];
        for (text, placed) in cases {
            let found = anchor.find(&text);
            let expected = placed.then(|| text.rfind("council said").unwrap());
            assert_eq!(found.clone().map(|found| found.start), expected, "{text:?}");
            assert!(found.is_none_or(|found| &text[found] == "council said"));
        }
    }

    #[test]
    fn a_paragraph_that_was_moved_keeps_what_is_marked_in_it() {
        let anchor = marked(TEXT, "closed since March");
        let (first, second) = TEXT.trim_end().split_once("\n\n").unwrap();
        let moved = format!("{second}\n\n{first}\n");
        assert_eq!(anchor.find(&moved).map(|found| &moved[found]), Some("closed since March"));
    }

    #[test]
    fn the_last_full_stop_is_not_that_of_another_sentence() {
        let text = "The bridge is closed. It opens in May.";
        let anchor = Anchor::new(Part::Body, text, text.len() - 1..text.len());
        assert_eq!(anchor.find("The bridge is closed."), None);
        assert_eq!(anchor.find(&format!("{text} Or in June.")), Some(text.len() - 1..text.len()));
    }

    #[test]
    fn the_edge_of_a_text_does_not_outweigh_the_words_around() {
        let text = "It was the council that closed the bridge, said the mayor, and the council";
        let anchor = Anchor::new(Part::Body, text, text.len() - 11..text.len());
        let now = "It closed the bridge, said the mayor, and the council did. So did the council";
        assert_eq!(anchor.find(now).map(|found| found.start), now.find("the council did"));
        let now = "Closed now: said the mayor, and the council did. And so and the council";
        assert_eq!(anchor.find(now), None, "one is after the same words, one at the end");
    }

    #[test]
    fn a_place_between_words_needs_both_sides() {
        let at = TEXT.find(" said").unwrap();
        let anchor = Anchor::new(Part::Body, TEXT, at..at);
        assert_eq!(anchor.find(TEXT), Some(at..at));
        let later = format!("Late on Monday. {TEXT}");
        assert_eq!(anchor.find(&later), Some(at + 16..at + 16));
        let filled = TEXT.replace("council said", "council, which met, said");
        assert_eq!(anchor.find(&filled), None, "before what was put in there, or behind it");
    }

    #[test]
    fn a_sign_is_marked_whole() {
        let text = "a👩‍🚒e\u{301}";
        let inside = text.find('🚒').unwrap();
        assert_eq!(Anchor::new(Part::Body, text, inside..inside).quote, "👩‍🚒");
        assert_eq!(Anchor::new(Part::Headline, "e\u{301}", 0..1).quote, "e\u{301}");
        assert_eq!(marked("x 👩", "👩").find("x 👩‍🚒"), None, "a part of another sign");
        let cut = Utf16Range { start: 2, end: 3 };
        assert_eq!(Anchor::at(Part::Body, text, cut), None);
    }

    #[test]
    fn of_two_alike_the_surroundings_tell() {
        let text = "- A pint of milk, please\n".repeat(9);
        let line = text.len() / 9;
        let anchor = Anchor::new(Part::Body, &text, 4 * line + 4..4 * line + 8);
        assert_eq!(anchor.quote, "pint");
        assert_eq!(anchor.find(&text), Some(4 * line + 4..4 * line + 8));
        let edited = format!("{}!", &text[..text.len() - 1]);
        assert_eq!(anchor.find(&edited), Some(4 * line + 4..4 * line + 8));
        let more = format!("Shopping:\n\n{text}");
        assert_eq!(anchor.find(&more), Some(4 * line + 15..4 * line + 19));
        assert_eq!(anchor.find(&text[line..]), None, "was the first line taken out, or the last?");
    }

    #[test]
    fn a_whole_part_is_whatever_stands_there() {
        let anchor = Anchor::whole(Part::Headline);
        assert!(anchor.is_whole() && !marked("Bridge", "Bridge").is_whole());
        assert_eq!(anchor.find("Bridge shut"), Some(0..11));
        assert_eq!(marked("Bridge", "Bridge").find("Bridge shut"), Some(0..6));
    }
}
