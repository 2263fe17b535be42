//! WordPress's authorise page: the person is signed in there in the browser anyway, says yes, and
//! WordPress hands an application password over by a `copydesk://` link.
//!
//! Any page can open such a link. So it counts only if it brings back the state that was made up for
//! this one question, and only for the site that was asked; the password goes to no other.

use super::http::base;
use super::wordpress::site_of;
use super::{Address, Credential, Kind};
use crate::error::{Code, Error, Result};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::fmt;
use url::Url;
use uuid::Uuid;

/// The scheme of the links that lead back here.
pub const SCHEME: &str = "copydesk";
/// The host of the link that brings a password.
const AUTHORISED: &str = "authorised";
/// How Copydesk is listed among a person's application passwords.
const APP_NAME: &str = "Copydesk";
/// The same for every Copydesk, so that WordPress can tell its passwords from others.
const APP_ID: Uuid = Uuid::from_u128(0x6d0f_4c1e_52b7_4f3a_9a86_1c7f_20de_71c4);
/// How long the person may take to say yes.
const PATIENCE: SignedDuration = SignedDuration::from_mins(30);

/// A question that was put to WordPress in the browser and waits for its link.
pub struct Asked {
    site: Address,
    home: Url,
    state: String,
    at: Timestamp,
}

impl Asked {
    /// Makes the question up for a WordPress site; who the person is there, WordPress will tell.
    ///
    /// # Errors
    /// `Invalid` if the address is none or not safe, or is no WordPress.
    pub fn new(site: Address, now: Timestamp) -> Result<Self> {
        if site.kind != Kind::Wordpress {
            return Err(Error::new(
                Code::Invalid,
                "Only WordPress has a page where programs are let in.",
                "Paste the token the site’s administrator gives you.",
            ));
        }
        let home = site_of(base(&site.url)?);
        Ok(Self { site, home, state: Uuid::new_v4().simple().to_string(), at: now })
    }

    /// The page to open in the browser.
    pub fn page(&self) -> String {
        let mut page = self.home.clone();
        page.set_path(&format!("{}wp-admin/authorize-application.php", page.path()));
        let back = format!("{SCHEME}://{AUTHORISED}?state={}", self.state);
        page.query_pairs_mut()
            .append_pair("app_name", APP_NAME)
            .append_pair("app_id", &APP_ID.to_string())
            .append_pair("success_url", &back);
        page.into()
    }

    /// Whether the link answers this very question.
    pub fn is_answered_by(&self, link: &Link) -> bool {
        link.said.get("state") == Some(&self.state)
    }

    /// The site with the person's user name, and the application password.
    ///
    /// # Errors
    /// `Forbidden` if the person said no, `Invalid` if the link is of another question, of another
    /// site, too late or not whole.
    pub fn answered(self, link: &Link, now: Timestamp) -> Result<(Address, Credential)> {
        if !self.is_answered_by(link) {
            return Err(unasked());
        }
        if now.duration_since(self.at) > PATIENCE {
            return Err(refused("The answer of WordPress came too late."));
        }
        if link.said.get("success").is_some_and(|word| word == "false") {
            return Err(Error::new(
                Code::Forbidden,
                "In the browser you did not let Copydesk in.",
                "Nothing was changed. If that was a mistake, sign in once more.",
            ));
        }
        let word = |name: &str| link.said.get(name).filter(|word| !word.trim().is_empty());
        let from = word("site_url").and_then(|url| Url::parse(url).ok());
        let same = |url: &Url| url.host() == self.home.host() && url.port() == self.home.port();
        if !from.as_ref().is_some_and(same) {
            return Err(refused("The answer came from another site than the one that was asked."));
        }
        let (Some(user), Some(password)) = (word("user_login"), word("password")) else {
            return Err(refused("The answer of WordPress is not whole."));
        };
        let site = Address { user: Some(user.clone()), ..self.site };
        Ok((site, Credential::new(password)))
    }
}

/// A link that led back here. It may carry a password, so it is not printed.
pub struct Link {
    said: BTreeMap<String, String>,
}

