//! What a story that came and what stands here have in common.

use super::Held;
use crate::packet::Contents;
use crate::review::fingerprint;
use crate::story::Story;
use jiff::Timestamp;
use std::collections::HashSet;

/// What the story was before, as far as no text here is the same.
pub fn earlier(
    incoming: &Contents,
    held: Option<&Held>,
    now: Timestamp,
) -> Vec<(Timestamp, String, Story)> {
    let here = held.into_iter().flat_map(|held| {
        held.past.iter().map(|one| &one.story).chain([&held.mine]).map(fingerprint)
    });
    // What was sent is kept as itself.
    let mut known: HashSet<String> = here.chain([fingerprint(&incoming.story)]).collect();
    let mut earlier = Vec::new();
    for revision in &incoming.revisions {
        let text = fingerprint(&revision.story);
        if !known.insert(text) {
            continue;
        }
        let why = match &revision.by {
            Some(by) => format!("{} ({})", revision.why, by.name),
            None => revision.why.clone(),
        };
        let at = revision.at.clamp(Timestamp::UNIX_EPOCH, now);
        earlier.push((at, why, revision.story.clone()));
    }
    earlier
}

/// The latest text that both sides had. What was put back is a text that was there before, so it is not
/// enough that a text is known on both sides: both histories are laid beside each other, and what both have
/// in one order is what both went through. Of what is no news here it is that very text.
pub fn in_common<'a>(held: &'a Held, incoming: &Contents) -> Option<&'a Story> {
    let mine: Vec<&'a Story> = held.past.iter().map(|one| &one.story).chain([&held.mine]).collect();
    let texts: Vec<String> = mine.iter().map(|story| fingerprint(story)).collect();
    let sent = fingerprint(&incoming.story);
    if held.old
        && let Some(at) = texts.iter().rposition(|text| *text == sent)
    {
        return Some(mine[at]);
    }
    let earlier = incoming.revisions.iter().map(|one| fingerprint(&one.story));
    let theirs: Vec<String> = earlier.chain([sent]).collect();
    last_of_both(&texts, &theirs).map(|at| mine[at])
}

/// Where the row of texts that both have in one order, and that says most, ends in the first of them; of
/// several the one that reaches farthest in the second. A text that stands often says little: two people
/// come to it each by themselves, by putting words back.
pub fn last_of_both(mine: &[String], theirs: &[String]) -> Option<usize> {
    let (mine, theirs) = (stood(mine), stood(theirs));
    let often = |texts: &[(usize, &String)], text: &String| {
        texts.iter().filter(|(_, one)| *one == text).count()
    };
    let says = |text: &String| SAYS / (often(&mine, text) * often(&theirs, text)).clamp(1, SAYS);
    let mut before = vec![0; theirs.len() + 1];
    let mut best = (0, 0, 0);
    for &(i, text) in &mine {
        let (mut row, weight) = (vec![0; theirs.len() + 1], says(text));
        for (j, &(_, other)) in theirs.iter().enumerate() {
            row[j + 1] = row[j].max(before[j + 1]);
            if text == other {
                row[j + 1] = row[j + 1].max(before[j] + weight);
                best = best.max((before[j] + weight, j, i));
            }
        }
        before = row;
    }
    (best.0 > 0).then_some(best.2)
}

/// Each text once for as long as it stood, with its last place: a revision is also kept of a text that
/// was handed in, approved or published as it was.
fn stood(texts: &[String]) -> Vec<(usize, &String)> {
    texts.iter().enumerate().filter(|(n, text)| texts.get(n + 1) != Some(text)).collect()
}

/// What a text says that stands once on each side.
const SAYS: usize = 1_000_000;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn last<'a>(mine: &[&'a str], theirs: &[&str]) -> Option<&'a str> {
        let owned = |texts: &[&str]| texts.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
        last_of_both(&owned(mine), &owned(theirs)).map(|at| mine[at])
    }

    #[test]
    fn what_was_put_back_is_not_what_both_had_last() {
        assert_eq!(last(&["a", "b"], &["a", "b", "a"]), Some("b"), "they put it back");
        assert_eq!(last(&["a", "b"], &["a", "b", "a", "c"]), Some("b"), "and went on from there");
        assert_eq!(last(&["a", "b", "a"], &["a", "b", "c"]), Some("b"), "I did");
        assert_eq!(last(&["a", "b", "a"], &["a", "b", "a", "b", "c"]), Some("a"), "each in turn");
        let often = ["a", "x", "y", "a", "b"];
        assert_eq!(last(&often, &["a", "b", "a"]), Some("b"), "they put back what stood often");
        assert_eq!(last(&["a", "b", "a"], &often), Some("b"), "I did");
        assert_eq!(last(&["a", "b"], &["c"]), None);
        let kept_twice = ["a", "a", "b", "b", "b", "b"];
        assert_eq!(last(&kept_twice, &["a", "b", "a", "c"]), Some("b"), "it stood there for long");
        assert_eq!(last(&["b"], &["a", "b", "a", "c"]), Some("b"), "what I kept no longer");
    }

    proptest! {
        /// Few texts, so that the same ones come again and again.
        #[test]
        fn who_went_on_from_what_the_other_had_is_known_by_it(
            shared in prop::collection::vec((0..3_u8, 1..3_usize), 1..6),
            since in prop::collection::vec(0..3_u8, 0..6),
        ) {
            let text = |one: &u8| one.to_string();
            // One side kept some of the texts more than once.
            let had = shared.iter().flat_map(|(one, times)| vec![text(one); *times]);
            let had: Vec<String> = had.collect();
            let shared: Vec<u8> = shared.iter().map(|(one, _)| *one).collect();
            let went: Vec<String> = shared.iter().chain(&since).map(text).collect();
            let ends = |at: Option<usize>, of: &[String]| at.map(|at| of[at].clone());
            prop_assert_eq!(ends(last_of_both(&had, &went), &had), had.last().cloned());
            prop_assert_eq!(ends(last_of_both(&went, &had), &went), had.last().cloned());
        }
    }
}
