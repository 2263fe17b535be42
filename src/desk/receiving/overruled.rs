//! What was written here and does not stand where it comes from: somebody there had both texts of one
//! place to settle, and chose the other.

use super::common::last_of_both;
use super::{Held, unite};
use crate::markdown;
use crate::merge::{Change, Conflict, Spot, Wording};
use crate::packet::Contents;
use crate::review::fingerprint;
use crate::store::{BEFORE_IT_WAS_SETTLED, KEPT_FROM_A_CONFLICT};
use crate::story::Story;
use std::ops::Range;

/// Those of `taken`, which is what came from theirs alone: what they took the place of is in no list of
/// conflicts here. Only what was asked about there counts, was written here until now, and is not in what
/// `stands`.
pub fn overruled(
    (held, incoming): (&Held, &Contents),
    taken: &[Change],
    stands: &Story,
) -> Vec<Change> {
    let asked = asked_about(held, incoming);
    let (stood, stands) = (Wording::of(&held.mine), Wording::of(stands));
    let lost = |change: &&Change| {
        let (spot, was) = (&change.spot, change.was.trim());
        let is_it = |one: &Conflict| one.theirs.trim() == was && is_alike(&one.spot, spot);
        !was.is_empty()
            && asked.iter().any(is_it)
            && texts_at(&stood, spot).iter().any(|text| text.trim() == was)
            // Of both texts one behind the other, each stands.
            && !texts_at(&stands, spot).iter().any(|text| text.contains(was))
    };
    taken.iter().filter(lost).cloned().collect()
}

/// Every conflict with a text from here that there was where the story comes from; theirs is what was written
/// here.
fn asked_about(held: &Held, incoming: &Contents) -> Vec<Conflict> {
    let here: Vec<&Story> = held.past.iter().map(|one| &one.story).chain([&held.mine]).collect();
    let mine: Vec<String> = here.iter().map(|story| fingerprint(story)).collect();
    let there = &incoming.revisions;
    let kept = |n: &usize| there[*n].why.starts_with(KEPT_FROM_A_CONFLICT);
    let kept: Vec<usize> = (0..there.len()).filter(kept).collect();
    // Both texts are kept in one moment: that of the desk that settles them, and what came.
    let both = kept.windows(2).map(|both| both[0]..both[1]);
    let both: Vec<Range<usize>> =
        both.filter(|both| there[both.start].at == there[both.end].at).collect();
    let mut asked = Vec::new();
    for one in &both {
        let came = fingerprint(&there[one.end].story);
        let Some(at) = mine.iter().rposition(|text| *text == came) else { continue };
        // Until it is settled, what came is there and yet nothing that both have in common.
        let settled = |other: &Range<usize>| {
            there[other.end..=one.start]
                .iter()
                .any(|one| one.why.starts_with(BEFORE_IT_WAS_SETTLED))
        };
        let open: Vec<&Range<usize>> =
            both.iter().filter(|other| other.end < one.start && !settled(other)).collect();
        let is_open = |n: usize| open.iter().any(|other| other.start < n && n <= other.end);
        let theirs = (0..=one.start).filter(|n| !is_open(*n));
        let theirs: Vec<String> = theirs.map(|n| fingerprint(&there[n].story)).collect();
        let base = last_of_both(&mine[..=at], &theirs).map(|at| here[at]);
        asked.extend(unite(base, &there[one.start].story, here[at], &[]).conflicts);
    }
    asked
}

/// Whether both are of one kind; a paragraph has another number in each text.
fn is_alike(one: &Spot, other: &Spot) -> bool {
    match (one, other) {
        (Spot::Paragraph { .. }, Spot::Paragraph { .. }) => true,
        _ => one == other,
    }
}

/// What is to be known of one, in a sentence.
pub fn of_overruled(change: &Change) -> String {
    let place = match &change.spot {
        paragraph @ Spot::Paragraph { .. } => paragraph.to_string(),
        other => format!("the {other}"),
    };
    format!(
        "What was written here in {place} does not stand: whoever had both texts chose the other. Here stood \
         “{}”; it is in the history, and `desk changes` shows both.",
        change.was.trim()
    )
}

/// What stands there: one text, or every piece of the body.
fn texts_at(wording: &Wording, spot: &Spot) -> Vec<String> {
    let copy = &wording.copy;
    match spot {
        Spot::Headline => vec![copy.headline.clone()],
        Spot::Standfirst => vec![copy.standfirst.clone()],
        Spot::Byline => vec![copy.byline.clone()],
        Spot::Dateline => copy.dateline.iter().cloned().collect(),
        // They are made one tag by tag, and never to be settled.
        Spot::Tags => Vec::new(),
        Spot::Section => vec![wording.section.clone()],
        Spot::Paragraph { .. } => {
            markdown::pieces(&copy.body).into_iter().map(|at| copy.body[at].to_owned()).collect()
        }
        Spot::Picture { name, field } => {
            let mut words = wording.pictures.get(name).cloned().unwrap_or_default();
            let texts = words.texts_mut().into_iter().filter(|(name, _)| name == field);
            texts.map(|(_, text)| text.clone()).collect()
        }
    }
}
