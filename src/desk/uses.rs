//! Where a picture is used, for a takedown.

use super::{Desk, reading};
use crate::error::{Code, Error, Result};
use crate::store::{PictureUse, Store};
use std::path::Path;

impl Desk {
    /// Every story and every page that carries the picture with this hash, the story last changed
    /// first: those in the bin too, and those whose published text had it.
    ///
    /// # Errors
    /// `Storage`.
    pub fn picture_uses(&self, sha256: &str) -> Result<Vec<PictureUse>> {
        self.store().picture_uses(sha256)
    }

    /// The same for a file: it is found if it is the original, byte for byte.
    ///
    /// # Errors
    /// `Picture` if the file cannot be read, `Storage`.
    pub fn uses_of_file(&self, file: &Path) -> Result<Vec<PictureUse>> {
        let bytes = reading::picture(file).map_err(|why| {
            Error::new(
                Code::Picture,
                format!("{} cannot be looked for: {why}.", file.display()),
                "Nothing was changed. Name the original file, or a story and the picture's name in it.",
            )
        })?;
        self.picture_uses(&Store::hash(&bytes))
    }
}
