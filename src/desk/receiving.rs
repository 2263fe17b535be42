//! A story that somebody sent comes into this data folder: by a packet, or by a site that carries it
//! whole. Nothing that stands here is lost by it, and nothing that a sender claims counts as done here.

mod as_written;
mod common;
mod holding;
mod known;
mod overruled;
mod standing;
mod telling;
mod uniting;

use super::Desk;
use crate::error::{Code, Error, Result};
use crate::house::House;
use crate::merge::{Change, Conflict};
use crate::packet::Contents;
use crate::picture::Picture;
use crate::review::{Approval, Person, Review};
use crate::store::{Arrival, Revision, Source, Staged, Store};
use crate::story::{Status, Story, StoryId};
use as_written::{as_written, is_taken};
use common::{earlier, in_common};
use jiff::Timestamp;
use known::{Recognised, known};
use serde::Serialize;
pub(super) use standing::Heard;
use telling::{came_from, in_the_name_of, of_claims, of_said, told_anew};
use ts_rs::TS;
use uniting::one_lead;
pub(super) use uniting::{put_back, unite};

/// Takes one original: the record of its picture and the file's bytes.
pub(super) type KeepOriginal<'a> = &'a mut dyn FnMut(&Picture, Vec<u8>) -> Result<()>;
/// Hands every original of a story on, one by one. Those that are in this data folder already may be
/// left out.
pub(super) type Originals<'a> = &'a mut dyn FnMut(KeepOriginal<'_>) -> Result<()>;

/// How often another program may change a story at the very moment in which it is taken in.
const TRIES: usize = 4;

/// What became of a story that somebody sent.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Received {
    /// As it stands here now.
    pub story: Story,
    /// It was not in this data folder before.
    pub new: bool,
    /// Their words were made one with those that stood here.
    pub merged: bool,
    /// What came from theirs alone.
    pub taken: Vec<Change>,
    /// Those of them that took the place of words from here which somebody there had before them, beside
    /// their own, and did not choose.
    pub overruled: Vec<Change>,
    /// What both changed, each in another way. What stands is [`Conflict::undecided`].
    pub conflicts: Vec<Conflict>,
    /// The number under which they are to be settled; none if there are none.
    #[ts(type = "number | null")]
    pub undecided: Option<i64>,
    /// What a person has to know of it, in sentences.
    pub sentences: Vec<String>,
}

/// What somebody sent.
pub(super) struct Sent<'a> {
    pub incoming: &'a Contents,
    /// As their signature says; none for a site, or what nobody signed.
    pub from: Option<&'a Person>,
    /// The way it came by.
    pub source: Source<'a>,
    /// The public key in hex, and whether a person at this desk just confirmed it.
    pub signed: Option<(&'a str, bool)>,
    /// What is known of where the site last had it; none for what a sender claims.
    pub heard: Option<Heard>,
    /// Somebody other than its writer made the text what it is: nobody handed it in.
    pub edited: bool,
}

/// What stands here of a story that came.
pub(super) struct Held {
    pub mine: Story,
    past: Vec<Revision>,
    /// What was sent has been here before, or is older than what the same sender sent since.
    pub old: bool,
}

impl Desk {
    /// Takes a story in that came by `source`: who sent it is as their signature says, and nobody for a
    /// site that was asked by whoever works here. A new story is stored under its id; one that is known is
    /// made one with what stands here, which is kept as a revision first.
    ///
    /// What the sender says of its standing is a claim: it may count as filed or returned, and nothing
    /// else. What is published, corrected or withdrawn here stays so, and readers get nothing by it.
    ///
    /// # Errors
    /// `Invalid` if the story is known here and the sender neither took part in it nor was confirmed:
    /// see [`Self::may_send`]. `Picture` if an original is missing or another than the story names;
    /// whatever `originals` answers; `Conflict`, `Storage`. Nothing was changed then.
    pub(super) fn receive(
        &self,
        incoming: &Contents,
        originals: Originals<'_>,
        source: Source<'_>,
        now: Timestamp,
    ) -> Result<Received> {
        let from = match source {
            Source::Signed(person) => Some(person),
            Source::Site { .. } | Source::Nobody => None,
        };
        self.receive_sent(
            &Sent { incoming, from, source, signed: None, heard: None, edited: false },
            originals,
            now,
        )
    }

