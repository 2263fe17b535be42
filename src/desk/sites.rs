//! Connecting sites and signing in to them.

use super::Desk;
use super::practice::NAME;
use crate::error::{Code, Error, Result};
use crate::site::{self, Account, Address, Credential, Kind};
use crate::store::Connected;
use crate::vault::Vault;
use crate::vault::environment::variable;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A connected site as the screen shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SiteView {
    pub name: String,
    pub kind: Kind,
    pub url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub user: Option<String>,
    /// The practice site this desk runs itself.
    pub practice: bool,
    /// A secret for it is at hand.
    pub signed_in: bool,
    /// The secret is kept for this run only, since there is no keychain.
    pub this_run_only: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub account: Option<Account>,
}

impl Desk {
    /// Every connected site.
    ///
    /// # Errors
    /// `Storage`.
    pub fn sites(&self) -> Result<Vec<SiteView>> {
        let sites = self.store().sites()?;
        Ok(sites.into_iter().map(|site| self.view(site)).collect())
    }

    /// Connects a site: it is asked who we are, and only then kept.
    ///
    /// # Errors
    /// `Invalid` for a name that is taken, reserved or as good as taken, else what the site or the way there said. Then nothing
    /// is kept.
    pub fn add_site(
        &self,
        address: Address,
        secret: &Credential,
        now: Timestamp,
    ) -> Result<SiteView> {
        self.name_is_free(&address.name)?;
        let address = Address { url: site::canonical(&address)?, ..address };
        self.sign_in_to(Connected { address, practice: false, account: None }, secret, now)
    }

    /// Whether a site may be given this name: it can be told from every other one, here and in the
    /// environment.
    ///
    /// # Errors
    /// `Invalid` if it may not, `Storage`.
    pub fn name_is_free(&self, name: &str) -> Result<()> {
        let refused = |why: String, hint: String| Err(Error::new(Code::Invalid, why, hint));
        if name.trim().is_empty() {
            let hint = "Give it one, such as the paper's.".to_owned();
            return refused("The site has no name.".to_owned(), hint);
        }
        let variable = variable(name);
        if variable == self::variable(NAME) {
            return refused(
                format!("“{name}” is kept for the practice site, so nothing was connected."),
                "Choose another name, such as the paper's.".to_owned(),
            );
        }
        let sites = self.store().sites()?;
        let like = |site: &&Connected| self::variable(&site.address.name) == variable;
        let Some(other) = sites.iter().find(like).map(|site| &site.address.name) else {
            return Ok(());
        };
        if other == name {
            let hint = "Choose another name, or remove that one first.".to_owned();
            return refused(format!("A site called “{name}” is connected already."), hint);
        }
        refused(
            format!("“{name}” is too much like “{other}”, which is connected already."),
            format!(
                "Choose a name with other letters or digits: both would take their secret from \
                 {variable}."
            ),
        )
    }

    /// Signs in to a connected site with a new secret.
    ///
    /// # Errors
    /// What the site or the way there said; then the old secret stays.
    pub fn sign_in(&self, name: &str, secret: &Credential, now: Timestamp) -> Result<SiteView> {
        let connected = self.store().site(name)?;
        self.sign_in_to(connected, secret, now)
    }

    /// Forgets a site and its secret.
    ///
    /// # Errors
    /// `IllegalMove` while a story is being sent there; `NotFound`, `Storage`; `NoKeychain` if only
    /// its secret could not be removed.
    pub fn remove_site(&self, name: &str, now: Timestamp) -> Result<()> {
        let connected = self.store().site(name)?;
        self.store().remove_site(name, now)?;
        self.vault.forget(&connected.address).map_err(|error| {
            Error::new(
                Code::NoKeychain,
                format!(
                    "{name} is removed, but its password is still in the keychain. {}",
                    error.message
                ),
                "Delete the entry called Copydesk with the system's passwords program.",
            )
        })
    }

