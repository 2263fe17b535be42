//! The JSON of WordPress's REST API (`wp/v2`), as far as it is read here, and its error codes.

use crate::error::{Code, Error, Result};
use crate::site::http::Answer;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;

/// The API's root.
#[derive(Debug, Deserialize)]
pub struct Index {
    #[serde(default)]
    pub name: String,
    pub namespaces: Vec<String>,
    /// Every address of the API, with what may be sent to it.
    #[serde(default)]
    pub routes: BTreeMap<String, Value>,
    /// An object of the ways to sign in; an empty list where there is none.
    #[serde(default)]
    pub authentication: Value,
    /// An IANA name; empty where the site has an offset only.
    #[serde(default)]
    pub timezone_string: String,
    /// Hours east of UTC, as a number or as text.
    #[serde(default)]
    pub gmt_offset: Value,
    /// Where WordPress believes itself to be.
    #[serde(default)]
    pub url: String,
}

impl Index {
    /// Whether a picture of the library has a field of this name beside WordPress's own that holds a
    /// text.
    pub fn registers(&self, meta: &str) -> bool {
        let endpoints =
            self.routes.get("/wp/v2/media").and_then(|route| route["endpoints"].as_array());
        endpoints
            .into_iter()
            .flatten()
            .any(|endpoint| endpoint["args"]["meta"]["properties"][meta]["type"] == "string")
    }

    /// Whether programs can sign in at all.
    pub fn takes_passwords(&self) -> bool {
        !self.authentication.as_array().is_some_and(Vec::is_empty)
    }
}

/// `users/me?context=edit`.
#[derive(Debug, Deserialize)]
pub struct User {
    pub name: String,
    /// The account's name in addresses: its `user_nicename`.
    #[serde(default)]
    pub slug: String,
    #[serde(default)]
    pub roles: Vec<String>,
    #[serde(default)]
    pub capabilities: Value,
}

impl User {
    /// Whether the account may do what the capability stands for.
    pub fn can(&self, capability: &str) -> bool {
        self.capabilities.get(capability).and_then(Value::as_bool).unwrap_or(false)
    }
}

/// A category or a tag.
#[derive(Debug, Deserialize)]
pub struct Term {
    pub id: u64,
    /// With HTML entities.
    pub name: String,
}

/// A text as it was sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Text {
    /// The API tells it in the edit context only.
    pub raw: String,
    /// As readers get it: HTML.
    pub rendered: String,
}

/// A picture of the media library, in the edit context.
#[derive(Debug, Deserialize)]
pub struct Media {
    pub id: u64,
    pub source_url: String,
    #[serde(default)]
    pub title: Text,
    #[serde(default)]
    pub caption: Text,
    #[serde(default)]
    pub description: Text,
    #[serde(default)]
    pub alt_text: String,
    /// An empty list where WordPress could not read the picture.
    #[serde(default)]
    pub media_details: Value,
    /// Fields beside WordPress's own; an empty list where there are none.
    #[serde(default)]
    pub meta: Value,
}

impl Media {
    /// `width` or `height` in pixels, if WordPress knows it.
    pub fn pixels(&self, side: &str) -> Option<u32> {
        self.media_details.get(side)?.as_u64()?.try_into().ok()
    }
}

/// A post.
#[derive(Debug, Deserialize)]
pub struct Post {
    pub id: u64,
    pub status: String,
    pub link: String,
    pub modified_gmt: Option<String>,
    /// When it is public from: its date in UTC, without a zone.
    pub date_gmt: Option<String>,
    #[serde(default)]
    pub title: Text,
    #[serde(default)]
    pub excerpt: Text,
    #[serde(default)]
    pub content: Text,
    #[serde(default)]
    pub slug: String,
    /// The number of the account it belongs to.
    #[serde(default)]
    pub author: u64,
    #[serde(default)]
    pub featured_media: u64,
    #[serde(default)]
    pub categories: Vec<u64>,
    #[serde(default)]
    pub tags: Vec<u64>,
    pub permalink_template: Option<String>,
    /// Fields beside WordPress's own; an empty list where there are none.
    #[serde(default)]
    meta: Value,
    /// The authors PublishPress has for it, by their numbers.
    #[serde(default)]
    ppma_author: Value,
    #[serde(default, rename = "_links")]
    pub links: Links,
    /// False where only what readers get was told: its raw texts are empty then.
    #[serde(skip, default = "seen")]
    pub seen: bool,
}

