//! What stands in the way of a story whatever kind of site it is on.

use crate::error::{Code, Error};

/// Somebody else changed the story on the site, which whoever sends may never have done before.
pub(crate) fn changed(host: &str) -> Error {
    Error::new(
        Code::Conflict,
        format!("Somebody changed the story on {host}, and that change is not in the text here."),
        "Nothing was overwritten there, and your text is safe here. See what was changed with “Compare with \
         the site…” or `desk compare ID --site NAME`, take it over there or with `desk pull ID --site \
         NAME`, and then send yours.",
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
         is to appear as a new article, publish it as one (in a terminal: `desk publish --anew`).",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_never_sent_a_story_is_not_told_that_they_did() {
        let told = changed("town").to_string();
        assert!(
            told.contains("changed the story on town") && !told.contains("from here"),
            "{told}"
        );
        assert!(!told.contains("again"), "{told}");
    }
}
