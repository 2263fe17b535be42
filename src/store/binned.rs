//! Where a story stands that is taken out of the bin: what went in by mistake is back as if it had not.

use super::{passed, revisions, stories};
use crate::error::Result;
use crate::story::{Status, Story, StoryId};
use jiff::Timestamp;
use rusqlite::{Connection, params};

/// What the record says of where the story `?1` stood before it last went into the bin, the latest first.
const BEFORE: &str =
    "SELECT remark FROM record WHERE story = ?1 AND what IN ('begun', 'taken in', 'moved')
    AND seq < (SELECT max(seq) FROM record WHERE story = ?1 AND what = 'moved' AND remark = ?2)
    ORDER BY seq DESC";

/// Whether anything became of it elsewhere while it lay there: a delivery ended, as what takes it off a site
/// does; or a story that was begun here came back.
const SINCE: &str = "SELECT EXISTS (
    SELECT 1 FROM record WHERE story = ?1
        AND seq > (SELECT max(seq) FROM record WHERE story = ?1 AND what = 'moved' AND remark = ?2)
        AND (what = 'ended' OR (what = 'came' AND NOT EXISTS (
            SELECT 1 FROM record WHERE story = ?1 AND what = 'taken in'))))";

/// Takes a story out of the bin: it stands where it stood, else at `draft`. One that was approved and is another
/// text by now is to be approved anew.
pub(super) fn take_out(
    db: &Connection,
    binned: &Story,
    draft: Status,
    now: Timestamp,
) -> Result<Story> {
    let id = binned.id;
    let status = stood(db, id)?.unwrap_or(draft);
    revisions::insert(db, binned, "before it was taken out of the bin", now)?;
    stories::set_status(db, id, status, now)?;
    passed::reopen(db, id, now)?;
    stories::read(db, id)
}

/// The status it had before it went in; none where that may not be so any more, or nobody knows.
fn stood(db: &Connection, id: StoryId) -> Result<Option<Status>> {
    let about = params![id.to_string(), Status::Spiked.word()];
    if db.query_row(SINCE, about, |row| row.get(0))? {
        return Ok(None);
    }
    let mut statement = db.prepare_cached(BEFORE)?;
    let mut rows = statement.query(about)?;
    while let Some(row) = rows.next()? {
        let remark: Option<String> = row.get(0)?;
        let is = |status: &Status| remark.as_deref() == Some(status.word());
        if let Some(status) = Status::ALL.into_iter().find(is) {
            return Ok(Some(status));
        }
    }
    Ok(None)
}
