//! Links of our own scheme, as the browser hands them over. They may carry a password, so they are
//! never printed and go nowhere but to the desk.

use crate::{now, opened};
use copydesk::desk::Desk;
use serde_json::json;
use std::sync::{Mutex, PoisonError};
use tauri::{AppHandle, Emitter};

/// The link this program was started with, until the page can be told what became of it.
pub struct First(Mutex<Option<String>>);

impl First {
    pub fn new(link: Option<String>) -> Self {
        Self(Mutex::new(link))
    }

    /// The link, once.
    pub fn take(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Follows a link, and tells the page what came of it.
pub fn follow(app: &AppHandle, link: String) {
    let app = app.clone();
    // A thread of its own: the site is asked whether the password is good.
    std::thread::spawn(move || {
        let opened = opened(&app);
        let answer = opened.desk().and_then(|desk: &Desk| desk.authorised(&link, now()));
        let changed = match answer {
            Ok(_) => json!({ "what": "sites" }),
            Err(error) => json!({ "what": "refused", "error": error }),
        };
        // A window that is closing just now need not hear it.
        let _ = app.emit("desk-changed", changed);
    });
}
