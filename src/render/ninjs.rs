//! A story as ninjs 3.1, the International Press Telecommunications Council's news in JSON, for sites and
//! agencies that take stories in that form: the fields of `specification/ninjs-schema_3.1.json` in
//! iptc/newsinjson, in its camel case.
//!
//! The schema names no role of a headline, description or body; those here (`main`, `caption`,
//! `creditline`) are the ones its own examples use.

use super::page::{self, Image};
use super::{Article, Figure, Part};
use crate::house::House;
use crate::markdown;
use crate::picture::{Focus, Format, Picture, Role};
use crate::story::{Kind, Status, Story};
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Where the schema is that an item keeps to.
pub const SCHEMA: &str = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#";

/// A news object: the story, or a picture that goes with it.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    #[serde(skip_serializing_if = "Option::is_none")]
    standard: Option<Standard>,
    uri: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    association: Option<Association>,
    #[serde(skip_serializing_if = "String::is_empty")]
    version: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_created: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version_created: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_created: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    embargoed_until: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub_status: Option<&'static str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    language: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    slugline: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    by: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    located: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    ed_note: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    headlines: Vec<Text>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    descriptions: Vec<Text>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    bodies: Vec<Text>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    genres: Vec<Concept>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    subjects: Vec<Concept>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    info_sources: Vec<Source>,
    #[serde(skip_serializing_if = "String::is_empty")]
    copyright_notice: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    usage_terms: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rights_info: Option<RightsInfo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    digital_source_type: Option<Concept>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alt_ids: Vec<AltId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    renditions: Vec<Rendition>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    associations: Vec<Item>,
}

#[derive(Debug, Serialize)]
struct Standard {
    name: &'static str,
    version: &'static str,
    schema: &'static str,
}

/// What makes an item one of another's `associations`.
#[derive(Debug, Serialize)]
struct Association {
    name: String,
    rel: &'static str,
}

/// A headline, a description or a body.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Text {
    role: &'static str,
    content_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    word_count: Option<usize>,
    value: String,
}

/// A genre, a subject or a source type.
#[derive(Debug, Default, Serialize)]
struct Concept {
    #[serde(skip_serializing_if = "String::is_empty")]
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rel: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    literal: Option<String>,
}

#[derive(Debug, Serialize)]
struct Source {
    name: String,
    role: &'static str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct RightsInfo {
    linked_rights: String,
}

#[derive(Debug, Serialize)]
struct AltId {
    role: &'static str,
    value: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Rendition {
    name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    href: Option<String>,
    content_type: &'static str,
    title: String,
    width: u32,
    height: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    poi: Option<Point>,
}

/// A point of a rendition in pixels from the left and from the top.
#[derive(Debug, Serialize)]
struct Point {
    x: u32,
    y: u32,
}

/// The story with every picture it shows. `image` says where a picture is; an address without a scheme
/// is left out of its rendition, whose title is the picture's name in any case. The byline is the name
/// alone: the item is data, and whoever prints it has a pattern.
pub fn item(
    story: &Story,
    house: &House,
    article: &Article<'_>,
    image: &dyn Fn(&Picture) -> Image,
) -> Item {
    let copy = &story.copy;
    let uri = format!("urn:uuid:{}", story.id);
    let words = markdown::words(&copy.body);
    let mut body = plain("main", &page::body(article, image));
    body.iter_mut().for_each(|body| {
        body.content_type = "text/html";
        body.word_count = Some(words);
    });
    Item {
        standard: Some(Standard { name: "ninjs", version: "3.1", schema: SCHEMA }),
        kind: "text",
        version: story.version.to_string(),
        first_created: Some(story.created),
        version_created: Some(story.updated),
        embargoed_until: story.embargo,
        pub_status: Some(standing(story.status)),
        language: house.language.clone(),
        slugline: story.slug_or_headline(),
        by: house.name_in(&copy.byline),
        located: copy.dateline.as_deref().unwrap_or_default().trim().to_owned(),
        // Readers must be told who paid (UK CAP Code 2.1), and ninjs has no field that a page prints.
        ed_note: article.label.map(|label| format!("Mark as: {label}.")).unwrap_or_default(),
        headlines: plain("main", &copy.headline),
        descriptions: plain("summary", &copy.standfirst),
        bodies: body,
        genres: vec![genre(story.kind)],
        subjects: subjects(story),
        associations: pictures(article).map(|figure| picture(&uri, figure, image)).collect(),
        uri,
        ..Item::default()
    }
}

/// A plain text in its role; none without words.
fn plain(role: &'static str, value: &str) -> Vec<Text> {
    let value = value.trim().to_owned();
    let text = Text { role, content_type: "text/plain", word_count: None, value };
    if text.value.is_empty() { Vec::new() } else { vec![text] }
}

/// What ninjs calls a story that stands there: only what is public may be used.
fn standing(status: Status) -> &'static str {
    match status {
        Status::Published | Status::Corrected => "usable",
        Status::Withdrawn | Status::Spiked => "canceled",
        Status::Draft | Status::Filed | Status::Returned | Status::Approved => "withheld",
    }
}

