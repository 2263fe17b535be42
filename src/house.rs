//! The house pack: everything that is one newsroom's own, in one TOML file. Formats, sections,
//! what every story must have, the sign-off and the furniture of its practice site.
//!
//! Pure: the file's text is handed in, and so is every moment that is to be printed.

mod built_in;
pub mod caption;
mod field;
mod furniture;
mod history;
mod moment;
mod pattern;
mod rights;

pub use furniture::{Furniture, Jobs, Link, Newsletter};
pub use history::{History, Keep};
pub use rights::Rights;

use crate::error::reading::plainly;
use crate::error::{Code, Error, Result};
use crate::picture::{Shape, Words};
use jiff::Timestamp;
use jiff::tz::TimeZoneDatabase;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// The time zones that come with the program, so that a date reads the same on every computer.
static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// One newsroom's ways. Read with [`House::parse`]; `docs/` and the built-in pack show each field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct House {
    /// The names stories file under, in the order the paper lists them; never empty.
    #[serde(deserialize_with = "field::sections")]
    pub sections: Vec<String>,
    /// IANA name of the zone dates are printed in.
    #[serde(deserialize_with = "field::time_zone")]
    pub time_zone: String,
    /// BCP 47 tag of the language the paper is written in.
    #[serde(default = "field::british_english")]
    pub language: String,
    /// What a story cannot be published without.
    #[serde(default)]
    pub required: Vec<Required>,
    /// Longest headline that fits the paper's pages, in characters.
    #[serde(default = "field::longest_headline")]
    pub longest_headline: usize,
    /// Straight quotation marks, `--` and `...` become typographic ones.
    #[serde(default)]
    pub smart_punctuation: bool,
    /// Names and words the paper writes that no dictionary has.
    #[serde(default)]
    pub words: Vec<String>,
    /// Markdown set under every story; empty for none.
    #[serde(default)]
    pub sign_off: String,
    pub masthead: Masthead,
    #[serde(default)]
    pub byline: Byline,
    #[serde(default)]
    pub dateline: Dateline,
    #[serde(default)]
    pub credit: Credit,
    #[serde(default)]
    pub date: Date,
    #[serde(default)]
    pub correction: Correction,
    #[serde(default)]
    pub pictures: Pictures,
    #[serde(default)]
    pub advertisement: Advertisement,
    #[serde(default)]
    pub history: History,
    #[serde(default)]
    pub furniture: Furniture,
}

/// The paper's name and where it belongs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Masthead {
    #[serde(deserialize_with = "field::not_blank")]
    pub name: String,
    #[serde(default)]
    pub town: String,
    #[serde(default)]
    pub strapline: String,
}

/// How a writer's name is printed; `{name}` is filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Byline {
    #[serde(deserialize_with = "field::byline_pattern")]
    pub pattern: String,
}

/// How the place a story was reported from opens its first paragraph; `{place}` is filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dateline {
    #[serde(deserialize_with = "field::dateline_pattern")]
    pub pattern: String,
    /// The place is set in capitals.
    #[serde(default)]
    pub capitals: bool,
}

/// How caption and credit become one line; `{caption}` and `{credit}` are filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credit {
    #[serde(deserialize_with = "field::credit_format")]
    pub format: String,
}

/// How readers are told what was put right; Markdown. `{date}` and `{note}` are filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    #[serde(deserialize_with = "field::correction_format")]
    pub format: String,
}

impl Default for Correction {
    fn default() -> Self {
        Self { format: "**Correction, {date}:** {note}".to_owned() }
    }
}

/// How a day is printed. Filled in: `{day}` 11, `{ordinal}` 11th, `{month}` Jan, `{month_name}`
/// January, `{year}` 2024, `{weekday}` Thursday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Date {
    #[serde(deserialize_with = "field::date_format")]
    pub format: String,
}

/// Limits for pictures that leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Pictures {
    /// Longest edge in pixels; larger pictures are made smaller, smaller ones stay.
    #[serde(deserialize_with = "field::long_edge")]
    pub long_edge: u32,
    /// JPEG quality, 1 to 100.
    #[serde(deserialize_with = "field::quality")]
    pub quality: u8,
    /// Most bytes one picture file may have when it leaves.
    pub max_bytes: u64,
    /// The shapes a picture may be cut to.
    pub crops: Vec<Shape>,
    /// The usual terms of use, to choose from.
    pub rights: Vec<Rights>,
}

/// How paid-for articles are marked (UK CAP Code 2.1 and 2.4: obviously identifiable).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Advertisement {
    /// Printed above the headline.
    #[serde(deserialize_with = "field::not_blank")]
    pub label: String,
    /// The section such articles belong in; empty if the paper has none.
    pub section: String,
}

