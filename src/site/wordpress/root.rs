//! Where a WordPress site's REST API is.

use super::authors::Plugin;
use super::media::CREDIT;
use super::terms::unescape;
use super::wire::{Index, refusal};
use crate::error::{Code, Error, Result};
use crate::site::http::{Answer, Http, moved};
use ureq::http::Method;
use url::Url;

/// The relation of the `Link` header that names the API's root.
const RELATION: &str = "rel=https://api.w.org/";
/// The part of the API used here.
const NAMESPACE: &str = "wp/v2";

/// A place where the API may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub url: Url,
    /// The site has plain permalinks: the path is a parameter.
    pub plain: bool,
}

impl Place {
    fn of(url: Url) -> Self {
        let plain = url.query_pairs().any(|(name, _)| name == "rest_route");
        Self { url, plain }
    }
}

/// The API's root, `…/wp-json/` or `…/index.php?rest_route=/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    url: Url,
    /// The site's title.
    pub title: String,
    /// Its time zone, by name or as an offset.
    pub zone: Option<String>,
    /// What keeps authors there who are no accounts.
    pub(super) authors: Option<Plugin>,
    /// Whether its pictures have a field for the credit.
    pub(super) keeps_credit: bool,
}

impl Root {
    /// Asks the site's front page for the API, and the API whether it is one.
    ///
    /// # Errors
    /// `NotTheApi` if there is no WordPress at the address or it says that its address is another,
    /// `SignIn` if the API is closed to this account.
    pub fn find(http: &Http) -> Result<Self> {
        let page = http.anonymous(Method::GET, http.home().clone()).send()?;
        if let Some(to) = page.redirect() {
            return Err(moved(&http.host(), to.as_str()));
        }
        let mut last = None;
        for Place { url, .. } in Self::places(http, &page)? {
            let answer = http.call(Method::GET, url.clone()).send()?;
            if let Some(index) = answer.json::<Index>().filter(|_| answer.is_success()) {
                return Self::new(url, &index, &answer);
            }
            last = Some(answer);
        }
        Err(no_api(&last.unwrap_or(page)))
    }

    /// Where the API may be: where the front page tells, else the usual places.
    ///
    /// # Errors
    /// `NotTheApi` if the front page tells of another address.
    pub fn places(http: &Http, front: &Answer) -> Result<Vec<Place>> {
        match Self::told(http, front) {
            Some(url) => Ok(vec![Place::of(at_home(http, url)?)]),
            // A security plug-in or a cache may have taken the header off.
            None => Ok(usual_places(http.home()).into_iter().map(Place::of).collect()),
        }
    }

    /// Where the front page says that the API is.
    pub fn told(http: &Http, front: &Answer) -> Option<Url> {
        front.header("link").and_then(linked).and_then(|to| http.home().join(&to).ok())
    }

    /// The root at `url`, which described itself so; `None` if the part that is used here is missing.
    pub fn from_index(url: Url, index: &Index) -> Option<Self> {
        let complete = index.namespaces.iter().any(|name| name == NAMESPACE);
        complete.then(|| Self {
            url,
            title: unescape(&index.name),
            zone: zone(index),
            authors: Plugin::told(&index.namespaces, index.routes.keys()),
            keeps_credit: index.registers(CREDIT),
        })
    }

    fn new(url: Url, index: &Index, answer: &Answer) -> Result<Self> {
        let root = Self::from_index(url, index).ok_or_else(|| answer.not_the_api())?;
        if !index.takes_passwords() {
            return Err(Error::new(
                Code::SignIn,
                "Application passwords are switched off on this WordPress site.",
                "Your story is safe here. Ask whoever runs the site to switch them on: a security \
                 plug-in may have closed them, and WordPress wants HTTPS for them.",
            ));
        }
        Ok(root)
    }

    /// The address of `path` below `wp/v2/`.
    pub fn at(&self, path: &str, query: &[(&str, &str)]) -> Url {
        self.beside(NAMESPACE, path, query)
    }

    /// The address of `path` in the part of the API that a plug-in adds.
    pub(super) fn beside(&self, namespace: &str, path: &str, query: &[(&str, &str)]) -> Url {
        let mut url = self.url.clone();
        let path = format!("{namespace}/{path}");
        let pairs: Vec<_> = self.url.query_pairs().into_owned().collect();
        if pairs.is_empty() {
            url.set_path(&format!("{}{path}", url.path()));
        } else {
            // Plain permalinks: the path is a parameter itself.
            let mut parameters = url.query_pairs_mut();
            parameters.clear();
            for (name, value) in pairs {
                let value = if name == "rest_route" { format!("{value}{path}") } else { value };
                parameters.append_pair(&name, &value);
            }
        }
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        url
    }
}

