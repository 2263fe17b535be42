//! Choosing pictures in the system's own dialog, which is outside the page.

use crate::data::{Data, sample};
use crate::desktop::{self, run};
use crate::window::Window;
use crate::{SOON, until};
use std::path::Path;
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
    name_in_dialog("Add pictures", &sample("library-reopens/roof.jpg")).await;
    window.see("figure[data-picture='roof.jpg'][data-role=lead] img").await;
    data.stored("the chosen picture", |story| story["pictures"][0]["name"] == "roof.jpg").await;
    window.close().await;
}

/// Names a file in the system's dialog of that title, and waits until it has closed.
pub async fn name_in_dialog(title: &str, file: &Path) {
    let shown = until("the system's dialog", SOON, async || dialog(title)).await;
    run("xdotool", &["windowactivate", "--sync", &shown]);
    let front = async || (desktop::active() == shown.parse::<u64>().unwrap()).then_some(());
    until("the dialog in front", SOON, front).await;
    // A desktop that is busy may lose a key: then all of it is typed once more.
    for round in 0..4 {
        if round > 0 || title.starts_with("Send") {
            // The ending of a name that is offered is not marked.
            run("xdotool", &["key", "--clearmodifiers", "ctrl+a"]);
        }
        // A path typed into GTK's dialog opens its location field, or takes the place of the name offered.
        run("xdotool", &["type", "--delay", "40", file.to_str().unwrap()]);
        // While the field completes a path, Return may be taken for the completion.
        for _ in 0..6 {
            if dialog(title).is_none() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
            run("xdotool", &["key", "Return"]);
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    }
    assert!(dialog(title).is_none(), "the dialog “{title}” does not end");
}

/// The dialog's window, if it is on the screen.
fn dialog(title: &str) -> Option<String> {
    let search = ["search", "--onlyvisible", "--name", title];
    let found = Command::new("xdotool").args(search).output().unwrap();
    String::from_utf8(found.stdout).unwrap().lines().next().map(str::to_owned)
}
