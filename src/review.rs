//! Review: what people say about a story, what they would write instead, and who passed which text.
//! Pure: no I/O, no clock.
//!
//! A review travels: in a `.story` file or through a site, there and back, while both sides go on
//! working. So everything in it has an id of its own and is never rewritten: notes and suggestions are
//! added, and what becomes of them is a mark with a time. Two reviews of one story become one by
//! [`Review::merged`], in whichever order and however often they meet.

mod anchor;
mod deciding;
mod fingerprint;
mod part;
mod placing;
mod record;
mod search;
mod strange;
mod suggesting;
mod threads;

pub use deciding::Decided;
pub use fingerprint::fingerprint;
pub use placing::{Change, Proposal, proposal, proposed};
pub use strange::latest;
pub use suggesting::{Suggested, suggest, suggest_story};
pub use threads::{Head, Place, Thread, View};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Somebody who took part. Names are not unique; keys are.
#[derive(
    Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS,
)]
pub struct Person {
    /// As the person writes it.
    pub name: String,
    /// The fingerprint of the person's public key: SHA-256 in hex. Empty for somebody who is known
    /// from a site only.
    pub key: String,
}

/// A text of a story that can be marked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[ts(rename = "ReviewPart")]
pub enum Part {
    Headline,
    Standfirst,
    Byline,
    Body,
    Caption { picture: String },
    Credit { picture: String },
    Alt { picture: String },
}

/// Some words of a story, known by themselves and their surroundings so that they are found again
/// after edits around them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct Anchor {
    pub part: Part,
    /// The words themselves; empty for a place between words, or with no surroundings for the whole
    /// part.
    pub quote: String,
    /// What stood before and after: some dozens of characters, or as many as tell the place from every
    /// other in the text.
    pub before: String,
    pub after: String,
    /// Where the quote began when it was made, in UTF-16 units.
    pub at: u32,
}

/// A moment at which somebody did something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Mark {
    pub by: Person,
    #[ts(type = "string")]
    pub at: Timestamp,
}

/// Something said about the story. Its words are never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "ReviewNote")]
pub struct Note {
    /// A UUID of version 7.
    pub id: String,
    #[serde(flatten)]
    pub made: Mark,
    pub text: String,
    /// None for what is said about the whole story.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub anchor: Option<Anchor>,
    /// The note or suggestion it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub answers: Option<String>,
    /// Whether it is the reason for sending the story back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub returns: bool,
    /// Who last closed the thread that this note begins, or opened it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub settled: Option<Settled>,
}

/// Words that somebody would write in place of others. They are never changed; whoever suggested them
/// may mark them anew on a later text, and is then said to have made them at that moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "ReviewSuggestion")]
pub struct Suggestion {
    /// A UUID of version 7.
    pub id: String,
    #[serde(flatten)]
    pub made: Mark,
    /// Its quote goes; empty for words that are only put in.
    pub anchor: Anchor,
    /// What is to stand there; empty for words that are only taken out.
    pub instead: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub settled: Option<Settled>,
}

/// What became of a thread or a suggestion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Settled {
    #[serde(flatten)]
    pub made: Mark,
    pub how: How,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "ReviewHow")]
pub enum How {
    /// A thread is closed.
    Resolved,
    /// It goes on, or a suggestion is to be decided once more.
    Reopened,
    /// The suggested words were taken in.
    Accepted,
    Rejected,
    /// Whoever suggested it thought again.
    TakenBack,
}

impl How {
    /// The word for it, as serde writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Resolved => "resolved",
            Self::Reopened => "reopened",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::TakenBack => "taken-back",
        }
    }
}

/// Exactly this text was passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Approval {
    /// Of the story: see [`fingerprint`].
    pub fingerprint: String,
    #[serde(flatten)]
    pub made: Mark,
}

/// Who has the story in hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Holder {
    /// None: nobody any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<Person>,
    /// By whom and when it was taken, handed over or let go.
    #[serde(flatten)]
    pub made: Mark,
}

impl Holder {
    /// Whether somebody else gave it to whoever has it.
    pub fn is_given(&self) -> bool {
        self.person.as_ref().is_some_and(|person| !person.is(&self.made.by))
    }
}

/// All that was said about a story.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Review {
    /// In the order they were made.
    pub notes: Vec<Note>,
    pub suggestions: Vec<Suggestion>,
    pub approvals: Vec<Approval>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub holder: Option<Holder>,
}

impl Settled {
    /// Whether nothing more is to be decided.
    pub fn is_closed(&self) -> bool {
        self.how != How::Reopened
    }
}