fn genre(kind: Kind) -> Concept {
    let (name, literal) = match kind {
        Kind::News => ("News", "news"),
        Kind::Feature => ("Feature", "feature"),
        Kind::Opinion => ("Opinion", "opinion"),
        Kind::Sport => ("Sport", "sport"),
        Kind::Review => ("Review", "review"),
        Kind::Obituary => ("Obituary", "obituary"),
        Kind::AdvertisementFeature => ("Advertisement feature", "advertisement-feature"),
    };
    Concept { name: name.into(), literal: Some(literal.into()), ..Concept::default() }
}

/// Section and tags.
fn subjects(story: &Story) -> Vec<Concept> {
    let tags = story.copy.tags.iter().map(|tag| ("tag", tag.trim()));
    std::iter::once(("section", story.section.trim()))
        .chain(tags)
        .filter(|(_, name)| !name.is_empty())
        .map(|(rel, name)| Concept { name: name.into(), rel: Some(rel), ..Concept::default() })
        .collect()
}

/// The lead picture and those in the text, each once.
fn pictures<'f, 'a>(article: &'f Article<'a>) -> impl Iterator<Item = &'f Figure<'a>> {
    let inline = article.parts.iter().filter_map(|part| match part {
        Part::Figure(figure) => Some(figure),
        _ => None,
    });
    let mut seen = BTreeSet::new();
    article.lead.iter().chain(inline).filter(move |figure| seen.insert(&figure.picture.name))
}

fn picture(story: &str, figure: &Figure<'_>, image: &dyn Fn(&Picture) -> Image) -> Item {
    let Picture { name, words, role, .. } = figure.picture;
    let lead = *role == Role::Lead;
    let descriptions =
        [("caption", words.caption.as_str()), ("creditline", &words.credit), ("alt", figure.alt())];
    let is_address = |text: &str| url::Url::parse(text).is_ok();
    let (licence, source) = (words.web_statement.trim(), words.source.trim());
    let source = (!source.is_empty()).then(|| Source { name: source.into(), role: "source" });
    let digital = words.digital_source.trim();
    let digital = (!digital.is_empty()).then(|| Concept {
        // The vocabulary the IPTC names for this property.
        uri: Some(format!("http://cv.iptc.org/newscodes/digitalsourcetype/{}", escaped(digital))),
        ..Concept::default()
    });
    Item {
        uri: format!("{story}#{}", escaped(name)),
        kind: "picture",
        association: Some(Association {
            name: name.clone(),
            rel: if lead { "lead" } else { "inline" },
        }),
        content_created: words.created.trim().parse().ok(),
        by: words.creator.trim().to_owned(),
        headlines: plain("main", &words.headline),
        descriptions: descriptions.iter().flat_map(|(role, text)| plain(role, text)).collect(),
        copyright_notice: words.copyright.trim().to_owned(),
        usage_terms: words.usage_terms.trim().to_owned(),
        rights_info: is_address(licence).then(|| RightsInfo { linked_rights: licence.into() }),
        info_sources: source.into_iter().collect(),
        digital_source_type: digital,
        alt_ids: vec![AltId { role: "sha256", value: figure.picture.sha256.clone() }],
        renditions: vec![rendition(figure.picture, image(figure.picture))],
        ..Item::default()
    }
}

fn rendition(picture: &Picture, Image { url, width, height }: Image) -> Rendition {
    // Where between its sides the point lies, on whole pixels.
    let along = |part: f32, side: u32| (part.clamp(0.0, 1.0) * side as f32) as u32;
    let point = |focus: Focus| Point { x: along(focus.x, width), y: along(focus.y, height) };
    Rendition {
        name: "main",
        href: url::Url::parse(&url).is_ok().then_some(url),
        content_type: match picture.format {
            Format::Png => "image/png",
            // As what they leave, whatever they came in as.
            Format::Jpeg | Format::Webp | Format::Tiff => "image/jpeg",
        },
        title: picture.name.clone(),
        width,
        height,
        // A cut picture has other sides than the one the point was set on.
        poi: picture.focus.filter(|_| picture.crop.is_none()).map(point),
    }
}

/// A name as a part of an address (RFC 3986).
fn escaped(name: &str) -> String {
    name.bytes().fold(String::new(), |mut text, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-' => text.push(byte.into()),
            _ => {
                let _ = write!(text, "%{byte:02X}");
            }
        }
        text
    })
}
