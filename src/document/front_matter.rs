//! The YAML at the head of a story file.

use crate::error::reading::plainly;
use crate::error::{Code, Error, Result};
use crate::house::caption;
use crate::picture::Words;
use crate::story::Kind;
use jiff::Timestamp;
use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize};

/// The front matter. The names other tools use for the same things are understood as well.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "fields such as headline, byline and pictures")]
pub struct FrontMatter {
    /// `None` where the file does not say, so that the body's first heading may.
    #[serde(alias = "title")]
    pub headline: Option<String>,
    #[serde(alias = "summary", alias = "description", alias = "excerpt")]
    pub standfirst: String,
    #[serde(alias = "author")]
    pub byline: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dateline: Option<String>,
    pub kind: Kind,
    #[serde(alias = "category")]
    pub section: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub slug: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    #[serde(deserialize_with = "moment", skip_serializing_if = "Option::is_none")]
    pub embargo: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<String>,
    #[serde(with = "in_order", skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<(String, PictureEntry)>,
}

/// What the front matter says of one picture.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a picture's caption, credit and alt")]
pub struct PictureEntry {
    #[serde(skip_serializing_if = "String::is_empty")]
    caption: String,
    /// `None` where the file does not say, so that the caption's brackets may.
    #[serde(skip_serializing_if = "Option::is_none")]
    credit: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    creator: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    copyright: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    usage_terms: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    web_statement: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    licensor: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    source: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    headline: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    created: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    digital_source: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    alt: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    decorative: bool,
}

impl PictureEntry {
    /// The entry that reads back as exactly these words.
    pub fn of_words(words: &Words) -> Self {
        let words = words.clone();
        // Saying that there is no credit keeps the caption's brackets where they are.
        let said = !words.credit.is_empty() || caption::split(&words.caption).is_some();
        Self {
            caption: words.caption,
            credit: said.then_some(words.credit),
            creator: words.creator,
            copyright: words.copyright,
            usage_terms: words.usage_terms,
            web_statement: words.web_statement,
            licensor: words.licensor,
            source: words.source,
            headline: words.headline,
            created: words.created,
            digital_source: words.digital_source,
            alt: words.alt,
            decorative: words.decorative,
        }
    }

    /// The picture's words; a credit in the caption's brackets is taken out of it if the file names
    /// none.
    pub fn into_words(self) -> Words {
        let (caption, credit) = match (self.credit, caption::split(&self.caption)) {
            (Some(credit), _) => (self.caption, credit),
            (None, Some((caption, credit))) => (caption.to_owned(), credit.to_owned()),
            (None, None) => (self.caption, String::new()),
        };
        Words {
            caption,
            credit,
            creator: self.creator,
            copyright: self.copyright,
            usage_terms: self.usage_terms,
            web_statement: self.web_statement,
            licensor: self.licensor,
            source: self.source,
            headline: self.headline,
            created: self.created,
            digital_source: self.digital_source,
            alt: self.alt,
            decorative: self.decorative,
        }
    }
}

impl FrontMatter {
    /// Reads the YAML between the two lines of hyphens.
    pub fn parse(yaml: &str, file: &str) -> Result<Self> {
        if yaml.trim().is_empty() {
            return Ok(Self::default());
        }
        serde_yaml_ng::from_str(yaml).map_err(|e| {
            // The first line of the file is the hyphens'.
            let line = e.location().map_or(2, |at| at.line() + 1);
            let reason = e.to_string();
            let reason = reason.split(" at line ").next().unwrap_or_default().trim_end_matches('.');
            Error::new(
                Code::Invalid,
                format!("{file}, line {line}: {}. Nothing was read and the file was not changed.", plainly(reason)),
                "Correct that line between the two lines of hyphens; a text with a colon in it needs quotation marks around it.",
            )
        })
    }

