//! The Markdown of a bundle: written from a story, and read again.

use super::ASSETS;
use crate::document::{self, Document};
use crate::error::Result;
use crate::house::caption;
use crate::markdown;
use crate::picture::Words;
use crate::story::{Story, StoryId};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// How caption and credit are one line in an image's title: what this desk and others understand.
const CREDIT: &str = "{caption} (Image - {credit})";

/// The story as plain Markdown: its headline as the title, the lead picture, the body.
pub fn compose(story: &Story) -> String {
    let mut shown = BTreeSet::new();
    let mut text = format!("# {}", one_line(&escaped(&story.copy.headline)));
    text.truncate(text.trim_end().len());
    text.push_str("\n\n");
    if let Some(lead) = story.lead() {
        shown.insert(lead.name.clone());
        text.push_str(&image(&lead.name, &lead.words));
        text.push_str("\n\n");
    }
    let body = &story.copy.body;
    let mut upto = 0;
    for found in markdown::images(body) {
        let Some(picture) = story.picture(&found.name).filter(|_| found.bytes.start >= upto) else {
            continue;
        };
        if !body[found.bytes.clone()].starts_with("![") {
            continue;
        }
        // The words stand where the picture is first shown; what an image says itself stays.
        let first = shown.insert(picture.name.clone());
        let (title, credit) = caption::split(&found.title).unwrap_or((&found.title, ""));
        let own = Words {
            alt: found.alt.clone(),
            caption: title.to_owned(),
            credit: credit.to_owned(),
            ..Words::default()
        };
        let words = if own == Words::default() && first { &picture.words } else { &own };
        text.push_str(&body[upto..found.bytes.start]);
        text.push_str(&image(&picture.name, words));
        upto = found.bytes.end;
    }
    text.push_str(&body[upto..]);
    text.push('\n');
    text
}

/// `![alt](assets/roof.jpg "Caption (Image - Jo Smith)")`.
fn image(name: &str, words: &Words) -> String {
    let line = markdown::image_line(&format!("{ASSETS}{name}"));
    let address = line.trim_start_matches("![](").trim_end_matches(')');
    let alt = one_line(&escaped(&words.alt));
    let title = caption::line(CREDIT, &words.caption, &words.credit);
    let title = one_line(&title.replace('\\', "\\\\").replace('"', "\\\"").replace('&', "\\&"));
    match title.is_empty() {
        true => format!("![{alt}]({address})"),
        false => format!("![{alt}]({address} \"{title}\")"),
    }
}

/// Plain words such that Markdown takes no sign of theirs for its own.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if r"\`*_[]<>&#~!|$".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn one_line(text: &str) -> String {
    text.split(['\n', '\r'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Reads a bundle's text. A picture that stands alone before everything else is the lead, if `lead` is
/// its name or nobody knows.
///
/// # Errors
/// `Invalid` if it has front matter that cannot be understood.
pub fn read(text: &str, lead: Option<&str>) -> Result<Document> {
    let mut document = document::read(text, super::TEXT)?;
    let body = &document.copy.body;
    let first = markdown::images(body).into_iter().next();
    let alone = first.filter(|image| {
        let rest = &body[image.bytes.end..];
        let ends = rest.trim_start_matches([' ', '\t']);
        let paragraph_ends = ends.is_empty() || ends.starts_with("\n\n");
        body[..image.bytes.start].trim().is_empty() && paragraph_ends
    });
    let wanted =
        |name: &str| lead.is_none_or(|lead| name.strip_prefix(ASSETS).unwrap_or(name) == lead);
    if let Some(image) = alone.filter(|image| document.lead.is_none() && wanted(&image.name)) {
        let rest = body[image.bytes.end..].trim_start_matches([' ', '\t']);
        let rest = rest.strip_prefix("\n\n").unwrap_or(rest).to_owned();
        document.lead = Some(image.name);
        document.copy.body = rest;
    }
    Ok(document)
}

/// A new draft with what the text says, still without body and pictures.
pub fn story_of(document: &Document, id: StoryId, now: Timestamp) -> Story {
    Story {
        kind: document.kind,
        section: document.section.clone(),
        slug: document.slug.clone(),
        embargo: document.embargo,
        copy: document.copy.clone(),
        ..Story::new(id, now)
    }
}

/// Puts headline and body into the story where they differ from `base`; pictures get their `names`
/// here.
pub fn put(
    story: &mut Story,
    said: Document,
    base: Option<&Document>,
    names: &BTreeMap<String, String>,
) {
    let was = base.map(|base| &base.copy);
    if was.is_none_or(|was| was.headline != said.copy.headline) {
        story.copy.headline = said.copy.headline;
    }
    if was.is_none_or(|was| was.body != said.copy.body) {
        story.copy.body = document::rename_pictures(&said.copy.body, names);
    }
}
