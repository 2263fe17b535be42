//! What a page says about a picture to machines: schema.org `ImageObject` in JSON-LD, with the
//! properties search engines read a credit and a licence from.

use super::address::{self, Nearness};
use super::page::Page;
use super::words::{Words, list, same};
use super::{Expected, Light};
use serde_json::{Map, Value};

/// The light for the structured data.
pub fn judge(page: &Page, expected: &Expected<'_>) -> Light {
    let mut objects = Vec::new();
    page.data.iter().for_each(|block| gather(block, &mut objects));
    if objects.is_empty() {
        return Light::missing(match page.broken_data {
            true => "The structured data on the page cannot be read.",
            false => {
                "The site prints no structured data for pictures: search engines find no credit \
                 there."
            }
        });
    }
    let surely = |object: &Map<String, Value>| about(object, page, expected);
    let surest = objects.iter().filter_map(|object| surely(object)).min();
    objects.retain(|object| surest.is_some() && surely(object) == surest);
    if objects.is_empty() {
        return Light::missing("The structured data on the page leave this picture out.");
    }
    let wanted = wanted(expected);
    if wanted.is_empty() {
        return Light::not_checked("There is nothing that structured data could say about it.");
    }
    let mut lost = Vec::new();
    for (name, property, text) in wanted {
        let said: Vec<String> = objects
            .iter()
            .map(|object| words(object.get(property)))
            .filter(|s| !s.is_empty())
            .collect();
        if let Some(other) = said.iter().find(|said| !agrees(name, said, text)) {
            return Light::changed(format!("The structured data name another {name}: “{other}”."));
        }
        if said.is_empty() {
            lost.push(name);
        }
    }
    if lost.is_empty() {
        return Light::survived();
    }
    Light::missing(format!("The structured data leave out the {}.", list(&lost)))
}

/// What should be said: the writer's word for it, the property, the text.
fn wanted<'a>(expected: &Expected<'a>) -> Vec<(&'static str, &'static str, &'a str)> {
    let words = &expected.picture.words;
    let is_address = |text: &str| text.starts_with("https://") || text.starts_with("http://");
    let license = [&words.web_statement, &words.usage_terms];
    let license = license.into_iter().map(|text| text.trim()).find(|text| is_address(text));
    let licensor = Some(words.licensor.trim()).filter(|text| is_address(text));
    [
        ("caption", "caption", words.caption.trim()),
        ("credit", "creditText", words.credit.trim()),
        ("creator", "creator", words.creator.trim()),
        ("copyright notice", "copyrightNotice", words.copyright.trim()),
        ("licence", "license", license.unwrap_or_default()),
        ("address of the licensor", "acquireLicensePage", licensor.unwrap_or_default()),
    ]
    .into_iter()
    .filter(|(_, _, text)| !text.is_empty())
    .collect()
}

fn agrees(name: &str, said: &str, text: &str) -> bool {
    match name {
        // Sites that have one field for both print the credit after the caption.
        "caption" => same(said, text) || Words::of(said).contain(&Words::of(text)),
        "licence" | "address of the licensor" => {
            said.trim_end_matches('/') == text.trim_end_matches('/')
        }
        _ => same(said, text),
    }
}

/// Every `ImageObject`, wherever it stands.
fn gather<'a>(value: &'a Value, objects: &mut Vec<&'a Map<String, Value>>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| gather(value, objects)),
        Value::Object(object) => {
            if object.get("@type").is_some_and(is_image) {
                objects.push(object);
            }
            object.values().for_each(|value| gather(value, objects));
        }
        _ => {}
    }
}

fn is_image(kind: &Value) -> bool {
    let kinds = kind.as_array().map_or(std::slice::from_ref(kind), Vec::as_slice);
    let is =
        |kind: &str| matches!(kind.rsplit(['/', ':']).next(), Some("ImageObject" | "Photograph"));
    kinds.iter().filter_map(Value::as_str).any(is)
}

/// How surely the object is about the picture; `None` if it is not.
fn about(object: &Map<String, Value>, page: &Page, expected: &Expected<'_>) -> Option<Nearness> {
    ["contentUrl", "url", "@id", "thumbnailUrl"]
        .iter()
        .filter_map(|name| object.get(*name)?.as_str())
        .filter_map(|at| address::means(at, &page.address, expected.url))
        .min()
}

/// The words of a property: text, a thing's name or address, or several of them.
fn words(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Array(values)) => {
            let words: Vec<_> = values.iter().map(|value| words(Some(value))).collect();
            words.join("; ").trim().to_owned()
        }
        Some(Value::Object(thing)) => {
            let said = ["name", "url", "@id"].iter().find_map(|name| thing.get(*name));
            words(said.filter(|said| said.is_string()))
        }
        _ => String::new(),
    }
}
