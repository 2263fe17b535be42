//! The picture files, named by the SHA-256 of the original: written and synced before any row names
//! them, and never changed afterwards. Beside them the renditions made of them, which may be
//! deleted at any time.

use super::{Store, in_the_way};
use crate::error::{Code, Error, Result};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Bytes of the SHA-256 that stands behind each rendition's own.
const SEAL: usize = 32;

/// The picture files of a data folder; may be used beside an open store, from any thread.
#[derive(Debug, Clone)]
pub struct PictureFiles {
    folder: PathBuf,
}

/// An original that is on the disk but does not bear its name yet; dropped, it is gone.
#[derive(Debug)]
pub struct Staged {
    sha256: String,
    path: PathBuf,
    /// None if the folder holds these bytes already.
    file: Option<NamedTempFile>,
}

impl Store {
    /// The SHA-256 of a file's bytes in lower-case hex, as originals are named.
    pub fn hash(bytes: &[u8]) -> String {
        hex(&Sha256::digest(bytes))
    }

    /// The picture files beside the database.
    pub fn pictures(&self) -> PictureFiles {
        PictureFiles { folder: self.folder().to_owned() }
    }

    /// As [`PictureFiles::original`].
    ///
    /// # Errors
    /// `Picture` if the file is damaged or has gone from the data folder.
    pub fn original(&self, sha256: &str) -> Result<Vec<u8>> {
        self.pictures().original(sha256)
    }

    /// Keeps the bytes of an original and returns their SHA-256 in hex. Keeping the same bytes
    /// twice changes nothing.
    ///
    /// # Errors
    /// `Storage` if the disk refuses; then nothing of the file is left under its name.
    pub fn keep_original(&self, bytes: &[u8]) -> Result<String> {
        self.pictures().stage(bytes)?.keep()
    }
}

impl PictureFiles {
    /// Writes an original and syncs it, still without its name.
    ///
    /// # Errors
    /// `Storage` if the disk refuses.
    pub fn stage(&self, bytes: &[u8]) -> Result<Staged> {
        let sha256 = hex(&Sha256::digest(bytes));
        let path = self.path("pictures", &sha256);
        // What a power cut left of a file, or a failing disk made of it, is written again.
        let there = fs::read(&path).is_ok_and(|held| held == bytes);
        let file = match there {
            true => None,
            false => Some(written(&path, &[bytes]).map_err(|error| in_the_way(&path, &error))?),
        };
        Ok(Staged { sha256, path, file })
    }

    /// The bytes of an original, exactly as they came in.
    ///
    /// # Errors
    /// `Picture` if the file is damaged or has gone from the data folder.
    pub fn original(&self, sha256: &str) -> Result<Vec<u8>> {
        let refused = |what: &str| {
            Error::new(
                Code::Picture,
                format!("The original of this picture is {what}."),
                "Add the picture again; its caption and credit are safe in the story.",
            )
        };
        let bytes =
            if is_hash(sha256) { fs::read(self.path("pictures", sha256)).ok() } else { None };
        let bytes = bytes.ok_or_else(|| refused("no longer in the data folder"))?;
        match hex(&Sha256::digest(&bytes)) == sha256 {
            true => Ok(bytes),
            false => Err(refused("damaged on the disk")),
        }
    }

    /// What was made of the original `sha256` before, as `making` says; none if there is nothing, or
    /// nothing that is whole.
    pub fn rendition(&self, sha256: &str, making: &str) -> Option<Vec<u8>> {
        let path = self.rendition_path(sha256, making)?;
        let mut bytes = fs::read(path).ok()?;
        let seal = bytes.split_off(bytes.len().checked_sub(SEAL)?);
        (Sha256::digest(&bytes)[..] == seal).then_some(bytes)
    }

    /// Keeps what was made of an original.
    ///
    /// # Errors
    /// `Storage` if the disk refuses; nothing is lost, for it can be made again.
    pub fn keep_rendition(&self, sha256: &str, making: &str, bytes: &[u8]) -> Result<()> {
        let Some(path) = self.rendition_path(sha256, making) else { return Ok(()) };
        // Programs that show pictures read no further than a picture's end: the seal is ours alone.
        written(&path, &[bytes, &Sha256::digest(bytes)])
            .and_then(|file| named(file, &path))
            .map_err(|error| in_the_way(&path, &error))
    }

    /// Deletes every rendition that is not `needed`, by the original's SHA-256 and its making, and returns
    /// how many those were. What cannot be deleted stays until the next time.
    pub fn keep_only_renditions(&self, needed: &dyn Fn(&str, &str) -> bool) -> usize {
        let below = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten();
        let mut deleted = 0;
        for folder in below(&self.folder.join("renditions")) {
            for file in below(&folder.path()) {
                let name = file.file_name();
                // What is being written has another name yet.
                let Some((sha256, making)) = name.to_str().and_then(|name| name.split_once('-'))
                else {
                    continue;
                };
                if is_hash(sha256)
                    && !needed(sha256, making)
                    && fs::remove_file(file.path()).is_ok()
                {
                    deleted += 1;
                }
            }
        }
        deleted
    }

    fn rendition_path(&self, sha256: &str, making: &str) -> Option<PathBuf> {
        let name = format!("{sha256}-{making}");
        is_hash(sha256).then(|| self.path("renditions", &name))
    }

