//! What every request needs: the data, the furniture and the site's own address.

use crate::folder::Tokens;
use crate::furniture::Furniture;
use crate::picture_file::sha256;
use crate::store::{Records, Store, StoreError};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::sync::Arc;

/// Who is asking, by the token they showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Writer,
    Editor,
}

impl Role {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Writer => "writer",
            Self::Editor => "editor",
        }
    }

    /// The name of the one account with this role; stories and pictures are kept under it.
    pub fn account(self) -> &'static str {
        match self {
            Self::Writer => "Practice writer",
            Self::Editor => "Practice editor",
        }
    }
}

/// This moment, in the whole milliseconds that the database keeps.
pub fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
}

/// A site being served.
pub struct Site {
    pub store: Store,
    pub furniture: Furniture,
    pub zone: TimeZone,
    /// Without a slash at the end.
    pub base: String,
    /// Hashes, so that comparing them tells nothing by the time it takes.
    editor: String,
    writer: String,
}

impl Site {
    pub fn new(
        store: Store,
        furniture: Furniture,
        zone: TimeZone,
        base: String,
        tokens: &Tokens,
    ) -> Self {
        Self {
            store,
            furniture,
            zone,
            base,
            editor: sha256(tokens.editor.as_bytes()),
            writer: sha256(tokens.writer.as_bytes()),
        }
    }

    /// Whose token this is.
    pub fn role(&self, token: &str) -> Option<Role> {
        let shown = sha256(token.as_bytes());
        if shown == self.editor {
            Some(Role::Editor)
        } else if shown == self.writer {
            Some(Role::Writer)
        } else {
            None
        }
    }

    /// Does `work` in one transaction, on a thread that may wait for the disk.
    pub async fn records<T, E>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self, &Records) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let site = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || {
            site.store.transaction(|records| work(&site, records))
        });
        done.await.unwrap_or_else(|_| Err(StoreError::Interrupted.into()))
    }
}