    /// As [`Self::receive`], of what may have been signed.
    pub(super) fn receive_sent(
        &self,
        sent: &Sent<'_>,
        originals: Originals<'_>,
        now: Timestamp,
    ) -> Result<Received> {
        for _ in 1..TRIES {
            match self.take_sent(sent, originals, now) {
                // Another window or program was quicker: what it made is looked at.
                Err(error) if error.code == Code::Conflict => {}
                done => return done,
            }
        }
        self.take_sent(sent, originals, now)
    }

    fn take_sent(
        &self,
        sent: &Sent<'_>,
        originals: Originals<'_>,
        now: Timestamp,
    ) -> Result<Received> {
        // The lock is not held while originals are fetched: that may take its time.
        let staged = self.stage(&sent.incoming.story, originals)?;
        let story = &sent.incoming.story;
        let mut store = self.store();
        let Some(held) = held(&store, story, sent.from)? else {
            return new(&mut store, sent, staged, now);
        };
        let confirmed = sent.signed.is_some_and(|(_, confirmed)| confirmed);
        if !confirmed && !may_send(&store, story.id, sent.from)? {
            return Err(unconfirmed(&held.mine, sent.from));
        }
        match recognised(&store, self.house(), (&held, sent.incoming))? {
            Some(found) if !found.here => {
                let incoming = &found.text.contents(sent.incoming);
                let held = self::held(&store, &incoming.story, sent.from)?.unwrap_or(held);
                let mut staged = staged;
                let names = |one: &Picture, file: &Staged| one.sha256 == file.sha256();
                staged.retain(|file| incoming.story.pictures.iter().any(|one| names(one, file)));
                known(
                    (&mut store, self.house()),
                    (&Sent { incoming, ..*sent }, &held),
                    Some(&found),
                    staged,
                    now,
                )
            }
            found => known((&mut store, self.house()), (sent, &held), found.as_ref(), staged, now),
        }
    }

    /// Where these stories stand now that the site was asked, too; what was told of it before is put right.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub(super) fn tell_anew(&self, received: &mut [Received]) -> Result<()> {
        for one in received {
            let now = self.store().story(one.story.id)?;
            told_anew(&mut one.sentences, one.story.status, now.status);
            one.story = now;
        }
        Ok(())
    }

    /// Whether what this person sends of the story is taken in without asking: the story is new here, or
    /// they sent it before or said something about it, or their key was confirmed at this desk.
    ///
    /// # Errors
    /// `Storage`.
    pub(super) fn may_send(&self, id: StoryId, from: &Person) -> Result<bool> {
        may_send(&self.store(), id, Some(from))
    }

    /// Approvals that came with a story from elsewhere. None of them counts at this desk.
    ///
    /// # Errors
    /// `Storage`.
    pub fn passed_elsewhere(&self, id: StoryId) -> Result<Vec<Approval>> {
        self.store().passed_elsewhere(id)
    }

    /// Writes every original, still without its name, and looks that none is missing.
    fn stage(&self, story: &Story, originals: Originals<'_>) -> Result<Vec<Staged>> {
        let files = self.store().pictures();
        let mut staged: Vec<Staged> = Vec::new();
        originals(&mut |picture, bytes| {
            let one = files.stage(&bytes)?;
            if one.sha256() != picture.sha256 {
                return Err(missing(picture, "is another picture than the story names"));
            }
            staged.push(one);
            Ok(())
        })?;
        for picture in &story.pictures {
            let came = staged.iter().any(|one| one.sha256() == picture.sha256);
            if !came && files.original(&picture.sha256).is_err() {
                return Err(missing(picture, "did not come with it"));
            }
        }
        Ok(staged)
    }
}

fn missing(picture: &Picture, what: &str) -> Error {
    Error::new(
        Code::Picture,
        format!(
            "The story was not taken in: the original of {} {what}. Your stories are as they were.",
            picture.name
        ),
        "Ask for the story to be sent again.",
    )
}

fn unconfirmed(mine: &Story, from: Option<&Person>) -> Error {
    let name = from.map_or("nobody", |from| from.name.as_str());
    Error::new(
        Code::Invalid,
        format!(
            "“{}” is here already, and nothing of it came with {name}’s key so far. Nothing was \
             changed.",
            mine.copy.headline
        ),
        "Make sure by telephone that it is theirs, then open it again and confirm their key.",
    )
}

