//! Publishing from the window to a real WordPress, with the secret in a real keyring.

use crate::data::{Data, fetch, sample};
use crate::desktop::run;
use crate::page::ENTER;
use crate::window::Window;
use crate::wordpress_site::Wordpress;

#[tokio::test]
#[ignore = "needs a desktop and a real WordPress: scripts/e2e.sh"]
async fn an_editor_publishes_to_wordpress_and_again_after_an_edit() {
    const HEADLINE: &str = "Library reopens after two-year repair";
    let wordpress = Wordpress::start(&[]);
    let data = Data::new();
    let story = sample("library-reopens/library-reopens.md");
    data.desk(&["import", story.to_str().unwrap()]);
    let window = Window::open(data.path()).await;
    window.introduce("Edith Marsh").await;
    sign_in(&window, &wordpress).await;

    let url = window.publish().await;
    // WordPress prints a hyphen between blanks as a dash.
    let page = fetch(&url).replace("&#8211;", "-");
    for words in [HEADLINE, "(Image - Tessa Arkwright)", "(Image - Marlbridge Borough Council)"] {
        assert!(page.contains(words), "{url} lacks “{words}”");
    }
    let first = wordpress.posts(HEADLINE);
    assert_eq!(first.len(), 1);
    assert_eq!(first[0]["status"], "publish");
    let pictures = wordpress.media().len();
    assert_eq!(pictures, 3, "one copy of each picture");

    window.see("[data-field='body']").await;
    window.script("__copydesk.view.dispatch({ selection: { anchor: 0 } })").await;
    window.write_at_caret(&format!("Corrected on Monday.{ENTER}{ENTER}")).await;
    window.see("section[aria-label='Publish'] button[data-variant=primary]:enabled").await;
    assert_eq!(window.publish().await, url);
    crate::until("the edit on the public page", crate::SOON, async || {
        fetch(&url).contains("Corrected on Monday.").then_some(())
    })
    .await;
    let second = wordpress.posts(HEADLINE);
    assert_eq!(second.len(), 1, "publishing again made another post");
    assert_eq!(second[0]["id"], first[0]["id"]);
    assert_eq!(wordpress.media().len(), pictures, "publishing again sent a picture twice");

    assert_only_the_keyring_has(wordpress.password("edith"), &data, &window.messages());
    window.close().await;
}

async fn sign_in(window: &Window, wordpress: &Wordpress) {
    window.tab("Publish").await;
    window.press("Sites…").await;
    window.press("Add a site…").await;
    for (label, words) in [
        ("Name", "The Test Courier"),
        ("Address", &wordpress.url),
        ("User name", "edith"),
        ("Application password", wordpress.password("edith")),
    ] {
        window.labelled(label).await.send_keys(words).await.unwrap();
    }
    window.press("Add this site").await;
    window.says("dialog[open]", "Edith").await;
    window.press("Close").await;
    window.closed_dialog().await;
}

/// The secret stands in the keyring and nowhere else: not in a file of the data folder (the database
/// and the practice site's own), not in what the programs print.
fn assert_only_the_keyring_has(secret: &str, data: &Data, messages: &str) {
    let kept = run("secret-tool", &["search", "--all", "service", "Copydesk"]);
    assert!(kept.contains(secret), "the keyring does not have the secret");
    let joined: String = secret.split_whitespace().collect();
    for form in [secret, &joined] {
        assert!(!messages.contains(form), "the secret is in the log");
        for file in data.files() {
            let bytes = std::fs::read(&file).unwrap_or_default();
            let found = bytes.windows(form.len()).any(|part| part == form.as_bytes());
            assert!(!found, "the secret is in {}", file.display());
        }
    }
}
