//! One story on its way to one site: what is done, what is next, what stands in the way. Pure.
//!
//! A story's status and a delivery's state are two things: a story stays a draft while its delivery
//! is queued, and stays published while a second delivery fails.

use crate::error::{Code, Error};
use crate::readback::PictureReport;
use crate::readback::story::PageReport;
use crate::site::Release;
use crate::story::StoryId;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How far a delivery is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Waits for its turn or for its next try.
    Queued,
    /// Being worked on right now.
    Sending,
    /// Something was sent and no answer came: the site is asked before anything is sent again.
    Uncertain,
    /// Waits for its moment: an embargo's end, or the time it is scheduled for.
    Held,
    /// Waits until somebody lets it go on.
    Paused,
    Delivered,
    /// Goes on once a person has done something: `problem` says what.
    NeedsYou,
    /// Ended without success: cancelled, or a defect.
    Failed,
}

impl State {
    /// Still going to be worked on without anybody's help.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Queued | Self::Sending | Self::Uncertain | Self::Held)
    }
}

/// One step of a delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Step {
    /// Its name within the delivery: `connect`, `picture:roof.jpg`, `draft`, `words`, `schedule`,
    /// `manuscript`, `release`, `read-back`, `tidy`; `withdraw` and `gone` where a story is taken off.
    pub what: String,
    /// What the screen says.
    pub label: String,
    /// Begun, though perhaps never finished.
    pub started: bool,
    pub done: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub at: Option<Timestamp>,
    /// Bytes of a picture that have left, while it is on its way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub sent: Option<u32>,
    /// Bytes there are to send.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub total: Option<u32>,
}

/// One story on its way to one site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Delivery {
    pub id: String,
    pub story: StoryId,
    pub headline: String,
    pub site: String,
    pub release: Release,
    /// Not to be public before this moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub at: Option<Timestamp>,
    pub state: State,
    pub steps: Vec<Step>,
    /// The version of the story that goes out.
    pub version: u32,
    /// The frozen revision that goes out.
    #[ts(type = "number")]
    pub revision: i64,
    pub attempts: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub problem: Option<Error>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub next_try: Option<Timestamp>,
    /// The site's own id for the story.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub remote_id: Option<String>,
    /// The page's address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub url: Option<String>,
    /// What readers get of each picture, once it was read back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<PictureReport>>", optional)]
    pub pictures: Vec<PictureReport>,
    /// What readers get of its words, once the page was read back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub page: Option<PageReport>,
    #[ts(type = "string")]
    pub created: Timestamp,
    #[ts(type = "string")]
    pub updated: Timestamp,
}

/// What was seen of a story once it was where it should be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadBack {
    /// What a person should know, though the story was delivered.
    pub remark: Option<Error>,
    pub pictures: Vec<PictureReport>,
    pub page: Option<PageReport>,
}

impl ReadBack {
    /// Adds a remark to those there are.
    pub fn remark(&mut self, error: Error) {
        self.remark = Some(match self.remark.take() {
            Some(first) => Error::new(
                first.code,
                format!("{} {}", first.message, error.message),
                format!("{} {}", first.hint, error.hint),
            ),
            None => error,
        });
    }
}

impl Delivery {
    /// The step of that name was begun and never finished: its outcome is not known.
    pub fn left_open(&self, what: &str) -> bool {
        self.steps.iter().any(|step| step.what == what && step.started && !step.done)
    }

    /// The step of that name was begun, however it ended.
    pub fn began(&self, what: &str) -> bool {
        self.steps.iter().any(|step| step.what == what && step.started)
    }

    /// The step of that name was brought to its end.
    pub fn finished(&self, what: &str) -> bool {
        self.steps.iter().any(|step| step.what == what && step.done)
    }

    /// When the last step was begun that sent something and never finished.
    pub fn last_sent(&self) -> Option<Timestamp> {
        let open = |step: &&Step| step.started && !step.done && step.what != "connect";
        self.steps.iter().filter(open).filter_map(|step| step.at).max()
    }

    /// Whether it has come to its end, good or bad.
    pub fn is_over(&self) -> bool {
        matches!(self.state, State::Delivered | State::Failed)
    }

    /// Whether it can be cancelled without leaving it unknown what readers see of the story. One being
    /// sent can, up to the step that readers may see something of.
    pub fn can_cancel(&self) -> bool {
        // Once its release was begun the story may be public, whatever went wrong after that; a
        // release the site said no to counts as not begun. A site that was told a moment keeps it.
        let may_be_public = ["release", "schedule"].iter().any(|step| self.began(step));
        let may_be_hidden = self.began("withdraw");
        !self.is_over() && !may_be_public && !may_be_hidden && !self.left_open("words")
    }
}

/// The state an error leads to: what time can mend waits, what a person must mend asks.
pub fn after_error(error: &Error, something_was_sent: bool) -> State {
    match error.code {
        Code::Unreachable | Code::Busy if something_was_sent => State::Uncertain,
        Code::Unreachable | Code::Busy | Code::Storage => State::Queued,
        Code::Internal => State::Failed,
        _ => State::NeedsYou,
    }
}

/// Whether the site itself said no, so that nothing of what was asked of it was done.
pub fn was_refused(error: &Error) -> bool {
    matches!(
        error.code,
        Code::SignIn | Code::Forbidden | Code::Refused | Code::Gone | Code::Conflict
    )
}

/// How long to wait after the `attempts`-th failure: 1, 2, 4 … minutes, an hour at most, each up to
/// a quarter longer by `spread` (so that many desks do not come back at once); what the site asked
/// for (`Retry-After`) if that is longer.
pub fn wait(attempts: u32, retry_after: Option<u32>, spread: u8) -> SignedDuration {
    let minutes = 2_i64.saturating_pow(attempts.saturating_sub(1).min(6)).min(60);
    let base = SignedDuration::from_mins(minutes);
    let jitter = base / 4 * i32::from(spread) / 255;
    let asked = SignedDuration::from_secs(i64::from(retry_after.unwrap_or(0)));
    (base + jitter).max(asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_doubles_up_to_an_hour_and_honours_the_site() {
        let minutes: Vec<i64> = (1..=9).map(|n| wait(n, None, 0).as_secs() / 60).collect();
        assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert_eq!(wait(1, None, 255).as_secs(), 75);
        assert_eq!(wait(1, Some(600), 0).as_secs(), 600);
        assert_eq!(wait(4, Some(5), 0).as_secs(), 480);
    }

    #[test]
    fn only_what_time_mends_is_tried_again() {
        let state = |code, sent| after_error(&Error::new(code, "", ""), sent);
        assert_eq!(state(Code::Unreachable, false), State::Queued);
        assert_eq!(state(Code::Unreachable, true), State::Uncertain);
        assert_eq!(state(Code::Busy, true), State::Uncertain);
        for code in [Code::SignIn, Code::Forbidden, Code::Refused, Code::NotTheApi, Code::Conflict]
        {
            assert_eq!(state(code, true), State::NeedsYou, "{code:?}");
        }
    }
}
