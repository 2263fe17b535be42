//! The system's keychain: Secret Service, macOS Keychain, Windows Credential Manager.

use super::Vault;
use super::environment::variable;
use crate::error::{Code, Error, Result};
use crate::site::{Address, Credential};
use keyring::v1::{Entry, Error as KeychainError};

/// The service under which the secrets stand in the keychain.
const SERVICE: &str = "Copydesk";
/// The entry of the signing key. No site's has this form: there is an address in each.
const SIGNING: &str = "signing key";

/// The keychain of the person who is signed in to this computer, as one data folder uses it.
#[derive(Debug, Clone)]
pub struct Keychain {
    folder: String,
}

impl Keychain {
    /// As the data folder with this id uses it.
    pub fn of(folder: String) -> Self {
        Self { folder }
    }

    /// What a site's secret is kept under, and under what it was before each data folder had its own: two
    /// folders may know a site by one name, each with an account of its own there.
    fn names(&self, site: &Address) -> [String; 2] {
        let before = format!("{} · {}", site.name, site.url);
        match self.folder.as_str() {
            "" => [before.clone(), before],
            folder => [format!("{before} · {folder}"), before],
        }
    }
}

/// Whether there is a keychain to keep secrets in. Asked once for each run.
///
/// # Errors
/// `NoKeychain`, in words for the screen.
pub fn available() -> Result<()> {
    match Entry::store_status() {
        Ok(()) => Ok(()),
        Err(_) => Err(none()),
    }
}

fn none() -> Error {
    Error::new(
        Code::NoKeychain,
        "This computer offers no keychain to keep the password in.",
        "You can go on: a password is kept in memory while the program runs, and has to be given \
         again after that.",
    )
}

/// There may be a secret for the site, and no keychain it could be in.
fn none_for(site: &Address) -> Error {
    Error::new(
        Code::NoKeychain,
        format!(
            "There is no password for {} at hand, and this computer offers no keychain to keep \
             one in.",
            site.name
        ),
        format!(
            "The story is safe here. Sign in to the site again in the window, or put the password \
             into {} for `desk`; then send the story once more.",
            variable(&site.name)
        ),
    )
}

fn entry(name: &str) -> Result<Entry> {
    available()?;
    Entry::new(SERVICE, name).map_err(|error| refused(&error))
}

/// The key packets are signed with, if the keychain has it.
pub(super) fn signing_key() -> Result<Option<Credential>> {
    let entry = Entry::new(SERVICE, SIGNING).map_err(|error| refused(&error))?;
    match entry.get_password() {
        Ok(secret) => Ok(Some(Credential::new(&secret))),
        Err(KeychainError::NoEntry) => Ok(None),
        Err(error) => Err(refused(&error)),
    }
}

pub(super) fn keep_signing_key(secret: &Credential) -> Result<()> {
    let entry = Entry::new(SERVICE, SIGNING).map_err(|error| refused(&error))?;
    entry.set_password(secret.reveal()).map_err(|error| refused(&error))
}

fn refused(error: &KeychainError) -> Error {
    // The keychain's own words never hold the secret, only where it failed.
    match error {
        KeychainError::NoDefaultStore | KeychainError::PlatformFailure(_) => none(),
        KeychainError::NoStorageAccess(_) => Error::new(
            Code::NoKeychain,
            "The keychain is locked.",
            "Unlock it (sign in to the desktop again, or open the passwords program), then try again.",
        ),
        other => Error::new(
            Code::NoKeychain,
            format!("The keychain refused: {other}."),
            "A password is kept in memory while the program runs, and has to be given again after \
             that.",
        ),
    }
}

impl Vault for Keychain {
    fn get(&self, site: &Address) -> Result<Option<Credential>> {
        if available().is_err() {
            return Err(none_for(site));
        }
        let names = self.names(site);
        for name in &names {
            match entry(name)?.get_password() {
                Ok(secret) => {
                    if *name != names[0] {
                        // From now on this folder has its own, whatever another one does with this.
                        let _ = entry(&names[0])?.set_password(&secret);
                    }
                    return Ok(Some(Credential::new(&secret)));
                }
                Err(KeychainError::NoEntry) => {}
                Err(error) => return Err(refused(&error)),
            }
        }
        Ok(None)
    }

    fn set(&self, site: &Address, secret: &Credential) -> Result<()> {
        let [name, _] = self.names(site);
        entry(&name)?.set_password(secret.reveal()).map_err(|error| refused(&error))
    }

    fn forget(&self, site: &Address) -> Result<()> {
        // Where there is no keychain there is nothing to forget in it.
        if available().is_err() {
            return Ok(());
        }
        for name in self.names(site) {
            match entry(&name)?.delete_credential() {
                Ok(()) | Err(KeychainError::NoEntry) => {}
                Err(error) => return Err(refused(&error)),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::Kind;

    #[test]
    fn two_data_folders_keep_two_secrets_for_one_site_and_find_the_one_from_before() {
        let url = "https://news.example".to_owned();
        let site =
            Address { name: "town".into(), kind: Kind::Own, url, user: None, fingerprint: None };
        let (one, other) = (Keychain::of("a1".into()), Keychain::of("b2".into()));
        let [(mine, before), (theirs, same)] =
            [one.names(&site), other.names(&site)].map(|[name, before]| (name, before));
        assert_ne!(mine, theirs);
        assert_eq!((before.as_str(), &same), ("town · https://news.example", &before));
        let none = Keychain::of(String::new()).names(&site);
        assert_eq!(none, [before.clone(), before], "where no id can be kept, as before");
    }

    #[test]
    fn without_a_keychain_the_way_for_both_programs_is_named() {
        let url = "https://news.example".to_owned();
        let site =
            Address { name: "town".into(), kind: Kind::Own, url, user: None, fingerprint: None };
        let told = none_for(&site).to_string();
        assert!(told.contains("COPYDESK_SECRET_TOWN") && told.contains("in the window"), "{told}");
        assert!(!told.contains("until Copydesk is closed"), "nothing is promised to `desk`");
    }
}
