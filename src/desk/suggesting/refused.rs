//! Why a suggestion is not decided.

use crate::error::{Code, Error, Result};
use crate::review::Review;

/// Refuses ids that no suggestion of the story has.
pub fn refuse_unknown(review: &Review, which: &[String]) -> Result<()> {
    let known = |id: &&String| review.suggestions.iter().any(|one| one.id == **id);
    match which.iter().find(|id| !known(id)) {
        None => Ok(()),
        Some(unknown) => Err(Error::new(
            Code::NotFound,
            format!("The story has no suggestion {unknown}, so nothing was decided."),
            "Take the id from `desk notes`; a note is resolved, not accepted or rejected.",
        )),
    }
}

pub fn words_gone() -> Error {
    Error::new(
        Code::Invalid,
        "The words it is about are not in the story any more.",
        "Nothing was changed. Read what was suggested and write it where it belongs.",
    )
}

pub fn decided_already() -> Error {
    Error::new(
        Code::Invalid,
        "What was suggested there was decided already, so nothing was changed.",
        "Look at the notes once more. Words that were accepted are in the story: change them there.",
    )
}
