//! A story that somebody sent comes into this data folder: by a packet, or by a site that carries it
//! whole. Nothing that stands here is lost by it, and nothing that a sender claims counts as done here.

mod common;
mod overruled;
mod standing;
mod telling;
mod uniting;

use super::{Desk, undecided};
use crate::error::{Code, Error, Result};
use crate::merge::{Change, Conflict};
use crate::packet::Contents;
use crate::picture::Picture;
use crate::review::{Approval, Person, Review, fingerprint};
use crate::store::{Arrival, Disputed, Holding, Revision, Source, Staged, Store};
use crate::story::{Status, Story, StoryId};
use common::{earlier, in_common};
use jiff::Timestamp;
use overruled::{of_overruled, overruled};
use serde::Serialize;
pub(super) use standing::Heard;
use standing::standing;
use telling::{came_from, in_the_name_of, of_claims, of_known, of_said, of_undecided, told_anew};
use ts_rs::TS;
use uniting::{United, one_lead};
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
        known(&mut store, (sent, &held), staged, now)
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
        why: &came_from(from, edited),
        signed,
        carried_by: source.carried_by(),
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

/// Makes a story that is known here one with what was sent of it.
fn known(
    store: &mut Store,
    (sent, held): (&Sent<'_>, &Held),
    staged: Vec<Staged>,
    now: Timestamp,
) -> Result<Received> {
    let Sent { incoming, from, source, signed, heard, edited } = *sent;
    let (theirs, mine, id) = (&incoming.story, &held.mine, held.mine.id);
    let common = in_common(held, incoming);
    let open = store.undecided(id)?;
    let followed = undecided::follow(&open, (held, common), (theirs, source));
    let base = match &followed.base {
        Some(base) => base.as_ref(),
        None => common,
    };
    let united = unite(base, mine, theirs, &[]);
    let status = if held.old { mine.status } else { standing(mine.status, theirs.status, heard) };
    let United { story, taken, mut conflicts, told: mut sentences } = united;
    let next =
        Story { status, embargo: embargo(store, mine, &story, &mut sentences, now)?, ..story };
    let (me, had) = (store.me()?, store.review(id)?);
    // What was told once is no news.
    let passed = [&had.approvals[..], &store.passed_elsewhere(id)?].concat();
    let heard_of = Review { approvals: passed, ..had.clone() };
    let earlier = earlier(incoming, Some(held), now);
    let review = to_say(sent, me.as_ref(), &had);
    let arrival = Arrival {
        from,
        theirs,
        earlier: &earlier,
        review: &review,
        next: &next,
        base_version: Some(mine.version),
        disputed: (!conflicts.is_empty()).then_some(Disputed { base, source }),
        open: (&followed.open, &followed.replaced),
        why: &came_from(from, edited),
        signed,
        carried_by: source.carried_by(),
    };
    let arrived = store.arrive(&arrival, staged, now)?;
    let (story, mut number) = (arrived.story, arrived.undecided);
    if let Some(again) = followed.again {
        (conflicts, number) = (undecided::conflicts(again, &story), Some(again.number));
    }
    let overruled = overruled((held, incoming), &taken, &story);
    sentences.extend(overruled.iter().map(of_overruled));
    sentences.extend(of_known(held, (theirs, heard), &story, (source, &review, &heard_of)));
    sentences.extend(of_said(&review, &had));
    sentences.extend(of_undecided(&followed.replaced, number));
    sentences.extend(of_claims((theirs, heard), &incoming.review, &story, &heard_of.approvals));
    sentences.extend(in_the_name_of(me.as_ref(), &incoming.review, &had));
    let merged = fingerprint(&story) != fingerprint(mine);
    let undecided = number;
    Ok(Received { story, new: false, merged, taken, overruled, conflicts, undecided, sentences })
}

/// What the sender has to say: nothing is decided in the name of whoever works here.
fn to_say(sent: &Sent<'_>, me: Option<&Person>, had: &Review) -> Review {
    let said = &sent.incoming.review;
    match me.filter(|me| sent.from.is_none_or(|from| from.key.is_empty() || from.key != me.key)) {
        Some(me) => said.without_marks_of(me, had),
        None => said.clone(),
    }
}

/// The lock of the story that both made.
fn embargo(
    store: &Store,
    mine: &Story,
    united: &Story,
    told: &mut Vec<String>,
    now: Timestamp,
) -> Result<Option<Timestamp>> {
    let embargo = united.embargo.filter(|until| Some(*until) == mine.embargo || *until > now);
    // A lock on what readers may have already is none, and nobody should believe in it.
    if embargo != mine.embargo && store.holders(mine.id)?.iter().any(Holding::may_show) {
        told.push(
            "They set an embargo, too late: readers have the story already, or a site was told when to \
             publish it."
                .to_owned(),
        );
        return Ok(mine.embargo);
    }
    Ok(embargo)
}

#[cfg(test)]
mod tests;
