//! Review: saying something about a story, deciding it, passing the text or sending it back.
//!
//! Whoever works at this desk does it: [`Desk::myself`]. Nothing here needs a network.

use super::Desk;
use super::inbox::NOT_FILED;
use crate::error::{Code, Error, Result};
use crate::review::{Anchor, Holder, How, Mark, Note, Person, Review, Settled, Suggestion};
use crate::store::{Entry, Fault, Verified, Wrong};
use crate::story::{Move, Story, StoryId, strange};
use jiff::{SignedDuration, Timestamp};

impl Desk {
    /// Who works at this desk, if anybody said so.
    ///
    /// # Errors
    /// `Storage`.
    pub fn me(&self) -> Result<Option<Person>> {
        self.store().me()
    }

    /// Says who works at this desk; what is done from now on is recorded under that name.
    ///
    /// # Errors
    /// `Invalid` without a name, `Storage`.
    pub fn set_me(&self, name: &str) -> Result<Person> {
        let name = strange::name(name);
        if name == strange::NAMELESS {
            return Err(Error::new(
                Code::Invalid,
                "A name is wanted, and this one is empty.",
                "Write your name as your colleagues know it.",
            ));
        }
        let mut store = self.store();
        let key = store.me()?.map(|me| me.key).unwrap_or_default();
        let me = Person { name, key };
        store.set_me(&me)?;
        Ok(me)
    }

    /// Who works at this desk.
    ///
    /// # Errors
    /// `Invalid` if nobody said so yet, `Storage`.
    pub fn myself(&self) -> Result<Person> {
        self.me()?.ok_or_else(|| {
            Error::new(
                Code::Invalid,
                "Nobody has said yet who works at this desk, so nothing was changed.",
                "Say who you are with `desk me NAME`, and do it again.",
            )
        })
    }