impl Note {
    /// What it says, without what became of it: the later one sorts last.
    fn words(&self) -> impl PartialOrd {
        let Self { id: _, made, text, anchor, answers, returns, settled: _ } = self;
        (made.at, &made.by, text, anchor, answers, returns)
    }

    pub fn is_open(&self) -> bool {
        !self.settled.as_ref().is_some_and(Settled::is_closed)
    }
}

impl Suggestion {
    /// What it says, without what became of it: the later one sorts last.
    fn words(&self) -> impl PartialOrd {
        let Self { id: _, made, anchor, instead, settled: _ } = self;
        (made.at, &made.by, anchor, instead)
    }

    pub fn is_open(&self) -> bool {
        !self.settled.as_ref().is_some_and(Settled::is_closed)
    }
}

impl Review {
    /// What both know, once. Where both marked the same thing the later mark stands, and of a
    /// suggestion that was marked anew the later form; of two at one moment the one that sorts last.
    #[must_use]
    pub fn merged(&self, other: &Self) -> Self {
        let mut notes: BTreeMap<&str, Note> = BTreeMap::new();
        for note in self.notes.iter().chain(&other.notes) {
            let there = notes.entry(&note.id).or_insert_with(|| note.clone());
            let settled = later(there.settled.take(), note.settled.clone());
            if note.words() > there.words() {
                *there = note.clone();
            }
            there.settled = settled;
        }
        let mut suggestions: BTreeMap<&str, Suggestion> = BTreeMap::new();
        for one in self.suggestions.iter().chain(&other.suggestions) {
            let there = suggestions.entry(&one.id).or_insert_with(|| one.clone());
            let settled = later(there.settled.take(), one.settled.clone());
            if one.words() > there.words() {
                *there = one.clone();
            }
            there.settled = settled;
        }
        let mut notes: Vec<Note> = notes.into_values().collect();
        notes.sort_by(|a, b| (a.made.at, &a.id).cmp(&(b.made.at, &b.id)));
        let mut suggestions: Vec<Suggestion> = suggestions.into_values().collect();
        suggestions.sort_by(|a, b| (a.made.at, &a.id).cmp(&(b.made.at, &b.id)));
        let mut approvals = [&self.approvals[..], &other.approvals].concat();
        approvals.sort_by(|a, b| {
            let key = |one: &Approval| (one.made.at, one.fingerprint.clone(), one.made.by.clone());
            key(a).cmp(&key(b))
        });
        approvals.dedup();
        let holder = match (&self.holder, &other.holder) {
            (Some(a), Some(b)) => {
                let key = |one: &Holder| (one.made.at, one.made.by.clone(), one.person.clone());
                Some(if key(a) >= key(b) { a.clone() } else { b.clone() })
            }
            (one, other) => one.clone().or_else(|| other.clone()),
        };
        Self { notes, suggestions, approvals, holder }
    }

    /// What somebody else says was said, with the words of what is known here as they are: whatever came
    /// may say what became of a note, and never what it says. A suggestion may be marked anew by whoever
    /// made it.
    #[must_use]
    pub fn heard(&self, said: &Self) -> Self {
        let mut heard = said.clone();
        for note in &mut heard.notes {
            if let Some(held) = self.notes.iter().find(|held| held.id == note.id) {
                *note = Note { settled: note.settled.take(), ..held.clone() };
            }
        }
        for one in &mut heard.suggestions {
            let held = self.suggestions.iter().find(|held| held.id == one.id);
            let marked_anew = |held: &Suggestion| {
                (&held.made.by, &held.instead, &held.anchor.part)
                    == (&one.made.by, &one.instead, &one.anchor.part)
            };
            if let Some(held) = held.filter(|held| !marked_anew(held)) {
                *one = Suggestion { settled: one.settled.take(), ..held.clone() };
            }
        }
        heard
    }

    /// What became of the note or suggestion of this id.
    pub fn mark_of(&self, id: &str) -> Option<&Settled> {
        let note = self.notes.iter().find(|one| one.id == id).map(|one| &one.settled);
        let suggestion =
            || self.suggestions.iter().find(|one| one.id == id).map(|one| &one.settled);
        note.or_else(suggestion)?.as_ref()
    }

    /// Who passed the text with this fingerprint, if anybody did; the first of them.
    pub fn approval_of(&self, fingerprint: &str) -> Option<&Approval> {
        self.approvals.iter().find(|approval| approval.fingerprint == fingerprint)
    }
}

fn later(one: Option<Settled>, other: Option<Settled>) -> Option<Settled> {
    let key = |settled: &Settled| (settled.made.at, settled.how, settled.made.by.clone());
    match (one, other) {
        (Some(a), Some(b)) => Some(if key(&a) >= key(&b) { a } else { b }),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests;
