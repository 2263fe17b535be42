//! The thread that works the outbox while the window is open, and tells the page what changed.

use crate::{now, opened};
use copydesk::desk::Desk;
use serde_json::json;
use std::time::Duration;
use tauri::{AppHandle, Emitter};

/// How often the outbox and other programs' changes are looked at.
const BEAT: Duration = Duration::from_secs(1);

/// Starts the thread; it ends with the program, at any moment, as the outbox allows.
pub fn start(app: AppHandle) {
    std::thread::spawn(move || {
        let opened = opened(&app);
        let Ok(desk) = opened.desk() else { return };
        connect_practice_site(desk, &app);
        let mut seen = desk.foreign_changes().ok();
        loop {
            // What goes wrong with a site stands in its delivery; a full disk is tried again.
            if desk.tick(&now, &|| tell(&app, "deliveries")).is_ok_and(|worked| worked > 0) {
                tell(&app, "deliveries");
            }
            let changes = desk.foreign_changes().ok();
            if changes != seen {
                seen = changes;
                tell(&app, "stories");
            }
            std::thread::sleep(BEAT);
        }
    });
}

/// Tells the page that something changed behind its back.
fn tell(app: &AppHandle, what: &str) {
    // A window that is closing just now need not hear it.
    let _ = app.emit("desk-changed", json!({ "what": what }));
}

/// Starts the practice site where it is the only site there is, or was kept.
fn connect_practice_site(desk: &Desk, app: &AppHandle) {
    let wanted =
        desk.sites().is_ok_and(|sites| sites.is_empty() || sites.iter().any(|site| site.practice));
    // Without it everything else works; the sites dialog shows that it is not signed in.
    if wanted && desk.connect_practice_site(None, now()).is_ok() {
        tell(app, "sites");
    }
}
