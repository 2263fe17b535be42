//! Why a file from somebody else is not opened, in sentences for the person who was sent it.

use crate::error::system::why;
use crate::error::{Code, Error};
use std::io::{self, ErrorKind};

/// What to do about a file that is not whole any more.
pub const SEND_AGAIN: &str =
    "Ask for the file to be sent again, and save it without opening it in another program first.";
/// What to do about a file that no honest program writes.
pub const DO_NOT_TRUST: &str = "Do not open it with other programs either. Ask the sender, by telephone, whether it is theirs.";

/// What is wrong with a file, before anybody has said what kind of file it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The end of a sentence: “it is damaged”.
    pub what: String,
    pub hint: String,
}

impl Fault {
    /// Something that is wrong and what to do about it.
    pub fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { what: what.into(), hint: hint.into() }
    }

    /// Damage on the way: copying, sending, a disk.
    pub fn damage(what: impl Into<String>) -> Self {
        Self::new(what, SEND_AGAIN)
    }

    /// What only somebody who means harm, or a broken program, writes.
    pub fn trick(what: impl Into<String>) -> Self {
        Self::new(what, DO_NOT_TRUST)
    }

    /// The refusal of a file; `kind` says what it is, such as “packet”.
    pub fn refusing(self, kind: &str) -> Error {
        let Self { what, hint } = self;
        Error::new(
            Code::Invalid,
            format!(
                "This {kind} was not taken in: {what}. Nothing of it was kept, and your stories \
                 are as they were."
            ),
            hint,
        )
    }
}

/// Reading itself failed: the end of the file came too early, or the disk refused.
impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::UnexpectedEof => Self::damage("it is not complete"),
            _ => Self::new(
                why(&error),
                "Copy the file to this computer's own disk and open it there.",
            ),
        }
    }
}