    /// All that was said about the story.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn review(&self, id: StoryId) -> Result<Review> {
        self.store().review(id)
    }

    /// Says something about the words at `anchor`, or about the whole story.
    ///
    /// # Errors
    /// `Invalid` for an empty note or while nobody said who works here, `NotFound`, `Storage`.
    pub fn add_note(
        &self,
        id: StoryId,
        text: &str,
        anchor: Option<Anchor>,
        now: Timestamp,
    ) -> Result<Note> {
        let note = Note { anchor, ..self.note(text, now)? };
        self.add(id, Review { notes: vec![note.clone()], ..Review::default() }, now)?;
        Ok(note)
    }

    /// Answers in the thread that `to` begins or stands in, a note or a suggestion.
    ///
    /// # Errors
    /// As [`Self::add_note`]; `NotFound` also if nothing of that id was said.
    pub fn answer(&self, id: StoryId, to: &str, text: &str, now: Timestamp) -> Result<Note> {
        let thread = thread(&self.review(id)?, to)?;
        let note = Note { answers: Some(thread), ..self.note(text, now)? };
        self.add(id, Review { notes: vec![note.clone()], ..Review::default() }, now)?;
        Ok(note)
    }

    /// Suggests to write `instead` in place of the words at `anchor`. The text stays as it is.
    ///
    /// # Errors
    /// `Invalid` if that would change nothing or while nobody said who works here, `NotFound`,
    /// `Storage`.
    pub fn suggest(
        &self,
        id: StoryId,
        anchor: Anchor,
        instead: &str,
        now: Timestamp,
    ) -> Result<Suggestion> {
        if anchor.quote == instead {
            return Err(Error::new(
                Code::Invalid,
                "The suggestion is what stands there already.",
                "Change the words, or leave a note about them.",
            ));
        }
        let (instead, made) = (instead.to_owned(), Mark { by: self.myself()?, at: now });
        let made = Suggestion { id: new_id(now), made, anchor, instead, settled: None };
        self.add(id, Review { suggestions: vec![made.clone()], ..Review::default() }, now)?;
        Ok(made)
    }

    /// Marks what became of a thread or suggestion. To take a suggestion's words into the text is a save
    /// of its own.
    ///
    /// # Errors
    /// `Invalid` if `how` is nothing that becomes of it or while nobody said who works here, `NotFound`,
    /// `Storage`.
    pub fn settle(&self, id: StoryId, what: &str, how: How, now: Timestamp) -> Result<Review> {
        let me = self.myself()?;
        let held = self.review(id)?;
        let what = thread(&held, what)?;
        let (note, suggestion) = (
            held.notes.iter().find(|one| one.id == what),
            held.suggestions.iter().find(|one| one.id == what),
        );
        let fits = match (how, suggestion) {
            (How::Resolved, _) => note.is_some(),
            // Its words are in the story: taking them out is an edit like any other.
            (How::Reopened, one) => {
                let how = one.and_then(|one| one.settled.as_ref()).map(|settled| settled.how);
                how != Some(How::Accepted)
            }
            (How::Accepted | How::Rejected, one) => one.is_some(),
            // Nobody takes back what somebody else said.
            (How::TakenBack, one) => one.is_some_and(|one| one.made.by.is(&me)),
        };
        if !fits {
            return Err(Error::new(
                Code::Invalid,
                "That cannot become of it, so nothing was changed.",
                "A thread is resolved or reopened; a suggestion is accepted, rejected or, by whoever \
                 made it, taken back. Words that were accepted are in the story: change them there.",
            ));
        }
        let was = note.and_then(|one| one.settled.as_ref());
        let was = was.or(suggestion.and_then(|one| one.settled.as_ref()));
        if was.is_some_and(|was| was.how == how) {
            return Ok(held);
        }
        let at = later_than(was.map(|was| was.made.at), now);
        let settled = Some(Settled { made: Mark { by: me, at }, how });
        let (mut notes, mut suggestions) = (Vec::new(), Vec::new());
        notes.extend(note.map(|one| Note { settled: settled.clone(), ..one.clone() }));
        suggestions.extend(suggestion.map(|one| Suggestion { settled, ..one.clone() }));
        let whole = self.add(id, Review { notes, suggestions, ..Review::default() }, now)?;
        let stands = whole.mark_of(&what).is_some_and(|stands| stands.how == how);
        if stands { Ok(whole) } else { Err(overruled()) }
    }

    /// Takes the story in hand, so that colleagues see it is taken.
    ///
    /// # Errors
    /// `Conflict` if somebody else has it, `Invalid` while nobody said who works here, `NotFound`,
    /// `Storage`.
    pub fn take(&self, id: StoryId, now: Timestamp) -> Result<Review> {
        let me = self.myself()?;
        self.refuse_if_held(id, &me)?;
        self.assign(id, Some(me), now)
    }

    /// Lets the story go again.
    ///
    /// # Errors
    /// As [`Self::take`].
    pub fn release(&self, id: StoryId, now: Timestamp) -> Result<Review> {
        self.refuse_if_held(id, &self.myself()?)?;
        self.assign(id, None, now)
    }

    /// Gives the story to `to`, whoever has it now; to nobody with `None`.
    ///
    /// # Errors
    /// `Forbidden` where every account hands in only and somebody else gets it or loses it; `Invalid` while
    /// nobody said who works here, `NotFound`, `Storage`.
    pub fn assign(&self, id: StoryId, to: Option<Person>, now: Timestamp) -> Result<Review> {
        let by = self.myself()?;
        let held = self.review(id)?;
        let has = held.holder.as_ref().and_then(|holder| holder.person.as_ref());
        if has == to.as_ref() {
            return Ok(held);
        }
        if has.into_iter().chain(&to).any(|one| !one.is(&by)) {
            self.refuse_assigning()?;
        }
        let last = held.holder.as_ref();
        let at = later_than(last.map(|holder| holder.made.at), now);
        let holder = Some(Holder::after(last, to, Mark { by, at }));
        let said = Review { holder: holder.clone(), ..Review::default() };
        let whole = self.add(id, said, now)?;
        if whole.holder == holder { Ok(whole) } else { Err(overruled()) }
    }

    /// Hands the story in at this desk; no site is told.
    ///
    /// # Errors
    /// `IllegalMove`, `NotFound`, `Storage`.
    pub fn file(&self, id: StoryId, now: Timestamp) -> Result<Story> {
        let mut store = self.store();
        store.refuse_undecided(id, NOT_FILED)?;
        store.move_story(id, Move::File, now)
    }

    /// Sends the story back, with the reasons as a note about the whole of it.
    ///
    /// # Errors
    /// `Invalid` without reasons or while nobody said who works here; `Conflict` while two texts are to be
    /// settled; `IllegalMove` if it was not handed in; `NotFound`, `Storage`. Nothing was changed then.
    pub fn return_with_reasons(&self, id: StoryId, reasons: &str, now: Timestamp) -> Result<Story> {
        let reasons = Note { returns: true, ..self.note(reasons, now)? };
        let returned = self.store().return_story(id, &reasons, now)?;
        self.decided(returned)
    }

    /// Whoever decides about a story has read it.
    pub(super) fn decided(&self, story: Story) -> Result<Story> {
        self.store().note_opened(story.id)?;
        Ok(story)
    }

    /// Whether the record is whole, the story as it was recorded (see `store/verify.rs` for what is found
    /// and what is not), and each picture the one that came in.
    ///
    /// # Errors
    /// `NotFound`, `Storage`. What is wrong is in the answer.
    pub fn verify(&self, id: StoryId) -> Result<Verified> {
        let store = self.store();
        let mut verified = store.verify(id)?;
        // Of a story that is gone the record tells alone.
        let pictures = store.story(id).map(|story| story.pictures).unwrap_or_default();
        for picture in pictures {
            if let Err(error) = store.original(&picture.sha256) {
                let sentence = format!("{}: {}", picture.name, error.message);
                verified.faults.push(Fault { seq: None, what: Wrong::OriginalDamaged, sentence });
            }
        }
        Ok(verified)
    }

    /// Every entry of the record about the story, in their order.
    ///
    /// # Errors
    /// `Storage`.
    pub fn record(&self, id: StoryId) -> Result<Vec<Entry>> {
        self.store().record(id)
    }

    /// Takes away what the house no longer keeps of what stories were, and returns how many revisions
    /// that were. Nothing that a delivery, an approval or a conflict needs.
    ///
    /// # Errors
    /// `Storage`.
    pub fn tidy_history(&self, now: Timestamp) -> Result<usize> {
        match self.house().history.keep.since(now) {
            Some(before) => self.store().drop_revisions(before, now),
            None => Ok(0),
        }
    }

    fn add(&self, id: StoryId, said: Review, now: Timestamp) -> Result<Review> {
        self.store().add_to_review(id, &said, now)
    }

    /// A note about the whole story, not yet in its review.
    fn note(&self, text: &str, now: Timestamp) -> Result<Note> {
        if text.trim().is_empty() {
            return Err(Error::new(
                Code::Invalid,
                "There is nothing in this note, so nothing was changed.",
                "Write what you have to say in a sentence.",
            ));
        }
        let made = Mark { by: self.myself()?, at: now };
        let (id, text) = (new_id(now), text.trim().to_owned());
        Ok(Note { id, made, text, anchor: None, answers: None, returns: false, settled: None })
    }

    fn refuse_if_held(&self, id: StoryId, me: &Person) -> Result<()> {
        let held = self.review(id)?.holder.and_then(|holder| holder.person);
        match held.filter(|holder| !holder.is(me)) {
            Some(holder) => Err(Error::new(
                Code::Conflict,
                format!("{} has this story in hand, so nothing was changed.", holder.name),
                "Ask them, or assign the story to yourself.",
            )),
            None => Ok(()),
        }
    }
}

