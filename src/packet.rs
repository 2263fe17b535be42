//! A story on its way between two people: one `.story` file with its words, pictures, earlier states
//! and review, signed by whoever sent it. And the same for other writing apps: TextBundle.
//!
//! `docs/story-packet.md` describes the file. What is read here comes from strangers. A packet is
//! looked through whole, its signature and every hash included, before anything of it is handed on;
//! nothing here writes to a disk, but for the folder of a TextBundle that a person named. Pictures
//! are handed on one at a time, for a packet may hold thirty of 20 MB.

pub mod bundle;
mod cleaning;
mod fault;
mod manifest;
mod manuscript;
mod reading;
mod signer;
mod writing;
mod zip;

pub use manifest::{FORMAT, VERSION};
pub use manuscript::refuse_other_original;
pub use reading::{Opened, read};
pub use signer::{Signer, fingerprint, spoken};
pub use writing::{seal, write};
// Other files of strangers are zip files, too: `import`.
pub(crate) use fault::Fault;
pub(crate) use zip::{Archive, Bounds};

use crate::review::{Person, Review};
use crate::story::Story;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use ts_rs::TS;

/// What a packet says of a story; the originals of its pictures come beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Contents {
    pub story: Story,
    pub review: Review,
    /// Earlier states that the receiver may not have, oldest first. Their pictures have no originals
    /// in the packet, unless the story still shows them.
    pub revisions: Vec<Revision>,
}

impl Contents {
    /// Keeps as many of the earlier states, the newest first, as take `room` bytes, roughly; how many were
    /// left out.
    pub fn keep_newest(&mut self, room: usize) -> usize {
        let mut bytes = 0;
        let fit = self.revisions.iter().rev().take_while(|one| {
            bytes += size(&one.story);
            bytes <= room
        });
        let left_out = self.revisions.len() - fit.count();
        self.revisions.drain(..left_out);
        left_out
    }
}

/// About how many bytes the story takes, written down.
fn size(story: &Story) -> usize {
    let words = &story.copy;
    let texts = [&words.headline, &words.standfirst, &words.byline, &words.body];
    let text: usize = texts.into_iter().chain(&words.tags).map(String::len).sum();
    text + 1024 + 2048 * story.pictures.len()
}

/// What the story was at one moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revision {
    pub at: Timestamp,
    /// As the history tells it: “while writing”.
    pub why: String,
    /// Who changed it then; none where that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Person>,
    pub story: Story,
}

/// What a file from somebody else may hold at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Files in it.
    pub files: usize,
    /// Bytes of each file of words.
    pub words: u64,
    /// Bytes of each original.
    pub original: u64,
    /// Bytes of everything together, unpacked.
    pub total: u64,
}

impl Default for Limits {
    /// As large an original as is taken in by hand, and far more of them than a story has.
    fn default() -> Self {
        Self {
            files: 500,
            words: 32 * 1024 * 1024,
            original: 200 * 1024 * 1024,
            total: 3 * 1024 * 1024 * 1024,
        }
    }
}

/// What is known of the key a packet was signed with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Contact {
    /// This person, with this key, is remembered.
    Known,
    /// Nobody of that name is known: the key is to be shown, and remembered.
    First,
    /// The key is known under another name.
    Renamed { was: String },
    /// Somebody of that name is known by another key: a new computer, or somebody else.
    OtherKey { known: String },
}

/// What `sender` is to somebody who remembers the persons in `known`.
pub fn contact(sender: &Person, known: &[Person]) -> Contact {
    // Names that look alike are the same name here: a stranger should not pass for a friend by a
    // capital or a space.
    let name = |person: &Person| {
        person.name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
    };
    let keys: Vec<&Person> = known.iter().filter(|person| person.key == sender.key).collect();
    if keys.iter().any(|person| name(person) == name(sender)) {
        return Contact::Known;
    }
    if let Some(person) =
        known.iter().find(|person| !person.key.is_empty() && name(person) == name(sender))
    {
        return Contact::OtherKey { known: person.key.clone() };
    }
    keys.first().map_or(Contact::First, |person| Contact::Renamed { was: person.name.clone() })
}

/// Lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod tests;
