//! A story as ninjs 3.1 (`specification/ninjs-schema_3.1.json` of iptc/newsinjson), for agencies and
//! archives that read a newsroom's site.

use super::stories::address;
use crate::clean::PICTURE_PATH;
use crate::document::{PictureWords, State};
use crate::site::Site;
use crate::store::stories::HeldStory;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

/// The story with all its pictures. What has no words is left out.
pub fn item(site: &Site, story: &HeldStory) -> Value {
    let document = &story.document;
    let uri = format!("urn:uuid:{}", story.id);
    let label = document.kind.is_paid_for().then(|| document.kind.label()).flatten();
    let note = label.map(|label| format!("Mark as: {label}."));
    let section = (!document.section.is_empty())
        .then(|| json!({ "name": document.section, "rel": "section" }));
    let tags = document.tags.iter().map(|tag| json!({ "name": tag, "rel": "tag" }));
    let pictures = document.pictures.iter().map(|words| {
        let lead = document.lead.as_deref() == Some(&words.id);
        picture(site, &uri, words, if lead { "lead" } else { "inline" })
    });
    let address = address(site, story);
    let address =
        address.map(|url| json!({ "name": "page", "href": url, "contentType": "text/html" }));
    filled(json!({
        "standard": {
            "name": "ninjs",
            "version": "3.1",
            "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
        },
        "uri": uri,
        "type": "text",
        "version": story.version.to_string(),
        "firstCreated": story.published_at,
        "versionCreated": story.modified_at,
        "pubStatus": match document.state {
            State::Published => "usable",
            State::Withdrawn => "canceled",
            State::Draft | State::Filed => "withheld",
        },
        "slugline": document.slug,
        "by": document.byline,
        "located": document.dateline,
        "edNote": note,
        "headlines": plain("main", &document.headline),
        "descriptions": plain("summary", &document.standfirst),
        "bodies": [{
            "role": "main",
            "contentType": "text/html",
            "value": super::stories::absolute(site, &document.body_html),
        }],
        "genres": [{ "literal": document.kind }],
        "subjects": section.into_iter().chain(tags).collect::<Vec<_>>(),
        "renditions": address.into_iter().collect::<Vec<_>>(),
        "associations": pictures.collect::<Vec<_>>(),
    }))
}

fn picture(site: &Site, story: &str, words: &PictureWords, rel: &str) -> Value {
    let said = [("caption", &words.caption), ("creditline", &words.credit), ("alt", &words.alt)];
    let said: Vec<Value> = said.iter().flat_map(|(role, text)| plain(role, text)).collect();
    let licence = words.web_statement.trim();
    let licence = licence.contains("://").then(|| json!({ "linkedRights": licence }));
    // One of the vocabulary's words, which have only letters.
    let is_word =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let digital = is_word(&words.digital_source).then(|| {
        json!({ "uri": format!("http://cv.iptc.org/newscodes/digitalsourcetype/{}", words.digital_source) })
    });
    let source =
        (!words.source.is_empty()).then(|| json!([{ "name": words.source, "role": "source" }]));
    filled(json!({
        // An id has only letters that an address takes.
        "uri": format!("{story}#{}", words.id),
        "type": "picture",
        "name": words.id,
        "rel": rel,
        "contentCreated": words.created.parse::<Timestamp>().ok(),
        "by": words.creator,
        "headlines": plain("main", &words.headline),
        "descriptions": said,
        "copyrightNotice": words.copyright,
        "usageTerms": words.usage_terms,
        "rightsInfo": licence,
        "infoSources": source,
        "digitalSourceType": digital,
        "renditions": [filled(json!({
            "name": "main",
            "href": format!("{}{PICTURE_PATH}{}", site.base, words.id),
            "width": words.width,
            "height": words.height,
        }))],
    }))
}

/// A plain text in its role; none without words.
fn plain(role: &str, value: &str) -> Vec<Value> {
    let text = json!({ "role": role, "contentType": "text/plain", "value": value.trim() });
    if value.trim().is_empty() { Vec::new() } else { vec![text] }
}

/// The object without what is empty: the schema wants words where a property stands.
fn filled(object: Value) -> Value {
    let Value::Object(properties) = object else { return object };
    let is_said = |value: &Value| match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        _ => true,
    };
    Value::Object(properties.into_iter().filter(|(_, value)| is_said(value)).collect::<Map<_, _>>())
}