    /// Where the file `name` is kept: a folder for each pair of first letters.
    fn path(&self, kind: &str, name: &str) -> PathBuf {
        self.folder.join(kind).join(&name[..2]).join(name)
    }
}

impl Staged {
    /// SHA-256 of the bytes in lower-case hex.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Gives the original its name and returns its SHA-256.
    ///
    /// # Errors
    /// `Storage` if the disk refuses.
    pub fn keep(self) -> Result<String> {
        let Self { sha256, path, file } = self;
        if let Some(file) = file {
            named(file, &path).map_err(|error| in_the_way(&path, &error))?;
        }
        Ok(sha256)
    }
}

fn is_hash(sha256: &str) -> bool {
    sha256.len() == 64 && sha256.bytes().all(|b| b.is_ascii_hexdigit())
}

/// A file beside `path` that holds `parts` and is synced.
fn written(path: &Path, parts: &[&[u8]]) -> std::io::Result<NamedTempFile> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)?;
    let mut file = NamedTempFile::new_in(folder)?;
    for part in parts {
        file.write_all(part)?;
    }
    file.as_file().sync_all()?;
    Ok(file)
}

/// Renames a written file to `path`: the name never stands for half a file.
fn named(file: NamedTempFile, path: &Path) -> std::io::Result<()> {
    file.persist(path).map_err(|error| error.error)?;
    sync_folder(path.parent().unwrap_or(path))
}

/// Makes the new name itself survive a power cut; only Unix can and needs to.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}

/// Lower-case hex.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, PictureFiles) {
        let folder = tempfile::tempdir().unwrap();
        let files = PictureFiles { folder: folder.path().to_owned() };
        (folder, files)
    }

    /// All files below a folder.
    fn files_in(folder: &Path) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
        let paths = entries.map(|entry| entry.unwrap().path());
        paths.flat_map(|path| if path.is_dir() { files_in(&path) } else { vec![path] }).collect()
    }

    #[test]
    fn an_original_that_is_only_staged_leaves_nothing() {
        let (folder, files) = folder();
        let staged = files.stage(b"picture").unwrap();
        assert_eq!(files_in(folder.path()).len(), 1, "it is written already");
        let sha256 = staged.sha256().to_owned();
        drop(staged);
        assert!(files_in(folder.path()).is_empty());
        assert_eq!(files.stage(b"picture").unwrap().keep().unwrap(), sha256);
        assert_eq!(files.original(&sha256).unwrap(), b"picture");
    }

    #[test]
    fn a_damaged_original_is_told_and_mended_by_adding_it_again() {
        let (folder, files) = folder();
        let sha256 = files.stage(b"picture").unwrap().keep().unwrap();
        fs::write(&files_in(folder.path())[0], b"pictuRe").unwrap();
        let error = files.original(&sha256).unwrap_err();
        assert!(error.message.contains("damaged") && error.code == Code::Picture, "{error}");
        files.stage(b"picture").unwrap().keep().unwrap();
        assert_eq!(files.original(&sha256).unwrap(), b"picture");
        assert!(files.original("../../etc/passwd").unwrap_err().message.contains("no longer"));
    }

    #[test]
    fn of_renditions_only_those_stay_that_are_needed_and_no_original_goes() {
        let (folder, files) = folder();
        let sha256 = files.stage(b"picture").unwrap().keep().unwrap();
        files.keep_rendition(&sha256, "640-80-1", b"small picture").unwrap();
        files.keep_rendition(&sha256, "640-80-0", b"made before").unwrap();
        let beside = folder.path().join("renditions").join(&sha256[..2]).join("notes.txt");
        fs::write(&beside, b"not ours").unwrap();
        let needed = |of: &str, making: &str| of == sha256 && making == "640-80-1";
        assert_eq!(files.keep_only_renditions(&needed), 1);
        assert!(files.rendition(&sha256, "640-80-1").is_some());
        assert_eq!(files.rendition(&sha256, "640-80-0"), None);
        assert!(files.original(&sha256).is_ok() && beside.exists());
        assert_eq!(files.keep_only_renditions(&|_, _| false), 1);
        assert!(files.original(&sha256).is_ok());
    }

    #[test]
    fn a_damaged_rendition_counts_as_none() {
        let (folder, files) = folder();
        let sha256 = hex(&Sha256::digest(b"picture"));
        assert_eq!(files.rendition(&sha256, "640-80"), None);
        files.keep_rendition(&sha256, "640-80", b"small picture").unwrap();
        assert_eq!(files.rendition(&sha256, "640-80").unwrap(), b"small picture");
        assert_eq!(files.rendition(&sha256, "2560-80"), None, "made otherwise");
        let path = &files_in(folder.path())[0];
        let whole = fs::read(path).unwrap();
        for cut in 0..whole.len() {
            fs::write(path, &whole[..cut]).unwrap();
            assert_eq!(files.rendition(&sha256, "640-80"), None, "cut at {cut}");
            let mut spoilt = whole.clone();
            spoilt[cut] ^= 1;
            fs::write(path, &spoilt).unwrap();
            assert_eq!(files.rendition(&sha256, "640-80"), None, "spoilt at {cut}");
        }
    }
}
