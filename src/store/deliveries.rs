//! The outbox's table: every delivery and every step of it.

use super::{
    Store, corrections, ending, from_json_if, from_word, moment, moment_if, record, replacing,
    seal, stories, written,
};
use crate::delivery::{Delivery, State, Step};
use crate::error::{Code, Error, Result};
use crate::site::{Release, RemoteStory};
use crate::story::{Status, StoryId};
use jiff::Timestamp;
use rusqlite::{Connection, Row, params};

const COLUMNS: &str = "delivery.id, delivery.story, revision.headline, delivery.site,
    delivery.release, delivery.state, revision.version, delivery.revision, delivery.attempts,
    delivery.problem, delivery.next_try, delivery.remote, delivery.url, delivery.created,
    delivery.updated, delivery.pictures, delivery.at,
    delivery.page";

/// Those that are not over.
pub(super) const UNDER_WAY: &str =
    "delivery.state IN ('queued', 'sending', 'uncertain', 'held', 'paused', 'needs-you')";

impl Store {
    /// The delivery.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn delivery(&self, id: &str) -> Result<Delivery> {
        read(&self.db, id)
    }

    /// Every delivery, or those of one story; the newest first.
    ///
    /// # Errors
    /// `Storage`.
    pub fn deliveries(&self, story: Option<StoryId>) -> Result<Vec<Delivery>> {
        let story = story.map(|id| id.to_string());
        select(
            &self.db,
            "WHERE ?1 IS NULL OR delivery.story = ?1 ORDER BY delivery.created DESC, delivery.id DESC",
            [story],
        )
    }

    /// The open deliveries whose time has come, the oldest first.
    ///
    /// # Errors
    /// `Storage`.
    pub fn due(&self, now: Timestamp) -> Result<Vec<Delivery>> {
        select(
            &self.db,
            // A next try that a clock set since wrote down would never come.
            "WHERE delivery.state IN ('queued', 'uncertain', 'held')
               AND (delivery.next_try IS NULL OR delivery.next_try <= ?1
                    OR delivery.updated > ?1)
             ORDER BY delivery.created, delivery.id",
            [written(now)],
        )
    }

    /// Whether a delivery is marked as being sent, by a live process or by one that died.
    ///
    /// # Errors
    /// `Storage`.
    pub fn interrupted(&self) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM delivery WHERE state = 'sending')";
        Ok(self.db.query_row(sql, [], |row| row.get(0))?)
    }

    /// Puts a waiting delivery at the front: it is tried at the next tick, or once the site has had
    /// time to finish what was sent last.
    ///
    /// # Errors
    /// `IllegalMove` if it is delivered, being sent or replaced by a newer one;
    /// `NotFound`, `Storage`.
    pub fn retry(&mut self, id: &str, now: Timestamp) -> Result<Delivery> {
        self.transaction(|db| {
            let delivery = read(db, id)?;
            if matches!(delivery.state, State::Delivered | State::Sending) {
                return Err(Error::new(
                    Code::IllegalMove,
                    "There is nothing to try again: it is delivered, or being sent.",
                    "Look at the outbox to see where it stands.",
                ));
            }
            let revives = delivery.state == State::Failed
                && delivery.problem.as_ref().is_none_or(|problem| problem.code != Code::Internal);
            let binned = stories::read(db, delivery.story)?.status == Status::Spiked;
            if binned && delivery.release != Release::Withdraw {
                return Err(Error::new(
                    Code::IllegalMove,
                    "The story is in the bin, so nothing of it is sent.",
                    "Take it out of the bin and publish it again if it is still wanted.",
                ));
            }
            if revives {
                return Err(Error::new(
                    Code::IllegalMove,
                    "This delivery was ended, so it is not tried again.",
                    ending::anew(delivery.release),
                ));
            }
            if replacing::newer(db, &delivery)?.is_some() {
                return Err(Error::new(
                    Code::IllegalMove,
                    "A newer text of this story was sent after this one.",
                    "Look at the newer delivery, or publish the story again as it is now.",
                ));
            }
            // Asking first is what an uncertain delivery does; a queued one asks just the same. But a
            // site that may still be at work would not know yet.
            let settled = replacing::settled(db, &delivery, now)?.filter(|settled| *settled > now);
            // One that is uncertain stays so, and stays as old: pressed twice, it hurries no site.
            seal::open(db, delivery.story, now)?;
            db.execute(
                "UPDATE delivery SET problem = NULL, next_try = ?2,
                     state = CASE state WHEN 'uncertain' THEN state ELSE 'queued' END,
                     updated = CASE state WHEN 'uncertain' THEN updated ELSE ?3 END
                 WHERE id = ?1",
                params![id, settled.map(written), written(now)],
            )?;
            record::follow(db, delivery.story, id, now)?;
            read(db, id)
        })
    }

    /// Stops a delivery until somebody has it tried again. One being sent is stopped before its next
    /// step; what is on its way just then arrives.
    ///
    /// # Errors
    /// `IllegalMove` if it is over or paused already, or the site was told its moment; `NotFound`,
    /// `Storage`.
    pub fn pause(&mut self, id: &str, now: Timestamp) -> Result<Delivery> {
        self.transaction(|db| {
            let delivery = read(db, id)?;
            let (what, hint) = match delivery.state {
                State::Delivered => ("has arrived", "There is nothing left to stop."),
                State::Failed => ("was ended before", ending::anew(delivery.release)),
                State::Paused => {
                    ("is paused already", "It waits until it is tried again, or cancelled.")
                }
                _ => ("", ""),
            };
            if !what.is_empty() {
                let what = format!("This delivery {what}, so it cannot be paused.");
                return Err(Error::new(Code::IllegalMove, what, hint));
            }
            if delivery.state == State::Held && delivery.finished("schedule") {
                return Err(Error::new(
                    Code::IllegalMove,
                    format!(
                        "{} publishes it by itself, so a pause here would hold nothing up.",
                        delivery.site
                    ),
                    "Withdraw the story there if it is not to be public at its time.",
                ));
            }
            seal::open(db, delivery.story, now)?;
            db.execute(
                "UPDATE delivery SET state = 'paused', next_try = NULL, updated = ?2 WHERE id = ?1",
                params![id, written(now)],
            )?;
            read(db, id)
        })
    }

    /// Ends a delivery that has not gone out. What the site holds stays as readers have it. One being
    /// sent ends before its next step.
    ///
    /// # Errors
    /// `IllegalMove` while nobody knows what readers see; `NotFound`, `Storage`.
    pub fn cancel(&mut self, id: &str, now: Timestamp) -> Result<Delivery> {
        self.transaction(|db| {
            let delivery = ending::that_may_be(db, id)?;
            let what = ending::cancelled(db, &delivery)?;
            end(db, id, &what, ending::anew(delivery.release), now)?;
            read(db, id)
        })
    }

    /// Ends a delivery of a story that is taken back before it went out, as [`Self::cancel`] does.
    ///
    /// # Errors
    /// As there.
    pub fn call_off(&mut self, id: &str, now: Timestamp) -> Result<Delivery> {
        self.transaction(|db| {
            let delivery = ending::that_may_be(db, id)?;
            end(db, id, ending::CALLED_OFF, ending::anew(delivery.release), now)?;
            read(db, id)
        })
    }
}

