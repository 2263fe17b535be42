//! Two texts to settle: what somebody sent and what stands here change the same places, and nobody has
//! said yet which is to stand. Until then neither goes to a site, and what stands here may be written on.

use super::Desk;
use super::receiving::{Held, put_back, unite};
use crate::error::Result;
use crate::merge::{Change, Choice, Conflict};
use crate::review::fingerprint;
use crate::store::{Decision, Source, Undecided, nothing_to_decide};
use crate::story::{Story, StoryId};
use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

/// A text that came, and the places in which it and the one here are to be settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ToSettle {
    /// By which it is settled; never given twice.
    #[ts(type = "number")]
    pub number: i64,
    pub story: StoryId,
    /// As it stands here.
    pub headline: String,
    /// The version of the story here that `conflicts` are of.
    pub version: u32,
    /// Who sent it: a person, or an account of a site; empty if nobody says.
    pub from: String,
    /// The name of the site it came through.
    pub site: Option<String>,
    #[ts(type = "string")]
    pub since: Timestamp,
    /// What is still to be decided, in the order of the story; mine is what stands here now. Empty where
    /// somebody wrote since what the other text says.
    pub conflicts: Vec<Conflict>,
    /// What comes from theirs besides once it is settled: they changed it, and here it is as it was.
    pub taken: Vec<Change>,
}

/// Two texts as far as they are open still, now that the story stands as it does.
struct Open {
    /// What both are held against; none if they have nothing in common.
    base: Option<Story>,
    mine: Story,
    /// For each conflict of the two, in its order; what is behind the last is open.
    decided: Vec<Option<Choice>>,
    /// What stands is other than what the two made when they met.
    written_on: bool,
}

/// What a text that came has to do with those that are undecided.
pub(super) struct Followed<'a> {
    /// The numbers of all that are undecided.
    pub open: Vec<i64>,
    /// Of those whose place it takes.
    pub replaced: Vec<i64>,
    /// What it is held against, if that is not what both last had in common.
    pub base: Option<Option<Story>>,
    /// It is this one, and came once more.
    pub again: Option<&'a Undecided>,
}

impl Desk {
    /// What is to be settled about the story; the first that came first.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn to_settle(&self, id: StoryId) -> Result<Vec<ToSettle>> {
        let store = self.store();
        let stands = store.story(id)?;
        Ok(store.undecided(id)?.iter().map(|one| to_settle(one, &stands)).collect())
    }

    /// What is to be settled about any story; the latest that came first.
    ///
    /// # Errors
    /// `Storage`.
    pub(super) fn all_to_settle(&self) -> Result<Vec<ToSettle>> {
        let store = self.store();
        let all = store.all_undecided()?;
        let one = |one: &Undecided| Ok(to_settle(one, &store.story(one.story)?));
        all.iter().rev().map(one).collect()
    }

    /// Settles the two texts with a choice for each conflict in its order, as [`Self::to_settle`] tells
    /// them of `base_version`. Where there is none the conflict stays to be settled, and what stands stays;
    /// once there is none left, the texts are settled. What stood before is kept as a revision.
    ///
    /// # Errors
    /// `Conflict` if the story changed since, or the texts were settled or a newer one came meanwhile;
    /// `NotFound`, `Storage`. Nothing was changed then.
    pub fn settle_received(
        &self,
        id: StoryId,
        base_version: u32,
        number: i64,
        choices: &[Option<Choice>],
        now: Timestamp,
    ) -> Result<Story> {
        let mut store = self.store();
        let stands = store.story(id)?;
        let held = store.undecided(id)?.into_iter().find(|one| one.number == number);
        let one = held.ok_or_else(nothing_to_decide)?;
        let open = open(&one, &stands);
        let base = open.base.as_ref();
        let conflicts = unite(base, &open.mine, &one.theirs, &[]).conflicts;
        let mut decided = open.decided;
        decided.resize(conflicts.len(), None);
        let places = decided.iter_mut().filter(|choice| choice.is_none());
        for (place, choice) in places.zip(choices) {
            *place = *choice;
        }
        let next = match decided.iter().all(|choice| *choice == Some(Choice::Mine)) {
            // To the letter, whatever was written since.
            true if open.written_on => open.mine.clone(),
            _ => unite(base, &open.mine, &one.theirs, &standing(&conflicts, &decided)).story,
        };
        let next = Story { embargo: stands.embargo, ..next };
        let (decided, held) = (decided.as_slice(), (base, &open.mine));
        store.decide(&Decision { number, next: &next, decided, held }, base_version, now)
    }
}

