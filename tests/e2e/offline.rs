//! With the site out of reach, everything but the sending goes on, the window is closed and opened
//! again, and what waits can be paused; the story then goes out once.

use crate::data::{Data, fetch, sample};
use crate::news_site::NewsSite;
use crate::page::CTRL_END;
use crate::window::Window;
use crate::wordpress_site::free_port;
use crate::{SOON, until};
use serde_json::Value;

const HEADLINE: &str = "Library reopens after two-year repair";

#[tokio::test]
#[ignore = "needs a desktop: scripts/e2e.sh"]
async fn a_story_published_offline_goes_out_once_when_the_site_is_back() {
    let (newsroom, port) = (Data::new(), free_port());
    let site = NewsSite::start(&newsroom, port);
    let data = Data::new();
    data.desk(&["import", sample("library-reopens/library-reopens.md").to_str().unwrap()]);
    let window = Window::open(data.path()).await;
    window.introduce("Nell Farrow").await;
    site.add_to(&window, &site.editor).await;
    drop(site);

    window.tab("Publish").await;
    let button = "section[aria-label='Publish'] button[data-variant=primary]:enabled";
    window.see(button).await.click().await.unwrap();
    window.see("[data-delivery='queued']").await;
    window.says("[data-delivery]", "The site cannot be reached").await;
    // A click puts the caret where it hit: to the end first.
    window.write("standfirst", &format!("{CTRL_END} Writing goes on meanwhile.")).await;
    data.stored("words written offline", |story| {
        story["copy"]["standfirst"].as_str().unwrap().ends_with("Writing goes on meanwhile.")
    })
    .await;

    // With something still to be sent, closing asks nothing and loses nothing.
    window.close().await;
    let window = Window::open(data.path()).await;
    window.see("[data-field='body']").await;
    window.tab("Publish").await;
    window.see("[data-delivery='queued']").await;
    waits_in_the_outbox(&window, &data).await;

    let site = NewsSite::start(&newsroom, port);
    window.press("Resume").await;
    let url = window.delivered().await;
    assert!(url.starts_with(&site.url), "{url}");
    let page = fetch(&url);
    assert!(page.contains(HEADLINE));
    assert!(!page.contains("Writing goes on meanwhile."), "later words went out unasked");
    let feed = fetch(&format!("{}/feed.xml", site.url));
    assert_eq!(feed.matches(&format!("<title>{HEADLINE}</title>")).count(), 1, "{feed}");
    window.close().await;
}

/// The outbox tells what waits, why and until when; there it is tried again and paused.
async fn waits_in_the_outbox(window: &Window, data: &Data) {
    let press = async |button: &str| {
        let row = "//dialog[@open]//li[@data-outbox='queued']";
        window.click_on(&format!("{row}//button[normalize-space()='{button}']")).await;
    };
    window.command("Outbox").await;
    for words in [HEADLINE, "could not be reached", "Next try: "] {
        window.says("dialog[open] [data-outbox='queued']", words).await;
    }
    let before = attempts(data);
    press("Try now").await;
    let tried = async || (attempts(data) > before).then_some(());
    until("another try", SOON, tried).await;
    press("Pause").await;
    window.says("dialog[open] [data-outbox='paused']", "Paused").await;
    window.escape().await;
}

/// How often the story's only delivery was tried.
fn attempts(data: &Data) -> u64 {
    let outbox: Value = serde_json::from_str(&data.desk(&["outbox", "--json"])).unwrap();
    outbox["deliveries"][0]["attempts"].as_u64().unwrap()
}
