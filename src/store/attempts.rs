//! The course of a delivery: taken up, step by step, and how each attempt ended.

use super::{Store, deliveries, from_word, stories, word, written};
use crate::delivery::{Delivery, State};
use crate::error::{Error, Result};
use crate::site::{Kind, Release, RemoteStory};
use crate::story::{Move, Status};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

impl Store {
    /// Takes a delivery up, marked as being sent. `None` if it was cancelled or taken meanwhile, or
    /// if a newer text of the story goes to the same site, which ends it.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn begin_delivery(&mut self, id: &str, now: Timestamp) -> Result<Option<Delivery>> {
        self.transaction(|db| {
            let delivery = deliveries::read(db, id)?;
            if !matches!(delivery.state, State::Queued | State::Uncertain) {
                return Ok(None);
            }
            if deliveries::is_replaced(db, &delivery)? {
                deliveries::end_replaced(db, &delivery, now)?;
                return Ok(None);
            }
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
                let settled = match (delivery.last_sent(), kind(db, &delivery.site)?) {
                    (Some(at), Some(kind)) => Some(at + kind.settles_in()),
                    _ => None,
                };
                db.execute(
                    "UPDATE delivery SET state = 'uncertain', next_try = ?2, updated = ?3
                     WHERE id = ?1",
                    params![delivery.id, settled.map(written), written(now)],
                )?;
            }
            Ok(left.len())
        })
    }

    /// Sets state, problem and next try; a failed attempt is counted by the caller in `attempts`.
    ///
    /// # Errors
    /// `Storage`.
    pub fn put_delivery_state(
        &mut self,
        id: &str,
        state: State,
        problem: Option<&Error>,
        next_try: Option<Timestamp>,
        attempts: u32,
        now: Timestamp,
    ) -> Result<()> {
        self.db.execute(
            "UPDATE delivery SET state = ?2, problem = ?3, next_try = ?4, attempts = ?5, updated = ?6
             WHERE id = ?1",
            params![
                id,
                word(&state)?,
                problem.map(serde_json::to_string).transpose()?,
                next_try.map(written),
                attempts,
                written(now),
            ],
        )?;
        Ok(())
    }

    /// Records that a step begins, before anything of it is sent.
    ///
    /// # Errors
    /// `Storage`.
    pub fn begin_step(&mut self, id: &str, what: &str, now: Timestamp) -> Result<()> {
        self.db.execute(
            "UPDATE delivery_step SET started = ?3 WHERE delivery = ?1 AND what = ?2",
            params![id, what, written(now)],
        )?;
        Ok(())
    }

    /// Records that a step is finished.
    ///
    /// # Errors
    /// `Storage`.
    pub fn finish_step(&mut self, id: &str, what: &str, now: Timestamp) -> Result<()> {
        self.db.execute(
            "UPDATE delivery_step SET done = ?3 WHERE delivery = ?1 AND what = ?2",
            params![id, what, written(now)],
        )?;
        Ok(())
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
        remark: Option<&Error>,
        now: Timestamp,
    ) -> Result<()> {
        self.transaction(|db| {
            db.execute(
                "UPDATE delivery SET state = 'delivered', problem = ?2, next_try = NULL, url = ?3,
                     remote = ?4, updated = ?5 WHERE id = ?1",
                params![
                    delivery.id,
                    remark.map(serde_json::to_string).transpose()?,
                    remote.url,
                    serde_json::to_string(remote)?,
                    written(now),
                ],
            )?;
            let status = stories::read(db, delivery.story)?.status;
            // A second publication leaves a published story published: no move, no error.
            match after_delivery(status, delivery.release) {
                Some(next) => stories::set_status(db, delivery.story, next, now),
                None => Ok(()),
            }
        })
    }
}

fn kind(db: &Connection, site: &str) -> Result<Option<Kind>> {
    let sql = "SELECT kind FROM site WHERE name = ?1";
    Ok(db.query_row(sql, [site], |row| from_word(row, 0)).optional()?)
}

/// The status a delivered story moves to, if it moves.
fn after_delivery(status: Status, release: Release) -> Option<Status> {
    let by = match release {
        Release::Publish => Move::Publish,
        Release::File => Move::File,
    };
    status.after(by).ok()
}
