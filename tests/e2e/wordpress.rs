//! Publishing from the window to a real WordPress, with the secret in a real keyring.

use crate::data::{Data, fetch, sample};
use crate::desktop::run;
use crate::page::ENTER;
use crate::screens::axe;
use crate::window::{PROGRAM, Window};
use crate::wordpress_site::Wordpress;
use std::process::Command;

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
    sign_in(&window, &wordpress, ("The Test Courier", "edith")).await;

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

#[tokio::test]
#[ignore = "needs a desktop and a real WordPress: scripts/e2e.sh"]
async fn what_keeps_a_site_out_is_told_and_wordpress_lets_it_in_by_its_own_page() {
    let wordpress = Wordpress::start(&[]);
    let data = Data::new();
    let window = Window::open(data.path()).await;
    window.introduce("Edith Marsh").await;
    window.press("Sites…").await;
    window.press("Add a site…").await;
    for (label, words) in [
        ("Name", "The Test Courier"),
        ("Address", wordpress.url.as_str()),
        ("User name", "edith"),
        ("Application password", "my usual password"),
    ] {
        window.labelled(label).await.send_keys(words).await.unwrap();
    }
    window.press("Add this site").await;
    window.says("dialog[open]", "This is a job for you.").await;
    window.says("dialog[open]", "has not the form of an application password").await;

    assert_eq!(axe(&window).await, Vec::<String>::new());

    window.press("Sign in with WordPress").await;
    let page = window.page_in_the_browser().await;
    let link = wordpress.say_yes("edith", &page);
    // The system starts the program with the link.
    let mut second = Command::new(PROGRAM);
    let second = second.arg("--data").arg(data.path()).arg(&link).status().unwrap();
    assert!(second.success());
    window.says("dialog[open]", "As Edith").await;
    let site = data.desk(&["site", "list"]);
    assert!(site.contains("The Test Courier"), "{site}");
    let secret = link.split("password=").nth(1).unwrap().split('&').next().unwrap();
    assert_only_the_keyring_has(secret, &data, &window.messages());

    let again = Command::new(PROGRAM).arg("--data").arg(data.path()).arg(&link).status().unwrap();
    assert!(again.success());
    window.says("dialog[open]", "answers no question of this Copydesk").await;
    window.close().await;
}

/// Adds the site in the window, as one of its accounts.
pub async fn sign_in(window: &Window, wordpress: &Wordpress, (name, user): (&str, &str)) {
    window.command("Sites…").await;
    window.press("Add a site…").await;
    for (label, words) in [
        ("Name", name),
        ("Address", &wordpress.url),
        ("User name", user),
        ("Application password", wordpress.password(user)),
    ] {
        window.labelled(label).await.send_keys(words).await.unwrap();
    }
    window.press("Add this site").await;
    // The account as the site calls it, with a capital.
    window.says("dialog[open]", &user[1..]).await;
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