/// The note or suggestion that begins the thread in which `what` stands.
fn thread(review: &Review, what: &str) -> Result<String> {
    if review.suggestions.iter().any(|one| one.id == what) {
        return Ok(what.to_owned());
    }
    match review.notes.iter().find(|one| one.id == what) {
        Some(note) => Ok(note.answers.clone().unwrap_or_else(|| note.id.clone())),
        None => Err(Error::new(
            Code::NotFound,
            format!(
                "Nothing with the id {what} was said about this story, so nothing was changed."
            ),
            "Take the id from `desk notes`.",
        )),
    }
}

/// A moment for a mark that is to stand: of two marks the later does, and a clock can be set back.
pub(super) fn later_than(last: Option<Timestamp>, now: Timestamp) -> Timestamp {
    let after = |last: Timestamp| last.checked_add(SignedDuration::from_micros(1)).unwrap_or(last);
    last.map_or(now, |last| after(last).max(now))
}

/// A mark that was made and does not stand.
pub(super) fn overruled() -> Error {
    Error::new(
        Code::Conflict,
        "Somebody decided the same at a later moment, so what you decided does not stand.",
        "Look at the notes once more, and at this computer’s clock.",
    )
}

pub(super) fn new_id(now: Timestamp) -> String {
    StoryId::new(now).to_string()
}
