//! Connecting sites and signing in to them.

use super::Desk;
use crate::error::{Code, Error, Result};
use crate::site::{self, Account, Address, Credential, Kind};
use crate::store::Connected;
use crate::vault::Vault;
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
    /// `Invalid` for a name that is taken, else what the site or the way there said. Then nothing
    /// is kept.
    pub fn add_site(
        &self,
        address: Address,
        secret: &Credential,
        now: Timestamp,
    ) -> Result<SiteView> {
        if address.name.trim().is_empty() {
            return Err(Error::new(
                Code::Invalid,
                "The site has no name.",
                "Give it one, such as the paper's.",
            ));
        }
        if self.store().site(&address.name).is_ok() {
            return Err(Error::new(
                Code::Invalid,
                format!("A site called “{}” is connected already.", address.name),
                "Choose another name, or remove that one first.",
            ));
        }
        self.sign_in_to(Connected { address, practice: false, account: None }, secret, now)
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
        let account = site::connect(&connected.address, secret)?.verify()?;
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
