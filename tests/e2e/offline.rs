//! With the site out of reach, everything but the sending goes on; the story then goes out once.

use crate::data::{Data, fetch, sample};
use crate::news_site::NewsSite;
use crate::page::CTRL_END;
use crate::window::Window;
use crate::wordpress_site::free_port;

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

    let site = NewsSite::start(&newsroom, port);
    window.press("Try now").await;
    let url = window.delivered().await;
    assert!(url.starts_with(&site.url), "{url}");
    let page = fetch(&url);
    assert!(page.contains(HEADLINE));
    assert!(!page.contains("Writing goes on meanwhile."), "later words went out unasked");
    let feed = fetch(&format!("{}/feed.xml", site.url));
    assert_eq!(feed.matches(&format!("<title>{HEADLINE}</title>")).count(), 1, "{feed}");
    window.close().await;
}
