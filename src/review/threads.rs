//! A review as it is shown beside a story: threads, in the order they are read.

use super::placing::overlap;
use super::{Anchor, How, Note, Part, Review, Suggestion};
use crate::markdown::Utf16Range;
use crate::story::Story;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use ts_rs::TS;

/// What was said about a story, held against the story as it is now. Every note and suggestion is in it
/// once.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[ts(rename = "ReviewView")]
pub struct View {
    /// What is marked in the story, in the order the story is read.
    pub placed: Vec<Thread>,
    /// What is open and lost its place.
    pub unplaced: Vec<Thread>,
    /// What was said about the whole story, in the order it was said.
    pub general: Vec<Thread>,
    /// What is closed and has no place any more.
    pub past: Vec<Thread>,
    /// How many threads are open, wherever they stand.
    pub open: u32,
}

/// A note or suggestion and what was answered to it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(rename = "ReviewThread")]
pub struct Thread {
    pub head: Head,
    /// In the order they were made.
    pub replies: Vec<Note>,
    pub open: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub place: Option<Place>,
    /// The ids of other open suggestions about some of the same words: of these only one can be
    /// accepted.
    pub overlaps: Vec<String>,
}

/// What a thread begins with.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[ts(rename = "ReviewHead")]
pub enum Head {
    Note(Note),
    Suggestion(Suggestion),
}

/// Words of the story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ReviewPlace")]
pub struct Place {
    pub part: Part,
    /// Where the marked words stand; of a suggestion that was accepted, the words it put in.
    pub range: Utf16Range,
}

impl Thread {
    /// The id of the note or suggestion it begins with.
    pub fn id(&self) -> &str {
        match &self.head {
            Head::Note(note) => &note.id,
            Head::Suggestion(one) => &one.id,
        }
    }

    fn anchor(&self) -> Option<&Anchor> {
        match &self.head {
            Head::Note(note) => note.anchor.as_ref(),
            Head::Suggestion(one) => Some(&one.anchor),
        }
    }

    fn made(&self) -> (jiff::Timestamp, &str) {
        match &self.head {
            Head::Note(note) => (note.made.at, &note.id),
            Head::Suggestion(one) => (one.made.at, &one.id),
        }
    }
}

impl Review {
    /// The review beside a story.
    pub fn view(&self, story: &Story) -> View {
        let mut view = View::default();
        let parts = Part::all(story);
        let mut placed = Vec::new();
        for mut thread in self.threads() {
            view.open += u32::from(thread.open);
            let Some(anchor) = thread.anchor() else {
                view.general.push(thread);
                continue;
            };
            let part = anchor.part.clone();
            let text = part.text(story);
            match text.and_then(|text| Some((text, self.found(&thread, text)?))) {
                Some((text, bytes)) => {
                    let range = Utf16Range::from_bytes(text, bytes.clone());
                    let number = parts.iter().position(|one| *one == part);
                    thread.place = Some(Place { part, range });
                    placed.push((number, bytes, thread));
                }
                None if thread.open => view.unplaced.push(thread),
                None => view.past.push(thread),
            }
        }
        placed.sort_by_key(|(part, bytes, _)| (*part, bytes.start, bytes.end));
        tell_overlaps(&mut placed);
        view.placed = placed.into_iter().map(|(.., thread)| thread).collect();
        view
    }

    /// The bytes a thread is about in its part's text.
    fn found(&self, thread: &Thread, text: &str) -> Option<Range<usize>> {
        match &thread.head {
            Head::Note(note) => note.find(text, &self.suggestions),
            Head::Suggestion(one) => match one.settled.as_ref().map(|settled| settled.how) {
                Some(How::Accepted) => one.find_instead(text, &self.suggestions),
                _ => one.find(text, &self.suggestions),
            },
        }
    }

    /// Every thread in the order they were begun.
    fn threads(&self) -> Vec<Thread> {
        let mut replies = self.replies();
        let mut thread = |id: &str, head: Head, open: bool| {
            let replies = replies.remove(id).unwrap_or_default();
            Thread { head, replies, open, place: None, overlaps: Vec::new() }
        };
        let roots = self.roots();
        let begins = |note: &&Note| roots.get(note.id.as_str()) == Some(&note.id.as_str());
        let mut threads: Vec<Thread> = self
            .suggestions
            .iter()
            .map(|one| thread(&one.id, Head::Suggestion(one.clone()), one.is_open()))
            .collect();
        let notes = self.notes.iter().filter(begins);
        threads
            .extend(notes.map(|note| thread(&note.id, Head::Note(note.clone()), note.is_open())));
        threads.sort_by(|one, other| one.made().cmp(&other.made()));
        threads
    }

    /// What each thread was answered.
    fn replies(&self) -> BTreeMap<&str, Vec<Note>> {
        let roots = self.roots();
        let mut replies: BTreeMap<&str, Vec<Note>> = BTreeMap::new();
        for note in &self.notes {
            let root = roots.get(note.id.as_str()).copied().unwrap_or_default();
            if root != note.id {
                replies.entry(root).or_default().push(note.clone());
            }
        }
        for replies in replies.values_mut() {
            replies.sort_by(|one, other| (one.made.at, &one.id).cmp(&(other.made.at, &other.id)));
        }
        replies
    }

    /// For each note the note or suggestion its thread begins with. One that answers what nobody here
    /// knows begins a thread, and so does the first of notes that answer each other in a ring.
    fn roots(&self) -> BTreeMap<&str, &str> {
        let answers: BTreeMap<&str, Option<&str>> =
            self.notes.iter().map(|note| (note.id.as_str(), note.answers.as_deref())).collect();
        let suggested: BTreeSet<&str> =
            self.suggestions.iter().map(|one| one.id.as_str()).collect();
        let root = |id| {
            let (mut at, mut seen) = (id, BTreeSet::new());
            loop {
                if suggested.contains(at) || !seen.insert(at) {
                    break;
                }
                match answers.get(at).copied().flatten() {
                    Some(next) if answers.contains_key(next) || suggested.contains(next) => {
                        at = next;
                    }
                    _ => return at,
                }
            }
            if suggested.contains(at) { at } else { first_of_ring(at, &answers) }
        };
        answers.keys().map(|id| (*id, root(*id))).collect()
    }
}

fn first_of_ring<'a>(member: &'a str, answers: &BTreeMap<&'a str, Option<&'a str>>) -> &'a str {
    let (mut first, mut at) = (member, member);
    while let Some(next) = answers.get(at).copied().flatten().filter(|next| *next != member) {
        first = first.min(next);
        at = next;
    }
    first
}

/// Names the other open suggestions about some of the same words.
fn tell_overlaps(placed: &mut [(Option<usize>, Range<usize>, Thread)]) {
    let open = |thread: &Thread| thread.open && matches!(thread.head, Head::Suggestion(_));
    for n in 0..placed.len() {
        let (part, bytes, thread) = &placed[n];
        if !open(thread) {
            continue;
        }
        let others = placed.iter().enumerate().filter(|(at, (other, place, thread))| {
            *at != n && other == part && open(thread) && overlap(place, bytes)
        });
        let ids = others.map(|(_, (.., thread))| thread.id().to_owned()).collect();
        placed[n].2.overlaps = ids;
    }
}
