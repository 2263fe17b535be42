//! Fields of the house pack that are looked at while they are read, so that a value which cannot
//! work is refused with its line.

use super::{Advertisement, Byline, Credit, Date, Dateline, Pictures, ZONES, pattern};
use crate::picture::Shape;
use serde::de::{Deserialize, Deserializer, Error};

pub fn british_english() -> String {
    "en-GB".to_owned()
}

pub fn longest_headline() -> usize {
    100
}

impl Default for Byline {
    fn default() -> Self {
        Self { pattern: "By {name}".to_owned() }
    }
}

impl Default for Dateline {
    fn default() -> Self {
        Self { pattern: "{place} — ".to_owned(), capitals: true }
    }
}

impl Default for Credit {
    fn default() -> Self {
        Self { format: "{caption} (Image - {credit})".to_owned() }
    }
}

impl Default for Date {
    fn default() -> Self {
        Self { format: "{ordinal} {month} {year}".to_owned() }
    }
}

impl Default for Pictures {
    fn default() -> Self {
        Self {
            long_edge: 2560,
            quality: 85,
            max_bytes: 8_000_000,
            crops: [(16, 9), (4, 3), (1, 1)].map(|(width, height)| Shape { width, height }).into(),
            rights: super::rights::usual(),
        }
    }
}

impl Default for Advertisement {
    fn default() -> Self {
        Self { label: "Advertisement feature".to_owned(), section: String::new() }
    }
}

pub fn not_blank<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    if text.trim().is_empty() {
        return Err(D::Error::custom("this cannot be empty"));
    }
    Ok(text)
}

pub fn sections<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let sections = Vec::<String>::deserialize(from)?;
    if sections.is_empty() {
        return Err(D::Error::custom("a paper needs at least one section"));
    }
    for (n, section) in sections.iter().enumerate() {
        if section.trim().is_empty() {
            return Err(D::Error::custom("a section's name is empty"));
        }
        if sections[..n].contains(section) {
            return Err(D::Error::custom(format!("the section “{section}” is named twice")));
        }
    }
    Ok(sections)
}

pub fn time_zone<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let zone = String::deserialize(from)?;
    if ZONES.get(&zone).is_err() {
        return Err(D::Error::custom(format!(
            "“{zone}” is not a time zone; an IANA name is wanted, such as Europe/London"
        )));
    }
    Ok(zone)
}

pub fn web_address<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    match url::Url::parse(&text) {
        Ok(address) if matches!(address.scheme(), "http" | "https") => Ok(text),
        _ => Err(D::Error::custom(format!(
            "“{text}” is not a web address; it must begin with http:// or https://"
        ))),
    }
}

pub fn link<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    web_address(from).map(Some)
}

pub fn long_edge<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    let pixels = u32::deserialize(from)?;
    if !(320..=16_000).contains(&pixels) {
        return Err(D::Error::custom("the long edge must be 320 to 16000 pixels"));
    }
    Ok(pixels)
}

pub fn quality<'de, D: Deserializer<'de>>(from: D) -> Result<u8, D::Error> {
    let quality = u8::deserialize(from)?;
    if !(1..=100).contains(&quality) {
        return Err(D::Error::custom("the quality must be 1 to 100"));
    }
    Ok(quality)
}

pub fn byline_pattern<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    with_words(from, &["name"], &["name"])
}

pub fn dateline_pattern<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    with_words(from, &["place"], &["place"])
}

pub fn credit_format<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    with_words(from, &["caption", "credit"], &["caption", "credit"])
}

pub fn date_format<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    with_words(from, &[], &pattern::DATE_WORDS)
}

pub fn correction_format<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    with_words(from, &["date", "note"], &["date", "note"])
}

/// A pattern that has every one of `needed` exactly once, and none that is not `known`.
fn with_words<'de, D: Deserializer<'de>>(
    from: D,
    needed: &[&str],
    known: &[&str],
) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    if text.trim().is_empty() {
        return Err(D::Error::custom("this pattern cannot be empty"));
    }
    for word in needed {
        if pattern::words(&text).filter(|w| w == word).count() != 1 {
            return Err(D::Error::custom(format!("“{text}” must have {{{word}}} in it, once")));
        }
    }
    if let Some(word) = pattern::words(&text).find(|word| !known.contains(word)) {
        return Err(D::Error::custom(format!(
            "nobody knows {{{word}}}; known here: {{{}}}",
            known.join("} {")
        )));
    }
    Ok(text)
}
