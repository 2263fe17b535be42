//! A picture of a story and everything that must not fall off it. Pure; reading, resizing and
//! writing picture files is in the modules below.

use serde::{Deserialize, Serialize, Serializer};
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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    #[default]
    Jpeg,
    Png,
    Webp,
    Tiff,
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
    /// IPTC Web Statement of Rights: the address of a licence or of terms.
    pub web_statement: String,
    /// PLUS Licensor URL: where a licence can be had.
    pub licensor: String,
    /// IPTC Source: who supplied it.
    pub source: String,
    /// IPTC Headline: the picture's own, not the story's.
    pub headline: String,
    /// IPTC Date Created: ISO 8601, as exact as the file says; with a zone only if it names one.
    pub created: String,
    /// IPTC Digital Source Type: the last part of its NewsCodes address, such as `digitalCapture`
    /// or `trainedAlgorithmicMedia`.
    pub digital_source: String,
    /// What the picture shows, for those who do not see it.
    pub alt: String,
    /// The picture adds nothing for those who do not see it: empty alt on purpose.
    pub decorative: bool,
}

impl Words {
    /// Every text with its field's name; caption, credit and alt text first.
    pub fn texts_mut(&mut self) -> [(&'static str, &mut String); 12] {
        let Self {
            caption,
            credit,
            creator,
            copyright,
            usage_terms,
            web_statement,
            licensor,
            source,
            headline,
            created,
            digital_source,
            alt,
            decorative: _,
        } = self;
        [
            ("caption", caption),
            ("credit", credit),
            ("alt", alt),
            ("creator", creator),
            ("copyright", copyright),
            ("usage_terms", usage_terms),
            ("web_statement", web_statement),
            ("licensor", licensor),
            ("source", source),
            ("headline", headline),
            ("created", created),
            ("digital_source", digital_source),
        ]
    }

    /// Copies of all of them.
    pub fn texts(&self) -> [(&'static str, String); 12] {
        self.clone().texts_mut().map(|(field, text)| (field, std::mem::take(text)))
    }
}

/// The point that must stay visible in every crop: 0…1 from the left and from the top.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct Focus {
    #[serde(serialize_with = "as_written")]
    pub x: f32,
    #[serde(serialize_with = "as_written")]
    pub y: f32,
}

/// A number with the digits a person would give it: 0.4, where JSON's wider numbers would show
/// 0.4000000059604645.
fn as_written<S: Serializer>(number: &f32, serializer: S) -> Result<S::Ok, S::Error> {
    match number.to_string().parse::<f64>() {
        Ok(number) => serializer.serialize_f64(number),
        Err(_) => serializer.serialize_f32(*number),
    }
}

/// The shape of a crop, as `16:9`: both sides are 1…100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct Shape {
    pub width: u32,
    pub height: u32,
}

impl TryFrom<String> for Shape {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let side = |text: &str| text.trim().parse().ok().filter(|n| (1..=100).contains(n));
        let sides = text.split_once(':').and_then(|(w, h)| side(w).zip(side(h)));
        let (width, height) =
            sides.ok_or_else(|| format!("“{text}” is no shape; one looks like 16:9"))?;
        Ok(Self { width, height })
    }
}

impl From<Shape> for String {
    fn from(shape: Shape) -> Self {
        format!("{}:{}", shape.width, shape.height)
    }
}

/// What is private in a file and leaves with it only if the writer says so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Kept {
    /// GPS: where it was taken.
    pub place: bool,
    /// Serial numbers of camera and lens, and the owner's name.
    pub camera: bool,
}

/// One of the three places in a file where words about the picture stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    Exif,
    Xmp,
    Iim,
}

/// A field about which a file says different things in different places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Dispute {
    /// The name of the field in [`Words`].
    pub field: String,
    /// What each place says; the one that is offered first.
    pub says: Vec<(Place, String)>,
}

/// One picture of one story.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
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
    /// Where the file disagrees with itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Dispute>>", optional)]
    pub disputed: Vec<Dispute>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub focus: Option<Focus>,
    /// The shape it is cut to, around the focus, when it leaves; none leaves it whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub crop: Option<Shape>,
    #[serde(default)]
    pub kept: Kept,
}

mod colour;
pub mod crop;
mod decode;
mod encode;
pub mod inspect;
mod jpeg;
mod kind;
pub mod likeness;
pub mod metadata;
pub mod name;
pub mod prepare;
mod scale;
pub mod take_in;
pub mod told;
