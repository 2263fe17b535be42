//! How the words of a line are set: bold, in italics, struck through, as code.

use super::paragraphs::{MOST, lower, named};
use super::units::Unit;
use super::{About, Page};
use crate::markdown::from_html::{Bit, fold};
use std::collections::BTreeMap;

/// What words can be set as, in sentences.
const KINDS: [&str; 4] = ["in bold", "in italics", "struck through", "as code"];

/// A word of a line, and which of [`KINDS`] it is set as, wholly or in part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// As it is written.
    word: String,
    set: [bool; 4],
}

/// The words of a line, each with how it is set.
pub fn marked(bits: &[Bit]) -> Vec<Marked> {
    let mut words: Vec<Marked> = Vec::new();
    let mut goes_on = false;
    for bit in bits {
        let Bit::Words(text, style) = bit else {
            goes_on &= matches!(bit, Bit::Note { .. });
            continue;
        };
        for (n, part) in text.split(char::is_whitespace).enumerate() {
            goes_on &= n == 0;
            // How a sign by itself is set, nobody sees.
            let seen = part.chars().any(char::is_alphanumeric);
            let set = [style.strong, style.emphasis, style.struck, style.code];
            let set = set.map(|on| on && seen);
            match words.last_mut().filter(|_| goes_on) {
                Some(last) => {
                    last.word.push_str(part);
                    (0..set.len()).for_each(|kind| last.set[kind] |= set[kind]);
                }
                None => words.push(Marked { word: part.to_owned(), set }),
            }
            goes_on = true;
        }
    }
    words.retain(|word| word.word != "↩" && !fold(&word.word).trim().is_empty());
    words
}

impl Page<'_> {
    /// The approved lines that stand on the page, with those of the page that they are; several where
    /// the site set them as one.
    pub(super) fn groups<'u>(&self, approved: &'u [Unit]) -> Vec<(Vec<usize>, Vec<&'u Unit>)> {
        let mut groups: BTreeMap<Vec<usize>, Vec<&Unit>> = BTreeMap::new();
        for (unit, pair) in approved.iter().zip(self.body) {
            if let Some(pair) = pair {
                groups.entry(pair.units.clone()).or_default().push(unit);
            }
        }
        groups.into_iter().collect()
    }

    /// Tells of words that are not set as they were approved, in the lines that say the same.
    pub(super) fn marks(&mut self, approved: &[Unit]) {
        for (at, units) in self.groups(approved) {
            let wanted: Vec<Marked> = units.iter().flat_map(|unit| unit.words.clone()).collect();
            let shown: Vec<Marked> = at.iter().flat_map(|n| self.units[*n].words.clone()).collect();
            let alike = |(one, other): (&Marked, &Marked)| fold(&one.word) == fold(&other.word);
            if wanted.len() != shown.len() || !wanted.iter().zip(&shown).all(alike) {
                continue;
            }
            let place = lower(&named(units[0]));
            let about = if units[0].sign_off { About::SignOff } else { About::Paragraph };
            let mut told = Vec::new();
            for (kind, name) in KINDS.iter().enumerate() {
                let lost = |n: usize| wanted[n].set[kind] && !shown[n].set[kind];
                told.extend(runs(&wanted, &lost).map(|run| format!("“{run}” is not set {name}")));
                // Themes set headings and whole lines as they like.
                let whole = shown.iter().all(|word| word.set[kind]);
                let added = |n: usize| shown[n].set[kind] && !wanted[n].set[kind];
                if !whole && units[0].level == 0 {
                    told.extend(runs(&wanted, &added).map(|run| format!("“{run}” is set {name}")));
                }
            }
            if told.len() > MOST {
                told = vec!["Words are not set as they were approved".to_owned()];
            }
            for what in told {
                self.tell(about, format!("{what} in {place}."), &units[0].text, &units[0].text);
            }
        }
    }
}

/// The stretches of words of which something is true.
fn runs<'w>(
    words: &'w [Marked],
    holds: &'w dyn Fn(usize) -> bool,
) -> impl Iterator<Item = String> + 'w {
    let numbers: Vec<usize> = (0..words.len()).collect();
    let runs: Vec<Vec<usize>> =
        numbers.chunk_by(|one, other| holds(*one) == holds(*other)).map(<[_]>::to_vec).collect();
    runs.into_iter()
        .filter(|run| run.first().is_some_and(|n| holds(*n)))
        .map(|run| run.iter().map(|n| words[*n].word.as_str()).collect::<Vec<_>>().join(" "))
}
