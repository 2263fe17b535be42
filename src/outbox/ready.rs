//! A picture of a story made ready to leave.

use crate::error::Result;
use crate::house::House;
use crate::picture::Picture;
use crate::picture::prepare::{Limits, Prepared, prepare_from};
use crate::picture::take_in::{Making, render};
use crate::store::PictureFiles;

/// The file that leaves: the rendition made at import, or made now, with the picture's words in it.
pub(super) fn ready(files: &PictureFiles, house: &House, picture: &Picture) -> Result<Prepared> {
    let limits = Limits {
        long_edge: house.pictures.long_edge,
        quality: house.pictures.quality,
        bytes: Some(house.pictures.max_bytes),
    };
    let original = files.original(&picture.sha256)?;
    let making = Making::leaving(picture, &limits);
    let name = making.to_string();
    let rendition = match files.rendition(&picture.sha256, &name) {
        Some(made) => Some(made),
        None => {
            let made = render(&original, &making)?;
            if let Some(made) = &made {
                // A disk that refuses costs time at the next attempt, not the picture.
                let _ = files.keep_rendition(&picture.sha256, &name, made);
            }
            made
        }
    };
    prepare_from(&original, rendition.as_deref(), picture, &limits)
}
