//! Why nothing of a story came, or went.

use crate::error::{Code, Error};

pub(super) fn carries_none(site: &str) -> Error {
    Error::new(
        Code::Refused,
        format!("{site} carries no stories whole, so there is nothing to get or send there."),
        "Nothing was changed. Stories travel by packets too: `desk export ID x.story` writes one.",
    )
}

pub(super) fn gone(site: &str) -> Error {
    Error::new(
        Code::Gone,
        format!("{site} does not carry this story any more."),
        "It is safe here. Ask the newsroom why; hand it in again if it is to be there.",
    )
}

pub(super) fn busy(site: &str) -> Error {
    Error::new(
        Code::Conflict,
        format!("The story on {site} was changed again and again at just this moment."),
        "Nothing was overwritten. Do it once more.",
    )
}

/// A text came while somebody decided about another one.
pub(super) fn came_only_now(from: &str) -> Error {
    Error::new(
        Code::Conflict,
        format!("{from} sent another text of the story, and it came here only now."),
        "Nothing was written over, and both texts are safe. Read what came; where both change the same place, say \
         which stands with `desk conflicts` and `desk settle`. Then do it again.",
    )
}
