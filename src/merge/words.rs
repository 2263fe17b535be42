//! Word by word, within one piece that both changed.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::BTreeMap;
use std::ops::Range;

/// A run of white space or of anything else: small enough to part two people's changes, large enough
/// to leave a link, a mark and an emoji whole.
pub fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let blank = first.is_whitespace();
        let end = rest.find(|c: char| c.is_whitespace() != blank).unwrap_or(rest.len());
        let (token, after) = rest.split_at(end);
        tokens.push(token);
        rest = after;
    }
    tokens
}

/// Some tokens of the base and what one side has in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Edit<'a> {
    base: Range<usize>,
    now: Vec<&'a str>,
}

/// The text with the changes of both, or `None` where they touch: some unchanged word has to stand
/// between a change of one and a change of the other.
pub fn merge(base: &str, mine: &str, theirs: &str) -> Option<String> {
    let base = tokens(base);
    let mine = edits(&base, &tokens(mine));
    let theirs = edits(&base, &tokens(theirs));
    let only = |one: &[Edit<'_>], other: &Edit<'_>| !one.contains(other);
    let mine_only: Vec<_> = mine.iter().filter(|edit| only(&theirs, edit)).collect();
    let theirs_only: Vec<_> = theirs.iter().filter(|edit| only(&mine, edit)).collect();
    let clash = mine_only.iter().any(|one| theirs_only.iter().any(|two| touch(&base, one, two)))
        // What both did alike must not stand within what one did besides.
        || mine_only.iter().any(|one| theirs.iter().any(|two| overlap(one, two)))
        || theirs_only.iter().any(|one| mine.iter().any(|two| overlap(one, two)));
    if clash {
        return None;
    }
    let mut all: Vec<&Edit<'_>> = mine.iter().chain(theirs_only).collect();
    all.sort_by_key(|edit| (edit.base.start, edit.base.end));
    let mut text = String::new();
    let mut at = 0;
    for edit in all {
        base[at..edit.base.start].iter().chain(&edit.now).for_each(|token| text.push_str(token));
        at = edit.base.end;
    }
    base[at..].iter().for_each(|token| text.push_str(token));
    Some(text)
}

fn edits<'a>(base: &[&str], side: &[&'a str]) -> Vec<Edit<'a>> {
    let edit = |op: DiffOp| match op {
        DiffOp::Equal { .. } => None,
        _ => Some(Edit { base: op.old_range(), now: side[op.new_range()].to_vec() }),
    };
    capture_diff_slices(Algorithm::Myers, base, side).into_iter().filter_map(edit).collect()
}

fn overlap(one: &Edit<'_>, two: &Edit<'_>) -> bool {
    one.base.start < two.base.end && two.base.start < one.base.end
}

/// Whether no word of the base stands between two edits.
fn touch(base: &[&str], one: &Edit<'_>, two: &Edit<'_>) -> bool {
    let (first, second) = if one.base.start <= two.base.start { (one, two) } else { (two, one) };
    let between = base.get(first.base.end..second.base.start);
    between.is_none_or(|between| between.iter().all(|token| token.trim().is_empty()))
}

/// How much of two texts is the same words, 0…1, wherever they stand.
pub fn alike(one: &str, other: &str) -> f64 {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (one, other) = (words(one), words(other));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    one.iter().for_each(|word| *counts.entry(word).or_default() += 1);
    let mut shared = 0.0;
    for word in &other {
        if let Some(left) = counts.get_mut(word.as_str()).filter(|left| **left > 0) {
            *left -= 1;
            shared += 2.0;
        }
    }
    let all = f64::from(u32::try_from(one.len() + other.len()).unwrap_or(u32::MAX));
    if all == 0.0 { 0.0 } else { shared / all }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_that_do_not_touch_become_one_text() {
        let base = "The council will meet on Monday at ten.";
        let cases = [
            (
                "The town council will meet on Monday at ten.",
                "The council will meet on Tuesday at ten.",
                Some("The town council will meet on Tuesday at ten."),
            ),
            ("The council will meet on Monday.", "The council will meet on Tuesday at ten.", None),
            (
                "The council will meet on Tuesday at ten.",
                "The council will meet on Tuesday at ten.",
                Some("The council will meet on Tuesday at ten."),
            ),
            (
                "The council met on Monday at ten.",
                "The council will meet on Monday at 👩‍🚒.",
                Some("The council met on Monday at 👩‍🚒."),
            ),
            (
                "The council will meet on Friday at ten.",
                "The council will meet on Tuesday at ten.",
                None,
            ),
            (
                "A council will meet on Monday at ten.",
                "The cabinet will meet on Monday at ten.",
                None,
            ),
            (
                "The council will meet on Monday at ten. Now.",
                "The council will meet on Monday at ten. Soon.",
                None,
            ),
        ];
        for (mine, theirs, expected) in cases {
            assert_eq!(merge(base, mine, theirs).as_deref(), expected, "{mine} / {theirs}");
            assert_eq!(merge(base, theirs, mine).as_deref(), expected, "{theirs} / {mine}");
        }
    }
}
