//! Where secrets are: the system's keychain, or for one run the environment or memory. Never
//! SQLite, a log, an error, a packet or the screen.

pub mod environment;
pub mod keychain;
pub mod memory;
pub mod signing;

use crate::error::Result;
use crate::site::{Address, Credential};

/// A place that keeps one secret for each site.
pub trait Vault: Send + Sync {
    /// The secret for the site, if this place has it.
    ///
    /// # Errors
    /// `NoKeychain` if the place itself cannot be reached.
    fn get(&self, site: &Address) -> Result<Option<Credential>>;

    /// Keeps the secret.
    ///
    /// # Errors
    /// `NoKeychain` if it cannot be kept here.
    fn set(&self, site: &Address, secret: &Credential) -> Result<()>;

    /// Forgets the secret; forgetting what is not there is fine.
    ///
    /// # Errors
    /// `NoKeychain` if the place itself cannot be reached.
    fn forget(&self, site: &Address) -> Result<()>;
}

/// Several places asked one after another.
pub struct Chain(pub Vec<Box<dyn Vault>>);

impl Vault for Chain {
    /// The first secret any place has. A place that cannot be reached matters only if no other has it.
    fn get(&self, site: &Address) -> Result<Option<Credential>> {
        let mut trouble = None;
        for vault in &self.0 {
            match vault.get(site) {
                Ok(Some(secret)) => return Ok(Some(secret)),
                Ok(None) => {}
                Err(error) => trouble = Some(error),
            }
        }
        trouble.map_or(Ok(None), Err)
    }

    /// Kept by the last place: the lasting one.
    fn set(&self, site: &Address, secret: &Credential) -> Result<()> {
        self.0.last().map_or(Ok(()), |vault| vault.set(site, secret))
    }

    fn forget(&self, site: &Address) -> Result<()> {
        let mut trouble = Ok(());
        for vault in &self.0 {
            if let Err(error) = vault.forget(site) {
                trouble = Err(error);
            }
        }
        trouble
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{Code, Error};
    use crate::site::Kind;
    use memory::Memory;

    struct Absent;
    impl Vault for Absent {
        fn get(&self, _: &Address) -> Result<Option<Credential>> {
            Err(Error::new(Code::NoKeychain, "None.", ""))
        }
        fn set(&self, _: &Address, _: &Credential) -> Result<()> {
            Err(Error::new(Code::NoKeychain, "None.", ""))
        }
        fn forget(&self, _: &Address) -> Result<()> {
            Ok(())
        }
    }

    fn site(name: &str) -> Address {
        Address {
            name: name.into(),
            kind: Kind::Own,
            url: "http://127.0.0.1:1".into(),
            user: None,
            fingerprint: None,
        }
    }

    #[test]
    fn an_unreachable_place_matters_only_if_no_other_has_the_secret() {
        let memory = Memory::default();
        memory.set(&site("a"), &Credential::new("s3cret")).unwrap();
        let chain = Chain(vec![Box::new(memory), Box::new(Absent)]);
        assert_eq!(chain.get(&site("a")).unwrap().unwrap().reveal(), "s3cret");
        assert_eq!(chain.get(&site("b")).unwrap_err().code, Code::NoKeychain);
    }

    #[test]
    fn a_credential_is_never_printed() {
        let shown = format!("{:?}", Credential::new("s3cret"));
        assert!(!shown.contains("s3cret"));
    }
}
