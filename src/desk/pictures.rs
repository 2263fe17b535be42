//! Pictures: taking them in, writing about them, showing them.

use super::{Desk, Saved, reading};
use crate::error::{Code, Error, Result};
use crate::picture::name::name_for;
use crate::picture::{Focus, Kept, Picture, Role, Shape, Words, prepare};
use crate::story::StoryId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::path::Path;
use ts_rs::TS;

/// What the name of a picture from the clipboard is made of.
const PASTED: &str = "pasted.png";

/// What became of files that were dropped on a story.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PicturesAdded {
    /// The story's version from now on.
    pub version: u32,
    pub added: Vec<Picture>,
    pub refused: Vec<RefusedFile>,
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
        let mut answer = PicturesAdded { version, added: Vec::new(), refused: Vec::new() };
        for path in paths {
            let path = path.as_ref();
            let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            match read(path, &file).and_then(|bytes| self.add_picture(id, &file, &bytes, now)) {
                Ok((picture, version)) => {
                    answer.added.push(picture);
                    answer.version = version;
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
    ) -> Result<(Picture, u32)> {
        self.add_picture(id, PASTED, &prepare::from_rgba(width, height, rgba)?, now)
    }

    /// Takes the bytes of one picture into the story; `file` is the name it came with. The same
    /// photograph used before keeps what was written about it.
    ///
    /// # Errors
    /// `Picture` if the bytes are no picture we can open safely, `NotFound`, `Storage`.
    pub fn add_picture(
        &self,
        id: StoryId,
        file: &str,
        bytes: &[u8],
        now: Timestamp,
    ) -> Result<(Picture, u32)> {
        let (seen, sha256) = self.take_picture(bytes)?;
        let mut store = self.store();
        let story = store.story(id)?;
        let words = store.picture_by_hash(&sha256)?.map(|known| known.words).unwrap_or_default();
        let taken = |name: &str| story.picture(name).is_some();
        let role = if story.pictures.is_empty() { Role::Lead } else { Role::Inline };
        let picture = Picture {
            name: name_for(file, taken, seen.format),
            sha256,
            format: seen.format,
            width: seen.width,
            height: seen.height,
            role,
            words,
            offered: seen.offered,
            ..Picture::default()
        };
        let version = store.add_picture(id, &picture, now)?;
        Ok((picture, version))
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
