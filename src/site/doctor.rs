//! The connection doctor: a ladder of questions from the address to the clock, each answered by what
//! was seen, and in the end one diagnosis: what is wrong, whose job it is, and a paragraph to forward.
//!
//! It only asks. No redirect is followed, nothing is created or changed on the site, and neither the
//! secret nor its Base64 form is ever in the report.

mod address;
mod asking;
mod clock;
mod fault;
mod ghost;
mod ladder;
mod own;
mod recognise;
mod sign_in;
#[cfg(test)]
mod tests;
mod upload;
mod wall;
mod way;
mod wordpress;
mod words;

pub use fault::{Fault, Whose};

use super::http::Http;
use super::{Address, Credential, Kind};
use asking::Asking;
use jiff::Timestamp;
use ladder::{Ladder, Stop};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use ts_rs::TS;

/// How long each call may take: longer than a slow site needs, shorter than a person waits.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// The rungs of the ladder, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "DoctorQuestion")]
pub enum Question {
    Address,
    Name,
    Connection,
    Certificate,
    Answer,
    Redirects,
    Wall,
    Kind,
    Api,
    Passwords,
    Authorization,
    Account,
    Rights,
    Pictures,
    UploadLimit,
    TimeZone,
    Clock,
}

/// How a rung was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RungState {
    Passed,
    Failed,
    /// Not asked: a rung below it failed, or it has no meaning for this site.
    Skipped,
}

/// One question and what was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "DoctorRung")]
pub struct Rung {
    pub question: Question,
    /// The question in a few words.
    pub label: String,
    pub state: RungState,
    /// What was seen, in a sentence.
    pub seen: String,
}

/// What is wrong and who puts it right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Diagnosis {
    pub fault: Fault,
    pub whose: Whose,
    /// What is wrong, in a sentence.
    pub wrong: String,
    /// What to do now.
    pub hint: String,
    /// For whoever's job it is: to be copied into a message as it stands.
    pub paragraph: String,
}

/// The whole ladder and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "DoctorReport")]
pub struct Report {
    /// The address that was looked at, made whole; empty if what was typed is none.
    pub address: String,
    pub rungs: Vec<Rung>,
    /// The first thing that is wrong; `None` if all is well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub diagnosis: Option<Diagnosis>,
    /// The address the site itself points to, or the one that was probably meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub better_address: Option<String>,
    /// The SHA-256 fingerprint of a certificate that nobody known vouches for, for a person to
    /// confirm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub fingerprint: Option<String>,
}

impl Report {
    /// Every rung was asked and none failed.
    pub fn is_well(&self) -> bool {
        self.diagnosis.is_none()
    }
}

/// Looks at a site, waiting [`PATIENCE`] for each answer. Without a secret everything up to signing
/// in is looked at.
pub fn diagnose(address: &Address, credential: Option<&Credential>, now: Timestamp) -> Report {
    diagnose_within(address, credential, now, PATIENCE)
}

/// [`diagnose`] with another patience.
pub fn diagnose_within(
    address: &Address,
    credential: Option<&Credential>,
    now: Timestamp,
    patience: Duration,
) -> Report {
    let credential = credential.filter(|secret| !secret.reveal().is_empty());
    let mut ladder = Ladder::default();
    // Whether it stopped early stands in the ladder.
    let _ = climb(&mut ladder, address, credential, now, patience);
    ladder.report(address, credential, now)
}

fn climb(
    ladder: &mut Ladder,
    address: &Address,
    credential: Option<&Credential>,
    now: Timestamp,
    patience: Duration,
) -> Result<(), Stop> {
    let home = address::check(ladder, address)?;
    let user = address.user.as_deref().unwrap_or_default().trim();
    let authorization = credential.map(|credential| match address.kind {
        Kind::Own => super::own::authorization(credential),
        Kind::Wordpress => super::wordpress::authorization(user, credential),
        // Each call is signed anew.
        Kind::Ghost => String::new(),
    });
    let signed = authorization.is_some();
    let http = Http::new(home, authorization.unwrap_or_default());
    let asking = Asking { http: &http, patience, now, signed, credential, user };
    match address.kind {
        Kind::Own => own::climb(ladder, &asking),
        Kind::Wordpress => wordpress::climb(ladder, &asking),
        Kind::Ghost => ghost::climb(ladder, &asking),
    }
}
