//! The JSON of `docs/site-api.yaml`.

use crate::error::Result;
use crate::picture::told::Told;
use crate::picture::{Focus, Picture, Words};
use crate::render;
use crate::render::page::Image;
use crate::site::copy::filing;
use crate::site::{Outgoing, RemotePicture, SiteCopy, Stage, article, held};
use crate::story::Kind;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// What `kind` says on every site that speaks this API.
pub const KIND: &str = "copydesk-site";

/// The fields of [`StoryDocument`] that say what the story is.
const SENT: &[&str] = &[
    "slug",
    "kind",
    "section",
    "headline",
    "standfirst",
    "byline",
    "dateline",
    "tags",
    "body_html",
    "lead",
    "pictures",
];
/// The fields of [`PictureWords`].
const SENT_OF_A_PICTURE: &[&str] = &[
    "id",
    "caption",
    "credit",
    "creator",
    "copyright",
    "usage_terms",
    "web_statement",
    "licensor",
    "source",
    "headline",
    "created",
    "digital_source",
    "alt",
    "focus",
    "width",
    "height",
];

/// `GET /site`.
#[derive(Debug, Deserialize)]
pub struct SiteAnswer {
    pub kind: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub sections: Vec<String>,
    /// The IANA name of the site's zone.
    pub time_zone: Option<String>,
    #[serde(default)]
    pub limits: Limits,
}

/// What the site takes at most.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// Bytes of one picture.
    pub picture_bytes: Option<u64>,
    /// Bytes of one manuscript; told by a site that carries them.
    pub manuscript_bytes: Option<u64>,
}

/// `GET /me`.
#[derive(Debug, Deserialize)]
pub struct Me {
    pub name: String,
    pub role: String,
    #[serde(default)]
    pub can: Vec<String>,
}

/// A picture as the site tells of it.
#[derive(Debug, Deserialize)]
pub struct PictureAnswer {
    id: String,
    url: String,
    pub sha256: String,
    width: u32,
    height: u32,
}

impl From<PictureAnswer> for RemotePicture {
    fn from(held: PictureAnswer) -> Self {
        let PictureAnswer { id, url, sha256, width, height } = held;
        Self { id, url, sha256, width, height }
    }
}

/// The problem with which the API itself says 404, as opposed to a server that has no such API.
#[derive(Debug, Deserialize)]
pub struct NotHeld {
    #[serde(rename = "type")]
    _kind: NotHeldKind,
}

#[derive(Debug, Deserialize)]
enum NotHeldKind {
    #[serde(rename = "urn:copydesk-site:no-such-story")]
    Story,
    #[serde(rename = "urn:copydesk-site:no-such-picture")]
    Picture,
    #[serde(rename = "urn:copydesk-site:no-such-manuscript")]
    Manuscript,
}

/// Where a story stands on the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    Draft,
    Filed,
    Published,
    Withdrawn,
}

impl From<State> for Stage {
    fn from(state: State) -> Self {
        match state {
            State::Draft => Self::Draft,
            State::Filed => Self::Pending,
            State::Published => Self::Public,
            State::Withdrawn => Self::Withdrawn,
        }
    }
}

impl From<Stage> for State {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Draft => Self::Draft,
            // This API has no moments to come: what is to be public later waits as a draft.
            Stage::Scheduled => Self::Draft,
            Stage::Pending => Self::Filed,
            Stage::Public => Self::Published,
            Stage::Withdrawn => Self::Withdrawn,
        }
    }
}

/// A story as the site tells of it.
#[derive(Debug, Deserialize)]
pub struct StoryAnswer {
    pub id: String,
    /// `None` until it is published.
    pub url: Option<String>,
    pub state: State,
    pub modified_at: Option<Timestamp>,
    #[serde(flatten)]
    pub words: HeldWords,
}

/// The words of a story as the site tells them, or as they are sent.
#[derive(Debug, Deserialize)]
pub struct HeldWords {
    slug: Option<String>,
    kind: Option<String>,
    #[serde(default)]
    section: String,
    headline: String,
    #[serde(default)]
    standfirst: String,
    #[serde(default)]
    byline: String,
    dateline: Option<String>,
    #[serde(default)]
    tags: Vec<String>,
    body_html: String,
    lead: Option<String>,
    #[serde(default)]
    pictures: Vec<HeldPicture>,
}

/// What is said about a picture.
#[derive(Debug, Deserialize)]
struct HeldPicture {
    id: String,
    /// Its texts, its focus, and whatever else the site tells.
    #[serde(flatten)]
    said: BTreeMap<String, Value>,
}

impl HeldPicture {
    fn text(&self, field: &str) -> &str {
        self.said.get(field).and_then(Value::as_str).unwrap_or_default()
    }

    fn told(&self) -> Told {
        let fields = Words::default().texts();
        let texts = fields.map(|(field, _)| (field, self.text(field).to_owned()));
        let focus = self.said.get("focus").and_then(|focus| Focus::deserialize(focus).ok());
        Told { id: self.id.clone(), line: None, texts: texts.into(), focus }
    }
}

impl HeldWords {
    pub fn copy(&self, changed: Option<Timestamp>) -> SiteCopy {
        let picture = |picture: &HeldPicture| {
            let [caption, credit, alt] = ["caption", "credit", "alt"].map(|one| picture.text(one));
            format!("{}\n{caption}\n{credit}\n{alt}", picture.id)
        };
        let mut pictures: Vec<String> = self.pictures.iter().map(picture).collect();
        pictures.extend(self.dateline.clone());
        SiteCopy {
            headline: self.headline.clone(),
            standfirst: self.standfirst.clone(),
            byline: Some(self.byline.clone()),
            body: self.body_html.clone(),
            lead: self.lead.clone().unwrap_or_default(),
            pictures,
            told: self.pictures.iter().map(HeldPicture::told).collect(),
            dateline: Some(self.dateline.clone().unwrap_or_default()),
            fields: self.fields(),
            section: self.section.clone(),
            tags: self.tags.clone(),
            changed,
            ..SiteCopy::default()
        }
    }

