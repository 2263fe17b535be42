//! The tables the record watches over, and what of a row counts.

use super::record::{Columns, digest};
use rusqlite::types::Value;

/// What of a delivery under way never changes.
const UNDER_WAY: &[&str] =
    &["address", "at", "created", "id", "release", "revision", "site", "story"];

/// What of a story's own row has an entry of its own; all of it is under the seal.
const STANDS: &[&str] = &["created", "handed_in", "id", "status"];

/// A table whose rows have entries in the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Table {
    /// Where a story stands.
    Story,
    Revision,
    Note,
    Suggestion,
    Approval,
    Holder,
    /// From whom a story came.
    Arrival,
    Delivery,
    /// Whose a key is: of no story.
    Person,
}

impl Table {
    pub(super) const ALL: [Self; 9] = [
        Self::Story,
        Self::Revision,
        Self::Note,
        Self::Suggestion,
        Self::Approval,
        Self::Holder,
        Self::Arrival,
        Self::Delivery,
        Self::Person,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Story => "story",
            Self::Revision => "revision",
            Self::Note => "note",
            Self::Suggestion => "suggestion",
            Self::Approval => "approval",
            Self::Holder => "holder",
            Self::Arrival => "arrival",
            Self::Delivery => "delivery",
            Self::Person => "person",
        }
    }

    /// The column that tells the rows of one story apart.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Holder | Self::Arrival => "story",
            Self::Person => "key",
            _ => "id",
        }
    }

    /// As SQL, which rows are of the story `?1`. People are of every one.
    pub(super) fn of_story(self) -> &'static str {
        match self {
            Self::Story => "id = ?1",
            Self::Person => "?1 IS NOT NULL",
            _ => "story = ?1",
        }
    }

    /// The hash of a row as it stands.
    pub(super) fn hash(self, mut row: Columns) -> String {
        match self {
            Self::Story => row.retain(|name, _| STANDS.contains(&name.as_str())),
            // Whether somebody opened it is told to nobody else.
            Self::Arrival => drop(row.remove("unread")),
            Self::Delivery if !is_over(&row) => return under_way(row),
            // Only a guess at the next moment, and another delivery may still set it.
            Self::Delivery => drop(row.remove("next_try")),
            _ => {}
        }
        digest(self.name(), &row)
    }
}

/// The hash of a delivery that is not over, or as it was when it was not.
pub(super) fn under_way(mut row: Columns) -> String {
    row.retain(|name, _| UNDER_WAY.contains(&name.as_str()));
    digest("delivery under way", &row)
}

pub(super) fn is_over(delivery: &Columns) -> bool {
    let open = ["queued", "sending", "uncertain", "held", "paused", "needs-you"];
    !matches!(delivery.get("state"), Some(Value::Text(state)) if open.contains(&state.as_str()))
}
