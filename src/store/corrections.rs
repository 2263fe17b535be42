//! A correction that went nowhere: no reader got its note, so it does not stay in the text.

use super::{deliveries, passed, revisions, search, stories};
use crate::delivery::{Delivery, State};
use crate::error::Result;
use crate::site::Release;
use crate::story::{Copy, Story, StoryId};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

/// Why the text is kept that a note was set under.
pub(super) const BEFORE: &str = "before it was corrected";

/// Takes the notes of corrections out of the text that ended and that nothing brings to readers, or brought
/// there. Called once one has ended.
///
/// # Errors
/// `NotFound`, `Storage`.
pub(super) fn take_notes_out(db: &Connection, story: StoryId, now: Timestamp) -> Result<()> {
    let newest_first = "WHERE delivery.story = ?1 ORDER BY delivery.revision DESC";
    let all = deliveries::select(db, newest_first, [story.to_string()])?;
    // What is newer has the older notes, too.
    let brings = |one: &Delivery| one.release.shows() && one.state != State::Failed;
    for ended in all.iter().take_while(|one| !brings(one)) {
        if ended.release == Release::Correct {
            take_out(db, ended, now)?;
        }
    }
    Ok(())
}

fn take_out(db: &Connection, ended: &Delivery, now: Timestamp) -> Result<()> {
    let corrected = revisions::read(db, ended.story, ended.revision)?.story.copy.body;
    let sql = "SELECT snapshot ->> '$.copy.body' FROM revision
               WHERE story = ?1 AND why = ?2 AND id < ?3 ORDER BY id DESC LIMIT 1";
    let values = params![ended.story.to_string(), BEFORE, ended.revision];
    let before: Option<String> = db.query_row(sql, values, |row| row.get(0)).optional()?;
    let Some(before) = before else { return Ok(()) };
    let note = corrected.strip_prefix(before.trim_end()).unwrap_or_default().trim();
    let here = stories::read(db, ended.story)?;
    let Some(body) = without(&here.copy.body, note).filter(|_| !note.is_empty()) else {
        return Ok(());
    };
    // To the letter, where nobody wrote since.
    let body = if here.copy.body == corrected { before } else { body };
    revisions::insert(
        db,
        &here,
        "before the note of a correction that went nowhere was taken out",
        now,
    )?;
    let version = stories::touch(db, here.id, now)?;
    let Story { id, copy, .. } = here;
    stories::write_copy(db, id, &Copy { body, ..copy }, version)?;
    search::index_later(db, id)?;
    passed::reopen(db, id, now)
}

/// The text without the last paragraph that is just this line; none if no paragraph is.
fn without(body: &str, line: &str) -> Option<String> {
    let mut paragraphs: Vec<&str> = body.trim_end().split("\n\n").collect();
    let at = paragraphs.iter().rposition(|one| one.trim() == line)?;
    paragraphs.remove(at);
    Some(format!("{}\n", paragraphs.join("\n\n")))
}
