//! What time it surely is. An embargo is a lock, and one clock set wrong must not open it.

use jiff::{SignedDuration, Timestamp};
use std::time::Duration;

/// Two clocks of this computer, read at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The clock on the wall, which anybody can set.
    pub wall: Timestamp,
    /// Time since some moment in the past, counted while the computer sleeps too where the system
    /// can; nobody can set it.
    pub steady: Duration,
}

/// The clocks, and what they said when the program began.
#[derive(Clone, Copy)]
pub struct Clock<'a> {
    pub read: &'a (dyn Fn() -> Moment + Sync),
    pub began: Moment,
}

impl Clock<'_> {
    /// The time on the wall, for records.
    pub fn now(&self) -> Timestamp {
        (self.read)().wall
    }

    /// The latest moment that every clock says has come: this computer's, the one it had at the
    /// program's beginning counted on, and the site's if it told.
    pub fn surely(&self, site: Option<Timestamp>) -> Timestamp {
        surely((self.read)(), self.began, site)
    }
}

fn surely(now: Moment, began: Moment, site: Option<Timestamp>) -> Timestamp {
    let passed = now.steady.saturating_sub(began.steady);
    let passed = SignedDuration::try_from(passed).unwrap_or(SignedDuration::MAX);
    let counted = began.wall.saturating_add(passed).unwrap_or(now.wall);
    now.wall.min(counted).min(site.unwrap_or(now.wall))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// Every embargo hour around both changes of the clocks in London and in New York, every skew
    /// of every clock: what surely came is never later than the true time.
    #[test]
    fn whatever_clock_is_wrong_the_time_that_surely_came_is_never_early() {
        let hour = SignedDuration::from_hours(1);
        let skews = [-26, -1, 0, 1, 26].map(|hours| hour * hours);
        for change in ["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z", "2026-11-01T06:00:00Z"] {
            let began = at(change) - hour * 3;
            for quarter in 0..24 {
                let passed = SignedDuration::from_mins(15) * quarter;
                let truth = began + passed;
                let steady = Duration::try_from(passed).unwrap();
                for wall in skews {
                    for start in skews {
                        for site in skews {
                            // Three clocks ahead: there is nobody left to ask.
                            let all_ahead = wall.min(start).min(site) > SignedDuration::ZERO;
                            let sure = surely(
                                Moment { wall: truth + wall, steady },
                                Moment { wall: began + start, steady: Duration::ZERO },
                                Some(truth + site),
                            );
                            assert!(all_ahead || sure <= truth, "{change} {wall} {start} {site}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn right_clocks_open_the_lock_on_the_second() {
        let began = Moment { wall: at("2026-03-29T00:59:50Z"), steady: Duration::from_secs(77) };
        let now = Moment { wall: at("2026-03-29T01:00:00Z"), steady: Duration::from_secs(87) };
        assert_eq!(surely(now, began, Some(at("2026-03-29T01:00:00Z"))), now.wall);
        assert_eq!(surely(now, began, None), now.wall);
    }

    #[test]
    fn a_clock_set_forward_while_the_program_runs_is_not_believed() {
        let began = Moment { wall: at("2026-01-01T10:00:00Z"), steady: Duration::from_secs(5) };
        let now = Moment { wall: at("2026-01-01T12:00:00Z"), steady: Duration::from_secs(65) };
        assert_eq!(surely(now, began, None), at("2026-01-01T10:01:00Z"));
    }
}