/// The site's time zone by its name, or its offset as `+05:30`.
fn zone(index: &Index) -> Option<String> {
    if !index.timezone_string.is_empty() {
        return Some(index.timezone_string.clone());
    }
    let offset = &index.gmt_offset;
    let hours = offset.as_f64().or_else(|| offset.as_str()?.parse().ok())?;
    // Hours in quarters at the finest (Nepal: 5.75).
    let minutes = (hours.abs() * 60.0).round();
    let sign = if hours < 0.0 { '-' } else { '+' };
    Some(format!("{sign}{:02.0}:{:02.0}", (minutes / 60.0).floor(), minutes % 60.0))
}

/// The address in a `Link` header (RFC 8288) with the API's relation.
fn linked(header: &str) -> Option<String> {
    header.split(',').find_map(|link| {
        let (address, rest) = link.trim().strip_prefix('<')?.split_once('>')?;
        let told = rest.replace(['"', ' '], "").contains(RELATION);
        told.then(|| address.to_owned())
    })
}

/// The root as told, but never at another host and never less safe than the address in use.
fn at_home(http: &Http, mut told: Url) -> Result<Url> {
    let home = http.home();
    if told.host() == home.host() && home.scheme() == "https" && told.scheme() == "http" {
        // A site behind a proxy that ends TLS often believes itself to be on plain HTTP.
        let _ = told.set_scheme("https");
        let _ = told.set_port(home.port());
    }
    if told.origin() == home.origin() { Ok(told) } else { Err(moved(&http.host(), told.as_str())) }
}

fn usual_places(home: &Url) -> Vec<Url> {
    ["wp-json/", "index.php?rest_route=/"].iter().filter_map(|path| home.join(path).ok()).collect()
}

fn no_api(answer: &Answer) -> Error {
    match answer.status() {
        401 => refusal(answer),
        300..=399 | 403 | 429 | 500..=599 => answer.error(),
        _ => Error::new(
            Code::NotTheApi,
            "There is no WordPress at this address, or its REST API is switched off.",
            "Nothing was changed, and your story is safe here. Check the address; if it is right, \
             ask whoever runs the site to switch the REST API on.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::http::base;

    fn root(url: &str) -> Root {
        let url = Url::parse(url).unwrap();
        Root { url, title: String::new(), zone: None, authors: None, keeps_credit: false }
    }

    #[test]
    fn paths_are_joined_to_both_kinds_of_root() {
        let pretty = root("https://news.example/blog/wp-json/");
        assert_eq!(
            pretty.at("posts/7", &[("context", "edit")]).as_str(),
            "https://news.example/blog/wp-json/wp/v2/posts/7?context=edit"
        );
        assert_eq!(pretty.at("posts", &[]).query(), None);
        let plain = root("https://news.example/index.php?rest_route=/");
        assert_eq!(
            plain.at("posts/7", &[("slug", "a b")]).as_str(),
            "https://news.example/index.php?rest_route=%2Fwp%2Fv2%2Fposts%2F7&slug=a+b"
        );
    }

    #[test]
    fn the_zone_is_a_name_or_an_offset() {
        let zone = |name: &str, offset: serde_json::Value| {
            zone(
                &serde_json::from_value(serde_json::json!({
                    "namespaces": [], "timezone_string": name, "gmt_offset": offset,
                }))
                .unwrap(),
            )
        };
        assert_eq!(zone("Europe/London", 0.into()).as_deref(), Some("Europe/London"));
        assert_eq!(zone("", 5.75.into()).as_deref(), Some("+05:45"));
        assert_eq!(zone("", "-3.5".into()).as_deref(), Some("-03:30"));
        assert_eq!(zone("", serde_json::Value::Null), None);
    }

    #[test]
    fn the_link_with_the_right_relation_is_taken() {
        let header = "<https://x.example/a>; rel=\"next\", \
                      <https://x.example/wp-json/>; rel=\"https://api.w.org/\"";
        assert_eq!(linked(header).as_deref(), Some("https://x.example/wp-json/"));
        assert_eq!(linked(r#"<https://x.example/>; rel="shortlink""#), None);
    }

    #[test]
    fn the_root_is_never_taken_to_another_host_or_off_tls() {
        let http = Http::new(base("https://news.example").unwrap(), String::new());
        let told = |url: &str| at_home(&http, Url::parse(url).unwrap());
        assert_eq!(
            told("http://news.example/wp-json/").unwrap().as_str(),
            "https://news.example/wp-json/"
        );
        assert_eq!(told("https://evil.example/wp-json/").unwrap_err().code, Code::NotTheApi);
        assert!(told("https://www.news.example/wp-json/").unwrap_err().message.contains("www."));
    }
}
