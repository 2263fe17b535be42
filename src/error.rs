//! One error for the whole desk: what happened, and what to do now.
//!
//! A [`Code`] exists only if the screen or a script acts on it; everything a person needs is in
//! `message` (what happened, and what is safe) and `hint` (a full sentence saying what to do).

pub mod reading;
pub mod system;

use serde::{Deserialize, Serialize};
use std::fmt;

/// What kind of trouble it is, for whoever has to act on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// The story, picture, site or revision named does not exist here.
    NotFound,
    /// The story changed since it was read; both texts are kept.
    Conflict,
    /// What was given cannot be used as it is.
    Invalid,
    /// The story's status does not allow this move.
    IllegalMove,
    /// The disk or the database refused: full, read-only, locked.
    Storage,
    /// The data folder was written by a newer Copydesk.
    NewerDatabase,
    /// The picture cannot be read, or is larger than can be opened safely.
    Picture,
    /// The house pack is wrong; the message names file, line and reason.
    HousePack,
    /// There is no keychain to keep the secret in.
    NoKeychain,
    /// The site does not know who we are (401).
    SignIn,
    /// The site knows who we are and says no (403).
    Forbidden,
    /// No answer: offline, refused, timed out. The request may or may not have arrived.
    Unreachable,
    /// The site asks us to come back later (429, 5xx).
    Busy,
    /// The site understood and refused what was sent (400, 413, 422 …).
    Refused,
    /// What was asked for was there, and is not on the site any more (404, 410).
    Gone,
    /// The site answered something that is not its API.
    NotTheApi,
    /// A defect of ours.
    Internal,
}

/// What happened and what to do, in sentences for the person at the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Error {
    pub code: Code,
    pub message: String,
    pub hint: String,
    /// Seconds the site asked us to wait (`Retry-After`), where it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub retry_after: Option<u32>,
}

/// The desk's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error of kind `code`: `message` says what happened, `hint` what to do.
    pub fn new(code: Code, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: hint.into(), retry_after: None }
    }

    /// The same error with the number of seconds the site asked for.
    #[must_use]
    pub fn after(mut self, seconds: Option<u32>) -> Self {
        self.retry_after = seconds;
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.message, self.hint)
    }
}

impl std::error::Error for Error {}
