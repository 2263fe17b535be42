//! The JSON of Ghost's Admin API, as far as it is read here, and its errors.

use crate::error::{Code, Error, Result};
use crate::site::http::Answer;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// `site/`, which is told to everybody.
#[derive(Debug, Deserialize)]
pub struct SiteAnswer {
    pub site: Site,
}

/// What a Ghost says about itself.
#[derive(Debug, Deserialize)]
pub struct Site {
    #[serde(default)]
    pub title: String,
    /// Where readers find it; not always where it is edited.
    pub url: String,
    /// As `6.65`.
    pub version: String,
}

/// Where Ghost 5 and 6 tell everybody who signs in, integrations included, how the site is set.
pub const SETTINGS: &str = "settings/";

/// `settings/`.
#[derive(Debug, Deserialize)]
pub struct Settings {
    settings: Vec<Setting>,
}

#[derive(Debug, Deserialize)]
struct Setting {
    key: String,
    #[serde(default)]
    value: Value,
}

impl Settings {
    /// The IANA name of the site's time zone, as `Europe/London`.
    pub fn zone(self) -> Option<String> {
        let zone = self.settings.into_iter().find(|one| one.key == "timezone")?;
        zone.value.as_str().filter(|name| !name.is_empty()).map(str::to_owned)
    }
}

/// `users/me/`.
#[derive(Debug, Deserialize)]
pub struct Users {
    pub users: Vec<User>,
}

/// A member of the staff.
#[derive(Debug, Clone, Deserialize)]
pub struct User {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub roles: Vec<Role>,
}

/// A role by its name: Owner, Administrator, Editor, Author, Contributor …
#[derive(Debug, Clone, Deserialize)]
pub struct Role {
    pub name: String,
}

/// `tags/`.
#[derive(Debug, Deserialize)]
pub struct Tags {
    pub tags: Vec<Tag>,
    #[serde(default)]
    pub meta: Meta,
}

/// A tag; one whose name begins with `#` is internal and shown to no reader.
#[derive(Debug, Clone, Deserialize)]
pub struct Tag {
    pub id: String,
    pub name: String,
}

impl Tag {
    pub fn is_internal(&self) -> bool {
        self.name.starts_with('#')
    }
}

/// What is said about a list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Meta {
    pub pagination: Pagination,
}

/// Which part of a list it is.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Pagination {
    /// The number of the next part, if there is one.
    pub next: Option<u32>,
}

/// `images/upload/`.
#[derive(Debug, Deserialize)]
pub struct Images {
    pub images: Vec<Image>,
}

/// A picture as it was stored.
#[derive(Debug, Deserialize)]
pub struct Image {
    pub url: String,
}

/// `posts/`.
#[derive(Debug, Deserialize)]
pub struct Posts {
    pub posts: Vec<Post>,
}

/// A post. Lists that ask for a few fields only get the others empty.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Post {
    pub id: String,
    pub title: String,
    pub slug: String,
    pub status: String,
    pub url: String,
    /// To be given back with a change; whole seconds.
    pub updated_at: String,
    /// When it is public from, or was.
    pub published_at: Option<String>,
    /// The text as its editor keeps it.
    pub lexical: Option<String>,
    /// The text as readers get it.
    pub html: Option<String>,
    pub custom_excerpt: Option<String>,
    pub feature_image: Option<String>,
    pub feature_image_alt: Option<String>,
    pub feature_image_caption: Option<String>,
    pub tags: Vec<Tag>,
    pub authors: Vec<User>,
}

#[derive(Debug, Deserialize)]
struct Failures {
    errors: Vec<Failure>,
}

#[derive(Debug, Deserialize)]
struct Failure {
    /// As `ValidationError`.
    #[serde(rename = "type")]
    kind: String,
    code: Option<String>,
}

/// Ghost's word for what went wrong, if the answer is an error of its API: its code, or the type of
/// the error where it has none.
pub fn failure(answer: &Answer) -> Option<String> {
    if answer.is_success() {
        return None;
    }
    let failure = answer.json::<Failures>()?.errors.into_iter().next()?;
    Some(failure.code.unwrap_or(failure.kind))
}

/// The value Ghost answered with.
///
/// # Errors
/// Its refusal in words, see [`refusal`].
pub fn value<T: DeserializeOwned>(answer: &Answer) -> Result<T> {
    if answer.is_success() { answer.value() } else { Err(refusal(answer)) }
}

/// Ghost's refusal in words.
pub fn refusal(answer: &Answer) -> Error {
    let failure = failure(answer);
    match (answer.status(), failure.as_deref()) {
        (401, None) if answer.header("www-authenticate").is_some() => Error::new(
            Code::SignIn,
            "The web server asks for a password of its own before it lets anyone to Ghost.",
            "Your story is safe here. Ask whoever runs the site to let keys through to its Admin \
             API (/ghost/api/admin/).",
        ),
        (401, _) | (400, Some("INVALID_JWT")) => Error::new(
            Code::SignIn,
            "Ghost does not know this key.",
            "Your story is safe here. It may have been made anew or taken away: in Ghost's \
             settings open your own profile and copy the staff access token, or the Admin API key \
             of a custom integration, and sign in again with it.",
        ),
        (403, Some("NoPermissionError")) => Error::new(
            Code::Forbidden,
            answer.because("This Ghost account may not do that"),
            "Your text is safe here, and the site is as it was. A contributor may not publish, nor \
             change a story once it is public: ask an editor.",
        ),
        _ => answer.error(),
    }
}

/// The story was on the site, and is not any more. Ghost has no bin.
pub fn gone(host: &str) -> Error {
    Error::new(
        Code::Gone,
        format!("The story was deleted on {host}."),
        "It is safe here. Ask the newsroom why. If it is to appear as a new article, publish it \
         as one (in a terminal: `desk publish --anew`).",
    )
}

/// Ghost says to a person whose account was suspended that there is no such user, whatever is asked.
pub fn suspended(host: &str) -> Error {
    Error::new(
        Code::Forbidden,
        format!("The account on {host} was suspended: Ghost answers its key as if nobody had it."),
        "Your story is safe here. Ask whoever runs the site to let the account in again, then send it \
         once more.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zone_is_found_among_the_settings() {
        let told = |settings: &str| serde_json::from_str::<Settings>(settings).unwrap().zone();
        let zone = told(
            r#"{"settings":[{"key":"icon","value":null},{"key":"timezone","value":"Europe/Paris"}]}"#,
        );
        assert_eq!(zone.as_deref(), Some("Europe/Paris"));
        assert_eq!(told(r#"{"settings":[{"key":"title","value":"Town"}]}"#), None);
    }
}
