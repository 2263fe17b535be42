//! Which approvals count: those that were given at this desk, and since the story was last sent back, taken
//! back or taken off.

use super::record::Event;
use super::review::{append, approvals};
use super::watched::Table;
use super::{Store, from_json, stories};
use crate::error::Result;
use crate::review::{Approval, fingerprint};
use crate::story::{Move, Status, StoryId};
use jiff::Timestamp;
use rusqlite::Connection;

/// Approvals of the story `?1` that stand, with the ids of their rows, the latest first. The record tells
/// what came after what: a clock can be set back, and the story may have been in the bin since.
const STANDING: &str = "SELECT approval.id, approval.record FROM approval
    WHERE approval.story = ?1 AND came IS NULL AND coalesce(
        (SELECT max(seq) FROM record WHERE record.story = ?1 AND what = 'approved'
             AND subject = 'approval:' || approval.id), 0)
      >= coalesce(
        (SELECT max(seq) FROM record WHERE record.story = ?1 AND what = 'moved'
             AND remark IN ('returned', 'withdrawn')), 0)
    ORDER BY approval.at DESC, approval.id DESC";

impl Store {
    /// Approvals that came with the story from elsewhere. They are what a sender says, and none of them
    /// counts here.
    ///
    /// # Errors
    /// `Storage`.
    pub fn passed_elsewhere(&self, id: StoryId) -> Result<Vec<Approval>> {
        approvals(&self.db, id, "came IS NOT NULL")
    }

    /// Approvals given here that count for the text they are of; the latest first. One from before the
    /// story was its writer's again, or was taken off, does not.
    ///
    /// # Errors
    /// `Storage`.
    pub fn standing_approvals(&self, id: StoryId) -> Result<Vec<Approval>> {
        Ok(standing(&self.db, id)?.into_iter().map(|(_, approval)| approval).collect())
    }
}

/// Reopens an approved story that is no longer what was approved. To be called by whatever changes what
/// readers get, after the change and in its transaction; the version has been counted up by then.
pub(super) fn reopen(db: &Connection, id: StoryId, now: Timestamp) -> Result<()> {
    let story = stories::read(db, id)?;
    if story.status != Status::Approved {
        return Ok(());
    }
    let (given, is) = (standing(db, id)?, fingerprint(&story));
    if given.iter().any(|(_, approved)| approved.fingerprint == is) {
        return Ok(());
    }
    stories::write_status(db, id, story.status.after(Move::Reopen)?, now)?;
    if let Some((approval, _)) = given.first() {
        let approval = approval.to_string();
        append(db, (id, Table::Approval, &approval), Event::Reopened, (None, None), now)?;
    }
    Ok(())
}

fn standing(db: &Connection, id: StoryId) -> Result<Vec<(i64, Approval)>> {
    let mut statement = db.prepare_cached(STANDING)?;
    let rows =
        statement.query_map([id.to_string()], |row| Ok((row.get(0)?, from_json(row, 1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
