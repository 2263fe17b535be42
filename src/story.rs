//! The story: its words, its standing, and the moves that are legal. Pure: no I/O, no clock.

mod slug;
mod status;
pub mod strange;

pub use slug::slugify;
pub use status::{IllegalMove, Move, Status};

use crate::error::{Code, Error};
use crate::picture::Picture;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use ts_rs::TS;
use uuid::Uuid;

/// Made on this computer when the story is, and never changed: sites know the story by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct StoryId(pub Uuid);

impl StoryId {
    /// A new id (UUIDv7, so ids sort by the moment they were made).
    pub fn new(now: Timestamp) -> Self {
        let seconds = u64::try_from(now.as_second()).unwrap_or(0);
        let nanos = u32::try_from(now.subsec_nanosecond()).unwrap_or(0);
        Self(Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, nanos)))
    }
}

impl fmt::Display for StoryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for StoryId {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        Uuid::parse_str(text.trim()).map(Self).map_err(|_| {
            Error::new(
                Code::Invalid,
                format!("“{text}” is not a story's id."),
                "Take the id from `desk list`.",
            )
        })
    }
}

/// What sort of article it is; the label readers see follows from it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    #[default]
    News,
    Feature,
    Opinion,
    Sport,
    Review,
    Obituary,
    AdvertisementFeature,
}

impl Kind {
    /// Every kind, in the order the screen lists them.
    pub const ALL: [Self; 7] = [
        Self::News,
        Self::Feature,
        Self::Opinion,
        Self::Sport,
        Self::Review,
        Self::Obituary,
        Self::AdvertisementFeature,
    ];

    /// The word for it in files and on the wire, as serde writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::News => "news",
            Self::Feature => "feature",
            Self::Opinion => "opinion",
            Self::Sport => "sport",
            Self::Review => "review",
            Self::Obituary => "obituary",
            Self::AdvertisementFeature => "advertisement-feature",
        }
    }
}

/// The words of a story.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Copy {
    pub headline: String,
    pub standfirst: String,
    pub byline: String,
    /// Where it was reported from, as printed before the first paragraph.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub dateline: Option<String>,
    /// Markdown. A picture is a plain image alone on its line, `![](name.jpg)`.
    pub body: String,
    pub tags: Vec<String>,
}

/// One article with its pictures, wherever it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Story {
    pub id: StoryId,
    pub kind: Kind,
    /// The story's short name in addresses; made from the headline until somebody writes one.
    pub slug: String,
    pub section: String,
    pub status: Status,
    /// Grows by one with every saved change; a save names the version it was made from.
    pub version: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub embargo: Option<Timestamp>,
    pub copy: Copy,
    pub pictures: Vec<Picture>,
    #[ts(type = "string")]
    pub created: Timestamp,
    #[ts(type = "string")]
    pub updated: Timestamp,
}

impl Story {
    /// An empty draft.
    pub fn new(id: StoryId, now: Timestamp) -> Self {
        Self {
            id,
            kind: Kind::News,
            slug: String::new(),
            section: String::new(),
            status: Status::Draft,
            version: 1,
            embargo: None,
            copy: Copy::default(),
            pictures: Vec::new(),
            created: now,
            updated: now,
        }
    }

    /// The picture at the top of the page, if one has that role.
    pub fn lead(&self) -> Option<&Picture> {
        self.pictures.iter().find(|p| p.role == crate::picture::Role::Lead)
    }

    /// The picture of that name.
    pub fn picture(&self, name: &str) -> Option<&Picture> {
        self.pictures.iter().find(|p| p.name == name)
    }

    /// As it came from a stranger: what stands in one line is a line. The body and what else has
    /// lines of its own is the writer's, to the letter.
    #[must_use]
    pub fn cleaned(mut self) -> Self {
        let copy = &mut self.copy;
        let lines = [&mut copy.headline, &mut copy.byline, &mut self.section, &mut self.slug];
        for text in lines.into_iter().chain(&mut copy.dateline).chain(&mut copy.tags) {
            *text = strange::line(text);
        }
        self
    }

    /// The slug to publish under: the written one, else one made from the headline.
    pub fn slug_or_headline(&self) -> String {
        let text = if self.slug.trim().is_empty() { &self.copy.headline } else { &self.slug };
        slugify(text)
    }
}

/// How many words a Markdown body has, counted quickly enough for every story of a long list: what
/// has a letter or a digit between white space. Picture lines do not count.
pub fn words(body: &str) -> usize {
    let lines = body.lines().filter(|line| !line.starts_with("!["));
    let words = lines.flat_map(str::split_whitespace);
    words.filter(|word| word.contains(char::is_alphanumeric)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_and_signs_are_no_words() {
        assert_eq!(words("# One two\n\n![](a.jpg)\n\n- three – *four*\n"), 4);
        assert_eq!(words(""), 0);
    }

    #[test]
    fn the_written_words_of_kind_and_status_are_those_serde_writes() {
        for kind in Kind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.word());
        }
        for status in Status::ALL {
            assert_eq!(serde_json::to_value(status).unwrap(), status.word());
        }
    }
}