    /// The fields that have no place in a text.
    fn fields(&self) -> Vec<(&'static str, String)> {
        let told = [("slug", &self.slug), ("kind", &self.kind)].into_iter();
        told.filter_map(|(field, value)| Some((field, value.clone()?))).collect()
    }
}

/// A mark of all that we would write over in a story as the site tells it: the fields that are sent,
/// but for where it stands.
pub fn sent_fields(story: &Value) -> String {
    filing(SENT.iter().map(|name| match *name {
        "pictures" => {
            let pictures = story[name].as_array().into_iter().flatten();
            pictures.map(|picture| told(picture, SENT_OF_A_PICTURE)).collect()
        }
        _ => told(story, &[name]),
    }))
}

/// These fields with what they say; one that says nothing is as good as none.
fn told(of: &Value, names: &[&str]) -> String {
    let said = |name: &&str| match &of[*name] {
        Value::Null => None,
        Value::String(text) if text.is_empty() => None,
        Value::Array(list) if list.is_empty() => None,
        value => Some(format!("{name}\u{1}{value}\u{2}")),
    };
    names.iter().filter_map(said).collect()
}

/// What is said about one picture.
#[derive(Debug, Serialize)]
struct PictureWords<'a> {
    id: &'a str,
    caption: &'a str,
    credit: &'a str,
    creator: &'a str,
    copyright: &'a str,
    usage_terms: &'a str,
    web_statement: &'a str,
    licensor: &'a str,
    source: &'a str,
    headline: &'a str,
    created: &'a str,
    digital_source: &'a str,
    alt: &'a str,
    focus: Option<Focus>,
    width: u32,
    height: u32,
}

/// A story as `PUT /stories/{id}` takes it.
#[derive(Debug, Serialize)]
pub struct StoryDocument<'a> {
    slug: String,
    kind: Kind,
    section: &'a str,
    headline: &'a str,
    standfirst: &'a str,
    byline: String,
    dateline: Option<&'a str>,
    tags: &'a [String],
    body_html: String,
    lead: Option<&'a str>,
    pictures: Vec<PictureWords<'a>>,
    state: State,
}

/// The story with the addresses its pictures have on the site.
///
/// # Errors
/// `Internal` if a picture the article shows is not on the site.
pub fn document<'a>(outgoing: &Outgoing<'a>, state: State) -> Result<StoryDocument<'a>> {
    let story = outgoing.story;
    let article = article(outgoing)?;
    // A picture the article does not show was not sent, and nothing is said about it.
    let pictures = story
        .pictures
        .iter()
        .filter_map(|picture| Some(words(picture, outgoing.pictures.get(&picture.name)?)))
        .collect();
    let image = |picture: &Picture| match outgoing.pictures.get(&picture.name) {
        Some(held) => Image { url: held.url.clone(), width: held.width, height: held.height },
        None => Image { url: String::new(), width: picture.width, height: picture.height },
    };
    let lead = story.lead().map(|picture| held(outgoing, picture)).transpose()?;
    Ok(StoryDocument {
        slug: story.slug_or_headline(),
        kind: story.kind,
        section: &story.section,
        headline: &story.copy.headline,
        standfirst: &story.copy.standfirst,
        byline: article.byline.clone(),
        dateline: story.copy.dateline.as_deref(),
        tags: &story.copy.tags,
        body_html: render::page::body(&article, &image),
        lead: lead.map(|held| held.id.as_str()),
        pictures,
        state,
    })
}

fn words<'a>(picture: &'a Picture, held: &'a RemotePicture) -> PictureWords<'a> {
    let words = &picture.words;
    PictureWords {
        id: &held.id,
        caption: &words.caption,
        credit: &words.credit,
        creator: &words.creator,
        copyright: &words.copyright,
        usage_terms: &words.usage_terms,
        web_statement: &words.web_statement,
        licensor: &words.licensor,
        source: &words.source,
        headline: &words.headline,
        created: &words.created,
        digital_source: &words.digital_source,
        alt: if words.decorative { "" } else { &words.alt },
        focus: picture.focus,
        width: held.width,
        height: held.height,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::house::House;
    use crate::render::example;

    #[test]
    fn every_field_that_is_sent_is_held_against_what_is_there() {
        let story = example::story();
        let held = |picture: &Picture| {
            let (id, url) = (picture.name.clone(), format!("/pictures/{}", picture.name));
            let remote = RemotePicture { id, url, sha256: String::new(), width: 9, height: 6 };
            (picture.name.clone(), remote)
        };
        let pictures = story.pictures.iter().map(held).collect();
        let outgoing = Outgoing { story: &story, house: House::built_in(), pictures: &pictures };
        let document = serde_json::json!(document(&outgoing, State::Draft).unwrap());
        let names =
            |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
        let sorted = |names: &[&str]| {
            let mut names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            names.sort();
            names
        };
        assert_eq!(names(&document), sorted(&[SENT, &["state"]].concat()));
        assert_eq!(names(&document["pictures"][0]), sorted(SENT_OF_A_PICTURE));

        let before = sent_fields(&document);
        let mut theirs = document.clone();
        theirs["state"] = "filed".into();
        theirs["views"] = 7.into();
        assert_eq!(sent_fields(&theirs), before, "what is not sent is not written over");
        theirs["pictures"][0]["licensor"] = "Somebody".into();
        assert_ne!(sent_fields(&theirs), before);
    }
}
