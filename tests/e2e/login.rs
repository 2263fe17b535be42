//! The switch that has Copydesk start at login: what the desktop's own reader makes of the entry.

use crate::data::Data;
use crate::window::{PROGRAM, Window, kill, process_with};
use crate::{SOON, until};
use std::path::Path;
use std::process::Command;

/// Starts what an entry says, as a desktop does after somebody logged in (GLib reads it).
const AS_A_DESKTOP_DOES: &str = "import sys; from gi.repository import Gio; \
     sys.exit(not Gio.DesktopAppInfo.new_from_filename(sys.argv[1]).launch([], None))";

#[tokio::test]
#[ignore = "needs a desktop: scripts/e2e.sh"]
async fn the_switch_writes_an_entry_that_starts_it_and_takes_it_away() {
    let home = std::env::var("HOME").unwrap();
    let entry = Path::new(&home).join(".config/autostart/Copydesk.desktop");
    // A folder as people name them, with what means something in a command.
    let beside = Data::new();
    let folder = beside.path().join("Jo’s stories, 100% $new");
    let window = Window::open(&folder).await;
    window.introduce("Jo Smith").await;
    window.command("Outbox").await;
    let switch = "dialog[open] input[type='checkbox']";
    window.see(&format!("{switch}:not(:disabled)")).await;
    assert!(!entry.exists(), "nobody asked for it");

    window.see(switch).await.click().await.unwrap();
    until("the entry", SOON, async || entry.exists().then_some(())).await;
    let words = [PROGRAM, "--background", "--data", folder.to_str().unwrap()];
    assert!(process_with(&words).is_none(), "it starts at the next login, not now");
    let launched =
        Command::new("/usr/bin/python3").args(["-c", AS_A_DESKTOP_DOES]).arg(&entry).status();
    assert!(launched.unwrap().success(), "{}", std::fs::read_to_string(&entry).unwrap());
    kill(until("the program it names", SOON, async || process_with(&words)).await);

    window.see(switch).await.click().await.unwrap();
    until("no entry", SOON, async || (!entry.exists()).then_some(())).await;
    window.escape().await;
    window.close().await;
}
