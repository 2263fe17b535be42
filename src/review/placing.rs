//! Where open suggestions stand in a text as it is now, and the text with them taken in.

use super::record::Record;
use super::search::search;
use super::{How, Note, Part, Person, Settled, Suggestion};
use crate::markdown::Utf16Range;
use crate::story::Story;
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;
use ts_rs::TS;

/// A text with open suggestions taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ReviewProposal")]
pub struct Proposal {
    pub text: String,
    /// What was taken in, in the order it is read.
    pub changes: Vec<Change>,
    /// The ids of open suggestions that are not in it: without a place, or about words that another
    /// one changes already.
    pub left: Vec<String>,
}

/// A suggestion's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ReviewChange")]
pub struct Change {
    /// The suggestion.
    pub id: String,
    /// Its quote, in the text without suggestions.
    pub was: Utf16Range,
    /// Its words, in the text with them.
    pub now: Utf16Range,
}

/// An open suggestion and the bytes of its quote.
#[derive(Debug, Clone)]
pub(super) struct Placed<'a> {
    pub suggestion: &'a Suggestion,
    pub bytes: Range<usize>,
}

impl Person {
    /// Whether both are the same person: the keys tell, or the names where one has no key. People have
    /// said things before they first signed a packet.
    pub fn is(&self, other: &Self) -> bool {
        match self.key.is_empty() || other.key.is_empty() {
            true => self.name == other.name,
            false => self.key == other.key,
        }
    }
}

impl Suggestion {
    /// The bytes of the part's text, as it is now, that this suggestion is about, if that is beyond
    /// doubt. `all` are the suggestions of the story: those about the same text that were taken in
    /// since are known to have changed it.
    pub fn find(&self, text: &str, all: &[Self]) -> Option<Range<usize>> {
        self.look_for(&self.anchor.quote, text, all)
    }

    /// Likewise for the words it put in.
    pub(super) fn find_instead(&self, text: &str, all: &[Self]) -> Option<Range<usize>> {
        self.look_for(&self.instead, text, all)
    }

    fn look_for(&self, quote: &str, text: &str, all: &[Self]) -> Option<Range<usize>> {
        if self.anchor.is_whole() {
            return (text == quote).then_some(0..text.len());
        }
        let taken: Vec<&Self> = all.iter().filter(|one| one.was_taken_into(self)).collect();
        let record = Record::of(&self.anchor);
        let followed = if taken.is_empty() { None } else { record.clone().after(&taken) };
        let about = |record: Record| Record { quote: quote.to_owned(), ..record };
        let (record, followed) = (about(record), followed.map(about));
        let exact = followed.as_ref().and_then(|record| record.exact(text));
        let exact = exact.or_else(|| record.exact(text));
        let found = exact.or_else(|| followed.and_then(|record| search(&record, text)));
        found.or_else(|| search(&record, text))
    }

    /// Whether this one changed the text that `other` was made on: all that one person suggests at one
    /// moment is about one text.
    fn was_taken_into(&self, other: &Self) -> bool {
        let together = self.anchor.part == other.anchor.part
            && self.made.at == other.made.at
            && self.made.by.is(&other.made.by);
        let accepted = self.settled.as_ref().is_some_and(|settled| {
            settled.how == How::Accepted && settled.made.at >= other.made.at
        });
        together && accepted && self.id != other.id
    }
}

