//! A story that is here already: what was sent of it is made one with what stands.

use super::as_written::AsWritten;
use super::common::{earlier, in_common};
use super::holding::of_holders;
use super::overruled::{of_overruled, overruled};
use super::standing::standing;
use super::telling::{
    AS_WRITTEN, came_from, in_the_name_of, of_claims, of_decided, of_known, of_readers, of_said,
    of_undecided,
};
use super::uniting::{United, unite};
use super::{Held, Received, Sent, to_say};
use crate::desk::{hands_in::hand_in_only, undecided};
use crate::error::Result;
use crate::house::House;
use crate::packet::Contents;
use crate::review::{Anchor, Person, Review, fingerprint};
use crate::store::{Arrival, Disputed, Holding, Staged, Store};
use crate::story::{Story, StoryId};
use jiff::Timestamp;

/// A story of which one side has what was taken in from a site, and the other its writer's.
pub struct Recognised {
    pub text: AsWritten,
    /// It was taken in here; else where it comes from.
    pub here: bool,
}

/// Makes a story that is known here one with what was sent of it.
pub fn known(
    (store, house): (&mut Store, &House),
    (sent, held): (&Sent<'_>, &Held),
    found: Option<&Recognised>,
    staged: Vec<Staged>,
    now: Timestamp,
) -> Result<Received> {
    let Sent { incoming, from, source, signed, heard, edited } = *sent;
    let here = found.filter(|found| found.here).map(|found| held.as_written(&found.text));
    let stood = here.as_ref().unwrap_or(held);
    let (theirs, mine, id) = (&incoming.story, &stood.mine, held.mine.id);
    let common = in_common(stood, incoming).or(found.map(|found| &found.text.written));
    let open = store.undecided(id)?;
    let followed = undecided::follow(&open, (stood, common), (theirs, source));
    let base = match &followed.base {
        Some(base) => base.as_ref(),
        None => common,
    };
    let united = unite(base, mine, theirs, &[]);
    let status = if held.old { mine.status } else { standing(mine.status, theirs.status, heard) };
    let United { story, taken, mut conflicts, told: mut sentences } = united;
    let next =
        Story { status, embargo: embargo(store, mine, &story, &mut sentences, now)?, ..story };
    let (me, had) = (store.me()?, store.review(id)?);
    // What was told once is no news.
    let passed = [&had.approvals[..], &store.passed_elsewhere(id)?].concat();
    let heard_of = Review { approvals: passed, ..had.clone() };
    let earlier = earlier(incoming, Some(held), now);
    let review = to_say(sent, me.as_ref(), &had);
    let arrival = Arrival {
        from,
        theirs,
        earlier: &earlier,
        review: &review,
        next: &next,
        base_version: Some(mine.version),
        disputed: (!conflicts.is_empty()).then_some(Disputed { base, mine, source }),
        open: (&followed.open, &followed.replaced),
        why: &came_from(source, edited),
        signed,
        carried_by: source.carried_by(),
        written: here.as_ref().zip(found).map(|(here, found)| (&here.past[..], &found.text.names)),
    };
    let arrived = store.arrive(&arrival, staged, now)?;
    let (story, mut number) = (arrived.story, arrived.undecided);
    if let Some(again) = followed.again {
        (conflicts, number) = (undecided::conflicts(again, &story), Some(again.number));
    }
    let overruled = overruled((stood, incoming), &taken, &story);
    sentences.extend(here.is_some().then(|| AS_WRITTEN.to_owned()));
    sentences.extend(overruled.iter().map(of_overruled));
    let came = Came { me: me.as_ref(), review: &review, had: &had, heard_of: &heard_of };
    sentences.extend(told((store, house), (sent, stood), (&story, number), &came)?);
    sentences.extend(of_undecided(&followed.replaced, number));
    let merged = fingerprint(&story) != fingerprint(mine);
    let undecided = number;
    Ok(Received { story, new: false, merged, taken, overruled, conflicts, undecided, sentences })
}

/// What came beside a text.
#[derive(Clone, Copy)]
struct Came<'a> {
    me: Option<&'a Person>,
    /// All that was said there.
    review: &'a Review,
    /// What had been said here.
    had: &'a Review,
    /// The same with every approval that was told of before.
    heard_of: &'a Review,
}

/// What is to be known of the story as it is `now`; `number`: it is to be settled.
fn told(
    (store, house): (&Store, &House),
    (sent, stood): (&Sent<'_>, &Held),
    (now, number): (&Story, Option<i64>),
    came: &Came<'_>,
) -> Result<Vec<String>> {
    let Sent { incoming, source, heard, .. } = *sent;
    let (theirs, Came { me, review, had, heard_of }) = (&incoming.story, *came);
    let mut told = of_known(stood, (theirs, heard), now, (source, review, heard_of));
    let readers = shown(store, now.id)?;
    let about = (&readers[..], number.is_some(), hand_in_only(&store.sites()?));
    told.extend(of_readers((&stood.mine, now), (theirs, source), about));
    let stands = store.review(now.id)?.holder;
    let holders = [had.holder.as_ref(), review.holder.as_ref(), stands.as_ref()];
    told.extend(of_holders((me, house), holders));
    told.extend(of_said(review, had));
    told.extend(of_decided(review, had));
    told.extend(of_claims((theirs, heard), &incoming.review, now, &heard_of.approvals));
    told.extend(in_the_name_of(me, &incoming.review, had));
    Ok(told)
}

/// The fingerprint of what each place that shows the story was last sent, or was seen to have.
fn shown(store: &Store, id: StoryId) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for place in store.holders(id)?.iter().filter(|place| place.may_show()) {
        if let Some(revision) = place.remote.revision {
            texts.push(fingerprint(&store.revision(id, revision)?.story));
        }
    }
    Ok(texts)
}

impl Held {
    /// What stands here as it stands where its writer has it.
    fn as_written(&self, text: &AsWritten) -> Self {
        let told = |one: &crate::store::Revision| crate::store::Revision {
            story: text.of(&one.story),
            ..one.clone()
        };
        Self {
            mine: text.of(&self.mine),
            past: self.past.iter().map(told).collect(),
            old: self.old,
        }
    }
}

impl AsWritten {
    /// What was sent of a story that was taken in there, as its writer's.
    pub fn contents(&self, incoming: &Contents) -> Contents {
        let mut told = incoming.clone();
        told.story = self.of(&told.story);
        for revision in &mut told.revisions {
            revision.story = self.of(&revision.story);
        }
        let notes = told.review.notes.iter_mut().filter_map(|note| note.anchor.as_mut());
        let suggestions = told.review.suggestions.iter_mut().map(|one| &mut one.anchor);
        for Anchor { part, .. } in notes.chain(suggestions) {
            if let Some(renamed) = part.renamed(&self.names) {
                *part = renamed;
            }
        }
        told
    }
}

/// The lock of the story that both made.
fn embargo(
    store: &Store,
    mine: &Story,
    united: &Story,
    told: &mut Vec<String>,
    now: Timestamp,
) -> Result<Option<Timestamp>> {
    let embargo = united.embargo.filter(|until| Some(*until) == mine.embargo || *until > now);
    // A lock on what readers may have already is none, and nobody should believe in it.
    if embargo != mine.embargo && store.holders(mine.id)?.iter().any(Holding::may_show) {
        told.push(
            "They set an embargo, too late: readers have the story already, or a site was told when to \
             publish it."
                .to_owned(),
        );
        return Ok(mine.embargo);
    }
    Ok(embargo)
}
