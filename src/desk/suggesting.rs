//! Suggesting: writing over a story without changing it, and deciding what was suggested.
//!
//! While somebody is at it, what they write is kept as a proposal and is nobody's business yet. Once they
//! have done it becomes suggestions, each of which is recorded and travels.

mod refused;

use super::Desk;
use super::reviewing::{later_than, new_id, overruled};
use crate::error::{Code, Error, Result};
use crate::markdown::Utf16Range;
use crate::review::{
    Anchor, How, Mark, Part, Person, Proposal, Review, Suggestion, View, proposal, suggest,
};
use crate::store::Proposing;
use crate::story::{Story, StoryId};
use jiff::Timestamp;
use refused::{decided_already, refuse_unknown, words_gone};
use serde::Serialize;
use ts_rs::TS;

/// What was said about a story, beside the story as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Beside {
    pub view: View,
    /// Who works here; `null` until somebody said so.
    pub me: Option<Person>,
    pub approval: super::ApprovalState,
    /// Who has the story in hand.
    pub holder: Option<Person>,
    /// Whether it was ever handed in: then it has to be approved before readers get it.
    pub handed_in: bool,
}

/// What came of deciding suggestions.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(rename = "SuggestionsDecided")]
pub struct Decided {
    /// The story as it is now.
    pub story: Story,
    /// The ids of those whose words are in it now.
    pub accepted: Vec<String>,
    /// The ids of open suggestions whose place went with them.
    pub unplaced: Vec<String>,
}