fn seen() -> bool {
    true
}

impl Post {
    /// The numbers of the authors PublishPress Authors has for it; none without that plug-in.
    pub fn authors(&self) -> Vec<u64> {
        self.ppma_author.as_array().into_iter().flatten().filter_map(Value::as_u64).collect()
    }

    /// The footnotes of WordPress's own block to which the text leads: their ids and their HTML. Others
    /// are left over in the field from an earlier text.
    pub fn footnotes(&self) -> Vec<(String, String)> {
        let kept = self.meta["footnotes"].as_str().unwrap_or_default();
        let kept: Vec<Footnote> = serde_json::from_str(kept).unwrap_or_default();
        let led_to = |note: &Footnote| {
            !note.id.is_empty() && self.content.raw.contains(&format!("href=\"#{}\"", note.id))
        };
        kept.into_iter().filter(led_to).map(|note| (note.id, note.content)).collect()
    }
}

/// A footnote of WordPress's own block.
#[derive(Debug, Deserialize)]
struct Footnote {
    content: String,
    id: String,
}

/// What a post is linked to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Links {
    /// The newest revision; none until the post was changed for the first time.
    #[serde(rename = "predecessor-version")]
    pub predecessor: Vec<Link>,
}

/// The other end of a link.
#[derive(Debug, Deserialize)]
pub struct Link {
    pub id: u64,
}

/// An error of the API.
#[derive(Debug, Deserialize)]
pub struct Failure {
    pub code: String,
    #[serde(default)]
    data: Value,
}

impl Failure {
    /// The term that is there already, where that was the trouble.
    pub fn term_id(&self) -> Option<u64> {
        self.data.get("term_id")?.as_u64()
    }
}

/// The value WordPress answered with.
///
/// # Errors
/// Its refusal in words, see [`refusal`].
pub fn value<T: DeserializeOwned>(answer: &Answer) -> Result<T> {
    if answer.is_success() { answer.value() } else { Err(refusal(answer)) }
}

/// WordPress's error code, if the answer is an error of its API.
pub fn code(answer: &Answer) -> Option<String> {
    if answer.is_success() {
        return None;
    }
    answer.json::<Failure>().map(|failure| failure.code)
}

/// WordPress's refusal in words.
pub fn refusal(answer: &Answer) -> Error {
    let code = code(answer);
    match (answer.status(), code.as_deref()) {
        (401, None) if answer.header("www-authenticate").is_some() => Error::new(
            Code::SignIn,
            "The web server asks for a password of its own before it lets anyone to WordPress.",
            "Your story is safe here. Ask whoever runs the site to let application passwords \
             through to its REST API (/wp-json/).",
        ),
        (401, _) => Error::new(
            Code::SignIn,
            "WordPress does not know this user name with this application password.",
            "Your story is safe here. Use an application password, which is not the password you \
             sign in to WordPress with: in WordPress open Users, Profile, Application Passwords, \
             make one for Copydesk and paste it here.",
        ),
        // A 500 for good: the file's kind does not please, or it is larger than PHP takes.
        (500, Some("rest_upload_sideload_error" | "rest_upload_unknown_error")) => Error::new(
            Code::Refused,
            answer.because("WordPress did not take the picture"),
            "Your story and the picture are safe here. Use a JPEG or PNG picture, or a smaller one.",
        ),
        (403, Some("rest_cannot_publish")) => Error::new(
            Code::Forbidden,
            "This WordPress account may not publish; it may hand stories in for review.",
            "Your story is safe here. File it for review, or ask an editor for the author's role.",
        ),
        (403, Some("rest_cannot_edit" | "rest_forbidden_context" | "rest_forbidden")) => {
            Error::new(
                Code::Forbidden,
                "This WordPress account may not change the story on the site any more.",
                "Your text is safe here, and the site is as it was. Once a story is public, or \
                 belongs to someone else, only an editor can change it there: ask one.",
            )
        }
        _ => answer.error(),
    }
}
