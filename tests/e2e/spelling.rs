//! Words in no dictionary are marked once they are written, and put right by keys alone.

use crate::data::Data;
use crate::window::Window;
use serde_json::json;

/// The words that are marked, one after the other.
const MARKED: &str = "return [...document.querySelectorAll('.finding-spelling')]
    .map((one) => one.textContent).join(' ')";

#[tokio::test]
#[ignore = "needs a desktop: scripts/e2e.sh"]
async fn a_word_in_no_dictionary_is_marked_put_right_and_learnt() {
    let data = Data::new();
    let window = Window::open(data.path()).await;
    window.begin_story("Nell Farrow").await;
    window.write("body", "The colour of the wrod is grey in Wibblethorpe").await;
    window
        .holds(
            "the wrong word alone is marked: the last is being typed",
            &format!("return ((() => {{ {MARKED} }})()) === 'wrod'"),
        )
        .await;
    window.write_at_caret(".").await;
    window
        .holds(
            "both are marked",
            &format!("return ((() => {{ {MARKED} }})()) === 'wrod Wibblethorpe'"),
        )
        .await;

    ask(&window).await;
    window
        .holds(
            "what was meant is offered",
            "return [...document.querySelectorAll('[role=menuitem]')]
        .some((item) => item.textContent === 'word')",
        )
        .await;
    let menu = window.see("[role=menu]").await;
    // The first that is offered need not be the one that was meant.
    for _ in 0..5 {
        menu.send_keys("\u{e015}").await.unwrap();
        let at = window.script("return document.activeElement.textContent").await;
        if at == json!("word") {
            break;
        }
    }
    window.script("document.activeElement.click()").await;
    assert_eq!(window.body().await, "The colour of the word is grey in Wibblethorpe.");

    ask(&window).await;
    window.press("Add to my dictionary").await;
    window.holds("nothing is marked", &format!("return ((() => {{ {MARKED} }})()) === ''")).await;
    window.close().await;
    let known = data.desk(&["words"]);
    assert!(known.contains("Wibblethorpe"), "{known}");
}

/// Ctrl+. as a person presses it.
async fn ask(window: &Window) {
    let text = window.see("[data-field='body']").await;
    text.send_keys("\u{E009}.\u{E009}").await.unwrap();
}