/// Something a house may insist on before a story is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Required {
    Headline,
    Standfirst,
    Byline,
    Section,
    Lead,
    Caption,
    Credit,
    Alt,
}

impl Required {
    pub const ALL: [Self; 8] = [
        Self::Headline,
        Self::Standfirst,
        Self::Byline,
        Self::Section,
        Self::Lead,
        Self::Caption,
        Self::Credit,
        Self::Alt,
    ];

    /// The word for it in the house pack, as serde writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Standfirst => "standfirst",
            Self::Byline => "byline",
            Self::Section => "section",
            Self::Lead => "lead",
            Self::Caption => "caption",
            Self::Credit => "credit",
            Self::Alt => "alt",
        }
    }
}

impl House {
    /// The pack used where a newsroom has none of its own.
    pub fn built_in() -> &'static Self {
        built_in::pack()
    }

    /// Reads a house pack; `file` is the name to use in messages.
    ///
    /// # Errors
    /// [`Code::HousePack`] with file, line and reason: not TOML, a key nobody knows, a value of the
    /// wrong type, or one that cannot work (a credit format without `{credit}`, an unknown zone).
    pub fn parse(text: &str, file: &str) -> Result<Self> {
        let house: Self = toml::from_str(text).map_err(|e| {
            let at = e.span().map_or(0, |span| span.start).min(text.len());
            refusal(file, text, at, &plainly(e.message()))
        })?;
        let section = &house.advertisement.section;
        if !section.is_empty() && !house.sections.contains(section) {
            let at = text.find("[advertisement]").unwrap_or(0);
            let reason = format!("the advertisement section “{section}” is not among the sections");
            return Err(refusal(file, text, at, &reason));
        }
        Ok(house)
    }

    /// Whether a story cannot be published without it.
    pub fn requires(&self, what: Required) -> bool {
        self.required.contains(&what)
    }

    /// Caption and credit in the house format; where one is empty, the other alone as the format
    /// prints it.
    pub fn caption_line(&self, words: &Words) -> String {
        caption::line(&self.credit.format, words.caption.trim(), words.credit.trim())
    }

    /// The day of `at` in the paper's time zone, in the house's form.
    pub fn date_line(&self, at: Timestamp) -> String {
        let day = at.to_zoned_datetime(self.zone()).date();
        pattern::fill(&self.date.format, |word| pattern::of_date(day, word))
    }

    /// The note that tells readers what was put right, as Markdown.
    pub fn correction_line(&self, note: &str, at: Timestamp) -> String {
        pattern::fill(&self.correction.format, |word| match word {
            "note" => Some(note.trim().to_owned()),
            _ => Some(self.date_line(at)),
        })
    }

    /// A writer's name in the byline pattern; one that already bears it is left alone.
    pub fn byline_for(&self, name: &str) -> String {
        let name = name.trim();
        let (before, after) =
            self.byline.pattern.split_once("{name}").unwrap_or((&self.byline.pattern, ""));
        let bears_it = !before.is_empty() && name.starts_with(before) && name.ends_with(after);
        if name.is_empty() || bears_it {
            return name.to_owned();
        }
        format!("{before}{name}{after}")
    }

    /// The name in a byline, whether it is written in the house's pattern or not.
    pub fn name_in(&self, byline: &str) -> String {
        let byline = byline.trim();
        let (before, after) = self.byline.pattern.split_once("{name}").unwrap_or(("", ""));
        let name = byline.strip_prefix(before).and_then(|line| line.strip_suffix(after));
        name.unwrap_or(byline).trim().to_owned()
    }

    /// What opens the first paragraph of a story reported from `place`.
    pub fn dateline_for(&self, place: &str) -> String {
        let place = place.trim();
        let place = if self.dateline.capitals { place.to_uppercase() } else { place.to_owned() };
        pattern::fill(&self.dateline.pattern, |_| Some(place.clone()))
    }
}

/// A house pack that cannot be used: where (byte `at` of `text`) and why.
fn refusal(file: &str, text: &str, at: usize, reason: &str) -> Error {
    let line = text.as_bytes()[..at].iter().filter(|b| **b == b'\n').count() + 1;
    Error::new(
        Code::HousePack,
        format!(
            "{file}, line {line}: {}. No story was touched.",
            reason.trim().trim_end_matches('.')
        ),
        "Correct that line and start again, or take the file away to use the built-in house pack.",
    )
}

#[cfg(test)]
mod tests;
