//! The page as it was left, which the next start draws before the screen is there.

use crate::data::{Data, sample};
use crate::desktop::{Running, run};
use crate::window::{PROGRAM, Window};
use std::process::{Command, Stdio};

/// What is typed from the start of the program on, so slowly that the window is there long before its end.
const ALPHABET: &str = "abcdefghijklmnopqrstuvwxyz";
const TIMES: usize = 12;
const BEAT: &str = "25";

#[tokio::test]
#[ignore = "needs a desktop: scripts/e2e.sh"]
async fn from_the_first_letter_that_is_seen_on_none_is_lost_at_a_start() {
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
    let _program = Running(program.spawn().unwrap());
    let typed = ALPHABET.repeat(TIMES);
    run("xdotool", &["type", "--delay", BEAT, &typed]);
    let whole = |body: &str| body.ends_with(&written) && body.len() > written.len();
    let story = data
        .stored("what was typed", |story| {
            let body = story["copy"]["body"].as_str().unwrap();
            whole(body) && body.strip_suffix(&written).unwrap().ends_with(ALPHABET)
        })
        .await;
    let body = story["copy"]["body"].as_str().unwrap();
    let seen = body.strip_suffix(&written).unwrap();
    // What came before the window was another program's.
    assert!(typed.ends_with(seen), "a letter is missing or in another place: {seen}");
    assert!(!look.exists(), "it is shown once");
}
