//! The course of a delivery: taken up, step by step, and how each attempt ended.

use super::{
    Store, deliveries, ending, from_json, from_word_if, record, replacing, seal, stories, word,
    written,
};
use crate::delivery::{Delivery, ReadBack, State};
use crate::error::{Error, Result};
use crate::site::{Asked, Release, RemoteStory, Stage};
use crate::story::{Move, Status, StoryId};
use jiff::Timestamp;
use rusqlite::{Connection, params};

impl Store {
    /// Takes a delivery up, marked as being sent. `None` if it was cancelled or taken meanwhile, or
    /// if a newer text of the story goes to the same site, which ends it.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn begin_delivery(&mut self, id: &str, now: Timestamp) -> Result<Option<Delivery>> {
        self.transaction(|db| {
            let delivery = deliveries::read(db, id)?;
            if !matches!(delivery.state, State::Queued | State::Uncertain | State::Held) {
                return Ok(None);
            }
            if replacing::end_if_replaced(db, &delivery, now)? {
                return Ok(None);
            }
            seal::open(db, delivery.story, now)?;
            db.execute(
                "UPDATE delivery SET state = 'sending', problem = NULL, next_try = NULL, updated = ?2
                 WHERE id = ?1",
                params![id, written(now)],
            )?;
            deliveries::read(db, id).map(Some)
        })
    }

    /// Marks what was being sent when its process ended: nobody knows how far it came. Where the
    /// site may still be at work on the last request, it is left alone for a while.
    ///
    /// # Errors
    /// `Storage`.
    pub fn mark_interrupted(&mut self, now: Timestamp) -> Result<usize> {
        self.transaction(|db| {
            let left = deliveries::select(db, "WHERE delivery.state = 'sending'", [])?;
            for delivery in &left {
                if replacing::end_if_replaced(db, delivery, now)? {
                    continue;
                }
                let settled = replacing::settled(db, delivery, now)?;
                seal::open(db, delivery.story, now)?;
                db.execute(
                    "UPDATE delivery SET state = 'uncertain', next_try = ?2, updated = ?3
                     WHERE id = ?1",
                    params![delivery.id, settled.map(written), written(now)],
                )?;
            }
            Ok(left.len())
        })
    }

    /// Records how an attempt failed; `attempts` counts it. Where a newer text goes to the same
    /// site, that one goes on instead; where somebody stopped the delivery meanwhile, it stays so.
    ///
    /// # Errors
    /// `Storage`.
    pub fn fail_attempt(
        &mut self,
        delivery: &Delivery,
        state: State,
        problem: &Error,
        next_try: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<()> {
        self.transaction(|db| {
            let delivery = deliveries::read(db, &delivery.id)?;
            if was_stopped(&delivery) || replacing::end_if_replaced(db, &delivery, now)? {
                return Ok(());
            }
            failed(db, &delivery, (state, next_try), problem, now)
        })
    }

    /// Has a delivery wait for its moment. What it waits for is no trouble: attempts do not count.
    ///
    /// # Errors
    /// `Storage`.
    pub fn hold(&mut self, id: &str, until: Timestamp, now: Timestamp) -> Result<()> {
        self.transaction(|db| {
            let delivery = deliveries::read(db, id)?;
            if was_stopped(&delivery) || replacing::end_if_replaced(db, &delivery, now)? {
                return Ok(());
            }
            seal::open(db, delivery.story, now)?;
            db.execute(
                "UPDATE delivery SET state = 'held', problem = NULL, next_try = ?2, updated = ?3
                 WHERE id = ?1",
                params![id, written(until), written(now)],
            )?;
            record::follow(db, delivery.story, id, now)
        })
    }

    /// Records how much of a picture has left.
    ///
    /// # Errors
    /// `Storage`.
    pub fn note_bytes(&mut self, id: &str, what: &str, sent: u32, total: u32) -> Result<()> {
        self.db.execute(
            "UPDATE delivery_step SET sent = ?3, total = ?4 WHERE delivery = ?1 AND what = ?2",
            params![id, what, sent, total],
        )?;
        Ok(())
    }

    /// Records that a step begins, before anything of it is sent. An earlier attempt's end of it
    /// says nothing about this one. False, and nothing is recorded, if it is not to go on: somebody
    /// stopped it, or a newer one takes its place.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn begin_step(&mut self, id: &str, what: &str, now: Timestamp) -> Result<bool> {
        self.transaction(|db| {
            let delivery = deliveries::read(db, id)?;
            if was_stopped(&delivery) || replacing::newer(db, &delivery)?.is_some() {
                return Ok(false);
            }
            seal::open(db, delivery.story, now)?;
            db.execute(
                "UPDATE delivery_step SET started = ?3, done = NULL
                 WHERE delivery = ?1 AND what = ?2",
                params![id, what, written(now)],
            )?;
            Ok(true)
        })
    }

    /// Records that a step is finished.
    ///
    /// # Errors
    /// `Storage`.
    pub fn finish_step(&mut self, id: &str, what: &str, now: Timestamp) -> Result<()> {
        self.transaction(|db| {
            seal::open_of(db, id, now)?;
            let sql = "UPDATE delivery_step SET done = ?3 WHERE delivery = ?1 AND what = ?2";
            db.execute(sql, params![id, what, written(now)])?;
            Ok(())
        })
    }

    /// Records that the site said no to a step: nothing of it is there.
    ///
    /// # Errors
    /// `Storage`.
    pub fn refuse_step(&mut self, id: &str, what: &str, now: Timestamp) -> Result<()> {
        self.transaction(|db| {
            seal::open_of(db, id, now)?;
            let sql = "UPDATE delivery_step SET started = NULL WHERE delivery = ?1 AND what = ?2";
            db.execute(sql, params![id, what])?;
            Ok(())
        })
    }

    /// The story is where it should be: the delivery is done and the story's status follows, in one
    /// transaction.
    ///
    /// # Errors
    /// `Storage`.
    pub fn deliver(
        &mut self,
        delivery: &Delivery,
        remote: &RemoteStory,
        read: &ReadBack,
        now: Timestamp,
    ) -> Result<()> {
        self.transaction(|db| {
            seal::open(db, delivery.story, now)?;
            db.execute(
                "UPDATE delivery SET state = 'delivered', problem = ?2, next_try = NULL, url = ?3,
                     remote = ?4, updated = ?5, pictures = ?6, page = ?7 WHERE id = ?1",
                params![
                    delivery.id,
                    read.remark.as_ref().map(serde_json::to_string).transpose()?,
                    remote.url,
                    serde_json::to_string(&RemoteStory { body: String::new(), ..remote.clone() })?,
                    written(now),
                    serde_json::to_string(&read.pictures)?,
                    read.page.as_ref().map(serde_json::to_string).transpose()?,
                ],
            )?;
            record::follow(db, delivery.story, &delivery.id, now)?;
            let status = stories::read(db, delivery.story)?.status;
            if delivery.release == Release::Withdraw && stays_elsewhere(db, delivery.story, status)?
            {
                return Ok(());
            }
            // A second publication leaves a published story published: no move, no error.
            let next = match delivery.release {
                Release::Withdraw => {
                    after_taking_off(status, replacing::may_have_shown(db, delivery)?)
                }
                release => after_delivery(status, release),
            };
            let Some(next) = next else { return Ok(()) };
            if next == Status::Returned {
                ending::end_publications(db, delivery.story, now)?;
            }
            stories::set_status(db, delivery.story, next, now)
        })
    }

    /// A site is known to show the story, whoever published it there: it is published, whatever it
    /// counted as here.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn readers_have(&mut self, story: StoryId, now: Timestamp) -> Result<()> {
        self.transaction(|db| match stories::read(db, story)?.status.after(Move::Publish) {
            Ok(_) => stories::make_move(db, story, Move::Publish, now).map(drop),
            Err(_) => Ok(()),
        })
    }
}

