//! The outbox's table: every delivery and every step of it.

use super::{Store, from_json_if, from_word, moment, moment_if, revisions, stories, word, written};
use crate::delivery::{Delivery, State, Step};
use crate::error::{Code, Error, Result};
use crate::site::{Release, RemoteStory};
use crate::story::{Move, Status, StoryId};
use jiff::Timestamp;
use rusqlite::{Connection, Row, params};

/// What a new delivery begins with.
#[derive(Debug, Clone)]
pub struct NewDelivery<'a> {
    pub id: String,
    pub site: &'a str,
    pub release: Release,
    /// Name and label of each step, in order.
    pub steps: Vec<(String, String)>,
}

const COLUMNS: &str = "delivery.id, delivery.story, revision.headline, delivery.site,
    delivery.release, delivery.state, revision.version, delivery.revision, delivery.attempts,
    delivery.problem, delivery.next_try, delivery.remote, delivery.url, delivery.created,
    delivery.updated";

impl Store {
    /// Freezes the story as it stands and queues it, in one transaction. If the same text is
    /// already on its way to the same site, that delivery is returned instead: two clicks are one.
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
        self.transaction(|db| {
            let held = stories::read(db, story)?;
            if held.version != base_version {
                return Err(Error::new(
                    Code::Conflict,
                    "The story changed after you looked at it, so nothing was sent.",
                    "Look at it once more and publish again.",
                ));
            }
            if let Some(same) = on_its_way(db, story, base_version, new)? {
                return Ok(same);
            }
            let why = match new.release {
                Release::Publish => "published",
                Release::File => "filed for review",
            };
            let revision = revisions::insert(db, &held, why, now)?;
            db.execute(
                "INSERT INTO delivery (id, story, site, release, state, revision, created, updated)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)",
                params![
                    new.id,
                    story.to_string(),
                    new.site,
                    word(&new.release)?,
                    word(&State::Queued)?,
                    revision,
                    written(now),
                ],
            )?;
            for (position, (what, label)) in new.steps.iter().enumerate() {
                db.execute(
                    "INSERT INTO delivery_step (delivery, what, position, label) VALUES (?1, ?2, ?3, ?4)",
                    params![new.id, what, i64::try_from(position).unwrap_or(i64::MAX), label],
                )?;
            }
            read(db, &new.id)
        })
    }

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
            "WHERE delivery.state IN ('queued', 'uncertain')
               AND (delivery.next_try IS NULL OR delivery.next_try <= ?1)
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

    /// Marks what was being sent when its process ended: nobody knows how far it came.
    ///
    /// # Errors
    /// `Storage`.
    pub fn mark_interrupted(&mut self, now: Timestamp) -> Result<usize> {
        Ok(self.db.execute(
            "UPDATE delivery SET state = 'uncertain', next_try = NULL, updated = ?1 WHERE state = 'sending'",
            [written(now)],
        )?)
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

/// The status a delivered story moves to, if it moves.
fn after_delivery(status: Status, release: Release) -> Option<Status> {
    let by = match release {
        Release::Publish => Move::Publish,
        Release::File => Move::File,
    };
    status.after(by).ok()
}

/// An open delivery of this version to this site.
fn on_its_way(
    db: &Connection,
    story: StoryId,
    version: u32,
    new: &NewDelivery<'_>,
) -> Result<Option<Delivery>> {
    let found = select(
        db,
        "WHERE delivery.story = ?1 AND delivery.site = ?2 AND revision.version = ?3
           AND delivery.state IN ('queued', 'sending', 'uncertain', 'held')",
        params![story.to_string(), new.site, version],
    )?;
    Ok(found.into_iter().find(|delivery| delivery.release == new.release))
}

fn read(db: &Connection, id: &str) -> Result<Delivery> {
    select(db, "WHERE delivery.id = ?1", [id])?.pop().ok_or_else(|| {
        Error::new(
            Code::NotFound,
            "There is no such delivery in the outbox.",
            "Look at the outbox for the right one.",
        )
    })
}

fn select(db: &Connection, which: &str, values: impl rusqlite::Params) -> Result<Vec<Delivery>> {
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
        "SELECT what, label, started, done FROM delivery_step WHERE delivery = ?1 ORDER BY position",
    )?;
    let rows = statement.query_map([delivery], |row| {
        let (started, done) = (moment_if(row, 2)?, moment_if(row, 3)?);
        Ok(Step {
            what: row.get(0)?,
            label: row.get(1)?,
            started: started.is_some(),
            done: done.is_some(),
            at: done.or(started),
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
    })
}
