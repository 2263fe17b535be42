//! What an editor wrote over a writer's text, as suggestions.

use super::anchor::between_signs;
use super::placing::{Placed, place, taken_in, together};
use super::{Anchor, How, Mark, Part, Person, Review, Settled, Suggestion};
use crate::compare::{Hunk, hunks};
use crate::story::Story;
use jiff::Timestamp;
use std::ops::Range;

/// What one person suggests after an edit, beside what was suggested before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suggested {
    /// Those that were there and still stand, under their ids: the same words, marked anew on the text
    /// as it is now.
    pub kept: Vec<Suggestion>,
    pub new: Vec<Suggestion>,
    /// Those that were there and are in the text no more, marked as taken back. One that nobody else
    /// has seen yet may as well be forgotten.
    pub gone: Vec<Suggestion>,
}

/// Compares what an editor made of a part with the text the writer has now, word by word. Only the
/// editor's own suggestions are part of `proposal`; those without a place, or which another one of
/// theirs overlaps, were not in it and stay as they are, as do all of other people.
///
/// With what comes back in the place of what was there, [`super::proposal`] of that person gives
/// `proposal` to the letter.
pub fn suggest(
    part: &Part,
    base: &str,
    proposal: &str,
    existing: &[Suggestion],
    mark: &Mark,
    new_id: &mut dyn FnMut() -> String,
) -> Suggested {
    let mine = |one: &Suggestion| one.made.by.is(&mark.by);
    let (there, _) = together(place(base, part, existing, mine).0);
    let was = taken_in(base, &there);
    if was.0 == proposal {
        return Suggested::default();
    }
    let wanted = Composed { base, there: &there, was: &was.0, places: &was.1, now: proposal };
    let wanted = wanted
        .hunks()
        .filter(|hunks| hunks.iter().all(|one| one.hunk.is_whole(base, proposal)))
        .unwrap_or_else(|| Wanted::plain(base, proposal, &there));
    let mut suggested = Suggested::default();
    for Wanted { hunk, is } in &wanted {
        let anchor = Anchor::new(part.clone(), base, hunk.old.clone());
        let instead = proposal[hunk.new.clone()].to_owned();
        match is {
            Some(one) => {
                let kept = Suggestion { made: mark.clone(), anchor, ..(*one).clone() };
                suggested.kept.push(kept);
            }
            None => suggested.new.push(Suggestion {
                id: new_id(),
                made: mark.clone(),
                anchor,
                instead,
                settled: None,
            }),
        }
    }
    let kept = |one: &Placed<'_>| suggested.kept.iter().any(|kept| kept.id == one.suggestion.id);
    for one in there.iter().filter(|one| !kept(one)) {
        let settled = Some(Settled { made: mark.clone(), how: How::TakenBack });
        suggested.gone.push(Suggestion { settled, ..one.suggestion.clone() });
    }
    suggested
}

/// [`suggest`] for every part that can carry suggestions; a picture that one of the two does not have
/// is left out.
pub fn suggest_story(
    base: &Story,
    proposal: &Story,
    existing: &[Suggestion],
    by: &Person,
    now: Timestamp,
    new_id: &mut dyn FnMut() -> String,
) -> Suggested {
    let mark = Mark { by: by.clone(), at: now };
    let mut all = Suggested::default();
    for part in Part::all(base) {
        if let Some((base, proposal)) = part.text(base).zip(part.text(proposal)) {
            let Suggested { kept, new, gone } =
                suggest(&part, base, proposal, existing, &mark, new_id);
            all.kept.extend(kept);
            all.new.extend(new);
            all.gone.extend(gone);
        }
    }
    all
}

impl Review {
    /// Takes up what somebody suggests now.
    pub fn suggested(&mut self, Suggested { kept, new, gone }: Suggested) {
        for one in kept.into_iter().chain(gone) {
            if let Some(there) = self.suggestions.iter_mut().find(|there| there.id == one.id) {
                *there = one;
            }
        }
        self.suggestions.extend(new);
    }
}

impl Hunk {
    /// Whether it cuts no sign of either text in two.
    fn is_whole(&self, old: &str, new: &str) -> bool {
        [self.old.start, self.old.end].iter().all(|at| between_signs(old, *at))
            && [self.new.start, self.new.end].iter().all(|at| between_signs(new, *at))
    }
}

/// A change between the writer's text and the editor's, and the suggestion it was before.
struct Wanted<'a> {
    hunk: Hunk,
    is: Option<&'a Suggestion>,
}

