//! What stands in the way of a story whatever kind of site it is on.

use crate::error::{Code, Error};

/// Somebody else changed the story on the site.
pub(crate) fn changed(host: &str) -> Error {
    Error::new(
        Code::Conflict,
        format!("The story was changed on {host} since it was last sent from here."),
        "Nothing was overwritten there, and your text is safe here. Look at the story on the \
         site, take over what you want to keep, then send yours again.",
    )
}

/// Somebody published the story there, and this account may now see no more of it than readers do.
pub(crate) fn unseen(host: &str) -> Error {
    Error::new(
        Code::Forbidden,
        format!(
            "The story is public on {host}, and this account may not see there whether somebody \
             changed it."
        ),
        "Nothing was overwritten there, and your text is safe here. Look at the page; what is \
         still to be put right, an editor can change on the site.",
    )
}

/// Somebody saved the story on the site while it was being taken off.
pub(super) fn meanwhile(host: &str) -> Error {
    Error::new(
        Code::Busy,
        format!("Somebody saved the story on {host} at the moment it was to be taken off."),
        "It is still there as it was. Copydesk takes it off at the next try, by itself.",
    )
}

/// The story was on the site, and is not any more.
pub(crate) fn gone(host: &str) -> Error {
    Error::new(
        Code::Gone,
        format!("The story was deleted on {host}."),
        "It is safe here. Ask the newsroom why; they can bring it back from the site's bin. If it \
         is to appear as a new article, `desk publish --anew` makes it one.",
    )
}
