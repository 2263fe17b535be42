//! Choosing pictures in the system's own dialog, which is outside the page.

use crate::data::{Data, sample};
use crate::desktop::{self, run};
use crate::window::Window;
use crate::{SOON, until};
use std::process::Command;
use std::time::Duration;

#[tokio::test]
#[ignore = "needs a desktop: scripts/e2e.sh"]
async fn a_picture_chosen_in_the_systems_dialog_joins_the_story() {
    let data = Data::new();
    let window = Window::open(data.path()).await;
    window.begin_story("Nell Farrow").await;
    window.tab("Pictures").await;
    window.press("Add pictures…").await;
    let shown = until("the system's dialog", SOON, async || dialog()).await;
    run("xdotool", &["windowactivate", "--sync", &shown]);
    let front = async || (desktop::active() == shown.parse::<u64>().unwrap()).then_some(());
    until("the dialog in front", SOON, front).await;
    // A path typed into GTK's dialog opens its location field.
    let file = sample("library-reopens/roof.jpg");
    run("xdotool", &["type", "--delay", "40", file.to_str().unwrap()]);
    // While the field completes a path, Return may be taken for the completion.
    let closed = async || {
        if dialog().is_some() {
            tokio::time::sleep(Duration::from_millis(500)).await;
            run("xdotool", &["key", "Return"]);
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        dialog().is_none().then_some(())
    };
    until("the dialog's end", SOON, closed).await;
    window.see("figure[data-picture='roof.jpg'][data-role=lead] img").await;
    data.stored("the chosen picture", |story| story["pictures"][0]["name"] == "roof.jpg").await;
    window.close().await;
}

/// The dialog's window, if it is on the screen.
fn dialog() -> Option<String> {
    let search = ["search", "--onlyvisible", "--name", "Add pictures"];
    let found = Command::new("xdotool").args(search).output().unwrap();
    String::from_utf8(found.stdout).unwrap().lines().next().map(str::to_owned)
}
