//! One window for each data folder, and `desk` beside it.

use crate::data::{Data, picture, sample};
use crate::desktop::{self, Running};
use crate::window::{PROGRAM, Window};
use crate::{SOON, until};
use std::process::{Command, Stdio};

#[tokio::test]
#[ignore = "needs a desktop: scripts/e2e.sh"]
async fn a_second_start_brings_the_first_window_forward() {
    let data = Data::new();
    let window = Window::open(data.path()).await;
    let ours = desktop::number(&window.id().await);
    let other = Command::new("xev").stdout(Stdio::null()).spawn().unwrap();
    let other = Running(other);
    let in_front = async || (desktop::active() != ours).then_some(());
    until("another program's window in front", SOON, in_front).await;

    let mut second = Command::new(PROGRAM).arg("--data").arg(data.path()).spawn().unwrap();
    let ended = until("the end of the second start", SOON, async || second.try_wait().unwrap());
    assert!(ended.await.success());
    let forward = async || (desktop::active() == ours).then_some(());
    until("the first window in front", SOON, forward).await;
    drop(other);
    window.close().await;
}

#[tokio::test]
#[ignore = "needs a desktop: scripts/e2e.sh"]
async fn the_window_and_the_headless_desk_share_a_folder() {
    let data = Data::new();
    let window = Window::open(data.path()).await;
    window.begin_story("Nell Farrow").await;
    window.write("headline", "Two hands on one story").await;
    window.write("body", "Written in the window.").await;
    let story = data
        .stored("the first words", |story| story["copy"]["body"] == "Written in the window.")
        .await;

    let id = story["id"].as_str().unwrap();
    let roof = sample("library-reopens/roof.jpg");
    let words = ["--lead", "--caption", "The new roof", "--credit", "Jo Smith", "--alt", "A roof"];
    data.desk(&[&["picture", "add", id, roof.to_str().unwrap()], &words[..]].concat());
    window.see("figure[data-picture='roof.jpg'][data-role=lead]").await;
    assert_eq!(window.value("picture:roof.jpg:credit").await, "Jo Smith");

    // What the checks say is about the story as it stands, whoever changed it.
    window.tab("Publish").await;
    data.desk(&[
        "picture",
        "add",
        id,
        sample("library-reopens/reading-room.jpg").to_str().unwrap(),
    ]);
    window.says("section[aria-label='Publish']", "reading-room.jpg").await;

    window.write("standfirst", "And both can go on.").await;
    let story = data
        .stored("what the window wrote after that", |story| {
            story["copy"]["standfirst"] == "And both can go on."
        })
        .await;
    let body = "Written in the window.\n\n![](reading-room.jpg)\n";
    assert_eq!(story["copy"]["body"], body, "the words of the one, the picture of the other");
    assert_eq!(picture(&story, "roof.jpg")["caption"], "The new roof");
    window.closed_dialog().await;
    data.desk(&["new", "--headline", "Begun without a screen"]);
    window.says("nav[aria-label=Stories]", "Begun without a screen").await;
    window.close().await;
}
