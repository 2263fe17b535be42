//! A picture of a story and everything that must not fall off it. Pure; reading, resizing and
//! writing picture files is in the modules below.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where on the page a picture stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Above the first paragraph, on the front page and on cards.
    Lead,
    /// In the body, where its `![](name)` line stands.
    #[default]
    Inline,
}

/// The kind of file the original is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    Jpeg,
    Png,
    Webp,
}

/// What a person may write about a picture; every field may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Words {
    pub caption: String,
    /// IPTC Credit Line: who is named beside the picture.
    pub credit: String,
    /// IPTC Creator: who made it.
    pub creator: String,
    /// IPTC Copyright Notice.
    pub copyright: String,
    /// IPTC Rights Usage Terms.
    pub usage_terms: String,
    /// IPTC Source: who supplied it.
    pub source: String,
    /// What the picture shows, for those who do not see it.
    pub alt: String,
    /// The picture adds nothing for those who do not see it: empty alt on purpose.
    pub decorative: bool,
}

/// The point that must stay visible in every crop: 0…1 from the left and from the top.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct Focus {
    pub x: f32,
    pub y: f32,
}

/// One picture of one story.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Picture {
    /// Its name in this story, as the body's `![](name.jpg)` says it.
    pub name: String,
    /// SHA-256 of the original file, in lower-case hex; the file in the data folder bears it.
    pub sha256: String,
    pub format: Format,
    /// Pixels of the upright picture (EXIF orientation applied).
    pub width: u32,
    pub height: u32,
    pub role: Role,
    #[serde(flatten)]
    pub words: Words,
    /// What the file itself says and nobody has taken over yet: offered, never forced.
    #[serde(default)]
    pub offered: Words,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub focus: Option<Focus>,
}

mod decode;
mod encode;
pub mod inspect;
mod jpeg;
mod kind;
pub mod metadata;
pub mod name;
pub mod prepare;
