//! Two texts held against each other word by word.

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;
use ts_rs::TS;
use unicode_segmentation::UnicodeSegmentation;

/// Where a piece of a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "ComparedHow")]
pub enum How {
    /// In both texts.
    Same,
    /// In the new text only.
    Insert,
    /// In the old text only.
    Delete,
}

/// Some words of one text or of both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "ComparedPiece")]
pub struct Piece {
    pub how: How,
    /// Never empty, and never a part of what a reader takes for one sign.
    pub text: String,
}

/// Some bytes of the old text and what the new one has in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    pub old: Range<usize>,
    pub new: Range<usize>,
}

/// Words, runs of blanks and single signs, cut by Unicode's rules for words (UAX #29) and never
/// within a grapheme cluster: some of those rules alone would part a Thai vowel from its consonant.
pub fn tokens(text: &str) -> Vec<&str> {
    let mut signs = text.grapheme_indices(true).map(|(at, _)| at).peekable();
    let mut tokens = Vec::new();
    let mut from = 0;
    for (at, _) in text.split_word_bound_indices().skip(1) {
        while signs.next_if(|sign| *sign < at).is_some() {}
        if signs.peek() == Some(&at) {
            tokens.push(&text[from..at]);
            from = at;
        }
    }
    if from < text.len() {
        tokens.push(&text[from..]);
    }
    tokens
}

/// What is different, in the order it is read. Two hunks with nothing but blanks between them are
/// one: a rewritten phrase is one change, not one for each word. Every hunk begins and ends between
/// grapheme clusters of both texts.
pub fn hunks(old: &str, new: &str) -> Vec<Hunk> {
    let (old_tokens, new_tokens) = (tokens(old), tokens(new));
    let (old_ends, new_ends) = (ends(&old_tokens), ends(&new_tokens));
    let bytes = |ends: &[usize], tokens: Range<usize>| ends[tokens.start]..ends[tokens.end];
    let mut hunks: Vec<Hunk> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old_tokens, &new_tokens) {
        if let DiffOp::Equal { .. } = op {
            continue;
        }
        let hunk =
            Hunk { old: bytes(&old_ends, op.old_range()), new: bytes(&new_ends, op.new_range()) };
        let blank = |from: usize| old[from..hunk.old.start].chars().all(is_blank);
        match hunks.last_mut().filter(|last| blank(last.old.end)) {
            Some(last) => {
                last.old.end = hunk.old.end;
                last.new.end = hunk.new.end;
            }
            None => hunks.push(hunk),
        }
    }
    hunks
}

/// Blank, but no line break: what stands on two lines is two changes.
fn is_blank(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\n' | '\r')
}

/// Where each token begins, and where the last one ends.
fn ends(tokens: &[&str]) -> Vec<usize> {
    let mut at = 0;
    let ends = tokens.iter().map(|token| {
        at += token.len();
        at
    });
    std::iter::once(0).chain(ends).collect()
}

/// Both texts as one row of pieces: those that are not inserted give the old text, those that are not
/// deleted the new one, to the letter.
pub fn pieces(old: &str, new: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut put = |how, text: &str| {
        if !text.is_empty() {
            pieces.push(Piece { how, text: text.to_owned() });
        }
    };
    let mut at = 0;
    for hunk in hunks(old, new) {
        put(How::Same, &old[at..hunk.old.start]);
        put(How::Delete, &old[hunk.old.clone()]);
        put(How::Insert, &new[hunk.new]);
        at = hunk.old.end;
    }
    put(How::Same, &old[at..]);
    pieces
}

/// How many words there are.
pub(super) fn count(text: &str) -> usize {
    text.unicode_words().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_is_never_cut_in_two() {
        // A Thai vowel, a family, a flag, a letter with two accents, a blank with one, a line break.
        let text = "กำ 👩‍👩‍👧 🇬🇧 e\u{301}\u{323} \u{301}x\r\ny";
        let signs: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
        let tokens = tokens(text);
        assert_eq!(tokens.concat(), text);
        assert!(tokens.len() > 8, "{tokens:?}");
        assert!(ends(&tokens).iter().all(|at| signs.contains(at) || *at == text.len()));
    }

    #[test]
    fn a_rewritten_phrase_is_one_change() {
        let texts = |old: &str, new: &str| -> Vec<(String, String)> {
            let texts = |hunk: Hunk| (old[hunk.old].to_owned(), new[hunk.new].to_owned());
            hunks(old, new).into_iter().map(texts).collect()
        };
        let pair = |old: &str, new: &str| (old.to_owned(), new.to_owned());
        assert_eq!(
            texts("The council met on Monday.", "The cabinet gathered on Tuesday."),
            [pair("council met", "cabinet gathered"), pair("Monday", "Tuesday")]
        );
        assert_eq!(texts("One\nTwo", "Three\nFour").len(), 2, "two lines are two changes");
        assert_eq!(texts("", "New"), [pair("", "New")]);
        assert_eq!(texts("Same", "Same"), []);
    }
}
