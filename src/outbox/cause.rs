//! What stands in the way to a site. An answer alone does not tell a wrong password from a header that
//! got lost on the way, or an expired certificate from a line that is down; the connection doctor does.

use super::Outbox;
use crate::delivery::Delivery;
use crate::error::{Code, Error};
use crate::site::doctor::{Diagnosis, Whose};

/// So many attempts without an answer are left to the line.
const LEFT_TO_THE_LINE: u32 = 2;

impl Outbox<'_> {
    /// The trouble an attempt ended with, and what the doctor found to be behind it. Its paragraph to
    /// forward is not among it: that is written when somebody asks for it.
    pub(super) fn with_cause(&self, delivery: &Delivery, error: Error) -> Error {
        let on_the_way = match error.code {
            Code::SignIn | Code::Forbidden | Code::NotTheApi => true,
            Code::Unreachable => delivery.attempts >= LEFT_TO_THE_LINE,
            _ => false,
        };
        if !on_the_way {
            return error;
        }
        let Ok(site) = self.store.site(&delivery.site) else { return error };
        // Without a secret it is known what is missing.
        let Ok(Some(secret)) = self.vault.get(&site.address) else { return error };
        let report = (self.doctor)(&site.address, Some(&secret), self.clock.now());
        match report.diagnosis {
            Some(found) => told(error, &found),
            None => error,
        }
    }
}

fn told(error: Error, found: &Diagnosis) -> Error {
    let job = match found.whose {
        Whose::You => String::new(),
        whose => format!(
            " This is a job for {}; “Check the connection” has a paragraph to forward.",
            whose.words()
        ),
    };
    Error {
        message: format!("{} {}", error.message, found.wrong),
        hint: format!("{} {}{job}", error.hint, found.hint),
        ..error
    }
}
