//! Where a Ghost is, which one it is, and what its clock says.

use super::wire::SiteAnswer;
use crate::error::{Code, Error, Result};
use crate::site::http::{Answer, Http};
use ureq::http::Method;
use url::Url;

/// The oldest Ghost whose editor is the one written for here.
pub const OLDEST: u32 = 5;

/// A Ghost as it describes itself to everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// The site's title.
    pub title: String,
    /// Where readers find it, with a slash at the end.
    pub public: Url,
}

impl Root {
    /// Asks the site what it is, and with that what its clock says. Nothing is said about us.
    ///
    /// # Errors
    /// `NotTheApi` if there is no Ghost at the address, or it does not tell the time;
    /// `Refused` if it is too old.
    pub fn find(http: &Http) -> Result<Self> {
        let answer = http.anonymous(Method::GET, at(http, "site/", &[])).send()?;
        if !answer.is_success() {
            return Err(no_ghost(&answer));
        }
        let told = answer.json::<SiteAnswer>().ok_or_else(|| answer.not_the_api())?.site;
        if is_too_old(&told.version) {
            return Err(too_old(&told.version));
        }
        // Its keys hold by its clock, so it has to tell.
        http.date().ok_or_else(|| tells_no_time(&http.host()))?;
        let mut public = Url::parse(&told.url).unwrap_or_else(|_| http.home().clone());
        if !public.path().ends_with('/') {
            public.set_path(&format!("{}/", public.path()));
        }
        Ok(Self { title: told.title, public })
    }
}

/// Whether the Admin API of this version, as `6.65`, is another one.
pub fn is_too_old(version: &str) -> bool {
    let major = version.split('.').next().and_then(|major| major.parse().ok());
    major.is_none_or(|major: u32| major < OLDEST)
}

/// The address of `path` in the Admin API.
pub fn at(http: &Http, path: &str, query: &[(&str, &str)]) -> Url {
    let mut url = http.home().clone();
    url.set_path(&format!("{}ghost/api/admin/{path}", url.path()));
    if !query.is_empty() {
        url.query_pairs_mut().extend_pairs(query);
    }
    url
}

fn no_ghost(answer: &Answer) -> Error {
    match answer.status() {
        300..=399 | 401 | 403 | 429 | 500..=599 => answer.error(),
        _ => Error::new(
            Code::NotTheApi,
            "There is no Ghost at this address.",
            "Nothing was changed, and your story is safe here. Use the address at which you open \
             Ghost's settings, without what begins with /ghost.",
        ),
    }
}

fn tells_no_time(host: &str) -> Error {
    Error::new(
        Code::NotTheApi,
        format!(
            "{host} does not tell what time it is, and Ghost takes a key for minutes only, by its \
             own clock."
        ),
        "Nothing was changed, and your story is safe here. Ask whoever runs the site to let its \
         answers carry the Date header, which something in front of Ghost takes off.",
    )
}

fn too_old(version: &str) -> Error {
    Error::new(
        Code::Refused,
        format!("The site runs Ghost {version}, and Copydesk needs Ghost {OLDEST} or newer."),
        "Nothing was changed, and your story is safe here. Ask whoever runs the site to bring it \
         up to date.",
    )
}
