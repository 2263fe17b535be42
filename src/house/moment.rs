//! Moments as people write and read them, in the newsroom's zone.

use super::{House, ZONES};
use crate::error::{Code, Error, Result};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};

/// The ways a date and a time of day may be written.
const WRITTEN: [&str; 4] = ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M", "%d.%m.%Y %H:%M"];

impl House {
    /// The moment somebody wrote: a day and a time of day in the newsroom's zone, such as
    /// `2026-11-26 06:00`, or a whole timestamp with its offset (RFC 3339).
    ///
    /// A time of day that is there twice, in the night the clocks go back, is taken as the later
    /// one: nothing is ever public too early.
    ///
    /// # Errors
    /// `Invalid` if it is no moment, or one the clocks leap over.
    pub fn moment(&self, written: &str) -> Result<Timestamp> {
        let written = written.trim();
        if let Ok(at) = written.parse() {
            return Ok(at);
        }
        let read = WRITTEN.iter().find_map(|form| DateTime::strptime(form, written).ok());
        let local = read.ok_or_else(|| {
            Error::new(
                Code::Invalid,
                format!("“{written}” is not a day and a time of day."),
                "Write it like 2026-11-26 06:00; it is meant in the newsroom's time zone.",
            )
        })?;
        let ambiguous = self.zone().to_ambiguous_timestamp(local);
        let leapt_over = matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. });
        let later = ambiguous.later().ok().filter(|_| !leapt_over);
        later.ok_or_else(|| {
            Error::new(
                Code::Invalid,
                format!("On that day the clocks in {} go forward over {written}.", self.time_zone),
                "There is no such moment; choose one an hour later or earlier.",
            )
        })
    }

    /// A moment in the newsroom's zone: `Thursday 26 Nov 2026, 06:00 GMT`.
    pub fn moment_line(&self, at: Timestamp) -> String {
        at.to_zoned_datetime(self.zone()).strftime("%A %-d %b %Y, %H:%M %Z").to_string()
    }

    pub(super) fn zone(&self) -> TimeZone {
        ZONES.get(&self.time_zone).unwrap_or(TimeZone::UTC)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(written: &str) -> Result<Timestamp> {
        House::built_in().moment(written)
    }

    #[test]
    fn a_time_of_day_is_meant_in_the_newsrooms_zone() {
        let utc = |text: &str| Ok(text.parse::<Timestamp>().unwrap());
        assert_eq!(moment("2026-11-26 06:00"), utc("2026-11-26T06:00:00Z"));
        assert_eq!(moment("26/07/2026 06:00"), utc("2026-07-26T05:00:00Z"));
        assert_eq!(moment("2026-07-26T06:00:00+02:00"), utc("2026-07-26T04:00:00Z"));
        assert_eq!(moment("soon").unwrap_err().code, Code::Invalid);
    }

    #[test]
    fn the_nights_the_clocks_change_are_never_too_early() {
        // 01:30 is there twice on 25 October 2026, and not at all on 29 March 2026.
        assert_eq!(moment("2026-10-25 01:30"), Ok("2026-10-25T01:30:00Z".parse().unwrap()));
        let error = moment("2026-03-29 01:30").unwrap_err();
        assert!(error.message.contains("go forward"), "{error}");
    }

    #[test]
    fn a_moment_is_told_with_its_zone() {
        let line = |at: &str| House::built_in().moment_line(at.parse().unwrap());
        assert_eq!(line("2026-07-26T05:00:00Z"), "Sunday 26 Jul 2026, 06:00 BST");
        assert_eq!(line("2026-11-26T06:00:00Z"), "Thursday 26 Nov 2026, 06:00 GMT");
    }
}
