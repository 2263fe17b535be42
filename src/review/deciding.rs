//! What becomes of suggestions and threads.

use super::placing::{Placed, place, taken_in, together};
use super::{How, Mark, Part, Review, Settled, Suggestion};
use crate::story::Story;

/// What came of accepting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decided {
    /// The ids of those whose words are now in the story.
    pub accepted: Vec<String>,
    /// The ids of open suggestions that had a place before and have none any more: they were about
    /// words that are now others.
    pub unplaced: Vec<String>,
}

impl Review {
    /// Takes the words of an open suggestion into the story. `None`, and nothing is changed, if there is
    /// no such suggestion, it is not open or has no place.
    pub fn accept(&mut self, story: &mut Story, id: &str, mark: &Mark) -> Option<Decided> {
        let decided = self.accept_all(story, mark, |one| one.id == id);
        (!decided.accepted.is_empty()).then_some(decided)
    }

    /// Takes in every open suggestion that `of` picks and that has a place, all at once. Of two that
    /// overlap the first is taken in.
    pub fn accept_all(
        &mut self,
        story: &mut Story,
        mark: &Mark,
        of: impl Fn(&Suggestion) -> bool,
    ) -> Decided {
        let mut decided = Decided::default();
        for part in Part::all(story) {
            let Some(text) = part.text(story) else { continue };
            let (placed, _) = place(text, &part, &self.suggestions, |_| true);
            let before: Vec<String> = ids(&placed);
            let chosen = placed.into_iter().filter(|one| of(one.suggestion)).collect();
            let (chosen, _) = together(chosen);
            if chosen.is_empty() {
                continue;
            }
            let (text, _) = taken_in(text, &chosen);
            let accepted = ids(&chosen);
            for one in self.suggestions.iter_mut().filter(|one| accepted.contains(&one.id)) {
                one.settled = Some(Settled { made: mark.clone(), how: How::Accepted });
            }
            let (placed, _) = place(&text, &part, &self.suggestions, |_| true);
            let after = ids(&placed);
            part.set(story, text);
            let lost = |id: &String| !after.contains(id) && !accepted.contains(id);
            decided.unplaced.extend(before.into_iter().filter(lost));
            decided.accepted.extend(accepted);
        }
        decided
    }

    /// Leaves the story as it is and closes every open suggestion that `of` picks, as rejected or taken
    /// back. The ids of those that were closed.
    pub fn turn_down(
        &mut self,
        how: How,
        mark: &Mark,
        of: impl Fn(&Suggestion) -> bool,
    ) -> Vec<String> {
        let open = |one: &&mut Suggestion| one.is_open() && of(one);
        let close = |one: &mut Suggestion| {
            one.settled = Some(Settled { made: mark.clone(), how });
            one.id.clone()
        };
        match how {
            How::Rejected | How::TakenBack => {
                self.suggestions.iter_mut().filter(open).map(close).collect()
            }
            How::Resolved | How::Reopened | How::Accepted => Vec::new(),
        }
    }

    /// Leaves the story as it is and rejects one open suggestion; false if there is none of that id.
    pub fn reject(&mut self, id: &str, mark: &Mark) -> bool {
        !self.turn_down(How::Rejected, mark, |one| one.id == id).is_empty()
    }

    /// Closes the thread a note begins, or opens it again, or opens a suggestion that was turned down;
    /// false if there is nothing to close or to open. A suggestion that was accepted stays so: its words
    /// are in the story, and taking them out is an edit like any other.
    pub fn settle(&mut self, id: &str, how: How, mark: &Mark) -> bool {
        let settled = Some(Settled { made: mark.clone(), how });
        let note = self.notes.iter_mut().find(|note| note.id == id && note.answers.is_none());
        if let Some(note) = note {
            let fits = match how {
                How::Resolved => note.is_open(),
                How::Reopened => !note.is_open(),
                How::Accepted | How::Rejected | How::TakenBack => false,
            };
            if fits {
                note.settled = settled;
            }
            return fits;
        }
        let turned_down = |one: &&mut Suggestion| {
            let how = one.settled.as_ref().map(|settled| settled.how);
            one.id == id && matches!(how, Some(How::Rejected | How::TakenBack))
        };
        let one = self.suggestions.iter_mut().find(turned_down);
        let one = one.filter(|_| how == How::Reopened);
        one.map(|one| one.settled = settled).is_some()
    }
}

fn ids(placed: &[Placed<'_>]) -> Vec<String> {
    placed.iter().map(|one| one.suggestion.id.clone()).collect()
}