impl Note {
    /// The bytes of the part's text, as it is now, that this note is about, if that is beyond doubt.
    /// `all` are the suggestions of the story: those that were taken in since are known to have changed
    /// what stood around the words.
    pub(super) fn find(&self, text: &str, all: &[Suggestion]) -> Option<Range<usize>> {
        let anchor = self.anchor.as_ref()?;
        if anchor.is_whole() {
            return anchor.find(text);
        }
        let since =
            |settled: &Settled| settled.how == How::Accepted && settled.made.at >= self.made.at;
        let taken = all.iter().filter(|one| one.anchor.part == anchor.part);
        let taken = taken.filter(|one| one.settled.as_ref().is_some_and(since));
        // What one person suggests at one moment is about one text.
        let mut texts: BTreeMap<(Timestamp, &Person), Vec<&Suggestion>> = BTreeMap::new();
        for one in taken {
            texts.entry((one.made.at, &one.made.by)).or_default().push(one);
        }
        let made = Record::of(anchor);
        let mut followed = made.clone();
        for suggestions in texts.into_values() {
            // Of another text than the note they say nothing about what stood around it.
            followed = followed.clone().after(&suggestions).unwrap_or(followed);
        }
        let exact = followed.exact(text).or_else(|| made.exact(text));
        let found = exact.or_else(|| search(&followed, text));
        found.or_else(|| search(&made, text))
    }
}

/// The open suggestions about a part that `of` picks, those with a place in the order they are read;
/// and those without one.
pub(super) fn place<'a>(
    text: &str,
    part: &Part,
    all: &'a [Suggestion],
    of: impl Fn(&Suggestion) -> bool,
) -> (Vec<Placed<'a>>, Vec<&'a Suggestion>) {
    let (mut placed, mut left) = (Vec::new(), Vec::new());
    for suggestion in all.iter().filter(|one| one.anchor.part == *part && one.is_open() && of(one))
    {
        match suggestion.find(text, all) {
            Some(bytes) => placed.push(Placed { suggestion, bytes }),
            None => left.push(suggestion),
        }
    }
    placed.sort_by_key(|one| {
        let made = &one.suggestion;
        (one.bytes.start, one.bytes.end, made.made.at, made.id.as_str())
    });
    (placed, left)
}

/// Whether two changes of one text cannot both be made.
pub(super) fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// Those that can be taken in together; of two that overlap the first.
pub(super) fn together(placed: Vec<Placed<'_>>) -> (Vec<Placed<'_>>, Vec<&Suggestion>) {
    let (mut chosen, mut left): (Vec<Placed<'_>>, _) = (Vec::new(), Vec::new());
    for one in placed {
        match chosen.last().filter(|last| overlap(&last.bytes, &one.bytes)) {
            Some(_) => left.push(one.suggestion),
            None => chosen.push(one),
        }
    }
    (chosen, left)
}

/// The text with suggestions taken in, and where the words of each stand in it.
pub(super) fn taken_in(text: &str, chosen: &[Placed<'_>]) -> (String, Vec<Range<usize>>) {
    let (mut now, mut places, mut at) = (String::new(), Vec::new(), 0);
    for one in chosen {
        now.push_str(&text[at..one.bytes.start]);
        let start = now.len();
        now.push_str(&one.suggestion.instead);
        places.push(start..now.len());
        at = one.bytes.end;
    }
    now.push_str(&text[at..]);
    (now, places)
}

/// A part's text with the open suggestions that `of` picks; for the text of one editor, hers.
pub fn proposal(
    text: &str,
    part: &Part,
    all: &[Suggestion],
    of: impl Fn(&Suggestion) -> bool,
) -> Proposal {
    let (placed, mut left) = place(text, part, all, of);
    let (chosen, overlapping) = together(placed);
    left.extend(overlapping);
    let (now, places) = taken_in(text, &chosen);
    let changes = chosen.iter().zip(places).map(|(one, place)| Change {
        id: one.suggestion.id.clone(),
        was: Utf16Range::from_bytes(text, one.bytes.clone()),
        now: Utf16Range::from_bytes(&now, place),
    });
    let left = left.into_iter().map(|one| one.id.clone()).collect();
    Proposal { changes: changes.collect(), left, text: now }
}

/// A story with the open suggestions that `of` picks, in every part that can carry them.
#[must_use]
pub fn proposed(story: &Story, all: &[Suggestion], of: impl Fn(&Suggestion) -> bool) -> Story {
    let mut proposed = story.clone();
    for part in Part::all(story) {
        if let Some(text) = part.text(story) {
            let text = proposal(text, &part, all, &of).text;
            part.set(&mut proposed, text);
        }
    }
    proposed
}
