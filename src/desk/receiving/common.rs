//! What a story that came and what stands here have in common.

use super::Held;
use crate::packet::Contents;
use crate::review::fingerprint;
use crate::story::Story;
use jiff::Timestamp;
use std::collections::{HashMap, HashSet};

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

/// The latest text that both sides had: what stands here if theirs went on from it; theirs if it is no
/// news here; else the newest of theirs that was once here.
pub fn in_common<'a>(held: &'a Held, incoming: &Contents) -> Option<&'a Story> {
    let here = fingerprint(&held.mine);
    let known: HashMap<String, &'a Story> = held
        .past
        .iter()
        .map(|one| (fingerprint(&one.story), &one.story))
        .chain([(here.clone(), &held.mine)])
        .collect();
    let theirs = fingerprint(&incoming.story);
    let earlier = incoming.revisions.iter().rev().map(|one| fingerprint(&one.story));
    // Handing it in makes a revision of the very text that is sent.
    let latest = earlier.skip_while(|text| *text == theirs).find(|text| known.contains_key(text));
    // Somebody who had what stands here may have gone back to what stood before: that is a change.
    let went_on = !held.old && latest.as_ref() == Some(&here);
    match known.get(&theirs) {
        Some(common) if !went_on => Some(*common),
        _ => latest.and_then(|text| known.get(&text).copied()),
    }
}