    pub(super) fn sign_in_to(
        &self,
        connected: Connected,
        secret: &Credential,
        now: Timestamp,
    ) -> Result<SiteView> {
        let account = site::connect(&connected.address, secret)
            .and_then(|site| site.verify())
            .map_err(not_signed_in)?;
        let connected = Connected { account: Some(account), ..connected };
        self.keep_secret(&connected, secret)?;
        self.store().put_site(&connected, now)?;
        Ok(self.view(connected))
    }

    /// Into the keychain; where there is none, into memory. The practice site hands its token out
    /// itself at every start, so nobody's keychain is filled with it.
    fn keep_secret(&self, site: &Connected, secret: &Credential) -> Result<()> {
        if site.practice || self.vault.set(&site.address, secret).is_err() {
            return self.this_run.set(&site.address, secret);
        }
        self.this_run.forget(&site.address)
    }

    fn view(&self, site: Connected) -> SiteView {
        let signed_in = matches!(self.vault.get(&site.address), Ok(Some(_)));
        let in_memory = matches!(self.this_run.get(&site.address), Ok(Some(_)));
        SiteView {
            name: site.address.name,
            kind: site.address.kind,
            url: site.address.url,
            user: site.address.user,
            practice: site.practice,
            signed_in,
            this_run_only: in_memory && !site.practice,
            account: site.account,
        }
    }
}

/// What a site said while somebody was signing in to it: no story is on its way, and nobody tries
/// again by itself.
fn not_signed_in(error: Error) -> Error {
    let hint = match error.code {
        Code::Unreachable => {
            "Nothing was changed. Check the address, the internet connection and this computer's \
             date, then try again."
        }
        Code::Busy => "Nothing was changed. Wait a little, then try again.",
        Code::SignIn => {
            "Nothing was changed. Check the user name and the password or token, then try again."
        }
        Code::Forbidden => "Nothing was changed. Ask whoever runs the site to allow it.",
        _ => return error,
    };
    Error { hint: hint.to_owned(), ..error }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Opening;

    fn desk(folder: &std::path::Path) -> Desk {
        Desk::open(&Opening { folder, house: None, environment: |_| None }).unwrap()
    }

    fn address(name: &str) -> Address {
        let url = "http://127.0.0.1:9".to_owned();
        Address { name: name.to_owned(), kind: Kind::Own, url, user: None, fingerprint: None }
    }

    /// A site as it stands in the table, whoever put it there.
    fn held(desk: &Desk, name: &str) {
        let site = Connected { address: address(name), practice: false, account: None };
        desk.store().put_site(&site, Timestamp::UNIX_EPOCH).unwrap();
    }

    fn refusal(desk: &Desk, name: &str) -> Error {
        desk.add_site(address(name), &Credential::new("x"), Timestamp::UNIX_EPOCH).unwrap_err()
    }

    #[test]
    fn the_practice_sites_name_is_nobody_elses() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path());
        for name in ["practice", "Practice"] {
            let error = refusal(&desk, name);
            assert!(error.message.contains("kept for the practice site"), "{error}");
        }
        held(&desk, "practice");
        let error = desk.connect_practice_site(None, Timestamp::UNIX_EPOCH).unwrap_err();
        assert_eq!(error.code, Code::Invalid, "{error}");
        let kept = desk.store().site("practice").unwrap();
        assert_eq!(kept.address, address("practice"), "the person's own address stays");
    }

    #[test]
    fn two_names_that_share_a_variable_are_not_both_taken() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path());
        held(&desk, "town-news");
        let error = refusal(&desk, "Town News");
        assert_eq!(error.code, Code::Invalid);
        assert!(error.to_string().contains("COPYDESK_SECRET_TOWN_NEWS"), "{error}");
    }

    #[test]
    fn a_site_that_cannot_be_reached_while_signing_in_promises_to_send_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let error = refusal(&desk(folder.path()), "town");
        assert_eq!(error.code, Code::Unreachable);
        assert!(!error.to_string().contains("sent again"), "{error}");
    }
}
