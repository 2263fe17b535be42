//! Two people changed the same story: their texts are made one, against the text both began with.
//! Pure, and the same input gives the same result.
//!
//! Fields are merged whole; the body piece by piece and, within a piece that both changed, word by
//! word. Nothing that anyone wrote is dropped: it is in the merged text or in a conflict.

mod align;
mod blanks;
mod body;
mod fields;
mod words;

pub use align::{Side, Source, align, one_break};
pub use blanks::same as same_but_for_blanks;
pub use words::alike;

use crate::picture::Words;
use crate::story::{Copy, Story};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use ts_rs::TS;

/// All of a story that people write in words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Wording {
    pub copy: Copy,
    pub section: String,
    /// The words about each picture, by its name in the story.
    #[ts(type = "Record<string, Words>")]
    pub pictures: BTreeMap<String, Words>,
}

impl Wording {
    /// What stands in a story now.
    pub fn of(story: &Story) -> Self {
        let words =
            |picture: &crate::picture::Picture| (picture.name.clone(), picture.words.clone());
        Self {
            copy: story.copy.clone(),
            section: story.section.clone(),
            pictures: story.pictures.iter().map(words).collect(),
        }
    }
}

/// Where in a story something was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Spot {
    Headline,
    Standfirst,
    Byline,
    Dateline,
    Tags,
    Section,
    /// A piece of the body ([`crate::markdown::pieces`]): its number in the merged body, from 1. For one
    /// that was taken out, that of the piece before it, which is 0 at the start.
    Paragraph {
        number: usize,
    },
    /// `field` is one of [`Words`], by its name there.
    Picture {
        name: String,
        field: String,
    },
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Headline => f.write_str("headline"),
            Self::Standfirst => f.write_str("standfirst"),
            Self::Byline => f.write_str("byline"),
            Self::Dateline => f.write_str("dateline"),
            Self::Tags => f.write_str("tags"),
            Self::Section => f.write_str("section"),
            Self::Paragraph { number } => write!(f, "paragraph {number}"),
            Self::Picture { name, field } => write!(f, "{field} of {name}"),
        }
    }
}

/// Something both changed, each in another way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Conflict {
    pub spot: Spot,
    /// What both began with; empty where both added something.
    pub base: String,
    /// Empty where mine took it out.
    pub mine: String,
    /// Empty where theirs took it out.
    pub theirs: String,
}

/// Which text of a conflict is to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    Mine,
    Theirs,
    /// Mine, then theirs: as two pieces of the body, or in one field with a stroke between.
    Both,
}

impl Conflict {
    /// The text that stands after a choice.
    pub fn with(&self, choice: Choice) -> String {
        let between = if matches!(self.spot, Spot::Paragraph { .. }) { "\n\n" } else { " / " };
        match choice {
            Choice::Mine => self.mine.clone(),
            Choice::Theirs => self.theirs.clone(),
            Choice::Both if self.mine.is_empty() || self.theirs.is_empty() => {
                format!("{}{}", self.mine, self.theirs)
            }
            Choice::Both => format!("{}{between}{}", self.mine, self.theirs),
        }
    }

    /// What stands until somebody chooses: mine, but no words are taken out unasked.
    pub fn undecided(&self) -> Choice {
        if self.mine.is_empty() { Choice::Theirs } else { Choice::Mine }
    }
}

/// A change of one side that stands in the merged text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Change {
    pub spot: Spot,
    /// Empty for something new.
    pub was: String,
    /// Empty for something taken out.
    pub now: String,
}

/// Two texts made one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Merged {
    /// The whole text; where there is a conflict, as [`Conflict::undecided`] says.
    pub wording: Wording,
    pub conflicts: Vec<Conflict>,
    /// What came from theirs alone.
    pub taken: Vec<Change>,
    /// What came from mine alone.
    pub kept: Vec<Change>,
    #[serde(skip)]
    #[ts(skip)]
    draft: body::Draft,
}

