//! Writing a zip file: every entry stored as it is, every byte decided by names and contents.

use super::{CENTRAL, END, LOCAL, REGULAR, STORED, UTF8};
use flate2::Crc;
use std::io::{self, ErrorKind, Write};

/// What unpacks it: version 2.0, as for everything that is not encrypted or larger than 4 GB.
const VERSION: u16 = 20;
/// Made on Unix, so that the rights below count.
const MADE_BY: u16 = 3 << 8 | VERSION;
/// The first day of 1980: the date of files that have none.
const DATE: u16 = 1 << 5 | 1;
/// An ordinary file that its owner may change and everybody may read.
const ATTRIBUTES: u32 = (REGULAR | 0o644) << 16;

/// An entry as the directory has it.
pub struct Record<'a> {
    pub name: &'a str,
    pub crc: u32,
    pub size: u32,
    /// Where its header begins in the file.
    pub at: u32,
}

impl Record<'_> {
    /// Flags, method, time and date, CRC, both sizes, length of the name: what header and directory
    /// both say.
    fn common(&self) -> Vec<u8> {
        let flags = if self.name.is_ascii() { 0 } else { UTF8 };
        let mut out = Vec::with_capacity(24);
        for short in [VERSION, flags, STORED, 0, DATE] {
            out.extend(short.to_le_bytes());
        }
        for long in [self.crc, self.size, self.size] {
            out.extend(long.to_le_bytes());
        }
        // No name is longer: a packet refuses it.
        let length = u16::try_from(self.name.len()).unwrap_or(u16::MAX);
        out.extend(length.to_le_bytes());
        out
    }

    /// The header before its bytes.
    pub fn header(&self) -> Vec<u8> {
        let mut out = LOCAL.to_le_bytes().to_vec();
        out.extend(self.common());
        out.extend([0; 2]);
        out.extend(self.name.as_bytes());
        out
    }

    /// Its record in the directory.
    pub fn central(&self) -> Vec<u8> {
        let mut out = CENTRAL.to_le_bytes().to_vec();
        out.extend(MADE_BY.to_le_bytes());
        out.extend(self.common());
        // No extra field, no comment, the first disk, nothing said about its contents.
        out.extend([0; 8]);
        out.extend(ATTRIBUTES.to_le_bytes());
        out.extend(self.at.to_le_bytes());
        out.extend(self.name.as_bytes());
        out
    }
}

/// The end of a file with so many entries, whose directory is `size` bytes and begins `at`.
pub fn end(entries: u16, size: u32, at: u32) -> Vec<u8> {
    let mut out = END.to_le_bytes().to_vec();
    out.extend([0; 4]);
    out.extend(entries.to_le_bytes());
    out.extend(entries.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0; 2]);
    out
}

/// Writes entries one after the other.
pub struct Writer<W> {
    to: W,
    at: u32,
    entries: u16,
    directory: Vec<u8>,
}

impl<W: Write> Writer<W> {
    pub fn new(to: W) -> Self {
        Self { to, at: 0, entries: 0, directory: Vec::new() }
    }

    /// Adds a file. The caller sees to it that no name comes twice.
    ///
    /// # Errors
    /// `FileTooLarge` at 4 GB, else what the writer below said.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut crc = Crc::new();
        crc.update(bytes);
        let size = u32::try_from(bytes.len()).map_err(|_| too_large())?;
        let record = Record { name, crc: crc.sum(), size, at: self.at };
        let header = record.header();
        self.to.write_all(&header)?;
        self.to.write_all(bytes)?;
        self.directory.extend(record.central());
        let header = u32::try_from(header.len()).map_err(|_| too_large())?;
        let at = self.at.checked_add(header).and_then(|at| at.checked_add(size));
        self.at = at.ok_or_else(too_large)?;
        self.entries = self.entries.checked_add(1).ok_or_else(too_large)?;
        Ok(())
    }

    /// Writes the directory and gives the writer back.
    ///
    /// # Errors
    /// As [`Writer::add`].
    pub fn finish(mut self) -> io::Result<W> {
        let size = u32::try_from(self.directory.len()).map_err(|_| too_large())?;
        self.to.write_all(&self.directory)?;
        self.to.write_all(&end(self.entries, size, self.at))?;
        self.to.flush()?;
        Ok(self.to)
    }
}

fn too_large() -> io::Error {
    ErrorKind::FileTooLarge.into()
}