/// Whether somebody stopped the delivery, or had it go on after that, while an attempt was at it: then
/// that attempt's end is none of the delivery's.
pub(super) fn was_stopped(delivery: &Delivery) -> bool {
    delivery.state != State::Sending
}

/// The attempt counts, and the delivery stands in `state` until its next try.
pub(super) fn failed(
    db: &Connection,
    delivery: &Delivery,
    (state, next_try): (State, Option<Timestamp>),
    problem: &Error,
    now: Timestamp,
) -> Result<()> {
    seal::open(db, delivery.story, now)?;
    db.execute(
        "UPDATE delivery SET state = ?2, problem = ?3, next_try = ?4,
             attempts = attempts + 1, updated = ?5 WHERE id = ?1",
        params![
            delivery.id,
            word(&state)?,
            serde_json::to_string(problem)?,
            next_try.map(written),
            written(now),
        ],
    )?;
    record::follow(db, delivery.story, &delivery.id, now)
}

/// Whether a site is still known to show the story or to be about to, or was asked to and never
/// answered; or to have one in review that was handed in.
fn stays_elsewhere(db: &Connection, story: StoryId, status: Status) -> Result<bool> {
    let sql = "SELECT remote, asked FROM remote_story WHERE story = ?1";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([story.to_string()], |row| {
        Ok((from_json::<RemoteStory>(row, 0)?, from_word_if::<Asked>(row, 1)?))
    })?;
    let held: Vec<(RemoteStory, Option<Asked>)> = rows.collect::<rusqlite::Result<_>>()?;
    let in_review = |stage, asked: Option<Asked>| {
        matches!(status, Status::Filed | Status::Approved)
            && (stage == Stage::Pending || asked == Some(Asked::Pending))
    };
    Ok(held.iter().any(|(one, asked)| {
        matches!(one.stage, Stage::Public | Stage::Scheduled)
            || asked.is_some_and(Asked::may_show)
            || in_review(one.stage, *asked)
    }))
}

/// The status a delivered story moves to, if it moves.
fn after_delivery(status: Status, release: Release) -> Option<Status> {
    let by = match release {
        Release::Publish => Move::Publish,
        Release::File => Move::File,
        Release::Correct => Move::Correct,
        Release::Withdraw => Move::Withdraw,
    };
    status.after(by).ok()
}

/// The status of a story that no site shows or has in review any more, if it moves. Where readers may
/// have had it, it was published and is withdrawn; out of review, it is its writer's again, and nobody's
/// approval brings it to readers.
fn after_taking_off(status: Status, shown: bool) -> Option<Status> {
    match status {
        Status::Filed if shown => Some(Status::Withdrawn),
        Status::Approved if !shown => status.after(Move::Return).ok(),
        _ => status.after(Move::Withdraw).ok(),
    }
}
