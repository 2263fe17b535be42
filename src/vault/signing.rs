//! The secret half of the key packets are signed with: one for whoever is signed in to this computer,
//! whatever data folder is open.

use super::environment::Lookup;
use super::keychain;
use crate::error::Result;
use crate::site::Credential;
use std::sync::{Mutex, PoisonError};

/// The variable that holds the key, for scripts and computers without a keychain. No site's secret is
/// looked for under it.
pub const VARIABLE: &str = "COPYDESK_SIGNING_KEY";

/// Where the key is: in the environment, in the keychain or, where there is none, in memory for this run.
pub struct SigningKey {
    environment: Lookup,
    this_run: Mutex<Option<Credential>>,
}

/// A key that was found, and whether it will be there in the next run.
#[derive(Debug)]
pub struct Found {
    pub secret: Credential,
    pub lasts: bool,
}

impl SigningKey {
    /// None is made or asked for yet.
    pub fn new(environment: Lookup) -> Self {
        Self { environment, this_run: Mutex::new(None) }
    }

    /// The key, if there is one.
    ///
    /// # Errors
    /// `NoKeychain` if there is a keychain that cannot be opened: a second key would be made for nothing.
    pub fn get(&self) -> Result<Option<Found>> {
        let named = (self.environment)(VARIABLE).filter(|secret| !secret.trim().is_empty());
        if let Some(secret) = named {
            return Ok(Some(Found { secret: Credential::new(&secret), lasts: true }));
        }
        let this_run = self.this_run.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(secret) = this_run {
            return Ok(Some(Found { secret, lasts: false }));
        }
        match keychain::available() {
            Ok(()) => {
                let kept = keychain::signing_key()?;
                Ok(kept.map(|secret| Found { secret, lasts: true }))
            }
            Err(_) => Ok(None),
        }
    }

    /// Keeps a new key, and returns the one that counts: another program may have kept one meanwhile.
    ///
    /// # Errors
    /// `NoKeychain` if there is a keychain that refuses.
    pub fn keep(&self, secret: Credential) -> Result<Found> {
        if keychain::available().is_err() {
            let mut this_run = self.this_run.lock().unwrap_or_else(PoisonError::into_inner);
            let secret = this_run.get_or_insert(secret).clone();
            return Ok(Found { secret, lasts: false });
        }
        keychain::keep_signing_key(&secret)?;
        let secret = keychain::signing_key()?.unwrap_or(secret);
        Ok(Found { secret, lasts: true })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_comes_first_and_nothing_is_kept_beside_it() {
        let key = SigningKey::new(|name| (name == VARIABLE).then(|| "ab".repeat(32)));
        let found = key.get().unwrap().unwrap();
        assert!(found.lasts && found.secret.reveal() == "ab".repeat(32));
        assert!(!format!("{found:?}").contains("abab"));
    }
}
