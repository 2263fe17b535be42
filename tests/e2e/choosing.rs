//! Choosing pictures in the system's own dialog, which is outside the page.

use crate::data::{Data, sample};
use crate::desktop::run;
use crate::window::Window;
use crate::{SOON, until};
use std::process::Command;

#[tokio::test]
#[ignore = "needs a desktop: scripts/e2e.sh"]
async fn a_picture_chosen_in_the_systems_dialog_joins_the_story() {
    let data = Data::new();
    let window = Window::open(data.path()).await;
    window.begin_story("Nell Farrow").await;
    window.tab("Pictures").await;
    window.press("Add pictures…").await;
    let dialog = async || {
        let found = Command::new("xdotool").args(["search", "--name", "Add pictures"]).output();
        String::from_utf8(found.unwrap().stdout).unwrap().lines().next().map(str::to_owned)
    };
    let dialog = until("the system's dialog", SOON, dialog).await;
    run("xdotool", &["windowactivate", "--sync", &dialog]);
    // A path typed into GTK's dialog opens its location field.
    let file = sample("library-reopens/roof.jpg");
    run("xdotool", &["type", "--delay", "15", file.to_str().unwrap()]);
    run("xdotool", &["key", "Return"]);
    window.see("figure[data-picture='roof.jpg'][data-role=lead] img").await;
    data.stored("the chosen picture", |story| story["pictures"][0]["name"] == "roof.jpg").await;
    window.close().await;
}
