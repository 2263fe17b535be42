//! Help with connecting a site: the connection doctor, and WordPress's page where programs are let
//! in.

use super::{Desk, SiteView};
use crate::error::Result;
use crate::site::authorise::{Asked, Link, unasked};
use crate::site::doctor::{self, Report};
use crate::site::{self, Address, Credential, Kind};
use crate::store::Connected;
use crate::vault::Vault;
use jiff::Timestamp;
use std::sync::{MutexGuard, PoisonError};

impl Desk {
    /// Looks at a connected site with the secret that is kept for it.
    ///
    /// # Errors
    /// `NotFound`, `Storage`. A secret that cannot be had is told in the report.
    pub fn diagnose_site(&self, name: &str, now: Timestamp) -> Result<Report> {
        let address = self.store().site(name)?.address;
        let secret = self.vault.get(&address).ok().flatten();
        Ok(doctor::diagnose(&address, secret.as_ref(), now))
    }

    /// Looks at a site that is not connected, or not yet.
    pub fn diagnose(
        &self,
        address: &Address,
        secret: Option<&Credential>,
        now: Timestamp,
    ) -> Report {
        doctor::diagnose(address, secret, now)
    }

    /// The address of the page where a WordPress site lets Copydesk in, to be opened in the
    /// browser. The newest question is the one that counts; a connected site of that name is signed
    /// in to anew.
    ///
    /// # Errors
    /// `Invalid` for a name that is taken by another site or reserved, for an address that is none
    /// or not safe, or for another kind of site.
    pub fn authorise(
        &self,
        name: &str,
        url: &str,
        fingerprint: Option<String>,
        now: Timestamp,
    ) -> Result<String> {
        let (name, url) = (name.to_owned(), url.to_owned());
        let typed = Address { name, kind: Kind::Wordpress, url, user: None, fingerprint };
        let asked = Address { url: site::canonical(&typed)?, ..typed };
        let known = self.store().sites()?.into_iter().find(|site| {
            site.address.name == asked.name
                && site.address.kind == Kind::Wordpress
                && site::canonical(&site.address).is_ok_and(|url| url == asked.url)
        });
        let address = match known {
            Some(known) => known.address,
            None => {
                self.name_is_free(&asked.name)?;
                asked
            }
        };
        let asked = Asked::new(address, now)?;
        let page = asked.page();
        *self.asked() = Some(asked);
        Ok(page)
    }

    /// Signs in with what a link of WordPress's brought, and keeps the site.
    ///
    /// # Errors
    /// `Invalid` for a link nobody asked for, and whatever the site says of the password. Then
    /// nothing is kept; a link that answers the question cannot be used again either way.
    pub fn authorised(&self, link: &str, now: Timestamp) -> Result<SiteView> {
        let link = Link::read(link)?;
        // A stranger's link does not end the question.
        let asked = self.asked().take_if(|asked| asked.is_answered_by(&link));
        let (address, secret) = asked.ok_or_else(unasked)?.answered(&link, now)?;
        self.sign_in_to(Connected { address, practice: false, account: None }, &secret, now)
    }

    fn asked(&self) -> MutexGuard<'_, Option<Asked>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Opening;
    use crate::error::Code;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn state(page: &str) -> String {
        let back = page.split("state%3D").nth(1).unwrap();
        back.split('&').next().unwrap().to_owned()
    }

    #[test]
    fn a_link_counts_once_and_a_strangers_does_not_end_the_question() {
        let folder = tempfile::tempdir().unwrap();
        let opening = Opening { folder: folder.path(), house: None, environment: |_| None };
        let desk = Desk::open(&opening).unwrap();
        let url = "http://127.0.0.1:9";
        let page = desk.authorise("town", url, None, NOW).unwrap();
        assert!(page.starts_with("http://127.0.0.1:9/wp-admin/authorize-application.php?"));
        let link = |state: &str| {
            format!(
                "copydesk://authorised?state={state}&site_url={url}&user_login=jo&password=hush"
            )
        };
        assert_eq!(desk.authorised(&link("guessed"), NOW).unwrap_err().code, Code::Invalid);
        let right = link(&state(&page));
        // Nobody listens there; what counts is that the password was to be tried at that site.
        assert_eq!(desk.authorised(&right, NOW).unwrap_err().code, Code::Unreachable);
        assert_eq!(desk.authorised(&right, NOW).unwrap_err().code, Code::Invalid, "not twice");
        assert!(desk.sites().unwrap().is_empty(), "what failed is not kept");
    }

    #[test]
    fn only_wordpress_over_https_has_such_a_page() {
        let folder = tempfile::tempdir().unwrap();
        let opening = Opening { folder: folder.path(), house: None, environment: |_| None };
        let desk = Desk::open(&opening).unwrap();
        let error = desk.authorise("town", "http://news.example", None, NOW).unwrap_err();
        assert_eq!(error.code, Code::Invalid, "{error}");
        let error = desk.authorise("practice", "https://news.example", None, NOW).unwrap_err();
        assert_eq!(error.code, Code::Invalid, "{error}");
    }
}
