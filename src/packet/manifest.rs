//! The list of what is in a packet, which is what its sender signs.

use super::fault::Fault;
use super::hex;
use crate::review::Person;
use crate::story::StoryId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The name a packet's manifest gives its format.
pub const FORMAT: &str = "copydesk-story";
/// The newest version of a packet that is read, and the one that is written.
pub const VERSION: u32 = 1;

/// The names of a packet's files. The last three are not in the manifest.
pub const STORY_WORDS: &str = "story.md";
pub const STORY: &str = "story.json";
pub const REVIEW: &str = "review.json";
pub const REVISIONS: &str = "revisions.json";
pub const ORIGINALS: &str = "originals/";
pub const MANIFEST: &str = "manifest.json";
pub const SENDER_KEY: &str = "sender.key";
pub const SIGNATURE: &str = "signature";

/// Bytes that each line of a manifest takes at most.
const LINE: u64 = 2048;
/// Characters of a sender's name at most.
const LONGEST_NAME: usize = 200;

/// `manifest.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub format: String,
    pub version: u32,
    pub story: StoryId,
    pub made: Timestamp,
    pub by: Person,
    pub files: Vec<Line>,
}

/// One file of the packet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub name: String,
    /// In bytes.
    pub length: u64,
    /// In lower-case hex.
    pub sha256: String,
}

/// What a manifest of every version says.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

impl Line {
    /// The line for a file.
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        let (length, sha256) = (bytes.len() as u64, hex(&Sha256::digest(bytes)));
        Self { name: name.to_owned(), length, sha256 }
    }

    /// Whether these are the file's bytes.
    pub fn is_of(&self, bytes: &[u8]) -> bool {
        *self == Self::of(&self.name, bytes)
    }
}

/// Bytes of a manifest with so many lines, at most.
pub fn longest(files: usize) -> u64 {
    (files as u64 + 1) * LINE
}

/// Refuses what is no packet, or one of a version that came later.
pub fn refuse_version(manifest: &[u8]) -> Result<(), Fault> {
    let head = serde_json::from_slice::<Head>(manifest).ok();
    let head = head.filter(|head| head.format == FORMAT && head.version > 0).ok_or_else(|| {
        Fault::new(
            "it is not a story's packet, or its manifest is damaged",
            "Look whether it is the right file, or ask for it to be sent again.",
        )
    })?;
    if head.version > VERSION {
        return Err(Fault::new(
            format!(
                "it was made by a newer Copydesk (version {} of packets; {VERSION} is known here)",
                head.version
            ),
            "Update Copydesk on this computer, then open the packet again.",
        ));
    }
    Ok(())
}

/// Whether a sender's name can be shown.
pub fn is_shown(name: &str) -> bool {
    name.chars().count() <= LONGEST_NAME && !name.chars().any(char::is_control)
}

/// Reads a manifest whose signature was right.
pub fn parse(manifest: &[u8]) -> Result<Manifest, Fault> {
    let parsed: Manifest = serde_json::from_slice(manifest)
        .map_err(|_| Fault::trick("its manifest is not written as a packet's is"))?;
    if !is_shown(&parsed.by.name) {
        return Err(Fault::trick("the sender's name is not one that can be shown"));
    }
    Ok(parsed)
}
