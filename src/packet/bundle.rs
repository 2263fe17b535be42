//! A story as other writing apps read it: TextBundle, a folder, or TextPack, the same as one file
//! (<https://textbundle.org/spec>, version 2).
//!
//! `text.md` is plain Markdown with the headline as its title; pictures are ordinary images out of
//! `assets/`, the lead first, caption and credit in their titles. What Markdown has no place for is in
//! `info.json` under [`RECORD`]. Read back unchanged, the story is the same to the letter. If the text
//! was changed in another app, what was changed there counts and the rest is as it was.

mod folder;
mod pack;
mod source;
mod taking;
mod text;

pub use folder::{export_folder, import_folder};
pub use pack::{export_pack, import_pack};

use super::fault::Fault;
use super::zip::is_plain;
use crate::error::{Code, Error, Result};
use crate::picture::Picture;
use crate::story::{Story, StoryId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use source::Source;
use taking::Taking;

/// The app's own key in `info.json`, and the identifier it calls itself by there.
pub const RECORD: &str = "io.github.copydesk";
/// The newest form of the record that is read, and the one that is written.
const RECORD_VERSION: u32 = 1;
/// Markdown, as TextBundle calls it.
const MARKDOWN: &str = "net.daringfireball.markdown";
const INFO: &str = "info.json";
const TEXT: &str = "text.md";
const ASSETS: &str = "assets/";

/// A story that came from a bundle.
#[derive(Debug, Clone, PartialEq)]
pub struct Brought {
    /// With its own id where the bundle has our record, else with a new one.
    pub story: Story,
    /// Whether it is to the letter the story that was exported.
    pub unchanged: bool,
    /// The story as it was exported, where the bundle has our record.
    pub was: Option<Story>,
    /// One sentence for each thing of the bundle that could not come.
    pub refused: Vec<String>,
}

/// Takes an original that came with a bundle: its record and the file's bytes.
pub type Keep<'a> = &'a mut dyn FnMut(&Picture, &[u8]) -> Result<()>;
/// Gives the original of a picture of the story.
pub type Original<'a> = &'a mut dyn FnMut(&Picture) -> Result<Vec<u8>>;

/// `info.json`, as it is written.
#[derive(Serialize)]
struct Info<'a> {
    version: u32,
    r#type: &'a str,
    transient: bool,
    #[serde(rename = "creatorIdentifier")]
    creator: &'a str,
    #[serde(rename = "io.github.copydesk")]
    record: Record,
}

/// What we keep of the story in `info.json`.
#[derive(Serialize, Deserialize)]
struct Record {
    version: u32,
    /// SHA-256 of `text.md` as it was written, in hex.
    text: String,
    story: Story,
}

/// The files of words of a bundle: `info.json` and `text.md`.
fn words_of(story: &Story) -> Result<(Vec<u8>, String)> {
    let text = text::compose(story);
    let record = Record { version: RECORD_VERSION, text: hash(&text), story: story.clone() };
    let info = Info { version: 2, r#type: MARKDOWN, transient: false, creator: RECORD, record };
    let info = serde_json::to_vec_pretty(&info).map_err(|error| {
        Error::new(
            Code::Internal,
            format!("The story cannot be written as JSON: {error}. Nothing was changed."),
            "Please report this with what you were doing.",
        )
    })?;
    Ok((info, text))
}

fn hash(text: &str) -> String {
    super::hex(&Sha256::digest(text))
}

/// Makes a story of a bundle; `now` is when. `most` is how many bytes words and originals may have.
fn import(
    source: &mut dyn Source,
    most: (u64, u64),
    now: Timestamp,
    keep: Keep<'_>,
) -> Result<Brought> {
    let (words, original) = most;
    let refusing = |fault: Fault| fault.refusing("TextBundle");
    let mut refused = Vec::new();
    let record = record(source, words, &mut refused).map_err(refusing)?;
    let text = text_of(source, words).map_err(refusing)?;
    let mut taking = Taking { source, original, keep, refused, pictures: Vec::new() };
    // Names that no file may have stay out, in what it was too.
    let plain = |story: &Story| story.pictures.iter().all(|picture| is_plain(&picture.name));
    let was = record.as_ref().map(|record| record.story.clone()).filter(plain);
    let (mut story, unchanged) = match record {
        Some(record) => {
            for picture in &record.story.pictures {
                taking.known(picture)?;
            }
            let unchanged = record.text == hash(&text);
            let mut story = record.story;
            if !unchanged {
                let lead = story.lead().map(|lead| lead.name.clone());
                let base = text::read(&text::compose(&story), lead.as_deref())?;
                let said = text::read(&text, lead.as_deref())?;
                let names = taking.change(&said, Some(&base))?;
                text::put(&mut story, said, Some(&base), &names);
            }
            (story, unchanged)
        }
        None => {
            let said = text::read(&text, None)?;
            let mut story = text::story_of(&said, StoryId::new(now), now);
            let names = taking.change(&said, None)?;
            text::put(&mut story, said, None, &names);
            (story, false)
        }
    };
    let Taking { pictures, refused, .. } = taking;
    story.pictures = pictures;
    Ok(Brought { story, unchanged: unchanged && refused.is_empty(), was, refused })
}

/// Our record, if the bundle has one that is understood.
fn record(
    source: &mut dyn Source,
    most: u64,
    refused: &mut Vec<String>,
) -> Result<Option<Record>, Fault> {
    let not_one = |what: &str| {
        Fault::new(
            what,
            "Look whether it is the right file, or save it anew in the app it is from.",
        )
    };
    let bytes = source.read(INFO, most)?;
    let info: serde_json::Map<String, serde_json::Value> =
        serde_json::from_slice(&bytes).map_err(|_| not_one("its info.json cannot be read"))?;
    let kind = info.get("type").and_then(|kind| kind.as_str()).unwrap_or(MARKDOWN);
    if ![MARKDOWN, "net.ia.markdown", "public.plain-text"].contains(&kind) {
        return Err(not_one("its text is not Markdown"));
    }
    let Some(record) = info.get(RECORD) else { return Ok(None) };
    let version = record.get("version").and_then(|version| version.as_u64());
    if version.is_some_and(|version| version > u64::from(RECORD_VERSION)) {
        refused.push(
            "What Copydesk had added to it is of a newer version, so the story was made of the \
             Markdown alone."
                .to_owned(),
        );
        return Ok(None);
    }
    let record: Option<Record> = serde_json::from_value(record.clone()).ok();
    if record.is_none() {
        refused.push(
            "What Copydesk had added to it is damaged, so the story was made of the Markdown alone."
                .to_owned(),
        );
    }
    Ok(record)
}

/// The text, whatever its ending: `text.md` first.
fn text_of(source: &mut dyn Source, most: u64) -> Result<String, Fault> {
    let mut names: Vec<String> = source.names()?;
    names.retain(|name| name.starts_with("text.") && !name.contains('/'));
    names.sort_by_key(|name| (name != TEXT, name != "text.markdown", name.clone()));
    let name = names.into_iter().next().ok_or_else(|| Fault::damage("there is no text in it"))?;
    String::from_utf8(source.read(&name, most)?)
        .map_err(|_| Fault::damage(format!("{name} in it is not text in UTF-8")))
}

#[cfg(test)]
mod tests;
