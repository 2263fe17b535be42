//! Pictures: taking them in, writing about them, showing them.

use super::{Desk, Saved, reading};
use crate::error::{Code, Error, Result};
use crate::picture::name::name_for;
use crate::picture::{Focus, Kept, Picture, Role, Shape, Words, prepare};
use crate::store::{CreditUsed, Store};
use crate::story::StoryId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

/// What the name of a picture from the clipboard is made of.
const PASTED: &str = "pasted.png";

/// So many credits are offered at once: what one looks over without reading.
const SUGGESTIONS: usize = 8;

/// What became of files that were dropped on a story.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PicturesAdded {
    /// The story's version from now on.
    pub version: u32,
    pub added: Vec<Picture>,
    /// The names of pictures the story had already, to the byte: no second record is made.
    pub already: Vec<String>,
    pub refused: Vec<RefusedFile>,
}

impl PicturesAdded {
    fn none(version: u32) -> Self {
        Self { version, added: Vec::new(), already: Vec::new(), refused: Vec::new() }
    }
}

/// A file that is not in the story, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RefusedFile {
    pub file: String,
    pub error: Error,
}

impl Desk {
    /// Takes picture files into the story, each on its own: one that is refused holds up no other.
    /// The first picture of a story becomes its lead.
    ///
    /// # Errors
    /// `NotFound`, `Storage`. Trouble with a file is in the answer.
    pub fn add_picture_files(
        &self,
        id: StoryId,
        paths: &[impl AsRef<Path>],
        now: Timestamp,
    ) -> Result<PicturesAdded> {
        let version = self.story(id)?.version;
        let mut answer = PicturesAdded::none(version);
        for path in paths {
            let path = path.as_ref();
            let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            match read(path, &file).and_then(|bytes| self.add_picture(id, &file, &bytes, now)) {
                Ok(one) => {
                    answer.version = one.version;
                    answer.added.extend(one.added);
                    answer.already.extend(one.already);
                }
                Err(error) if error.code == Code::Storage => return Err(error),
                Err(error) => answer.refused.push(RefusedFile { file, error }),
            }
        }
        Ok(answer)
    }

    /// Takes a picture from the clipboard into the story: `rgba` holds `width` × `height` pixels of
    /// four bytes.
    ///
    /// # Errors
    /// `Picture` if that is not so, `NotFound`, `Storage`.
    pub fn paste_picture(
        &self,
        id: StoryId,
        width: u32,
        height: u32,
        rgba: &[u8],
        now: Timestamp,
    ) -> Result<PicturesAdded> {
        self.add_picture(id, PASTED, &prepare::from_rgba(width, height, rgba)?, now)
    }

    /// Takes the bytes of one picture into the story; `file` is the name it came with. The same
    /// photograph used before keeps what was set about it, and one the story has is not added twice.
    ///
    /// # Errors
    /// `Picture` if the bytes are no picture we can open safely, `NotFound`, `Storage`.
    pub fn add_picture(
        &self,
        id: StoryId,
        file: &str,
        bytes: &[u8],
        now: Timestamp,
    ) -> Result<PicturesAdded> {
        let there = self.already(id, &Store::hash(bytes))?;
        if let Some(there) = there {
            // Nothing has to be made of it; but its original may be damaged on the disk, or gone.
            self.store().keep_original(bytes)?;
            return Ok(there);
        }
        let (seen, sha256) = self.take_picture(bytes)?;
        // Another window may have added it meanwhile.
        if let Some(there) = self.already(id, &sha256)? {
            return Ok(there);
        }
        let mut store = self.store();
        let story = store.story(id)?;
        let known = store.known_picture(id, &sha256)?.unwrap_or_default();
        let taken = |name: &str| story.picture(name).is_some();
        let role = if story.pictures.is_empty() { Role::Lead } else { Role::Inline };
        let picture = Picture {
            name: name_for(file, taken, seen.format),
            sha256,
            format: seen.format,
            width: seen.width,
            height: seen.height,
            role,
            words: known.words,
            offered: seen.offered,
            focus: known.focus,
            crop: known.crop,
            kept: known.kept,
            disputed: seen.disputed,
        };
        let version = store.add_picture(id, &picture, now)?;
        Ok(PicturesAdded { added: vec![picture], ..PicturesAdded::none(version) })
    }

