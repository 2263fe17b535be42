//! How long the house keeps what stories were.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// What becomes of the past. Notes, approvals and the record stay in any case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct History {
    /// How long revisions are kept that nothing needs: `"365 days"`, or `"for good"`.
    pub keep: Keep,
}

/// A number of days, or for good.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Keep(Option<u32>);

impl Keep {
    /// The moment before which revisions may go; `None` where they are kept for good.
    pub fn since(self, now: Timestamp) -> Option<Timestamp> {
        let days = SignedDuration::from_hours(24 * i64::from(self.0?));
        // What is older than time itself keeps everything.
        now.checked_sub(days).ok()
    }
}

impl TryFrom<String> for Keep {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.trim() == "for good" {
            return Ok(Self(None));
        }
        let days = text.trim().strip_suffix("days").or(text.trim().strip_suffix("day"));
        let days = days.and_then(|days| days.trim().parse().ok()).filter(|days| *days > 0);
        let days = days.ok_or_else(|| {
            format!("“{text}” is no time to keep history; write “for good” or “365 days”")
        })?;
        Ok(Self(Some(days)))
    }
}

impl From<Keep> for String {
    fn from(keep: Keep) -> Self {
        match keep.0 {
            Some(days) => format!("{days} days"),
            None => "for good".to_owned(),
        }
    }
}
