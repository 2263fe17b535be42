//! The page as it was left, which the next start draws before the screen is there.

use crate::data::{Data, sample};
use crate::desktop::{self, Running, run};
use crate::window::{PROGRAM, Window};
use crate::{SOON, until};
use std::process::{Command, Stdio};

#[tokio::test]
#[ignore = "needs a desktop: scripts/e2e.sh"]
async fn what_is_typed_as_soon_as_the_window_is_there_is_in_the_story() {
    let data = Data::new();
    data.desk(&["import", sample("library-reopens/library-reopens.md").to_str().unwrap()]);
    let window = Window::open(data.path()).await;
    window.introduce("Nell Farrow").await;
    window.close().await;
    let look = data.path().join("first-look.json");
    assert!(look.is_file(), "a window that was closed leaves how its page looked");
    let written = data.story()["copy"]["body"].as_str().unwrap().to_owned();

    let mut program = Command::new(PROGRAM);
    program.arg("--data").arg(data.path()).stdout(Stdio::null()).stderr(Stdio::null());
    let program = Running(program.spawn().unwrap());
    let window = desktop::number(&desktop::window_of(program.0.id()).await);
    let keyboard = async || (desktop::active() == window).then_some(());
    until("the keyboard", SOON, keyboard).await;
    // No part of it comes twice, so that what is missing is missed.
    let typed: String = (100..160).map(|number| number.to_string()).collect();
    run("xdotool", &["type", "--delay", "15", &typed]);
    let typed_first = format!("{typed}{written}");
    data.stored("every letter", |story| story["copy"]["body"] == typed_first.as_str()).await;
    assert!(!look.exists(), "it is shown once");
}
