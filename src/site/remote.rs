//! Stories and pictures as a site holds them.

use crate::markdown::substance;
use crate::story::StoryId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A picture as the site holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RemotePicture {
    /// The site's id for it.
    pub id: String,
    /// Where readers get it.
    pub url: String,
    /// SHA-256 (hex) of the bytes we sent.
    pub sha256: String,
    pub width: u32,
    pub height: u32,
}

/// How far a story is on the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    Draft,
    /// Handed in, waiting for an editor.
    Pending,
    /// The site itself makes it public at a moment it was told.
    Scheduled,
    Public,
    Withdrawn,
}

/// A story as the site holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RemoteStory {
    /// The site's id for it.
    pub id: String,
    /// Its public address. While it is not public the address to be, empty where the site does
    /// not tell.
    pub url: String,
    /// The site's mark of this version; compared for equality only.
    pub version: String,
    pub stage: Stage,
    /// While it is scheduled, the moment at which the site itself makes it public. `None` in every
    /// other stage, and where the site does not tell.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub moment: Option<Timestamp>,
    /// A mark of its words and pictures, whatever the site made of their HTML: see
    /// [`SiteCopy::mark`]. Empty in records made before there was one, and where the account may not
    /// see them: then nobody knows whether they were changed.
    #[serde(default)]
    pub words: String,
    /// A mark of what else of it we would write over: sections and tags; on an own site all of what
    /// is sent there.
    #[serde(default)]
    pub filing: String,
    /// The body as the site's editor has it: what a later change there is held against.
    #[serde(default)]
    pub body: String,
    /// Our revision that this is the site's form of; `None` where an adapter tells it.
    #[serde(default)]
    #[ts(type = "number | null")]
    pub revision: Option<i64>,
}

impl RemoteStory {
    /// Whether the story is as it was when `known` was recorded, in all that we would write over:
    /// in the same version, or with nothing changed that a person can have meant. A site may write
    /// its HTML in another way, and counts a version for what is no change.
    pub fn is_as(&self, known: &Self) -> bool {
        let as_filed = self.words == known.words && self.filing == known.filing;
        self.version == known.version
            || (!self.words.is_empty() && as_filed && self.has_body_of(known))
    }

    fn has_body_of(&self, known: &Self) -> bool {
        self.body == known.body || substance(&self.body) == substance(&known.body)
    }
}

/// What a site was asked to do about who can read a story. While no answer is recorded, nobody here
/// knows whether it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asked {
    /// To show it.
    Public,
    /// To show it at a moment.
    Scheduled,
    /// To have editors look at it.
    Pending,
    /// To hide it.
    Hidden,
}

impl Asked {
    /// Whether readers may have the story, or get it without another word from here.
    pub fn may_show(self) -> bool {
        matches!(self, Self::Public | Self::Scheduled)
    }
}

/// A picture we sent, or were about to send: enough to find it on the site again, even where the
/// answer was lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentPicture {
    pub story: StoryId,
    /// Its name in the story.
    pub name: String,
    /// SHA-256 (hex) of the bytes.
    pub sha256: String,
    /// How the site holds it; `None` if no answer ever came.
    pub remote: Option<RemotePicture>,
}

/// What became of a picture that was to be taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    /// It is not there any more, or its place was taken by what the story shows now.
    Gone,
    /// Something else on the site shows it, so it was left.
    InUse,
    /// The site has no way to take it away: readers who know its address still get it.
    Stays,
}
