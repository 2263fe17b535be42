//! The threads that work the outbox while the window is open, and tell what changed.

use crate::{inbox, moment, now, opened};
use copydesk::desk::Desk;
use serde_json::json;
use std::sync::OnceLock;
use std::time::Duration;
use tauri::{AppHandle, Emitter, Manager};

/// How often the outbox and other programs' changes are looked at.
const BEAT: Duration = Duration::from_secs(1);

/// Whether the threads were started.
#[derive(Default)]
pub struct Begun(OnceLock<()>);

/// Starts the threads, once: what they do at first would hold up the page. They end with the program,
/// at any moment, as the outbox allows.
pub fn begin(app: &AppHandle) {
    app.state::<Begun>().0.get_or_init(|| start(app.clone()));
}

fn start(app: AppHandle) {
    let (watching, announcing) = (app.clone(), app.clone());
    std::thread::spawn(move || work(&app));
    std::thread::spawn(move || inbox::announce(&announcing));
    // A thread of its own, for an attempt at a slow site can take minutes.
    std::thread::spawn(move || watch(&watching));
}

/// Works the outbox.
fn work(app: &AppHandle) {
    let opened = opened(app);
    let Ok(desk) = opened.desk() else { return };
    connect_practice_site(desk, app);
    loop {
        // What goes wrong with a site stands in its delivery; a full disk is tried again.
        if desk.tick(&moment::now, &|| tell(app, "deliveries")).is_ok_and(|worked| worked > 0) {
            tell(app, "deliveries");
        }
        std::thread::sleep(BEAT);
    }
}

/// Tells the page when another program, or the outbox, changed the data folder.
fn watch(app: &AppHandle) {
    let opened = opened(app);
    let Ok(desk) = opened.desk() else { return };
    let mut seen = desk.foreign_changes().ok();
    loop {
        std::thread::sleep(BEAT);
        let changes = desk.foreign_changes().ok();
        if changes != seen {
            seen = changes;
            tell(app, "stories");
        }
    }
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
