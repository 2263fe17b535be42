//! The original picture files, named by their SHA-256, written and synced before any row names
//! them, and never changed afterwards.

use super::{Store, in_the_way};
use crate::error::{Code, Error, Result};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

impl Store {
    /// The SHA-256 of a file's bytes in lower-case hex, as originals are named.
    pub fn hash(bytes: &[u8]) -> String {
        hex(&Sha256::digest(bytes))
    }

    /// Keeps the bytes of an original and returns their SHA-256 in hex. Keeping the same bytes
    /// twice changes nothing.
    ///
    /// # Errors
    /// `Storage` if the disk refuses; then nothing of the file is left under its name.
    pub fn keep_original(&self, bytes: &[u8]) -> Result<String> {
        let sha256 = Self::hash(bytes);
        let path = self.original_path(&sha256);
        // A file of another length is what a power cut left of one; it is written again.
        if fs::metadata(&path).is_ok_and(|file| file.len() == bytes.len() as u64) {
            return Ok(sha256);
        }
        write_synced(&path, bytes).map_err(|error| in_the_way(&path, &error))?;
        Ok(sha256)
    }

    /// The bytes of an original.
    ///
    /// # Errors
    /// `Picture` if the file has gone from the data folder.
    pub fn original(&self, sha256: &str) -> Result<Vec<u8>> {
        let known = sha256.len() == 64 && sha256.bytes().all(|b| b.is_ascii_hexdigit());
        let bytes = if known { fs::read(self.original_path(sha256)).ok() } else { None };
        bytes.ok_or_else(|| {
            Error::new(
                Code::Picture,
                "The original of this picture is no longer in the data folder.",
                "Add the picture again; its caption and credit are safe in the story.",
            )
        })
    }

    /// Where the original with this hash is kept.
    fn original_path(&self, sha256: &str) -> PathBuf {
        self.folder().join("pictures").join(&sha256[..2]).join(sha256)
    }
}

/// Writes beside the target, syncs, renames: the name never stands for half a file.
fn write_synced(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    sync_folder(folder)
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
