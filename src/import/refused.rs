//! Why a file is not taken in.

use crate::error::{Code, Error, Result};

/// A refusal: `what` is the end of a sentence.
pub fn refusal(what: &str, hint: &str) -> Error {
    Error::new(
        Code::Invalid,
        format!("This document was not taken in: {what}. Nothing was changed."),
        hint,
    )
}

pub fn empty() -> Error {
    refusal("there are no words in it", "Look whether it is the right file.")
}

pub fn no_text() -> Error {
    refusal(
        "it is no text, whatever its name says",
        "Look what kind of file it is, and give it the ending of that kind.",
    )
}

pub fn too_deep() -> Error {
    refusal(
        "it is nested so deeply that no person wrote it",
        "Paste or save it as plain text instead.",
    )
}

/// Refuses a file by the ending of its name, where another program can make one of it that is read.
///
/// # Errors
/// `Invalid` with what to do.
pub fn refuse_ending(ending: &str) -> Result<()> {
    let what = match ending {
        "doc" | "dot" => "it is in the form Word had before 2007",
        "odt" | "fodt" => "it is a LibreOffice document",
        "rtf" => "it is in Rich Text Format",
        "pages" => "it is a document of Apple’s Pages",
        "pdf" => "a PDF says where letters stand, and not what is a heading or a paragraph",
        _ => return Ok(()),
    };
    let hint = match ending {
        "pdf" => "Ask for the document it was made of, or copy its words and paste them.",
        _ => {
            "Open it in the program it is from, save it as a Word document (.docx), and import that."
        }
    };
    Err(refusal(what, hint))
}
