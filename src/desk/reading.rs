//! Files a person named, read with plain words for what stands in the way.

use crate::error::system::why;
use std::fs;
use std::path::Path;

/// No picture file is larger than this; a video dropped by mistake is not read into memory.
const LARGEST_PICTURE: u64 = 200 * 1024 * 1024;
/// No document is larger, with all its pictures.
const LARGEST_DOCUMENT: u64 = 300 * 1024 * 1024;
/// No story is longer than this many bytes.
const LONGEST_TEXT: u64 = 20 * 1024 * 1024;

/// The bytes of a file that may be a picture, or why they cannot be had.
pub(super) fn picture(path: &Path) -> Result<Vec<u8>, String> {
    check(path, LARGEST_PICTURE)?;
    fs::read(path).map_err(|error| why(&error))
}

/// The bytes of another program's document, or why they cannot be had.
pub(super) fn document(path: &Path) -> Result<Vec<u8>, String> {
    check(path, LARGEST_DOCUMENT)?;
    fs::read(path).map_err(|error| why(&error))
}

/// The text of a file, or why it cannot be had.
pub(super) fn text(path: &Path) -> Result<String, String> {
    check(path, LONGEST_TEXT)?;
    fs::read_to_string(path).map_err(|error| why(&error))
}

/// Refuses what would never end or fill the memory: a folder, a device, a video.
fn check(path: &Path, largest: u64) -> Result<(), String> {
    let known = fs::metadata(path).map_err(|error| why(&error))?;
    if known.is_dir() {
        return Err("it is a folder".to_owned());
    }
    if !known.is_file() {
        return Err("it is not an ordinary file".to_owned());
    }
    if known.len() > largest {
        return Err(format!("it is larger than {} MB", largest / 1024 / 1024));
    }
    Ok(())
}
