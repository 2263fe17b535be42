//! Secrets for this run only.

use super::Vault;
use crate::error::Result;
use crate::site::{Address, Credential};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Secrets in memory, shared by every clone.
#[derive(Clone, Default)]
pub struct Memory(Arc<Mutex<HashMap<String, Credential>>>);

impl Memory {
    fn secrets(&self) -> MutexGuard<'_, HashMap<String, Credential>> {
        // A map whose holder panicked is still whole: each call changes it in one step.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Vault for Memory {
    fn get(&self, site: &Address) -> Result<Option<Credential>> {
        Ok(self.secrets().get(&site.name).cloned())
    }

    fn set(&self, site: &Address, secret: &Credential) -> Result<()> {
        self.secrets().insert(site.name.clone(), secret.clone());
        Ok(())
    }

    fn forget(&self, site: &Address) -> Result<()> {
        self.secrets().remove(&site.name);
        Ok(())
    }
}