impl Desk {
    /// What was said about the story, held against it as it stands.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn beside(&self, id: StoryId) -> Result<Beside> {
        let (story, review) = (self.story(id)?, self.review(id)?);
        Ok(Beside {
            view: review.view(&story),
            me: self.me()?,
            approval: self.approval_state(id)?,
            holder: review.holder.and_then(|holder| holder.person),
            handed_in: self.store().was_handed_in(id)?,
        })
    }

    /// Some words of a part as they stand at `base_version`, to hang a note on.
    ///
    /// # Errors
    /// `Conflict` if the story changed since, `Invalid` if the part has no such words, `NotFound`,
    /// `Storage`.
    pub fn anchor_at(
        &self,
        id: StoryId,
        base_version: u32,
        part: Part,
        range: Utf16Range,
    ) -> Result<Anchor> {
        let story = self.story(id)?;
        if story.version != base_version {
            return Err(changed());
        }
        let text = part.text(&story).unwrap_or_default().to_owned();
        Anchor::at(part, &text, range).ok_or_else(|| {
            Error::new(
                Code::Invalid,
                "These words are not in the story any more, so nothing was left there.",
                "Mark them anew and say it then.",
            )
        })
    }

    /// A part as I would have it: with my open suggestions, and with what I am writing instead.
    ///
    /// # Errors
    /// `Invalid` while nobody said who works here or if the story has no such part, `NotFound`, `Storage`.
    pub fn proposal(&self, id: StoryId, part: &Part, now: Timestamp) -> Result<Proposal> {
        let (story, me) = (self.story(id)?, self.myself()?);
        let text = part.text(&story).ok_or_else(no_part)?;
        let all = self.with_proposals(&story, &me, now)?.suggestions;
        Ok(proposal(text, part, &all, |one| one.made.by.is(&me)))
    }

    /// Keeps what I would have a part be. The story stays as it is, and nobody sees it until
    /// [`Self::end_proposing`].
    ///
    /// # Errors
    /// As [`Self::proposal`]; `Conflict` if the part was changed since this was begun: what was written
    /// so far has become suggestions then.
    pub fn propose(
        &self,
        id: StoryId,
        part: Part,
        text: String,
        now: Timestamp,
    ) -> Result<Proposal> {
        let story = self.story(id)?;
        let base = part.text(&story).ok_or_else(no_part)?.to_owned();
        let held = self.store().proposing(id)?.into_iter().find(|one| one.part == part);
        if held.is_some_and(|held| held.base != base) {
            self.end_proposing(id, now)?;
            return Err(Error::new(
                Code::Conflict,
                "The story was changed somewhere else while you were suggesting.",
                "What you had suggested so far is kept as suggestions. Look at the text as it stands now \
                 and go on from there.",
            ));
        }
        self.store().keep_proposing(id, &Proposing { part: part.clone(), base, text })?;
        self.proposal(id, &part, now)
    }

    /// Makes suggestions of what I was writing instead; what was suggested before and is gone from it is
    /// taken back. Nothing happens if I was not.
    ///
    /// # Errors
    /// `Invalid` while nobody said who works here, `NotFound`, `Storage`.
    pub fn end_proposing(&self, id: StoryId, now: Timestamp) -> Result<Review> {
        let held = self.store().proposing(id)?;
        if held.is_empty() {
            return self.review(id);
        }
        let (story, me) = (self.story(id)?, self.myself()?);
        let said = self.with_proposals(&story, &me, now)?;
        self.store().end_proposing(id, &held, &said, now)
    }

    /// Takes the words of open suggestions into the story as it stands at `base_version`; of two about
    /// the same words the first.
    ///
    /// # Errors
    /// `Conflict` if the story changed since, `Invalid` if none of them can be taken in or nobody said who
    /// works here, `NotFound`, `Storage`.
    pub fn accept_suggestions(
        &self,
        id: StoryId,
        base_version: u32,
        which: &[String],
        now: Timestamp,
    ) -> Result<Decided> {
        let mut story = self.story(id)?;
        if story.version != base_version {
            return Err(changed());
        }
        let mut review = self.review(id)?;
        refuse_none(which)?;
        refuse_unknown(&review, which)?;
        let mark = Mark { by: self.myself()?, at: after_all(&review, now) };
        let decided = review.accept_all(&mut story, &mark, |one| which.contains(&one.id));
        if decided.accepted.is_empty() {
            let is_open = |one: &Suggestion| which.contains(&one.id) && one.is_open();
            return Err(match review.suggestions.iter().any(is_open) {
                true => words_gone(),
                false => decided_already(),
            });
        }
        let story = self.store().accept(base_version, &story, &review, now)?;
        let stands = self.review(id)?;
        if decided.accepted.iter().any(|one| stands.mark_of(one) != review.mark_of(one)) {
            return Err(overruled());
        }
        Ok(Decided { story, accepted: decided.accepted, unplaced: decided.unplaced })
    }

    /// Leaves the story as it is and closes open suggestions: as taken back where they are mine, as
    /// rejected where they are not.
    ///
    /// # Errors
    /// `Invalid` if all of them were decided already or while nobody said who works here, `NotFound`,
    /// `Storage`.
    pub fn reject_suggestions(
        &self,
        id: StoryId,
        which: &[String],
        now: Timestamp,
    ) -> Result<Review> {
        let mut review = self.review(id)?;
        refuse_unknown(&review, which)?;
        let me = self.myself()?;
        let mark = Mark { by: me.clone(), at: after_all(&review, now) };
        let mine = |one: &Suggestion| one.made.by.is(&me);
        let mut closed =
            review.turn_down(How::TakenBack, &mark, |one| which.contains(&one.id) && mine(one));
        closed.extend(review.turn_down(How::Rejected, &mark, |one| which.contains(&one.id)));
        if closed.is_empty() && !which.is_empty() {
            return Err(decided_already());
        }
        let whole = self.store().add_to_review(id, &review, now)?;
        match closed.iter().all(|one| whole.mark_of(one) == review.mark_of(one)) {
            true => Ok(whole),
            false => Err(overruled()),
        }
    }

    /// The review with what I am writing instead taken up as suggestions.
    fn with_proposals(&self, story: &Story, me: &Person, now: Timestamp) -> Result<Review> {
        let mut review = self.review(story.id)?;
        let mark = Mark { by: me.clone(), at: after_all(&review, now) };
        for one in self.store().proposing(story.id)? {
            let Proposing { part, base, text } = one;
            let all = review.suggestions.clone();
            let suggested = suggest(&part, &base, &text, &all, &mark, &mut || new_id(now));
            review.suggested(suggested);
        }
        Ok(review)
    }
}