    /// What is told of a picture that the story has; `None` if it has not.
    fn already(&self, id: StoryId, sha256: &str) -> Result<Option<PicturesAdded>> {
        let story = self.store().story(id)?;
        let there = story.pictures.iter().find(|one| one.sha256 == sha256);
        Ok(there.map(|there| PicturesAdded {
            already: vec![there.name.clone()],
            ..PicturesAdded::none(story.version)
        }))
    }

    /// Saves what a person wrote about a picture, from `base_version`.
    ///
    /// # Errors
    /// `Conflict`, `NotFound`, `Storage`.
    pub fn save_picture(
        &self,
        id: StoryId,
        base_version: u32,
        name: &str,
        written: PictureWritten,
        now: Timestamp,
    ) -> Result<Saved> {
        let mut store = self.store();
        let held = store.story(id)?;
        let Some(held) = held.picture(name) else {
            return Err(Error::new(
                Code::NotFound,
                format!("The story has no picture called {name}."),
                "Look at the story's pictures for the right name.",
            ));
        };
        let picture = Picture {
            words: written.words,
            role: written.role,
            focus: written.focus,
            crop: written.crop,
            kept: written.kept,
            ..held.clone()
        };
        let version = store.save_picture(id, base_version, &picture, now)?;
        Ok(Saved { version, at: now })
    }

    /// Takes a picture out of the story. The original stays on disk.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn remove_picture(&self, id: StoryId, name: &str, now: Timestamp) -> Result<Saved> {
        let version = self.store().remove_picture(id, name, now)?;
        Ok(Saved { version, at: now })
    }

    /// Puts a picture back that was taken out.
    ///
    /// # Errors
    /// `Picture` if its original has gone, `Invalid`, `NotFound`, `Storage`.
    pub fn restore_picture(&self, id: StoryId, picture: &Picture, now: Timestamp) -> Result<Saved> {
        let mut store = self.store();
        store.original(&picture.sha256)?;
        let version = store.add_picture(id, picture, now)?;
        Ok(Saved { version, at: now })
    }

    /// Credits used before, in any story, one of whose words begins with what was `begun`; the most
    /// used first, and of those the latest.
    ///
    /// # Errors
    /// `Storage`.
    pub fn credit_suggestions(&self, begun: &str) -> Result<Vec<CreditUsed>> {
        let mut credits = self.store().credits_used()?;
        credits.retain(|used| begins(&used.credit, begun));
        credits.truncate(SUGGESTIONS);
        Ok(credits)
    }
}

/// What a person set about a picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PictureWritten {
    pub words: Words,
    pub role: Role,
    pub focus: Option<Focus>,
    pub crop: Option<Shape>,
    pub kept: Kept,
}

/// Whether `text`, or it from one of its words on, begins with `begun`, capitals or not.
fn begins(text: &str, begun: &str) -> bool {
    let (text, begun) = (text.to_lowercase(), begun.trim().to_lowercase());
    let starts = text.char_indices().filter(|(at, _)| {
        text[..*at].chars().next_back().is_none_or(|before| !before.is_alphanumeric())
    });
    starts.map(|(at, _)| &text[at..]).any(|rest| rest.starts_with(&begun))
}

/// The bytes of a file that may be a picture; `file` is its name in messages.
fn read(path: &Path, file: &str) -> Result<Vec<u8>> {
    reading::picture(path).map_err(|why| {
        Error::new(
            Code::Picture,
            format!("{file} was not added: {why}."),
            "The story is unchanged. Check the file and add it again.",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_is_found_from_the_beginning_of_any_of_its_words() {
        for begun in ["", "jo", "SMI", "jo sm", "étoile", " gétty"] {
            assert!(begins("Jo Smith/Gétty (Étoile)", begun), "{begun}");
        }
        for begun in ["mith", "joe", "smith jo"] {
            assert!(!begins("Jo Smith/Gétty (Étoile)", begun), "{begun}");
        }
    }
}