pub(super) fn end(
    db: &Connection,
    id: &str,
    message: &str,
    hint: &str,
    now: Timestamp,
) -> Result<()> {
    let remark = Error::new(Code::Invalid, message, hint);
    seal::open_of(db, id, now)?;
    db.execute(
        "UPDATE delivery SET state = 'failed', problem = ?2, next_try = NULL, updated = ?3
         WHERE id = ?1",
        params![id, serde_json::to_string(&remark)?, written(now)],
    )?;
    let ended = read(db, id)?;
    record::follow(db, ended.story, id, now)?;
    match ended.release {
        Release::Correct => corrections::take_notes_out(db, ended.story, now),
        _ => Ok(()),
    }
}

pub(super) fn read(db: &Connection, id: &str) -> Result<Delivery> {
    select(db, "WHERE delivery.id = ?1", [id])?.pop().ok_or_else(|| {
        Error::new(
            Code::NotFound,
            "There is no such delivery in the outbox.",
            "Look at the outbox for the right one.",
        )
    })
}

pub(super) fn select(
    db: &Connection,
    which: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<Delivery>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM delivery JOIN revision ON revision.id = delivery.revision {which}"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map(values, delivery)?;
    let mut deliveries: Vec<Delivery> = rows.collect::<rusqlite::Result<_>>()?;
    for delivery in &mut deliveries {
        delivery.steps = steps(db, &delivery.id)?;
    }
    Ok(deliveries)
}

fn steps(db: &Connection, delivery: &str) -> Result<Vec<Step>> {
    let mut statement = db.prepare_cached(
        "SELECT what, label, started, done, sent, total FROM delivery_step WHERE delivery = ?1 ORDER BY position",
    )?;
    let rows = statement.query_map([delivery], |row| {
        let (started, done) = (moment_if(row, 2)?, moment_if(row, 3)?);
        Ok(Step {
            what: row.get(0)?,
            label: row.get(1)?,
            started: started.is_some(),
            done: done.is_some(),
            at: done.or(started),
            sent: row.get(4)?,
            total: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn delivery(row: &Row<'_>) -> rusqlite::Result<Delivery> {
    let story: String = row.get(1)?;
    let remote: Option<RemoteStory> = from_json_if(row, 11)?;
    Ok(Delivery {
        id: row.get(0)?,
        story: story.parse().map_err(|error| super::column(1, error))?,
        headline: row.get(2)?,
        site: row.get(3)?,
        release: from_word(row, 4)?,
        state: from_word(row, 5)?,
        steps: Vec::new(),
        version: row.get(6)?,
        revision: row.get(7)?,
        attempts: row.get(8)?,
        problem: from_json_if(row, 9)?,
        next_try: moment_if(row, 10)?,
        remote_id: remote.map(|remote| remote.id),
        url: row.get(12)?,
        created: moment(row, 13)?,
        updated: moment(row, 14)?,
        pictures: from_json_if(row, 15)?.unwrap_or_default(),
        at: moment_if(row, 16)?,
        page: from_json_if(row, 17)?,
    })
}
