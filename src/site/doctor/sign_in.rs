//! What a refused sign-in to WordPress means.
//!
//! WordPress by itself treats a wrong sign-in, an unknown user and a header that was taken off on the
//! way alike: as a stranger. Only where a plug-in asks for the user early does it say more.

use super::Question;
use super::asking::Asking;
use super::fault::Fault;
use super::ladder::{Ladder, Stop};
use super::wall::ended;
use crate::site::http::Answer;
use crate::site::wordpress::wire::code;

/// The letters and digits of an application password, as WordPress makes it.
const LENGTH: usize = 24;

/// The rung that failed when WordPress refused the account.
pub fn refused(ladder: &mut Ladder, asking: &Asking<'_>, answer: &Answer) -> Stop {
    let code = code(answer);
    let seen = match &code {
        Some(code) => format!("The site answers {code} (status {}).", answer.status()),
        None => format!("The answer was the status {}.", answer.status()),
    };
    let at = Question::Authorization;
    match (answer.status(), code.as_deref()) {
        (404, _) => {
            ladder.pass(Question::Authorization, "Nothing speaks against it.");
            ladder.stop(Question::Account, Fault::AccountsHidden, seen)
        }
        (_, Some("incorrect_password")) => ladder.stop(at, Fault::WrongPassword, seen),
        (_, Some("invalid_username" | "invalid_email")) => {
            ladder.stop(at, Fault::UnknownUser, seen)
        }
        (_, Some("application_passwords_disabled" | "application_passwords_disabled_for_user")) => {
            ladder.stop(Question::Passwords, Fault::PasswordsOff, seen)
        }
        (401, _) if !has_the_form(asking) => {
            let seen = format!("{seen} An application password has {LENGTH} letters and digits.");
            ladder.stop(at, Fault::NotAnApplicationPassword, seen)
        }
        (401, _) => ladder.stop(at, Fault::Stranger, seen),
        _ => {
            let reason = answer.because(seen.trim_end_matches('.'));
            ladder.stop(Question::Account, Fault::AccountRefused, ended(reason))
        }
    }
}

fn has_the_form(asking: &Asking<'_>) -> bool {
    asking.credential.is_some_and(|secret| {
        let letters = secret.reveal().chars().filter(|c| !c.is_whitespace());
        letters.clone().count() == LENGTH && letters.into_iter().all(|c| c.is_ascii_alphanumeric())
    })
}
