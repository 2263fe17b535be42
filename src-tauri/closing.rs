//! Closing the window: the page is asked first, since the last words may not be saved yet.

use crate::first_look::{self, FirstLook};
use crate::rpc::defect;
use copydesk::desk::Desk;
use copydesk::error::Result;
use serde::Deserialize;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tauri::{CloseRequestApi, Emitter, Manager, WebviewWindow, Window};

/// A page that has not answered for this long never will: the next try closes the window.
const PATIENCE: Duration = Duration::from_secs(15);

/// When the page was asked, while it has not answered.
#[derive(Default)]
pub struct Closing(Mutex<Option<Instant>>);

impl Closing {
    fn asked(&self) -> MutexGuard<'_, Option<Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The person wants to close the window: asks the page, unless it has stopped answering.
pub fn asked(window: &Window, api: &CloseRequestApi) {
    let closing = window.state::<Closing>();
    let mut asked = closing.asked();
    if asked.is_some_and(|at| at.elapsed() > PATIENCE) {
        return;
    }
    // A page that cannot be asked has nothing to save.
    if window.emit("closing", ()).is_ok() {
        api.prevent_close();
        asked.get_or_insert_with(Instant::now);
    }
}

/// All is saved, and the page says how it looks, if anybody can see it.
#[derive(Deserialize)]
pub struct CloseNow {
    look: Option<FirstLook>,
}

/// Closes the window.
///
/// # Errors
/// `Internal` if the system will not close it.
pub fn close_now(window: &WebviewWindow, desk: Option<&Desk>, now: CloseNow) -> Result<()> {
    if let (Some(look), Some(desk)) = (now.look, desk) {
        // Nobody waits for a slow disk.
        let _ = window.hide();
        first_look::keep(desk, look);
    }
    window.destroy().map_err(|error| defect(&error.to_string()))
}

/// The page asks the person first: the window stays.
pub fn hold_open(window: &WebviewWindow) {
    *window.state::<Closing>().asked() = None;
}