/// The choice by which each conflict stands while some are open.
fn standing(conflicts: &[Conflict], decided: &[Option<Choice>]) -> Vec<Choice> {
    let choice = |(number, conflict): (usize, &Conflict)| {
        decided.get(number).copied().flatten().unwrap_or_else(|| conflict.undecided())
    };
    conflicts.iter().enumerate().map(choice).collect()
}

fn open(one: &Undecided, stands: &Story) -> Open {
    let Undecided { base, mine, theirs, decided, .. } = one;
    let conflicts = unite(base.as_ref(), mine, theirs, &[]).conflicts;
    let was = unite(base.as_ref(), mine, theirs, &standing(&conflicts, decided)).story;
    if fingerprint(&was) == fingerprint(stands) {
        let (base, mine, decided) = (base.clone(), mine.clone(), decided.clone());
        return Open { base, mine, decided, written_on: false };
    }
    let is_open = |number: usize| decided.get(number).copied().flatten().is_none();
    // Words that mine took out stand while nobody has decided; somebody may still decide so.
    let out =
        |(number, one): (usize, &Conflict)| is_open(number) && one.undecided() == Choice::Theirs;
    let mine_now = match conflicts.iter().enumerate().any(out) {
        false => stands.clone(),
        true => {
            let all_mine: Vec<Choice> = (0..conflicts.len())
                .map(|number| decided.get(number).copied().flatten().unwrap_or(Choice::Mine))
                .collect();
            let pure = unite(base.as_ref(), mine, theirs, &all_mine).story;
            unite(Some(&was), stands, &pure, &[]).story
        }
    };
    let base = base.as_ref().map(|base| put_back(base, mine, theirs, &is_open));
    Open { base, mine: mine_now, decided: Vec::new(), written_on: true }
}

fn to_settle(one: &Undecided, stands: &Story) -> ToSettle {
    let open = open(one, stands);
    let united = unite(open.base.as_ref(), &open.mine, &one.theirs, &[]);
    let decided = |number: usize| open.decided.get(number).copied().flatten().is_some();
    let conflicts = united.conflicts.into_iter().enumerate();
    let conflicts = conflicts.filter(|(number, _)| !decided(*number)).map(|(_, one)| one);
    ToSettle {
        number: one.number,
        story: one.story,
        headline: stands.copy.headline.clone(),
        version: stands.version,
        from: one.sender.clone(),
        site: one.site.clone(),
        since: one.at,
        conflicts: conflicts.collect(),
        taken: if open.written_on { united.taken } else { Vec::new() },
    }
}

/// What is still to be decided of a text that came.
pub(super) fn conflicts(one: &Undecided, stands: &Story) -> Vec<Conflict> {
    to_settle(one, stands).conflicts
}

/// What `theirs` has to do with what is undecided, where both sides last had `common`.
///
/// What goes on from an undecided text takes its place, and is held against that text with what is open put
/// back: else the very words that were to be decided about would count as known. So does whatever else comes
/// by the same way, unless it is older.
pub(super) fn follow<'a>(
    all: &'a [Undecided],
    (held, common): (&Held, Option<&Story>),
    (theirs, source): (&Story, Source<'_>),
) -> Followed<'a> {
    let open = all.iter().map(|one| one.number).collect();
    let mut followed = Followed { open, replaced: Vec::new(), base: None, again: None };
    let common = common.map(fingerprint);
    let text = fingerprint(theirs);
    let from = |one: &&Undecided| Some(fingerprint(&one.theirs)) == common;
    let before = all.iter().rev().find(from);
    if common.as_ref() == Some(&text) && before.is_some() {
        followed.again = before;
        return followed;
    }
    followed.base = before.map(|one| {
        let open = self::open(one, &held.mine);
        let is_open = |number: usize| open.decided.get(number).copied().flatten().is_none();
        open.base.map(|base| put_back(&base, &open.mine, &one.theirs, &is_open))
    });
    let key = source.key();
    // A site has one text of a story, and that is its newest, whether it was here before or not.
    let late = held.old && !matches!(source, Source::Site { .. });
    let same_way = |one: &Undecided| !late && key.is_some() && one.source == key;
    let replaced = all.iter().filter(|one| from(one) || same_way(one));
    followed.replaced = replaced.map(|one| one.number).collect();
    followed
}
