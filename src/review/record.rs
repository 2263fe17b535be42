//! What is known of a place in a text: an anchor as it was made, or as it must be now that other
//! suggestions about the same text were taken in.

use super::anchor::reaches_the_end;
use super::{Anchor, Suggestion};
use crate::markdown::Utf16Range;
use std::ops::Range;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    pub quote: String,
    pub before: String,
    pub after: String,
    /// In UTF-16 units.
    pub at: u32,
    /// The text begins with `before`.
    pub starts: bool,
    /// The text ends with `after`.
    pub ends: bool,
}

impl Record {
    pub fn of(anchor: &Anchor) -> Self {
        Self {
            quote: anchor.quote.clone(),
            before: anchor.before.clone(),
            after: anchor.after.clone(),
            at: anchor.at,
            starts: units(&anchor.before) == anchor.at,
            ends: reaches_the_end(&anchor.after),
        }
    }

    /// The place, if the text there is still as it was: the same words between the same surroundings,
    /// as far from the start.
    pub fn exact(&self, text: &str) -> Option<Range<usize>> {
        let at = Utf16Range { start: self.at, end: self.at };
        let start = at.to_bytes(text)?.start;
        let (before, rest) = text.split_at(start);
        let after = rest.strip_prefix(self.quote.as_str())?;
        let intact = before.ends_with(&self.before)
            && after.starts_with(&self.after)
            && (!self.starts || before.len() == self.before.len())
            && (!self.ends || after.len() == self.after.len());
        intact.then(|| start..start + self.quote.len())
    }

    /// The record as it is once suggestions about the same text were taken in. `None` if one of them
    /// wrote over it, or was about another text after all.
    pub fn after(mut self, taken: &[&Suggestion]) -> Option<Self> {
        let start = self.at;
        let end = start.checked_add(units(&self.quote))?;
        let first = start.checked_sub(units(&self.before))?;
        let last = end.checked_add(units(&self.after))?;
        let mut taken = taken.to_vec();
        taken.sort_by_key(|one| one.anchor.at);
        // Each side from its end, so that the offsets of those still to come stay right.
        for one in taken.iter().rev() {
            let (from, to) = span(one)?;
            if to > start {
                continue;
            }
            let moved = i64::from(self.at) + grown(one);
            self.at = u32::try_from(moved).ok()?;
            if to >= first {
                let cut = from.saturating_sub(first)..to - first;
                self.before = replaced(&self.before, cut, &one.anchor.quote, &one.instead, true)?;
            }
        }
        let ahead: Vec<_> = taken.iter().filter(|one| one.anchor.at >= end).collect();
        for one in ahead.into_iter().rev() {
            let (from, to) = span(one)?;
            if from <= last && to > start {
                let cut = from - end..to.min(last) - end;
                self.after = replaced(&self.after, cut, &one.anchor.quote, &one.instead, false)?;
            }
        }
        let over = |one: &&Suggestion| span(one).is_none_or(|(from, to)| from < end && start < to);
        (!taken.iter().any(over)).then_some(self)
    }
}

/// Where a suggestion's words began and ended when it was made.
fn span(one: &Suggestion) -> Option<(u32, u32)> {
    let from = one.anchor.at;
    Some((from, from.checked_add(units(&one.anchor.quote))?))
}

fn grown(one: &Suggestion) -> i64 {
    i64::from(units(&one.instead)) - i64::from(units(&one.anchor.quote))
}

/// Surroundings with some units of them replaced; `None` if `quote`, or the end of it that reaches in,
/// does not stand there.
fn replaced(
    side: &str,
    cut: Range<u32>,
    quote: &str,
    instead: &str,
    is_before: bool,
) -> Option<String> {
    let bytes = Utf16Range { start: cut.start, end: cut.end }.to_bytes(side)?;
    let was = &side[bytes.clone()];
    let agrees = if is_before { quote.ends_with(was) } else { quote.starts_with(was) };
    agrees.then(|| format!("{}{instead}{}", &side[..bytes.start], &side[bytes.end..]))
}

/// The length of a text as the screen counts it.
pub(super) fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}
