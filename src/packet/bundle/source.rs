//! Where the files of a bundle are: in a folder, or packed in one file.

use super::super::fault::Fault;

/// The files of a bundle, by their names in it: `info.json`, `assets/roof.jpg`.
pub trait Source {
    /// The names of its files. Those of a folder's `assets/` may be left out.
    fn names(&mut self) -> Result<Vec<String>, Fault>;

    /// The contents of a file of at most so many bytes.
    fn read(&mut self, name: &str, most: u64) -> Result<Vec<u8>, Fault>;
}
