//! Where a picture is used, for a takedown.

use super::{Desk, reading};
use crate::error::{Code, Error, Result};
use crate::picture::likeness::Likeness;
use crate::picture::prepare::preview;
use crate::picture::take_in::THUMBNAIL_EDGE;
use crate::picture::{Focus, Picture, Shape};
use crate::store::{PictureUse, Store};
use serde::Serialize;
use std::path::Path;

/// By what a file was known to be a story's picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Found {
    /// It is the original, byte for byte.
    Original,
    /// It is the file that was sent to a site, byte for byte.
    Sent,
    /// It shows the same, in another size or saved anew: a person should look.
    Likeness,
}

/// A story that uses a file's picture, and by what the file was known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FoundUse {
    #[serde(flatten)]
    pub used: PictureUse,
    pub found: Found,
}

impl Desk {
    /// Every story and every page that carries the picture with this hash, the story last changed
    /// first: those in the bin too, and those whose published text had it.
    ///
    /// # Errors
    /// `Storage`.
    pub fn picture_uses(&self, sha256: &str) -> Result<Vec<PictureUse>> {
        self.store().picture_uses(sha256)
    }

    /// The same for a file: the original, a copy saved from a page, or one that looks the same, whole
    /// or cut as the story cuts it. The surest come first.
    ///
    /// # Errors
    /// `Picture` if the file cannot be read or is no picture, `Storage`.
    pub fn uses_of_file(&self, file: &Path) -> Result<Vec<FoundUse>> {
        let bytes = reading::picture(file).map_err(|why| unread(file, &format!("{why}.")))?;
        let sha256 = Store::hash(&bytes);
        let like = Likeness::of(&bytes);
        let mut uses: Vec<FoundUse> = Vec::new();
        let mut known = vec![sha256.clone()];
        self.add_uses(&mut uses, &sha256, Found::Original)?;
        let sent = self.store().originals_sent_as(&sha256)?;
        for original in sent {
            self.add_uses(&mut uses, &original, Found::Sent)?;
            known.push(original);
        }
        let like = match like {
            Ok(like) => like,
            // Taken in by a release that could open it.
            Err(_) if !uses.is_empty() => return Ok(uses),
            Err(error) => {
                return Err(unread(
                    file,
                    error.message.trim_end_matches("The story is untouched."),
                ));
            }
        };
        for original in self.likenesses(&like, &known)? {
            self.add_uses(&mut uses, &original, Found::Likeness)?;
        }
        Ok(uses)
    }

    fn add_uses(&self, uses: &mut Vec<FoundUse>, sha256: &str, found: Found) -> Result<()> {
        let new = self.picture_uses(sha256)?.into_iter().map(|used| FoundUse { used, found });
        let there = |one: &FoundUse, uses: &[FoundUse]| {
            uses.iter()
                .any(|held| (held.used.story, &held.used.name) == (one.used.story, &one.used.name))
        };
        for one in new {
            if !there(&one, uses) {
                uses.push(one);
            }
        }
        Ok(())
    }

    /// The originals, beside those `known`, that look the same, whole or as a story cuts them.
    fn likenesses(&self, like: &Likeness, known: &[String]) -> Result<Vec<String>> {
        let mut looked: Vec<(String, Option<Shape>, Option<Focus>)> = Vec::new();
        let mut found: Vec<String> = Vec::new();
        let all = self.store().pictures_of_all()?;
        for (_, Picture { sha256, crop, focus, .. }) in all {
            if known.contains(&sha256) || found.contains(&sha256) {
                continue;
            }
            for view in [(sha256.clone(), None, None), (sha256.clone(), crop, focus)] {
                if looked.contains(&view) {
                    continue;
                }
                let same = self.likeness_of(&view.0, view.1, view.2);
                looked.push(view);
                // An original that is damaged or gone cannot be compared.
                if same.is_ok_and(|same| same.is_of_the_same(like)) {
                    found.push(sha256);
                    break;
                }
            }
        }
        Ok(found)
    }

    fn likeness_of(
        &self,
        sha256: &str,
        crop: Option<Shape>,
        focus: Option<Focus>,
    ) -> Result<Likeness> {
        let small = self.picture_for_screen(sha256, THUMBNAIL_EDGE)?;
        Likeness::of(&preview(&small, THUMBNAIL_EDGE, crop, focus)?)
    }
}

fn unread(file: &Path, why: &str) -> Error {
    Error::new(
        Code::Picture,
        format!("{} cannot be looked for: {}", file.display(), why.trim()),
        "Nothing was changed. Name a picture file, or a story and the picture's name in it.",
    )
}
