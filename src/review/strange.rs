//! A review that came from elsewhere: its words without what acts on a screen, and its marks held
//! against the clock here.

use super::{Mark, Part, Person, Review};
use crate::story::strange;
use jiff::{SignedDuration, Timestamp};

/// How far another clock may be ahead of this one.
const AHEAD: SignedDuration = SignedDuration::from_mins(5);

/// The latest moment that something said elsewhere may bear now.
pub fn latest(now: Timestamp) -> Timestamp {
    now.checked_add(AHEAD).unwrap_or(now)
}

impl Review {
    /// Names as short lines, notes without control characters, and marked words of a line as the line
    /// is cleaned.
    #[must_use]
    pub fn cleaned(mut self) -> Self {
        let clean = |person: &mut Person| person.name = strange::name(&person.name);
        let notes = self.notes.iter_mut().map(|one| (&mut one.made, &mut one.settled));
        let suggestions = self.suggestions.iter_mut().map(|one| (&mut one.made, &mut one.settled));
        for (made, settled) in notes.chain(suggestions) {
            clean(&mut made.by);
            settled.iter_mut().for_each(|settled| clean(&mut settled.made.by));
        }
        self.approvals.iter_mut().for_each(|one| clean(&mut one.made.by));
        if let Some(holder) = &mut self.holder {
            clean(&mut holder.made.by);
            holder.person.iter_mut().for_each(clean);
        }
        self.notes.iter_mut().for_each(|note| note.text = strange::lines(&note.text));
        for one in &mut self.suggestions {
            if is_line(&one.anchor.part) {
                one.instead = strange::line(&one.instead);
            }
        }
        let anchors = self.notes.iter_mut().filter_map(|note| note.anchor.as_mut());
        for anchor in anchors.chain(self.suggestions.iter_mut().map(|one| &mut one.anchor)) {
            if is_line(&anchor.part) {
                for text in [&mut anchor.quote, &mut anchor.before, &mut anchor.after] {
                    *text = strange::line(text);
                }
            }
        }
        self
    }

    /// Without what is said to be decided by `me` where `ours` has it undecided: somebody else sent it, and
    /// nobody decides in another's name.
    #[must_use]
    pub fn without_marks_of(&self, me: &Person, ours: &Self) -> Self {
        let mut plain = self.clone();
        let mine = |by: &Person| {
            if by.key.is_empty() { by.name == me.name } else { by.key == me.key }
        };
        for note in &mut plain.notes {
            let held = ours.notes.iter().find(|held| held.id == note.id);
            let had = held.and_then(|held| held.settled.clone());
            note.settled.take_if(|one| mine(&one.made.by) && Some(&*one) != had.as_ref());
        }
        for suggestion in &mut plain.suggestions {
            let held = ours.suggestions.iter().find(|held| held.id == suggestion.id);
            let had = held.and_then(|held| held.settled.clone());
            suggestion.settled.take_if(|one| mine(&one.made.by) && Some(&*one) != had.as_ref());
        }
        plain
    }

    /// Without marks and holders from after `latest` wherever `ours` has one: what was here when such a
    /// mark came has been held against it already.
    #[must_use]
    pub fn without_later_than(&self, latest: Timestamp, ours: &Self) -> Self {
        let mut plain = self.clone();
        for note in &mut plain.notes {
            let held = ours.notes.iter().find(|held| held.id == note.id);
            let known = held.is_some_and(|held| held.settled.is_some());
            note.settled.take_if(|settled| known && settled.made.at > latest);
        }
        for one in &mut plain.suggestions {
            let held = ours.suggestions.iter().find(|held| held.id == one.id);
            let known = held.is_some_and(|held| held.settled.is_some());
            one.settled.take_if(|settled| known && settled.made.at > latest);
        }
        plain.holder.take_if(|one| ours.holder.is_some() && one.made.at > latest);
        plain
    }
}

impl Mark {
    /// Dates it to `now` if it is from after `latest`, or to 1970 if it is from before; what it bore, if
    /// that was another moment.
    pub fn date(&mut self, now: Timestamp) -> Option<Timestamp> {
        let claimed = self.at;
        if claimed > latest(now) {
            self.at = now;
        }
        self.at = self.at.max(Timestamp::UNIX_EPOCH);
        (self.at != claimed).then_some(claimed)
    }
}

fn is_line(part: &Part) -> bool {
    matches!(part, Part::Headline | Part::Byline)
}