impl Merged {
    /// The whole text after the choices, one for each conflict in order; where one is missing, what
    /// stood until then.
    pub fn settle(&self, choices: &[Choice]) -> Wording {
        let mut wording = self.wording.clone();
        let choice = |n: usize, conflict: &Conflict| {
            choices.get(n).copied().unwrap_or_else(|| conflict.undecided())
        };
        for (n, conflict) in self.conflicts.iter().enumerate().take(choices.len()) {
            fields::set(&mut wording, &conflict.spot, conflict.with(choice(n, conflict)));
        }
        if self.conflicts.iter().any(|one| matches!(one.spot, Spot::Paragraph { .. })) {
            wording.copy.body =
                self.draft.write(|n| self.conflicts[n].with(choice(n, &self.conflicts[n])));
        }
        wording
    }
}

/// What the merge has found so far.
#[derive(Debug, Default)]
struct Found {
    conflicts: Vec<Conflict>,
    taken: Vec<Change>,
    kept: Vec<Change>,
}

impl Found {
    /// Which of three values stands: whoever changed it has it, and mine where both did, with a
    /// conflict unless they agree.
    fn pick<'a, T: PartialEq>(
        &mut self,
        spot: Spot,
        [base, mine, theirs]: [&'a T; 3],
        told: impl Fn(&T) -> String,
    ) -> &'a T {
        let change = |now| Change { spot: spot.clone(), was: told(base), now: told(now) };
        if mine == theirs {
            return mine;
        }
        if mine == base {
            self.taken.push(change(theirs));
            return theirs;
        }
        if theirs == base {
            self.kept.push(change(mine));
            return mine;
        }
        let [base, held, other] = [base, mine, theirs].map(told);
        // What differs in blanks alone is what somebody else changed.
        if blanks::same_line(&held, &base) && !blanks::same_line(&other, &base) {
            self.taken.push(Change { spot, was: held, now: other });
            return theirs;
        }
        if blanks::same_line(&held, &other) {
            return mine;
        }
        if blanks::same_line(&other, &base) {
            self.kept.push(Change { spot, was: base, now: held });
            return mine;
        }
        let conflict = Conflict { spot, base, mine: held, theirs: other };
        let stands = if conflict.undecided() == Choice::Mine { mine } else { theirs };
        self.conflicts.push(conflict);
        stands
    }
}

/// Makes `mine` and `theirs` one, both of which began as `base`.
///
/// `merge(b, b, t)` is `t`, `merge(b, m, b)` is `m` and `merge(b, x, x)` is `x`, to the last
/// character and without a conflict.
pub fn merge(base: &Wording, mine: &Wording, theirs: &Wording) -> Merged {
    let mut found = Found::default();
    let mut wording = fields::merge([base, mine, theirs], &mut found);
    let bodies = [base, mine, theirs].map(|one| one.copy.body.as_str());
    let draft = body::merge(bodies, &mut found);
    wording.copy.body = draft.write(|n| {
        let conflict = &found.conflicts[n];
        conflict.with(conflict.undecided())
    });
    let Found { conflicts, taken, kept } = found;
    Merged { wording, conflicts, taken, kept, draft }
}

/// `theirs` with what stood in `base` at every place where both changed the same, each in another way,
/// and `open` holds for the number of that conflict in [`merge`]: a text that theirs goes on from in these
/// places only, so that a later merge against it asks about them once more and about nothing else.
pub fn put_back([base, mine, theirs]: [&Wording; 3], open: &dyn Fn(usize) -> bool) -> Wording {
    let mut found = Found::default();
    fields::merge([base, mine, theirs], &mut found);
    let mut wording = theirs.clone();
    for (_, conflict) in found.conflicts.iter().enumerate().filter(|(number, _)| open(*number)) {
        fields::set(&mut wording, &conflict.spot, conflict.base.clone());
    }
    let bodies = [base, mine, theirs].map(|one| one.copy.body.as_str());
    wording.copy.body = body::put_back(bodies, &mut found, open);
    wording
}

#[cfg(test)]
mod tests;
