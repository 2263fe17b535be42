//! Spelling: British English (-ise), the same on every computer, with the words a house and a person
//! have added to it. Pure.
//!
//! The words are SCOWL's `en_GB-ise` dictionary as Hunspell reads it, and what it lacks: counties and larger
//! towns, loan words, words of the last years; `spelling/README.md` says where they are from. Nothing is said about what is no English prose:
//! numbers, addresses, short capitals, words in another script.

use spellbook::Dictionary;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;
use unicode_segmentation::UnicodeSegmentation;

/// Read at the first question: that takes some tens of milliseconds.
static BRITISH: LazyLock<Dictionary> = LazyLock::new(|| {
    let mut words =
        Dictionary::new(include_str!("spelling/en-GB.aff"), include_str!("spelling/en-GB.dic"))
            .unwrap_or_else(|error| panic!("the British dictionary: {error}"));
    for word in include_str!("spelling/extra.txt").split_whitespace() {
        words.add(word).unwrap_or_else(|error| panic!("{word}: {error}"));
    }
    words
});

/// The most suggestions for one word.
const SUGGESTIONS: usize = 5;
/// Capitals up to this many letters are an abbreviation.
const ABBREVIATION: usize = 5;

/// Words that are right beside those of the dictionary, whatever their capitals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accepted(HashSet<String>);

impl Accepted {
    /// Takes in every word of a text: a name in a byline, an entry of somebody's dictionary.
    pub fn add(&mut self, text: &str) {
        self.0.extend(text.unicode_words().map(key));
    }

    fn has(&self, word: &str) -> bool {
        self.0.contains(&key(word))
    }
}

/// Where words stand that nobody knows, in bytes of `text` and in order. Looked at is what lies in
/// `stretches`, in order.
pub fn unknown(text: &str, stretches: &[Range<usize>], accepted: &Accepted) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for stretch in stretches {
        let Some(prose) = text.get(stretch.clone()) else { continue };
        for (at, word) in prose.unicode_word_indices() {
            let bytes = stretch.start + at..stretch.start + at + word.len();
            if !is_right(word, accepted) && !is_in_address(text, &bytes) {
                found.push(bytes);
            }
        }
    }
    found
}

/// What could be meant by a word nobody knows, likeliest first; takes some milliseconds.
pub fn suggestions(word: &str) -> Vec<String> {
    let mut found = Vec::new();
    BRITISH.suggest(&straight(word), &mut found);
    found.truncate(SUGGESTIONS);
    if word.contains('’') {
        found.iter_mut().for_each(|word| *word = word.replace('\'', "’"));
    }
    found
}

fn is_right(word: &str, accepted: &Accepted) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters < 2
        || word.chars().any(|c| c.is_numeric() || matches!(c, '_' | '.' | ':'))
        || !word.chars().all(is_ours)
        || letters <= ABBREVIATION && is_abbreviation(word)
        || accepted.has(word)
        || BRITISH.check(&straight(word))
}

/// Whether the dictionary could know the letter: others belong to other languages.
fn is_ours(c: char) -> bool {
    !c.is_alphabetic() || matches!(c, 'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}')
}

/// GMP, MPs, GCSE's.
fn is_abbreviation(word: &str) -> bool {
    let stem = word.trim_end_matches('s').trim_end_matches(['\'', '’']);
    stem.len() > 1 && stem.chars().all(char::is_uppercase)
}

/// Whether the word is part of an address, a handle or a hashtag.
fn is_in_address(text: &str, bytes: &Range<usize>) -> bool {
    let before = text[..bytes.start].rsplit(char::is_whitespace).next().unwrap_or_default();
    let after = text[bytes.end..].split(char::is_whitespace).next().unwrap_or_default();
    before.ends_with(['@', '#', '\\']) || [before, after].iter().any(|part| is_address(part))
}

fn is_address(part: &str) -> bool {
    part.contains("://") || part.contains('@') || part.starts_with("www.")
}

/// A word as it is looked up: without capitals, apostrophes straight, no `'s` at its end.
fn key(word: &str) -> String {
    let word = straight(word).to_lowercase();
    word.strip_suffix("'s").or(word.strip_suffix('\'')).unwrap_or(&word).to_owned()
}

fn straight(word: &str) -> String {
    word.replace('’', "'")
}

#[cfg(test)]
mod tests;
