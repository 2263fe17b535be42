//! The site's clock and its time zone.

use super::Question;
use super::asking::{Asking, date};
use super::fault::Fault;
use super::ladder::Ladder;
use crate::site::http::Answer;
use jiff::SignedDuration;

/// From here on embargoes and signed requests go wrong.
const APART: SignedDuration = SignedDuration::from_secs(120);

/// Compares the site's clock, as `answer` tells it, with this computer's.
pub fn check(ladder: &mut Ladder, asking: &Asking<'_>, answer: &Answer) {
    // What a cache kept has the time of when it was kept.
    if answer.header("age").is_some() {
        ladder.skip(Question::Clock, "The answer was kept by a cache and says nothing of now.");
        return;
    }
    let Some(site) = date(answer) else {
        ladder.fail(Question::Clock, Fault::TellsNoTime, "Its answers have no Date.");
        return;
    };
    let apart = site.duration_since(asking.now);
    if apart.abs() <= APART {
        ladder.pass(Question::Clock, "It agrees with this computer’s.");
        return;
    }
    let side = if apart.is_positive() { "ahead of" } else { "behind" };
    let seen = format!("The site’s clock is {} {side} this computer’s.", span(apart.abs()));
    ladder.fail(Question::Clock, Fault::ClockOff, seen);
}

fn span(apart: SignedDuration) -> String {
    let minutes = apart.as_secs() / 60;
    match minutes {
        ..120 => format!("{minutes} minutes"),
        120..2880 => format!("{} hours", minutes / 60),
        _ => format!("{} days", minutes / 1440),
    }
}

/// Says which zone the site's own times are in.
pub fn zone(ladder: &mut Ladder, name: &str, offset_hours: Option<f64>) {
    let seen = match (name, offset_hours) {
        ("", None) => {
            ladder.skip(Question::TimeZone, "The site does not tell it.");
            return;
        }
        ("", Some(offset)) => format!(
            "UTC{offset:+}, the same in summer and winter. Choosing a city in the site’s settings \
             lets its times follow the summer time."
        ),
        (name, _) => format!("{name}."),
    };
    ladder.pass(Question::TimeZone, seen);
}