/// A moment later than all that was marked so far: of two marks the later stands, and a clock can be set
/// back.
fn after_all(review: &Review, now: Timestamp) -> Timestamp {
    let notes = review.notes.iter().map(|one| (&one.made, &one.settled));
    let suggestions = review.suggestions.iter().map(|one| (&one.made, &one.settled));
    let moments = notes.chain(suggestions).flat_map(|(made, settled)| {
        [Some(made.at), settled.as_ref().map(|settled| settled.made.at)]
    });
    later_than(moments.flatten().max(), now)
}

/// To accept all where nothing is suggested is a slip.
fn refuse_none(which: &[String]) -> Result<()> {
    if !which.is_empty() {
        return Ok(());
    }
    Err(Error::new(
        Code::Invalid,
        "Nothing is suggested for this story that is still to be decided.",
        "The story is as it was. `desk notes` tells what was said and suggested.",
    ))
}

fn changed() -> Error {
    Error::new(
        Code::Conflict,
        "The story was changed somewhere else in the meantime.",
        "Nothing was changed now. Look at the text as it stands and do it once more.",
    )
}

fn no_part() -> Error {
    Error::new(
        Code::Invalid,
        "The story has no such text: its picture was taken out.",
        "Nothing was changed. Look at the story’s pictures.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Opening;
    use crate::story::Copy;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + second).unwrap()
    }

    const BODY: &str = "The library opened on Monday.\n\nThe mayor spoke for an hour.\n";

    /// A desk of Ann's with a story.
    fn desk(folder: &std::path::Path) -> (Desk, StoryId) {
        let desk = Desk::open(&Opening { folder, house: None, environment: |_| None }).unwrap();
        desk.set_me("Ann").unwrap();
        let id = desk.new_story(at(0)).unwrap().id;
        let copy = Copy { body: BODY.into(), headline: "Library opens".into(), ..Copy::default() };
        desk.save_copy(id, desk.story(id).unwrap().version, &copy, at(1)).unwrap();
        (desk, id)
    }

    fn open(desk: &Desk, id: StoryId) -> Vec<(String, String)> {
        let review = desk.review(id).unwrap();
        let open = review.suggestions.iter().filter(|one| one.is_open());
        open.map(|one| (one.anchor.quote.clone(), one.instead.clone())).collect()
    }

    #[test]
    fn what_is_being_written_instead_changes_nothing_until_it_is_suggested() {
        let folder = tempfile::tempdir().unwrap();
        let (desk, id) = desk(folder.path());
        let before = desk.story(id).unwrap();
        // Typed bit by bit: only where it ends is suggested.
        for text in ["Mon", "Tue", "Tuesday"] {
            let text = BODY.replace("Monday", text);
            let told = desk.propose(id, Part::Body, text.clone(), at(2)).unwrap();
            assert_eq!((told.text, told.changes.len()), (text, 1));
        }
        desk.propose(id, Part::Headline, "Library open again".into(), at(3)).unwrap();
        assert_eq!(desk.story(id).unwrap(), before);
        assert!(desk.review(id).unwrap().suggestions.is_empty());

        // Another window, or this one after it was killed, finds it again.
        let again =
            Desk::open(&Opening { folder: folder.path(), house: None, environment: |_| None });
        let held = again.unwrap().proposal(id, &Part::Body, at(4)).unwrap();
        assert_eq!(held.text, BODY.replace("Monday", "Tuesday"));

        desk.end_proposing(id, at(5)).unwrap();
        let pair = |was: &str, now: &str| (was.to_owned(), now.to_owned());
        let mut suggested = open(&desk, id);
        suggested.sort();
        assert_eq!(suggested, [pair("Monday", "Tuesday"), pair("opens", "open again")]);
        assert_eq!(desk.story(id).unwrap(), before, "the text is still the writer's");
    }

    #[test]
    fn going_on_with_suggestions_keeps_those_that_were_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let (desk, id) = desk(folder.path());
        let first = BODY.replace("Monday", "Tuesday");
        desk.propose(id, Part::Body, first.clone(), at(2)).unwrap();
        let one = desk.end_proposing(id, at(3)).unwrap().suggestions.remove(0);
        assert_eq!(desk.proposal(id, &Part::Body, at(4)).unwrap().text, first);
        desk.propose(id, Part::Body, first.replace("an hour", "two hours"), at(4)).unwrap();
        let review = desk.end_proposing(id, at(5)).unwrap();
        assert_eq!(review.suggestions.len(), 2);
        assert!(review.suggestions.iter().any(|held| held.id == one.id && held.is_open()));
        // Writing the old words again takes it back.
        desk.propose(id, Part::Body, BODY.replace("an hour", "two hours"), at(6)).unwrap();
        desk.end_proposing(id, at(7)).unwrap();
        assert_eq!(open(&desk, id).len(), 1);
    }

    #[test]
    fn what_was_being_suggested_on_an_older_text_is_kept_and_told() {
        let folder = tempfile::tempdir().unwrap();
        let (desk, id) = desk(folder.path());
        desk.propose(id, Part::Body, BODY.replace("Monday", "Tuesday"), at(2)).unwrap();
        let story = desk.story(id).unwrap();
        let body = story.copy.body.replace("mayor", "Mayor");
        desk.save_copy(id, story.version, &Copy { body, ..story.copy }, at(3)).unwrap();
        let refused = desk.propose(id, Part::Body, "All else.".into(), at(4)).unwrap_err();
        assert_eq!(refused.code, Code::Conflict);
        assert_eq!(open(&desk, id), [("Monday".to_owned(), "Tuesday".to_owned())]);
        let now = desk.proposal(id, &Part::Body, at(5)).unwrap();
        assert_eq!(now.text, BODY.replace("Monday", "Tuesday").replace("mayor", "Mayor"));
    }

    #[test]
    fn one_is_accepted_another_rejected_and_the_text_before_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let (desk, id) = desk(folder.path());
        let text = BODY.replace("Monday", "Tuesday").replace("an hour", "two hours");
        desk.propose(id, Part::Body, text, at(2)).unwrap();
        let review = desk.end_proposing(id, at(3)).unwrap();
        let named = |quote: &str| {
            let one = review.suggestions.iter().find(|one| one.anchor.quote == quote);
            vec![one.unwrap().id.clone()]
        };
        let version = desk.story(id).unwrap().version;
        let stale = desk.accept_suggestions(id, version - 1, &named("Monday"), at(4)).unwrap_err();
        assert_eq!(stale.code, Code::Conflict);
        let decided = desk.accept_suggestions(id, version, &named("Monday"), at(4)).unwrap();
        assert_eq!(decided.story.copy.body, BODY.replace("Monday", "Tuesday"));
        let version = decided.story.version;
        let again = desk.accept_suggestions(id, version, &named("Monday"), at(5)).unwrap_err();
        assert_eq!(again.code, Code::Invalid, "it was taken in already");
        let hour = review.suggestions.iter().find(|one| one.anchor.quote != "Monday").unwrap();
        desk.reject_suggestions(id, std::slice::from_ref(&hour.id), at(5)).unwrap();
        assert_eq!(open(&desk, id), []);
        let told = desk.revisions(id).unwrap();
        assert_eq!(told[0].why, "before suggestions were accepted");
        assert_eq!(desk.store().revision(id, told[0].id).unwrap().story.copy.body, BODY);
        assert_eq!(desk.verify(id).unwrap().faults, []);
    }
}
