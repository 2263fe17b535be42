//! A picture of a story made ready to leave.

use crate::error::Result;
use crate::house::House;
use crate::picture::Picture;
use crate::picture::prepare::{Limits, Prepared, prepare_from};
use crate::picture::take_in::{Making, render};
use crate::site::{OutgoingPicture, RemotePicture, Site};
use crate::store::PictureFiles;
use crate::story::Story;
use std::collections::BTreeMap;

/// The pictures of the story that the site holds already, as they would leave from here: by their name in
/// the story. What it holds otherwise, or not, is left out.
///
/// # Errors
/// `Picture` if an original is damaged or not here; whatever the site says.
pub fn held_there(
    files: &PictureFiles,
    house: &House,
    site: &dyn Site,
    story: &Story,
) -> Result<BTreeMap<String, RemotePicture>> {
    let mut held = BTreeMap::new();
    for picture in super::attempt::leaving(story) {
        let prepared = ready(files, house, picture)?;
        let caption_line = house.caption_line(&picture.words);
        let outgoing =
            OutgoingPicture { story, picture, prepared: &prepared, caption_line: &caption_line };
        held.extend(site.find_picture(&outgoing)?.map(|remote| (picture.name.clone(), remote)));
    }
    Ok(held)
}

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
