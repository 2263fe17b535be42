//! What the operating system refused, in words for people and without its error numbers.

use super::{Code, Error};
use std::io::{self, ErrorKind};

/// Why the system refused, as the end of a sentence: “there is no such file”.
pub fn why(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "it may not be opened by you".to_owned(),
        ErrorKind::InvalidData => {
            "it is not plain text in UTF-8; save it as that in the program it comes from".to_owned()
        }
        _ => refused(error),
    }
}

/// A file or folder of ours that cannot be used: `what` begins the sentence, such as the name of
/// the folder. The code is `Storage`.
pub fn in_the_way(what: &str, error: &io::Error) -> Error {
    let (why, hint) = match error.kind() {
        ErrorKind::NotFound => (
            "it is not there and cannot be made".to_owned(),
            "Check the name, or name a folder elsewhere; nothing stored was changed.",
        ),
        ErrorKind::PermissionDenied => (
            "you may not write there".to_owned(),
            "Make it writable for yourself, or name a folder of your own; nothing stored was \
             changed.",
        ),
        ErrorKind::ReadOnlyFilesystem => (
            refused(error),
            "Name a folder on a disk that can be written to; nothing stored was changed.",
        ),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            (refused(error), "Free some space, then try again; nothing stored was changed.")
        }
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => (
            "a file stands where a folder is needed".to_owned(),
            "Move that file away, or name another folder; nothing stored was changed.",
        ),
        ErrorKind::IsADirectory => (
            "a folder stands where a file is needed".to_owned(),
            "Move that folder away, or name another one; nothing stored was changed.",
        ),
        _ => (
            refused(error),
            "Try again; if it happens again, name a folder elsewhere. Nothing stored was changed.",
        ),
    };
    Error::new(Code::Storage, format!("{what} cannot be used: {why}."), hint)
}

fn refused(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        ErrorKind::QuotaExceeded => "the space that is yours on the disk is used up".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the disk can only be read".to_owned(),
        ErrorKind::InvalidFilename => "its name is too long for the disk".to_owned(),
        _ => {
            let said = error.to_string();
            // The number in brackets helps nobody who is not a programmer.
            let said = said.split(" (os error").next().unwrap_or_default().trim_end_matches('.');
            format!("the computer says “{said}”")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_refusal_of_the_system_has_its_own_words_and_a_fitting_hint() {
        for (kind, why, hint) in [
            (ErrorKind::NotFound, "cannot be made", "Check the name"),
            (ErrorKind::PermissionDenied, "you may not write there", "Make it writable"),
            (ErrorKind::ReadOnlyFilesystem, "only be read", "a disk that can be written to"),
            (ErrorKind::StorageFull, "the disk is full", "Free some space"),
            (ErrorKind::AlreadyExists, "a file stands", "Move that file away"),
        ] {
            let error = in_the_way("The folder", &kind.into());
            assert_eq!(error.code, Code::Storage);
            assert!(error.message.contains(why) && error.hint.contains(hint), "{error}");
        }
    }

    #[test]
    fn no_error_number_reaches_a_person() {
        // 5 is an error of the device itself on Linux, for which there is no kind.
        let error = io::Error::from_raw_os_error(5);
        let told = format!("{} {}", why(&error), in_the_way("The folder", &error));
        assert!(!told.contains("os error"), "{told}");
    }
}