    /// The YAML, each field on lines of its own. Words that YAML's plain forms would not give back to
    /// the letter, such as those with a line separator, have it written in its JSON form instead.
    pub fn to_yaml(&self) -> String {
        // Only maps with keys that are not text cannot be written, and there are none.
        let yaml =
            serde_yaml_ng::to_string(self).expect("front matter is plain text, lists and maps");
        let file = format!("---\n{yaml}---\n");
        let read = split(&file).and_then(|(yaml, _)| serde_yaml_ng::from_str::<Self>(yaml).ok());
        if read.as_ref() == Some(self) { yaml } else { self.to_json() }
    }

    /// JSON, which is YAML too, with every character escaped that YAML takes for a line's end or
    /// refuses.
    fn to_json(&self) -> String {
        let json = serde_json::to_string_pretty(self).expect("as above");
        let mut escaped = String::with_capacity(json.len() + 1);
        for c in json.chars() {
            match c {
                '\n' => escaped.push('\n'),
                '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                    escaped.push_str(&format!("\\u{:04x}", u32::from(c)));
                }
                c if c.is_control() => escaped.push_str(&format!("\\u{:04x}", u32::from(c))),
                c => escaped.push(c),
            }
        }
        escaped.push('\n');
        escaped
    }
}

/// A moment, with words for what is none.
fn moment<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Timestamp>, D::Error> {
    let Some(text) = Option::<String>::deserialize(from)? else { return Ok(None) };
    text.parse().map(Some).map_err(|_| {
        D::Error::custom(format!(
            "the embargo “{text}” is not a moment; write it like 2024-01-11T09:00:00Z"
        ))
    })
}

/// Refuses a file whose front matter begins and never ends. A line of hyphens alone may also be a
/// rule across the page: what follows it tells.
pub fn refuse_unclosed(text: &str, file: &str) -> Result<()> {
    let field = |line: &str| {
        let name = line
            .split_once(':')
            .filter(|(_, value)| value.is_empty() || value.starts_with([' ', '\t']));
        name.is_some_and(|(name, _)| {
            name.starts_with(|c: char| c.is_ascii_alphabetic())
                && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
        })
    };
    let first = text.strip_prefix("---\n").and_then(|after| after.lines().next());
    if !first.is_some_and(field) || split(text).is_some() {
        return Ok(());
    }
    Err(Error::new(
        Code::Invalid,
        format!(
            "{file}, line 1: the front matter begins here and never ends. Nothing was read and the file was not changed."
        ),
        "Put a line of three hyphens after the last field, before the story's text.",
    ))
}

/// Parts a file into front matter and body. The one empty line after the front matter and the last
/// line break are the file's, not the body's. `None` where there is no front matter.
pub fn split(text: &str) -> Option<(&str, &str)> {
    let after = text.strip_prefix("---\n")?;
    let mut at = 0;
    for line in after.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            let body = &after[at + line.len()..];
            let body = body.strip_prefix('\n').unwrap_or(body);
            return Some((&after[..at], body.strip_suffix('\n').unwrap_or(body)));
        }
        at += line.len();
    }
    None
}

/// A YAML map kept in the order it is written, names not twice.
mod in_order {
    use super::PictureEntry;
    use serde::de::{Deserializer, Error, MapAccess, Visitor};
    use serde::ser::Serializer;
    use std::fmt;

    type Pairs = Vec<(String, PictureEntry)>;

    pub fn serialize<S: Serializer>(pairs: &Pairs, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(pairs.iter().map(|(name, entry)| (name, entry)))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Pairs, D::Error> {
        from.deserialize_map(PairsVisitor)
    }

    struct PairsVisitor;

    impl<'de> Visitor<'de> for PairsVisitor {
        type Value = Pairs;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("pictures by name, each with caption, credit and alt")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
            let mut pairs = Pairs::new();
            while let Some((name, entry)) = map.next_entry::<String, Option<PictureEntry>>()? {
                if pairs.iter().any(|(known, _)| *known == name) {
                    return Err(A::Error::custom(format!("the picture {name} is named twice")));
                }
                pairs.push((name, entry.unwrap_or_default()));
            }
            Ok(pairs)
        }
    }
}