fn may_send(store: &Store, id: StoryId, from: Option<&Person>) -> Result<bool> {
    let Some(from) = from else { return Ok(true) };
    match store.story(id) {
        Err(error) if error.code == Code::NotFound => Ok(true),
        Err(error) => Err(error),
        Ok(_) => {
            let me = store.me()?.is_some_and(|me| !me.key.is_empty() && me.key == from.key);
            Ok(me || store.took_part(id, &from.key)? || store.is_confirmed(&from.key)?)
        }
    }
}

/// What stands here of the story; none if it is new.
fn held(store: &Store, theirs: &Story, from: Option<&Person>) -> Result<Option<Held>> {
    let id = theirs.id;
    let mine = match store.story(id) {
        Ok(mine) => mine,
        Err(error) if error.code == Code::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let past = store.past(id)?;
    let newest = match from.filter(|from| !from.key.is_empty()) {
        Some(from) => store.newest_from(id, &from.key)?,
        None => None,
    };
    let again = past.iter().any(|revision| revision.story == *theirs);
    let old = again || newest.is_some_and(|newest| newest > theirs.version);
    Ok(Some(Held { mine, past, old }))
}

/// Whether one side has what was taken in from a site and the other its writer's: looked for where both have
/// no text in common.
fn recognised(
    store: &Store,
    house: &House,
    (held, incoming): (&Held, &Contents),
) -> Result<Option<Recognised>> {
    if in_common(held, incoming).is_some() {
        return Ok(None);
    }
    let linked = !store.holders(held.mine.id)?.is_empty();
    let mine: Vec<&Story> = held.past.iter().map(|one| &one.story).chain([&held.mine]).collect();
    let earlier = incoming.revisions.iter().map(|one| &one.story);
    let theirs: Vec<&Story> = earlier.chain([&incoming.story]).collect();
    let here = is_taken(&mine, &theirs);
    let (taken, written) = if here { (&mine, &theirs) } else { (&theirs, &mine) };
    Ok(as_written(house, taken, written, linked).map(|text| Recognised { text, here }))
}

/// Takes in a story that is not known here.
fn new(
    store: &mut Store,
    sent: &Sent<'_>,
    staged: Vec<Staged>,
    now: Timestamp,
) -> Result<Received> {
    let Sent { incoming, from, source, signed, edited, .. } = *sent;
    let theirs = &incoming.story;
    let status = match theirs.status {
        Status::Draft | Status::Spiked => Status::Draft,
        Status::Returned => Status::Returned,
        _ => Status::Filed,
    };
    // What a file says of time is a claim too, and a wild one could not be written down.
    let created = theirs.created.clamp(Timestamp::UNIX_EPOCH, now);
    let embargo = theirs.embargo.filter(|until| *until > now);
    let mut next = Story { status, version: 1, created, updated: now, embargo, ..theirs.clone() };
    let mut sentences: Vec<String> = one_lead(&mut next.pictures, None).into_iter().collect();
    let earlier = earlier(incoming, None, now);
    let me = store.me()?;
    let review = to_say(sent, me.as_ref(), &Review::default());
    let arrival = Arrival {
        from,
        theirs,
        earlier: &earlier,
        review: &review,
        next: &next,
        base_version: None,
        disputed: None,
        open: (&[], &[]),
        why: &came_from(source, edited),
        signed,
        carried_by: source.carried_by(),
        written: None,
    };
    let story = store.arrive(&arrival, staged, now)?.story;
    sentences.extend(of_said(&review, &Review::default()));
    sentences.extend(of_claims((theirs, None), &incoming.review, &story, &[]));
    sentences.extend(in_the_name_of(me.as_ref(), &incoming.review, &Review::default()));
    let (conflicts, taken, overruled) = (Vec::new(), Vec::new(), Vec::new());
    let undecided = None;
    Ok(Received {
        story,
        new: true,
        merged: false,
        taken,
        overruled,
        conflicts,
        undecided,
        sentences,
    })
}

/// What the sender has to say: nothing is decided in the name of whoever works here.
fn to_say(sent: &Sent<'_>, me: Option<&Person>, had: &Review) -> Review {
    let said = &sent.incoming.review;
    match me.filter(|me| sent.from.is_none_or(|from| from.key.is_empty() || from.key != me.key)) {
        Some(me) => said.without_marks_of(me, had),
        None => said.clone(),
    }
}

#[cfg(test)]
mod tests;
