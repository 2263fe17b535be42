//! Publishing from the window to a real WordPress, with the secret in a real keyring.

use crate::data::{Data, fetch, sample};
use crate::desktop::run;
use crate::page::ENTER;
use crate::window::{Window, free_port};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;
use std::process::Command;

const SCRIPTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/wordpress");

/// A fresh WordPress that ends with the test.
struct WordPress {
    port: String,
    site: Value,
}

impl WordPress {
    fn start() -> Self {
        let port = free_port().to_string();
        let site = serde_json::from_str(&run(&format!("{SCRIPTS}/up.sh"), &[&port])).unwrap();
        Self { port, site }
    }

    fn url(&self) -> &str {
        self.site["url"].as_str().unwrap()
    }

    /// The editor's application password, in groups as WordPress shows it.
    fn secret(&self) -> &str {
        self.site["users"]["edith"]["app_password"].as_str().unwrap()
    }

    /// What the editor sees in one of WordPress's collections; `collection` ends where a query goes on.
    fn all(&self, collection: &str) -> Vec<Value> {
        let api = self.site["api"].as_str().unwrap();
        let url = format!("{api}wp/v2/{collection}per_page=100&context=edit");
        let pass = BASE64_STANDARD.encode(format!("edith:{}", self.secret()));
        let request = ureq::get(&url).header("Authorization", format!("Basic {pass}"));
        request.call().unwrap().body_mut().read_json().unwrap()
    }

    /// The posts with this headline, published or not.
    fn posts(&self, headline: &str) -> Vec<Value> {
        let mut posts = self.all("posts?status=any&");
        posts.retain(|post| post["title"]["raw"] == headline);
        posts
    }
}

impl Drop for WordPress {
    fn drop(&mut self) {
        let _ = Command::new(format!("{SCRIPTS}/down.sh")).arg(&self.port).status();
    }
}

#[tokio::test]
#[ignore = "needs a desktop and a real WordPress: scripts/e2e.sh"]
async fn an_editor_publishes_to_wordpress_and_again_after_an_edit() {
    const HEADLINE: &str = "Library reopens after two-year repair";
    let wordpress = WordPress::start();
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
    let pictures = wordpress.all("media?").len();
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
    assert_eq!(wordpress.all("media?").len(), pictures, "publishing again sent a picture twice");

    assert_only_the_keyring_has(wordpress.secret(), &data, &window.messages());
    window.close().await;
}

async fn sign_in(window: &Window, wordpress: &WordPress) {
    window.tab("Publish").await;
    window.press("Sites…").await;
    window.press("Add a site…").await;
    for (label, words) in [
        ("Name", "The Test Courier"),
        ("Address", wordpress.url()),
        ("User name", "edith"),
        ("Application password", wordpress.secret()),
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