impl<'a> Wanted<'a> {
    fn new(hunk: Hunk, proposal: &str, there: &[Placed<'a>]) -> Self {
        let same = |one: &&Placed<'a>| {
            one.bytes == hunk.old && one.suggestion.instead == proposal[hunk.new.clone()]
        };
        let is = there.iter().find(same).map(|one| one.suggestion);
        Self { hunk, is }
    }

    /// The two texts compared as if nothing had been suggested before.
    fn plain(base: &str, proposal: &str, there: &[Placed<'a>]) -> Vec<Self> {
        hunks(base, proposal).into_iter().map(|hunk| Self::new(hunk, proposal, there)).collect()
    }
}

/// The writer's text, the editor's before this edit, and the editor's now. Comparing the last two and
/// counting back keeps every suggestion that was not touched, however the first and the last would
/// compare.
struct Composed<'a, 'b> {
    base: &'b str,
    there: &'b [Placed<'a>],
    was: &'b str,
    /// Where the words of each suggestion stand in `was`.
    places: &'b [Range<usize>],
    now: &'b str,
}

/// Something between two of the texts, by its place in the one they share.
#[derive(Clone, Copy)]
enum Step<'b> {
    /// The suggestion with this number: from the writer's text to the editor's before.
    Before(usize),
    /// From there to the editor's text now.
    Now(&'b Hunk),
}

impl<'a> Composed<'a, '_> {
    /// `None` where the places do not fit together.
    fn hunks(&self) -> Option<Vec<Wanted<'a>>> {
        let edits = hunks(self.was, self.now);
        let mut steps: Vec<(Range<usize>, Step<'_>)> =
            self.places.iter().cloned().zip((0..).map(Step::Before)).collect();
        steps.extend(edits.iter().map(|edit| (edit.old.clone(), Step::Now(edit))));
        steps.sort_by_key(|(at, _)| (at.start, at.end));
        let mut groups: Vec<(Range<usize>, Vec<Step<'_>>)> = Vec::new();
        for (at, step) in steps {
            let joins = |(last, steps): &&mut (Range<usize>, Vec<Step<'_>>)| {
                let other =
                    |one: &Step<'_>| matches!(one, Step::Now(_)) != matches!(step, Step::Now(_));
                at.start < last.end || at.start == last.end && steps.iter().any(other)
            };
            match groups.last_mut().filter(joins) {
                Some((last, steps)) => {
                    last.end = last.end.max(at.end);
                    steps.push(step);
                }
                None => groups.push((at, vec![step])),
            }
        }
        self.counted(&groups)
    }

    /// The groups as changes from the first text to the last.
    fn counted(&self, groups: &[(Range<usize>, Vec<Step<'_>>)]) -> Option<Vec<Wanted<'a>>> {
        let mut wanted = Vec::new();
        // How many bytes the texts before and after have in front of here, against the one between.
        let (mut base, mut now) = (Offset::default(), Offset::default());
        for (at, steps) in groups {
            let (old, new) = (base.of(at.start)?, now.of(at.start)?);
            for step in steps {
                match step {
                    Step::Before(n) => base.add(self.places[*n].len(), self.there[*n].bytes.len()),
                    Step::Now(edit) => now.add(edit.old.len(), edit.new.len()),
                }
            }
            let hunk = Hunk { old: old..base.of(at.end)?, new: new..now.of(at.end)? };
            match steps.as_slice() {
                [Step::Before(n)] => {
                    wanted.push(Wanted { hunk, is: Some(self.there[*n].suggestion) });
                }
                _ => wanted.extend(self.within(&hunk)?),
            }
        }
        Some(wanted)
    }

    /// What is different within a group.
    fn within(&self, group: &Hunk) -> Option<Vec<Wanted<'a>>> {
        let (old, new) = (self.base.get(group.old.clone())?, self.now.get(group.new.clone())?);
        let moved = |at: Range<usize>, by: usize| at.start + by..at.end + by;
        let hunk = |hunk: Hunk| Hunk {
            old: moved(hunk.old, group.old.start),
            new: moved(hunk.new, group.new.start),
        };
        let hunks = hunks(old, new).into_iter().map(hunk);
        Some(hunks.map(|hunk| Wanted::new(hunk, self.now, self.there)).collect())
    }
}

/// How far two texts are apart at some place.
#[derive(Default)]
struct Offset {
    less: usize,
    more: usize,
}

impl Offset {
    fn add(&mut self, from: usize, to: usize) {
        self.less += from;
        self.more += to;
    }

    fn of(&self, at: usize) -> Option<usize> {
        (at + self.more).checked_sub(self.less)
    }
}
