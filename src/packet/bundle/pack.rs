//! A TextPack: a bundle as one zip file, its folder packed along or not.

use super::super::Limits;
use super::super::fault::Fault;
use super::super::writing::unwritten;
use super::super::zip::{Archive, Bounds, Writer};
use super::source::Source;
use super::{ASSETS, Brought, INFO, Keep, Original, TEXT, import, words_of};
use crate::error::Result;
use crate::story::Story;
use jiff::Timestamp;
use std::io::{Read, Seek, Write};

/// The folder in the file, as the apps that made the format have it.
const FOLDER: &str = "Content.textbundle/";
/// Bytes that one packed byte of a text or picture becomes at most in an honest file.
const RATIO: u64 = 200;

/// Writes the story as a TextPack. The same story gives the same bytes.
///
/// # Errors
/// What `original` answers; `Storage` if it cannot be written.
pub fn export_pack<W: Write>(story: &Story, original: Original<'_>, to: W) -> Result<W> {
    let (info, text) = words_of(story)?;
    let mut zip = Writer::new(to);
    let mut add =
        |name: &str, bytes: &[u8]| zip.add(&format!("{FOLDER}{name}"), bytes).map_err(unwritten);
    add(INFO, &info)?;
    add(TEXT, text.as_bytes())?;
    for picture in &story.pictures {
        add(&format!("{ASSETS}{}", picture.name), &original(picture)?)?;
    }
    zip.finish().map_err(unwritten)
}

/// Makes a story of a TextPack; its pictures go to `keep` one by one, and are to be thrown away if the
/// whole is refused.
///
/// # Errors
/// `Invalid` with the reason if the file is no TextPack or more than `limits` allow; whatever `keep`
/// answers. A picture that cannot be taken in is told in the answer.
pub fn import_pack<R: Read + Seek>(
    from: R,
    limits: &Limits,
    now: Timestamp,
    keep: Keep<'_>,
) -> Result<Brought> {
    let bounds = Bounds { entries: limits.files, total: limits.total, ratio: RATIO, folders: true };
    let mut pack = Pack::open(from, &bounds).map_err(|fault| fault.refusing("TextPack"))?;
    import(&mut pack, (limits.words, limits.original), now, keep)
}

struct Pack<R> {
    archive: Archive<R>,
    /// What stands before each name: a folder, or nothing.
    folder: String,
}

impl<R: Read + Seek> Pack<R> {
    fn open(from: R, bounds: &Bounds) -> Result<Self, Fault> {
        let archive = Archive::open(from, bounds)?;
        // macOS packs notes of its own beside the files.
        let mut folders: Vec<String> = archive
            .names()
            .filter_map(|name| name.strip_suffix(INFO))
            .filter(|folder| folder.matches('/').count() <= 1 && *folder != "__MACOSX/")
            .filter(|folder| folder.is_empty() || folder.ends_with('/'))
            .map(str::to_owned)
            .collect();
        folders.sort_by_key(String::len);
        let folder = folders.into_iter().next().ok_or_else(|| {
            Fault::new(
                "there is no info.json in it, so it is no TextPack",
                "Look whether it is the right file, or save it anew in the app it is from.",
            )
        })?;
        Ok(Self { archive, folder })
    }
}

impl<R: Read + Seek> Source for Pack<R> {
    fn names(&mut self) -> Result<Vec<String>, Fault> {
        let names = self.archive.names().filter_map(|name| name.strip_prefix(&self.folder));
        Ok(names.map(str::to_owned).collect())
    }

    fn read(&mut self, name: &str, most: u64) -> Result<Vec<u8>, Fault> {
        self.archive.read(&format!("{}{name}", self.folder), most)
    }
}
