//! What was copied from a page in a real browser comes in as Markdown.

use crate::data::Data;
use crate::desktop::{self, run};
use crate::window::Window;

const COPIED: &str = "## At night

Two owls live in the [old barn](https://barn.example/), and **nobody** has *seen* both.

- Listen
- Wait

“They like it here,” said the farmer.";

#[tokio::test]
#[ignore = "needs a desktop: scripts/e2e.sh"]
async fn what_a_browser_copied_keeps_its_headings_links_and_lists() {
    let data = Data::new();
    let window = Window::open(data.path()).await;
    window.begin_story("Nell Farrow").await;
    let _held = desktop::copy_page(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/copied.html"));
    window.activate().await;
    window.see("[data-field='body']").await.click().await.unwrap();
    run("xdotool", &["key", "--clearmodifiers", "ctrl+v"]);
    let body = data.stored("what was pasted", |story| story["copy"]["body"] != "").await;
    assert_eq!(body["copy"]["body"].as_str().unwrap().trim_end(), COPIED);

    run("xdotool", &["key", "--clearmodifiers", "ctrl+z"]);
    window.holds("one undo takes it back", "return __copydesk.view.state.doc.length === 0").await;
    run("xdotool", &["key", "--clearmodifiers", "ctrl+shift+v"]);
    window.holds("the words alone", "return __copydesk.view.state.doc.length > 0").await;
    let words = window.body().await;
    assert!(words.contains("nobody has seen both"), "{words}");
    window.close().await;
}
