//! The story: its words, its standing, and the moves that are legal. Pure: no I/O, no clock.

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

/// Where a story stands between its first word and the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    Draft,
    Filed,
    Returned,
    Approved,
    Published,
    Corrected,
    Withdrawn,
    Spiked,
}

/// What can be done to a story's standing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Move {
    /// The writer hands it in.
    File,
    /// The editor sends it back with reasons.
    Return,
    /// The editor passes exactly this text.
    Approve,
    /// It is public.
    Publish,
    /// It is public again, put right.
    Correct,
    /// It is taken off the site.
    Withdraw,
    /// Binned.
    Spike,
    /// Taken out of the bin.
    Unspike,
}

/// A move the status does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IllegalMove {
    pub from: Status,
    pub by: Move,
}

impl Status {
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::Filed,
        Self::Returned,
        Self::Approved,
        Self::Published,
        Self::Corrected,
        Self::Withdrawn,
        Self::Spiked,
    ];

    /// The status after `by`, or why not.
    ///
    /// A draft may be published without having been filed: an editor writes too.
    ///
    /// # Errors
    /// [`IllegalMove`] for every pair not drawn in `ARCHITECTURE.md`.
    pub fn after(self, by: Move) -> Result<Self, IllegalMove> {
        use Move as M;
        use Status as S;
        match (self, by) {
            (S::Draft | S::Returned, M::File) => Ok(S::Filed),
            (S::Filed | S::Approved, M::Return) => Ok(S::Returned),
            (S::Filed | S::Draft | S::Returned, M::Approve) => Ok(S::Approved),
            (S::Draft | S::Filed | S::Returned | S::Approved | S::Withdrawn, M::Publish) => {
                Ok(S::Published)
            }
            (S::Published | S::Corrected, M::Correct) => Ok(S::Corrected),
            (S::Published | S::Corrected, M::Withdraw) => Ok(S::Withdrawn),
            (S::Draft | S::Filed | S::Returned | S::Approved | S::Withdrawn, M::Spike) => {
                Ok(S::Spiked)
            }
            (S::Spiked, M::Unspike) => Ok(S::Draft),
            (from, by) => Err(IllegalMove { from, by }),
        }
    }

    /// The word for it on the screen and in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Filed => "filed",
            Self::Returned => "returned",
            Self::Approved => "approved",
            Self::Published => "published",
            Self::Corrected => "corrected",
            Self::Withdrawn => "withdrawn",
            Self::Spiked => "spiked",
        }
    }
}

impl From<IllegalMove> for Error {
    fn from(illegal: IllegalMove) -> Self {
        Self::new(
            Code::IllegalMove,
            format!("A story that is {} cannot do this.", illegal.from.word()),
            "Open the story to see where it stands; nothing was changed.",
        )
    }
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

    /// The slug to publish under: the written one, else one made from the headline.
    pub fn slug_or_headline(&self) -> String {
        let text = if self.slug.trim().is_empty() { &self.copy.headline } else { &self.slug };
        slugify(text)
    }
}

/// Lower-case ASCII words joined by hyphens, at most 80 characters, cut between words.
///
/// Letters with accents lose them; what has no ASCII form is dropped. May be empty.
pub fn slugify(text: &str) -> String {
    const LONGEST: usize = 80;
    let mut slug = String::new();
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’') {
        let ascii: String = word.chars().flat_map(ascii_of).collect();
        if ascii.is_empty() {
            continue;
        }
        if slug.len() + ascii.len() + 1 > LONGEST && !slug.is_empty() {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&ascii[..ascii.len().min(LONGEST)]);
    }
    slug
}

/// The plain letters a letter is written with in an address.
fn ascii_of(c: char) -> impl Iterator<Item = char> {
    let lower = c.to_lowercase().next().unwrap_or(c);
    let plain: &'static str = match lower {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => "o",
        'œ' => "oe",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ß' => "ss",
        'ť' | 'ț' => "t",
        'þ' => "th",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => "",
    };
    let itself = (plain.is_empty() && lower.is_ascii_alphanumeric()).then_some(lower);
    plain.chars().chain(itself)
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

    /// Every legal move; each pair not listed must be refused.
    const LEGAL: &[(Status, Move, Status)] = &[
        (Status::Draft, Move::File, Status::Filed),
        (Status::Draft, Move::Approve, Status::Approved),
        (Status::Draft, Move::Publish, Status::Published),
        (Status::Draft, Move::Spike, Status::Spiked),
        (Status::Filed, Move::Return, Status::Returned),
        (Status::Filed, Move::Approve, Status::Approved),
        (Status::Filed, Move::Publish, Status::Published),
        (Status::Filed, Move::Spike, Status::Spiked),
        (Status::Returned, Move::File, Status::Filed),
        (Status::Returned, Move::Approve, Status::Approved),
        (Status::Returned, Move::Publish, Status::Published),
        (Status::Returned, Move::Spike, Status::Spiked),
        (Status::Approved, Move::Return, Status::Returned),
        (Status::Approved, Move::Publish, Status::Published),
        (Status::Approved, Move::Spike, Status::Spiked),
        (Status::Published, Move::Correct, Status::Corrected),
        (Status::Published, Move::Withdraw, Status::Withdrawn),
        (Status::Corrected, Move::Correct, Status::Corrected),
        (Status::Corrected, Move::Withdraw, Status::Withdrawn),
        (Status::Withdrawn, Move::Publish, Status::Published),
        (Status::Withdrawn, Move::Spike, Status::Spiked),
        (Status::Spiked, Move::Unspike, Status::Draft),
    ];
    const MOVES: [Move; 8] = [
        Move::File,
        Move::Return,
        Move::Approve,
        Move::Publish,
        Move::Correct,
        Move::Withdraw,
        Move::Spike,
        Move::Unspike,
    ];

    #[test]
    fn every_pair_of_status_and_move_is_as_drawn() {
        for from in Status::ALL {
            for by in MOVES {
                let drawn = LEGAL.iter().find(|(f, b, _)| *f == from && *b == by).map(|l| l.2);
                assert_eq!(from.after(by).ok(), drawn, "{from:?} {by:?}");
            }
        }
    }

    #[test]
    fn pictures_and_signs_are_no_words() {
        assert_eq!(words("# One two\n\n![](a.jpg)\n\n- three – *four*\n"), 4);
        assert_eq!(words(""), 0);
    }

    #[test]
    fn a_slug_is_plain_words() {
        assert_eq!(
            slugify("Library reopens after two-year repair"),
            "library-reopens-after-two-year-repair"
        );
        assert_eq!(slugify("Größe: «Žluťoučký kůň»"), "grosse-zlutoucky-kun");
        assert_eq!(slugify("The council’s £5m plan"), "the-councils-5m-plan");
        assert_eq!(slugify("東京"), "");
        assert!(slugify(&"word ".repeat(60)).len() <= 80);
        assert!(!slugify(&"word ".repeat(60)).ends_with('-'));
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
