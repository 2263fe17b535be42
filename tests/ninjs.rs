//! A story as ninjs 3.1, held against the schema of the standard.
//!
//! No package registry has the schema, so what it allows of the objects the desk writes stands here as a
//! table: every property of `ninjsType`, `renditionType` and what they hold in
//! `specification/ninjs-schema_3.1.json` of iptc/newsinjson that may occur, with its type. The schema
//! closes its objects (`additionalProperties`, `unevaluatedProperties`), and so does the table.

#![allow(clippy::disallowed_methods)]

#[path = "support/practice.rs"]
mod practice;

use copydesk::house::House;
use copydesk::picture::Focus;
use copydesk::render::page::Image;
use copydesk::render::{article, example, ninjs};
use copydesk::story::{Status, Story};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

/// What a property must be.
#[derive(Clone, Copy)]
enum Is {
    Text,
    /// `format: uri`: it has a scheme.
    Uri,
    Moment,
    Whole,
    OneOf(&'static [&'static str]),
    Of(&'static [Property]),
    Each(&'static [Property]),
    /// `ninjsType` with `name` and `rel`.
    EachPicture,
}

/// Name, type, and whether the schema requires it.
type Property = (&'static str, Is, bool);

const TEXT: &[Property] =
    &[("role", Is::Text, false), ("contentType", Is::Text, false), ("value", Is::Text, true)];
const BODY: &[Property] = &[
    ("role", Is::Text, false),
    ("contentType", Is::Text, false),
    ("charCount", Is::Whole, false),
    ("wordCount", Is::Whole, false),
    ("value", Is::Text, true),
];
const CONCEPT: &[Property] = &[
    ("name", Is::Text, false),
    ("rel", Is::Text, false),
    ("uri", Is::Uri, false),
    ("literal", Is::Text, false),
];
/// `genres` and `digitalSourceType`, which have no `rel`.
const KIND: &[Property] =
    &[("name", Is::Text, false), ("uri", Is::Uri, false), ("literal", Is::Text, false)];
const SOURCE: &[Property] = &[("name", Is::Text, false), ("role", Is::Text, false)];
const ALT_ID: &[Property] = &[("role", Is::Text, false), ("value", Is::Text, false)];
const RIGHTS: &[Property] = &[("linkedRights", Is::Uri, true)];
const STANDARD: &[Property] =
    &[("name", Is::Text, false), ("version", Is::Text, false), ("schema", Is::Uri, false)];
const POINT: &[Property] = &[("x", Is::Whole, false), ("y", Is::Whole, false)];
const RENDITION: &[Property] = &[
    ("name", Is::Text, true),
    ("href", Is::Uri, false),
    ("contentType", Is::Text, false),
    ("title", Is::Text, false),
    ("width", Is::Whole, false),
    ("height", Is::Whole, false),
    ("poi", Is::Of(POINT), false),
];
const TYPES: &[&str] = &[
    "text",
    "audio",
    "video",
    "picture",
    "graphic",
    "composite",
    "component",
    "event",
    "planning",
];
const ITEM: &[Property] = &[
    ("uri", Is::Uri, true),
    ("type", Is::OneOf(TYPES), false),
    ("standard", Is::Of(STANDARD), false),
    ("version", Is::Text, false),
    ("firstCreated", Is::Moment, false),
    ("versionCreated", Is::Moment, false),
    ("contentCreated", Is::Moment, false),
    ("embargoedUntil", Is::Moment, false),
    ("pubStatus", Is::OneOf(&["usable", "withheld", "canceled"]), false),
    ("language", Is::Text, false),
    ("slugline", Is::Text, false),
    ("by", Is::Text, false),
    ("located", Is::Text, false),
    ("edNote", Is::Text, false),
    ("headlines", Is::Each(TEXT), false),
    ("descriptions", Is::Each(TEXT), false),
    ("bodies", Is::Each(BODY), false),
    ("genres", Is::Each(KIND), false),
    ("subjects", Is::Each(CONCEPT), false),
    ("infoSources", Is::Each(SOURCE), false),
    ("copyrightNotice", Is::Text, false),
    ("usageTerms", Is::Text, false),
    ("rightsInfo", Is::Of(RIGHTS), false),
    ("digitalSourceType", Is::Of(KIND), false),
    ("altIds", Is::Each(ALT_ID), false),
    ("renditions", Is::Each(RENDITION), false),
    ("associations", Is::EachPicture, false),
];
const ASSOCIATION: &[Property] = &[("name", Is::Text, true), ("rel", Is::Text, false)];

/// Where `value` is not what the table says.
fn breaches(at: &str, value: &Value, properties: &[Property], more: &[Property]) -> Vec<String> {
    let Some(object) = value.as_object() else { return vec![format!("{at} is no object")] };
    let all = || properties.iter().chain(more);
    let mut found: Vec<String> = all()
        .filter(|(name, _, required)| *required && !object.contains_key(*name))
        .map(|(name, ..)| format!("{at} has no {name}"))
        .collect();
    for (name, value) in object {
        match all().find(|(known, ..)| known == name) {
            Some((_, is, _)) => found.extend(breach(&format!("{at}.{name}"), value, *is)),
            None => found.push(format!("{at} may have no {name}")),
        }
    }
    found
}

fn breach(at: &str, value: &Value, is: Is) -> Vec<String> {
    let text = value.as_str();
    let each = |properties, more| {
        let list = value.as_array().cloned().unwrap_or_default().into_iter().enumerate();
        let found =
            list.flat_map(|(n, one)| breaches(&format!("{at}[{n}]"), &one, properties, more));
        found.collect()
    };
    let good = match is {
        Is::Of(properties) => return breaches(at, value, properties, &[]),
        Is::Each(properties) if value.is_array() => return each(properties, &[]),
        Is::EachPicture if value.is_array() => return each(ITEM, ASSOCIATION),
        Is::Each(_) | Is::EachPicture => false,
        Is::Text => text.is_some(),
        Is::Uri => text.is_some_and(|text| url::Url::parse(text).is_ok()),
        Is::Moment => text.is_some_and(|text| text.parse::<Timestamp>().is_ok()),
        Is::Whole => value.is_u64(),
        Is::OneOf(words) => text.is_some_and(|text| words.contains(&text)),
    };
    if good { Vec::new() } else { vec![format!("{at} may not be {value}")] }
}

fn ninjs(story: &Story, address: &str) -> Value {
    let house = House::built_in();
    let image = |picture: &copydesk::picture::Picture| Image {
        url: format!("{address}{}", picture.name),
        width: 1000,
        height: 600,
    };
    json!(ninjs::item(story, house, &article(story, house), &image))
}

/// The story with every form a body can take, and everything said about its first picture.
fn full() -> Story {
    let mut story = example::story();
    story.status = Status::Published;
    story.embargo = Some(Timestamp::UNIX_EPOCH);
    story.copy.tags = vec!["Libraries".into(), " ".into()];
    let lead = &mut story.pictures[0];
    lead.focus = Some(Focus { x: 0.25, y: 1.0 });
    lead.words.creator = "Jo Smith".into();
    lead.words.copyright = "© Jo Smith".into();
    lead.words.usage_terms = "One use".into();
    lead.words.web_statement = "https://terms.example/".into();
    lead.words.source = "Agency".into();
    lead.words.headline = "Reading room".into();
    lead.words.created = "2024-01-11T10:00:00+00:00".into();
    lead.words.digital_source = "digitalCapture".into();
    story.pictures[1].words.created = "2024-01".into();
    story.pictures[1].words.web_statement = "on request".into();
    story
}

#[test]
fn a_story_is_ninjs_as_the_schema_has_it() {
    let mut odd = full();
    odd.pictures[1].name = "the roof & more?.jpg".into();
    odd.copy.body.push_str("\n![](<the roof & more?.jpg>)\n");
    let empty = Story::new(full().id, Timestamp::UNIX_EPOCH);
    for story in [full(), odd, empty] {
        for address in ["https://town.example/pictures/", ""] {
            let told = ninjs(&story, address);
            assert_eq!(breaches("item", &told, ITEM, &[]), Vec::<String>::new(), "{told:#}");
        }
    }
}

#[test]
fn the_table_finds_what_the_schema_forbids() {
    let found = |told: Value| breaches("item", &told, ITEM, &[]);
    let good = json!({ "uri": "urn:uuid:1" });
    assert!(found(good).is_empty());
    for bad in [
        json!({ "type": "text" }),
        json!({ "uri": "roof.jpg" }),
        json!({ "uri": "urn:a:1", "headline": "2.x" }),
        json!({ "uri": "urn:a:1", "type": "story" }),
        json!({ "uri": "urn:a:1", "bodies": [{ "role": "main" }] }),
        json!({ "uri": "urn:a:1", "associations": [{ "uri": "urn:a:2" }] }),
        json!({ "uri": "urn:a:1", "renditions": [{ "name": "main", "href": "roof.jpg" }] }),
        json!({ "uri": "urn:a:1", "contentCreated": "2024-01" }),
        json!({ "uri": "urn:a:1", "version": 3 }),
    ] {
        assert!(!found(bad.clone()).is_empty(), "{bad}");
    }
}

#[test]
fn every_word_of_a_story_and_of_its_pictures_is_in_it() {
    let told = ninjs(&full(), "https://town.example/pictures/");
    assert_eq!(told["headlines"][0]["value"], "Library's <grand> plan & more");
    assert_eq!((&told["by"], &told["pubStatus"]), (&json!("Jo Smith"), &json!("usable")));
    assert_eq!(told["edNote"], "Mark as: Advertisement feature.");
    assert_eq!(told["subjects"][1], json!({ "name": "Libraries", "rel": "tag" }));
    assert_eq!(told["bodies"][0]["contentType"], "text/html");
    let body = told["bodies"][0]["value"].as_str().expect("a body");
    assert!(
        body.contains("https://town.example/pictures/roof.jpg") && body.contains("<em>full</em>")
    );
    let pictures = told["associations"].as_array().expect("pictures");
    let names: Vec<_> =
        pictures.iter().map(|one| one["name"].as_str().unwrap_or_default()).collect();
    assert_eq!(names, ["lead.jpg", "roof.jpg", "steps.jpg"]);
    let lead = &pictures[0];
    let said = |role: &str| {
        let all = lead["descriptions"].as_array().expect("descriptions").iter();
        all.filter(|one| one["role"] == role).map(|one| one["value"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(said("caption"), ["The reading room"]);
    assert_eq!(said("creditline"), ["Jo Smith / \"Courier\""]);
    assert_eq!(said("alt"), ["Slates & \"lead\" > tin"]);
    assert_eq!(lead["copyrightNotice"], "© Jo Smith");
    assert_eq!(lead["rightsInfo"]["linkedRights"], "https://terms.example/");
    assert_eq!(lead["renditions"][0]["poi"], json!({ "x": 250, "y": 600 }));
    assert_eq!(lead["contentCreated"], "2024-01-11T10:00:00Z");
    assert_eq!(pictures[1].get("contentCreated"), None, "half a date is no moment");
    assert_eq!(pictures[1].get("rightsInfo"), None, "what is no address is no link");
}

/// `desk` in a folder of its own with the sample story, and the story's id.
struct Desk {
    data: tempfile::TempDir,
    secret: String,
}

impl Desk {
    fn new(secret: &str) -> (Self, String) {
        let data = tempfile::tempdir().expect("a folder");
        let desk = Self { data, secret: secret.to_owned() };
        let sample = "samples/library-reopens/library-reopens.md";
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join(sample);
        let story = desk.does(&["import", sample.to_str().expect("a path")])["stories"][0].clone();
        (desk, story["id"].as_str().expect("an id").to_owned())
    }

    fn does(&self, words: &[&str]) -> Value {
        let output = Command::new(env!("CARGO_BIN_EXE_desk"))
            .args(["--json", "--data"])
            .arg(self.data.path())
            .args(words)
            .env("COPYDESK_SECRET_TOWN", &self.secret)
            .output()
            .expect("desk runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("JSON")
    }
}

#[test]
fn desk_shows_a_story_as_ninjs() {
    let (desk, id) = Desk::new("");
    let told = desk.does(&["show", &id, "--as", "ninjs"]);
    assert_eq!(breaches("item", &told, ITEM, &[]), Vec::<String>::new());
    assert_eq!(told["uri"], format!("urn:uuid:{id}"));
    assert_eq!(told["pubStatus"], "withheld");
    assert_eq!(told["associations"].as_array().map(Vec::len), Some(3));
}

#[test]
fn the_practice_site_tells_a_story_as_ninjs() {
    let site = practice::PracticeSite::start();
    let (desk, id) = Desk::new(&site.editor);
    desk.does(&["site", "add", "town", "--kind", "own", "--url", &site.url]);
    desk.does(&["publish", &id, "--site", "town", "--wait"]);
    let story = format!("{}/api/v1/stories/{id}", site.url);
    let ask = |form: &str| {
        let request = ureq::get(format!("{story}?form={form}"));
        request.header("Authorization", format!("Bearer {}", site.editor)).call()
    };
    let told: Value = ask("ninjs").expect("the story").body_mut().read_json().expect("JSON");
    assert_eq!(breaches("item", &told, ITEM, &[]), Vec::<String>::new(), "{told:#}");
    assert_eq!(told["pubStatus"], "usable");
    let ours = desk.does(&["show", &id, "--as", "ninjs"]);
    assert_eq!((&told["uri"], &told["headlines"]), (&ours["uri"], &ours["headlines"]));
    let pictures = |told: &Value| {
        let all = told["associations"].as_array().expect("pictures").iter();
        let said =
            |one: &Value| (one["rel"].clone(), one["by"].clone(), one["descriptions"].clone());
        all.map(said).collect::<Vec<_>>()
    };
    assert_eq!(pictures(&told), pictures(&ours), "the same words about the same pictures");
    for picture in told["associations"].as_array().expect("pictures") {
        let address = picture["renditions"][0]["href"].as_str().expect("an address");
        assert!(ureq::get(address).call().is_ok(), "{address}");
    }
    assert!(ask("other").is_err(), "no other form");
}
