//! What waits is sent without a window.

use crate::data::{Data, sample};
use crate::desktop::Running;
use crate::news_site::NewsSite;
use crate::window::PROGRAM;
use crate::{SOON, until};
use serde_json::Value;
use std::process::Command;

#[tokio::test]
#[ignore = "needs a desktop: scripts/e2e.sh"]
async fn what_waits_goes_out_without_a_window() {
    let (data, elsewhere) = (Data::new(), Data::new());
    let site = NewsSite::start(&elsewhere, 8643);
    let secret = ("COPYDESK_SECRET_WEEKLY", site.editor.as_str());
    let desk = |words: &[&str]| {
        let output = data.command(words).env(secret.0, secret.1).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    desk(&["site", "add", "weekly", "--kind", "own", "--url", &site.url]);
    let story = sample("library-reopens/library-reopens.md");
    let told: Value =
        serde_json::from_str(&desk(&["--json", "import", story.to_str().unwrap()])).unwrap();
    let id = told["stories"][0]["id"].as_str().unwrap();
    // Queued for a moment to come, so that this program does not send it itself.
    let soon = (jiff::Timestamp::now() + jiff::SignedDuration::from_secs(4)).to_string();
    desk(&["publish", id, "--site", "weekly", "--at", &soon]);

    let background = || {
        let mut command = Command::new(PROGRAM);
        command.arg("--background").arg("--data").arg(data.path()).env(secret.0, secret.1);
        command.spawn().unwrap()
    };
    let _first = Running(background());
    let state = async || {
        let told: Value = serde_json::from_str(&desk(&["--json", "outbox"])).unwrap();
        (told["deliveries"][0]["state"] == "delivered").then_some(())
    };
    until("the delivery by the program without a window", SOON, state).await;
    let mut second = background();
    let ended = until("the end of a second one", SOON, async || second.try_wait().unwrap());
    assert!(ended.await.success(), "one is enough");
}
