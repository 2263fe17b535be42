//! Marks that came with moments still to come: of two marks the later stands, so nobody could ever
//! overrule them. They count from the moment they came, and once: the record says what they bore.

use super::record::{Table, subject};
use crate::error::Result;
use crate::review::{Mark, Review, Suggestion};
use crate::story::StoryId;
use jiff::Timestamp;
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// What marks bore that were dated anew, by the row they are in.
#[derive(Debug, Default)]
pub(super) struct Claims(BTreeMap<String, Timestamp>);

impl Claims {
    /// The remark of an entry about a mark in this row.
    pub fn remark(&self, (table, id): (Table, &str), remark: Option<&str>) -> Option<String> {
        let claim = self.0.get(&subject(table, id)).map(|at| format!(", dated {at} there"));
        remark.map(|remark| format!("{remark}{}", claim.unwrap_or_default()))
    }
}

/// What was said elsewhere, with every mark dated as it can be at this moment. A mark that was dated
/// anew before is left out: what was decided here since stands.
pub(super) fn dated(
    db: &Connection,
    id: StoryId,
    (held, said): (&Review, &Review),
    now: Timestamp,
) -> Result<(Review, Claims)> {
    let (mut said, mut claims) = (said.clone(), Claims::default());
    for note in &mut said.notes {
        note.made.date(now);
        let row = (id, Table::Note, note.id.as_str());
        if let Some(settled) = &mut note.settled {
            let what = settled.how.word();
            if !claims.take(db, row, (what, &mut settled.made), now)? {
                note.settled = None;
            }
        }
    }
    for one in &mut said.suggestions {
        if one.made.date(now).is_some()
            && let Some(held) = held.suggestions.iter().find(|held| held.id == one.id)
        {
            *one = Suggestion { settled: one.settled.take(), ..held.clone() };
        }
        let row = (id, Table::Suggestion, one.id.as_str());
        if let Some(settled) = &mut one.settled {
            let what = settled.how.word();
            if !claims.take(db, row, (what, &mut settled.made), now)? {
                one.settled = None;
            }
        }
    }
    if let Some(holder) = &mut said.holder {
        let row = (id, Table::Holder, &*id.to_string());
        if !claims.take(db, row, ("held", &mut holder.made), now)? {
            said.holder = None;
        }
    }
    Ok((said, claims))
}

impl Claims {
    /// Dates a mark; false if it was dated anew before.
    fn take(
        &mut self,
        db: &Connection,
        (story, table, id): (StoryId, Table, &str),
        (what, mark): (&str, &mut Mark),
        now: Timestamp,
    ) -> Result<bool> {
        let Some(claimed) = mark.date(now) else { return Ok(true) };
        let row = subject(table, id);
        let sql = "SELECT EXISTS (SELECT 1 FROM record WHERE story = ?1 AND subject = ?2
                   AND what = ?3 AND instr(remark, ?4) > 0)";
        let claim = format!(", dated {claimed} there");
        let values = params![story.to_string(), row, what, claim];
        let before: bool = db.query_row(sql, values, |row| row.get(0))?;
        self.0.insert(row, claimed);
        Ok(!before)
    }
}
