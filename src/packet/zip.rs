//! Zip files of strangers. Only what a packet or a TextPack needs is understood, and everything in the
//! file has to be accounted for: no name twice, nothing that overlaps, no size that is not true.
//!
//! This is not a library's, because libraries are made to open what can be opened at all: of two
//! entries with one name they take one, and what lies between the entries they do not see.

mod directory;
mod reading;
mod writing;

pub use reading::Archive;
pub use writing::Writer;

use super::fault::Fault;

/// Signatures, from APPNOTE.TXT 4.3: of an entry, of its record in the directory, of the end.
const LOCAL: u32 = 0x0403_4B50;
const CENTRAL: u32 = 0x0201_4B50;
const END: u32 = 0x0605_4B50;
/// Of the locator of a zip64 directory, which stands before the end.
const ZIP64_LOCATOR: u32 = 0x0706_4B50;
/// Bytes of each without its name, extra field and comment.
const LOCAL_SIZE: usize = 30;
const CENTRAL_SIZE: usize = 46;
const END_SIZE: usize = 22;
/// Bytes of a file's closing comment at most.
const COMMENT: usize = 0xFFFF;

/// How an entry is packed.
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
/// Flags: encrypted; sizes stand behind the data; the name is UTF-8.
const ENCRYPTED: u16 = 1;
const SIZES_BEHIND: u16 = 1 << 3;
const UTF8: u16 = 1 << 11;
/// File types in the upper half of the attributes, as Unix has them.
const TYPE: u32 = 0o170_000;
const REGULAR: u32 = 0o100_000;
const FOLDER: u32 = 0o040_000;
const LINK: u32 = 0o120_000;
/// A folder, as DOS has it.
const DOS_FOLDER: u32 = 0x10;
/// Bytes of a name with its folders at most.
const LONGEST_NAME: usize = 500;

/// What may be unpacked at most.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    pub entries: usize,
    /// Bytes of all entries together, unpacked.
    pub total: u64,
    /// Bytes that one packed byte may become.
    pub ratio: u64,
    /// Whether entries that are folders are overlooked instead of refused.
    pub folders: bool,
}

/// Refuses a name that leads out of the folder it is unpacked in, on any system.
fn refuse_name(name: &[u8]) -> Result<String, Fault> {
    let told = || String::from_utf8_lossy(name).chars().filter(|c| !c.is_control()).collect();
    let refused = |why: &str| {
        let told: String = told();
        let told: String = told.chars().take(80).collect();
        Err(Fault::trick(format!("the name “{told}” in it {why}")))
    };
    let Ok(text) = std::str::from_utf8(name) else { return refused("is not UTF-8") };
    let mut segments = text.strip_suffix('/').unwrap_or(text).split('/');
    if text.is_empty() || text.len() > LONGEST_NAME {
        refused("is empty or too long")
    } else if text.chars().any(char::is_control) {
        refused("has characters that cannot be seen")
    } else if text.contains('\\') {
        refused("has a backslash, which is a way into another folder on Windows")
    } else if text.contains(':') {
        refused("has a colon, as names of drives have")
    } else if text.starts_with('/') {
        refused("is that of a place on your disk and not in the file")
    } else if segments.any(|part| matches!(part, "" | "." | "..")) {
        refused("leads out of its folder")
    } else {
        Ok(text.to_owned())
    }
}

/// Whether a file of this name can stand in one folder of every system and nobody is misled by it.
pub fn is_plain(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let device = matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
        || stem
            .strip_prefix("com")
            .or_else(|| stem.strip_prefix("lpt"))
            .is_some_and(|n| n.len() == 1 && n.starts_with(|c: char| c.is_ascii_digit()));
    // Characters that are not seen, or turn the direction in which a name is read.
    let unseen = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    !name.is_empty()
        && name.len() <= 200
        && !name.starts_with(['.', ' '])
        && !name.ends_with(['.', ' '])
        && !device
        && !name.contains(|c: char| unseen(c) || r#"/\:*?"<>|"#.contains(c))
}

#[cfg(test)]
mod tests;