impl Link {
    /// Reads a link of our scheme.
    ///
    /// # Errors
    /// `Invalid` if it is another kind of link. It is not repeated: it may hold a password.
    pub fn read(text: &str) -> Result<Self> {
        let url = Url::parse(text.trim()).map_err(|_| unasked())?;
        let ours = url.scheme() == SCHEME
            && url.host_str() == Some(AUTHORISED)
            && matches!(url.path(), "" | "/");
        if !ours {
            return Err(unasked());
        }
        let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        let said: BTreeMap<_, _> = pairs.iter().cloned().collect();
        // A word said twice could be read one way here and another way elsewhere.
        if said.len() == pairs.len() { Ok(Self { said }) } else { Err(unasked()) }
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Link(…)")
    }
}

impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Asked").field("site", &self.site).finish_non_exhaustive()
    }
}

/// A link nobody here asked for.
pub fn unasked() -> Error {
    refused("A link was opened that answers no question of this Copydesk.")
}

fn refused(why: &str) -> Error {
    Error::new(
        Code::Invalid,
        why,
        "Nothing was changed. If you meant to sign in, choose “Sign in with WordPress” once more \
         under Sites.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn asked() -> Asked {
        let (name, url) = ("town".to_owned(), "https://news.example/blog".to_owned());
        let site = Address { name, kind: Kind::Wordpress, url, user: None, fingerprint: None };
        Asked::new(site, NOW).unwrap()
    }

    /// The link WordPress makes for the question, with `more` at its end.
    fn link(asked: &Asked, site_url: &str, more: &str) -> Link {
        let state = &asked.state;
        let text = format!(
            "copydesk://authorised?state={state}&site_url={site_url}&user_login=jo&password=khIB%20fyfo{more}"
        );
        Link::read(&text).unwrap()
    }

    #[test]
    fn the_page_is_the_sites_own_and_leads_back_here() {
        let asked = asked();
        let page = Url::parse(&asked.page()).unwrap();
        assert_eq!(page.path(), "/blog/wp-admin/authorize-application.php");
        let said: BTreeMap<_, _> = page.query_pairs().into_owned().collect();
        assert_eq!(said["success_url"], format!("copydesk://authorised?state={}", asked.state));
        assert_eq!(said["app_name"], "Copydesk");
    }

    #[test]
    fn the_password_goes_to_the_site_that_was_asked() {
        let asked = asked();
        let link = link(&asked, "https%3A%2F%2Fnews.example%2Fblog", "");
        let (site, secret) = asked.answered(&link, NOW).unwrap();
        assert_eq!((site.user.as_deref(), secret.reveal()), (Some("jo"), "khIB fyfo"));
        assert_eq!(site.url, "https://news.example/blog");
    }

    #[test]
    fn a_link_of_another_question_another_site_or_yesterday_is_refused() {
        let home = "https%3A%2F%2Fnews.example";
        let foreign = link(&asked(), home, "");
        assert_eq!(asked().answered(&foreign, NOW).unwrap_err().code, Code::Invalid);
        for (site, later) in [
            ("https%3A%2F%2Fother.example", 0),
            ("https%3A%2F%2Fnews.example%3A8443", 0),
            ("", 0),
            (home, 24),
        ] {
            let asked = asked();
            let link = link(&asked, site, "");
            let error = asked.answered(&link, NOW + SignedDuration::from_hours(later)).unwrap_err();
            assert_eq!(error.code, Code::Invalid, "{site} {later}");
            assert!(!error.to_string().contains("khIB"), "{error}");
        }
        let asked = asked();
        let no = link(&asked, home, "&success=false");
        assert_eq!(asked.answered(&no, NOW).unwrap_err().code, Code::Forbidden);
    }

    #[test]
    fn a_foreign_or_doubtful_link_is_refused_and_never_repeated() {
        for text in [
            "copydesk://elsewhere?state=x&password=hush",
            "copydesk://authorised/more?password=hush",
            "https://authorised?password=hush",
            "copydesk://authorised?state=x&state=y&password=hush",
            "hush",
        ] {
            let error = Link::read(text).unwrap_err();
            assert!(!error.to_string().contains("hush"), "{error}");
        }
        let link = Link::read("copydesk://authorised?password=hush").unwrap();
        assert!(!format!("{link:?}").contains("hush"));
    }
}
