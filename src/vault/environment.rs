//! Secrets from the environment, for scripts: `COPYDESK_SECRET_<NAME>`.

use super::Vault;
use crate::error::{Code, Error, Result};
use crate::site::{Address, Credential};

/// Looks a variable up. The library has no environment of its own: the program hands this in.
pub type Lookup = fn(&str) -> Option<String>;

/// Secrets the person who started the program put into its environment.
#[derive(Debug, Clone, Copy)]
pub struct Environment(pub Lookup);

/// The variable that holds the secret of the site called `name`: upper case, everything but ASCII
/// letters and digits as `_`.
pub fn variable(name: &str) -> String {
    let word: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' })
        .collect();
    format!("COPYDESK_SECRET_{word}")
}

impl Vault for Environment {
    fn get(&self, site: &Address) -> Result<Option<Credential>> {
        let secret = (self.0)(&variable(&site.name)).filter(|secret| !secret.trim().is_empty());
        Ok(secret.map(|secret| Credential::new(&secret)))
    }

    fn set(&self, _: &Address, _: &Credential) -> Result<()> {
        Err(Error::new(
            Code::NoKeychain,
            "A secret cannot be kept in the environment.",
            "Set the variable where the program is started.",
        ))
    }

    fn forget(&self, _: &Address) -> Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variable_is_plain_upper_case() {
        assert_eq!(variable("town-news"), "COPYDESK_SECRET_TOWN_NEWS");
        assert_eq!(variable("Café 1"), "COPYDESK_SECRET_CAF__1");
    }
}
