//! A story as the API takes it and keeps it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What sort of article it is; readers see a label for some of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The label readers see instead of the section's name; `None` where the section says enough.
    pub fn label(self) -> Option<&'static str> {
        match self {
            Self::News | Self::Feature | Self::Sport => None,
            Self::Opinion => Some("Opinion"),
            Self::Review => Some("Review"),
            Self::Obituary => Some("Obituary"),
            Self::AdvertisementFeature => Some("Advertisement Feature"),
        }
    }

    /// Whether somebody paid for it, which readers must be told (CAP Code 2.4).
    pub fn is_paid_for(self) -> bool {
        self == Self::AdvertisementFeature
    }
}

/// Where a story stands on the site. Only `Published` is public.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    #[default]
    Draft,
    Filed,
    Published,
    Withdrawn,
}

impl State {
    /// The word on the wire and in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Filed => "filed",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state a word on the wire stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Draft, Self::Filed, Self::Published, Self::Withdrawn]
            .into_iter()
            .find(|state| state.word() == word)
    }

    /// Whether the story must be complete: an editor or the public will read it.
    pub fn must_be_complete(self) -> bool {
        matches!(self, Self::Filed | Self::Published)
    }
}

/// The point of a picture that every crop should show: 0…1 from the left and from the top.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Focus {
    pub x: f32,
    pub y: f32,
}

/// What is said about one picture of a story. Names follow the IPTC Photo Metadata Standard.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PictureWords {
    /// The id the picture was sent under.
    pub id: String,
    pub caption: String,
    /// IPTC Credit Line.
    pub credit: String,
    /// IPTC Creator.
    pub creator: String,
    /// IPTC Copyright Notice.
    pub copyright: String,
    /// IPTC Rights Usage Terms.
    pub usage_terms: String,
    /// IPTC Web Statement of Rights: the address of a licence or of terms.
    pub web_statement: String,
    /// PLUS Licensor URL: where a licence can be had.
    pub licensor: String,
    /// IPTC Source.
    pub source: String,
    /// IPTC Headline: the picture's own.
    pub headline: String,
    /// IPTC Date Created, in ISO 8601.
    pub created: String,
    /// IPTC Digital Source Type: the last part of its NewsCodes address.
    pub digital_source: String,
    /// What the picture shows; empty where it is decorative.
    pub alt: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub focus: Option<Focus>,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// One story as `PUT /api/v1/stories/{id}` takes it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoryDocument {
    /// The wish for the last part of the address; the site makes it unique.
    pub slug: String,
    pub kind: Kind,
    /// One of the site's section names.
    pub section: String,
    pub headline: String,
    pub standfirst: String,
    /// As printed, "By " and all.
    pub byline: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dateline: Option<String>,
    pub tags: Vec<String>,
    /// The body without headline and lead picture; cleaned before it is kept.
    pub body_html: String,
    /// The lead picture's id, one of `pictures`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<String>,
    pub pictures: Vec<PictureWords>,
    pub state: State,
    /// The moment of first publication, if it is not the moment of this request. Kept by the
    /// site once the story has been public.
    #[serde(skip_serializing)]
    pub published_at: Option<Timestamp>,
}

impl StoryDocument {
    /// What is said about the picture with this id.
    pub fn picture(&self, id: &str) -> Option<&PictureWords> {
        self.pictures.iter().find(|picture| picture.id == id)
    }

    /// What is said about the lead picture.
    pub fn lead_picture(&self) -> Option<&PictureWords> {
        self.picture(self.lead.as_deref()?)
    }
}
