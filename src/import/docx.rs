//! Word documents (`.docx`, ECMA-376), of which everybody's are strangers': the zip file is looked
//! through whole before anything is unpacked, and its XML is read within bounds, without entities.

mod body;
mod drawing;
mod fields;
mod numbering;
mod package;
mod paragraph;
mod parts;
mod styles;
mod table;
mod xml;

pub use package::Package;

use super::refused::refusal;
use crate::error::Result;
use crate::markdown::pasted::{Loss, Pasted};
use body::Reading;

/// What a document may hold at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Files in it.
    pub files: usize,
    /// Bytes of each part of its XML.
    pub words: u64,
    /// Bytes of each picture.
    pub picture: u64,
    /// Bytes of everything together, unpacked.
    pub total: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            files: 5_000,
            words: 64 * 1024 * 1024,
            picture: 200 * 1024 * 1024,
            total: 1024 * 1024 * 1024,
        }
    }
}

/// Reads a document; its pictures stay packed, under the names of their files as addresses.
///
/// # Errors
/// `Invalid` with the reason.
pub fn read(bytes: Vec<u8>, limits: &Limits) -> Result<(Pasted, Package)> {
    refuse_other_kinds(&bytes)?;
    let package = Package::open(bytes, limits)?;
    let main = package.main();
    let tree = package.xml(&main)?;
    let Some(body) = tree.child("w:body") else {
        return Err(refusal(
            "there is no text of a Word document in it",
            "Open it in Word or LibreOffice, save it as a Word document (.docx), and import that.",
        ));
    };
    let mut reading = Reading::new(&package, &main)?;
    reading.blocks(body, 0);
    let mut pasted = reading.finish()?;
    parts::comments(&package, &mut pasted)?;
    parts::margins(&package, &mut pasted)?;
    Ok((pasted, package))
}

/// Says what a file is that is no zip file at all.
fn refuse_other_kinds(bytes: &[u8]) -> Result<()> {
    const OLE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let save_as = "Open it in Word, save it as a Word document (.docx), and import that.";
    if bytes.starts_with(&OLE) {
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let locked = bytes.windows(name.len()).any(|window| window == name);
        return Err(match locked {
            true => refusal(
                "it is locked with a password",
                "Open it in Word, take the password off (File, Info, Protect), and save it.",
            ),
            false => {
                refusal("it is in the form Word had before 2007, whatever its name says", save_as)
            }
        });
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(refusal("it is in Rich Text Format, whatever its name says", save_as));
    }
    if !bytes.starts_with(b"PK") {
        return Err(refusal(
            "it is no Word document, whatever its name says",
            "If it is plain text, give it a name that ends in .txt; else open it in the program it \
             was made with, save it as a Word document (.docx), and import that.",
        ));
    }
    Ok(())
}

/// Notes something in what is told.
fn tell(pasted: &mut Pasted, loss: Loss, words: &str) {
    let words: Vec<&str> = words.split_whitespace().collect();
    pasted.told.entry(loss).or_default().push(words.join(" "));
}
