//! Queueing: the story is frozen as it stands, and goes to its sites from there.

use super::{
    Store, corrections, deliveries, record, replacing, review, revisions, seal, stories, undecided,
    word, written,
};
use crate::delivery::{Delivery, State};
use crate::error::{Code, Error, Result};
use crate::review::Mark;
use crate::site::Release;
use crate::story::{Story, StoryId};
use jiff::Timestamp;
use rusqlite::{Connection, params};

/// What a new delivery begins with.
#[derive(Debug, Clone)]
pub struct NewDelivery<'a> {
    pub id: String,
    pub site: &'a str,
    pub release: Release,
    /// Not to be public before this moment.
    pub at: Option<Timestamp>,
    /// Name and label of each step, in order.
    pub steps: Vec<(String, String)>,
}

impl Store {
    /// Freezes the story as it stands and queues it, in one transaction. If the same text is
    /// already on its way to the same site, that delivery is returned instead: two clicks are one.
    /// An older text that still waits to go there is replaced.
    ///
    /// # Errors
    /// `Conflict` if the story is no longer at `base_version`, `NotFound`, `Storage`.
    pub fn queue(
        &mut self,
        story: StoryId,
        base_version: u32,
        new: &NewDelivery<'_>,
        now: Timestamp,
    ) -> Result<Delivery> {
        let mut queued = self.queue_all(story, base_version, std::slice::from_ref(new), now)?;
        Ok(queued.remove(0))
    }

    /// As [`Self::queue`], for several sites: all are queued, or none is.
    ///
    /// # Errors
    /// As there.
    pub fn queue_all(
        &mut self,
        story: StoryId,
        base_version: u32,
        new: &[NewDelivery<'_>],
        now: Timestamp,
    ) -> Result<Vec<Delivery>> {
        self.transaction(|db| {
            let held = stories::read(db, story)?;
            if held.version != base_version {
                return Err(Error::new(
                    Code::Conflict,
                    "The story changed after you looked at it, so nothing was sent.",
                    "Look at it once more and publish again.",
                ));
            }
            new.iter().map(|new| insert(db, &held, new, now)).collect()
        })
    }

    /// Saves the words of a corrected story that were made from `base_version`, and queues it: `new`
    /// where readers have it, and in place of what waits to bring an older text where each of `instead`
    /// goes, with the marks of those who pass it. What somebody stopped stays stopped, and what asks for somebody goes on asking. All in one
    /// transaction: a note that stood in the text and went nowhere would be set there twice.
    ///
    /// # Errors
    /// As [`Self::save_copy`]; then nothing is queued.
    pub fn queue_corrected(
        &mut self,
        base_version: u32,
        (corrected, passed): (&Story, &[Mark]),
        (new, instead): (&[NewDelivery<'_>], &[(Delivery, NewDelivery<'_>)]),
        now: Timestamp,
    ) -> Result<Vec<Delivery>> {
        let (story, copy) = (corrected.id, &corrected.copy);
        let queued = self.transaction(|db| {
            revisions::insert(db, &stories::read(db, story)?, corrections::BEFORE, now)?;
            if stories::write_words(db, story, base_version, copy, now)?.is_none() {
                return Ok(None);
            }
            let held = stories::read(db, story)?;
            for made in passed {
                review::pass(db, &held, made, now)?;
            }
            let new = new.iter().map(|new| insert(db, &held, new, now));
            let instead = instead.iter().map(|(old, new)| in_place_of(db, &held, old, new, now));
            new.chain(instead).collect::<Result<Vec<_>>>().map(Some)
        })?;
        queued.ok_or_else(stories::changed_elsewhere)
    }
}

/// Queues a newer text in place of one that waits, and has it wait as that one does.
fn in_place_of(
    db: &Connection,
    held: &Story,
    old: &Delivery,
    new: &NewDelivery<'_>,
    now: Timestamp,
) -> Result<Delivery> {
    seal::open(db, held.id, now)?;
    let old = deliveries::read(db, &old.id)?;
    let queued = insert(db, held, new, now)?;
    if matches!(old.state, State::Paused | State::NeedsYou) {
        let problem = old.problem.as_ref().map(serde_json::to_string).transpose()?;
        db.execute(
            "UPDATE delivery SET state = ?2, problem = ?3 WHERE id = ?1",
            params![queued.id, word(&old.state)?, problem],
        )?;
        record::follow(db, held.id, &queued.id, now)?;
    }
    deliveries::read(db, &queued.id)
}

pub(super) fn insert(
    db: &Connection,
    held: &Story,
    new: &NewDelivery<'_>,
    now: Timestamp,
) -> Result<Delivery> {
    if let Some(same) = on_its_way(db, held, new)? {
        return Ok(same);
    }
    if new.release != Release::Withdraw {
        undecided::refuse(db, held.id, "so it was not sent")?;
    }
    let why = match new.release {
        Release::Publish => "published",
        Release::File => "filed for review",
        Release::Correct => "corrected",
        // Whether it was is not known yet, and it may be called off.
        Release::Withdraw => "as it was when it was to be taken off",
    };
    let revision = revisions::insert(db, held, why, now)?;
    db.execute(
        "INSERT INTO delivery (id, story, site, release, state, revision, created, updated, at,
                                address)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8,
                 (SELECT rtrim(url, '/') FROM site WHERE name = ?3))",
        params![
            new.id,
            held.id.to_string(),
            new.site,
            word(&new.release)?,
            word(&State::Queued)?,
            revision,
            written(now),
            new.at.map(written),
        ],
    )?;
    for (position, (what, label)) in new.steps.iter().enumerate() {
        db.execute(
            "INSERT INTO delivery_step (delivery, what, position, label) VALUES (?1, ?2, ?3, ?4)",
            params![new.id, what, i64::try_from(position).unwrap_or(i64::MAX), label],
        )?;
    }
    record::follow(db, held.id, &new.id, now)?;
    replacing::end_older(db, &deliveries::read(db, &new.id)?, now)?;
    deliveries::read(db, &new.id)
}

/// An open delivery that does just this, and that nothing newer is to follow.
fn on_its_way(db: &Connection, story: &Story, new: &NewDelivery<'_>) -> Result<Option<Delivery>> {
    let found = deliveries::select(
        db,
        "WHERE delivery.story = ?1 AND delivery.site = ?2 AND revision.version = ?3
           AND delivery.state IN ('queued', 'sending', 'uncertain', 'held', 'paused')",
        params![story.id.to_string(), new.site, story.version],
    )?;
    for held in found {
        let same = held.release == new.release && held.at == new.at;
        if same && replacing::newer(db, &held)?.is_none() {
            return Ok(Some(held));
        }
    }
    Ok(None)
}
