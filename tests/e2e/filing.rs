//! A writer's account has no button that publishes: it hands the story in.

use crate::data::{Data, fetch, sample};
use crate::news_site::NewsSite;
use crate::window::Window;
use crate::wordpress_site::free_port;

#[tokio::test]
#[ignore = "needs a desktop: scripts/e2e.sh"]
async fn a_writer_hands_in_and_nothing_becomes_public() {
    let newsroom = Data::new();
    let site = NewsSite::start(&newsroom, free_port());
    let data = Data::new();
    data.desk(&["import", sample("library-reopens/library-reopens.md").to_str().unwrap()]);
    let window = Window::open(data.path()).await;
    window.introduce("Nell Farrow").await;
    site.add_to(&window, &site.writer).await;

    window.tab("Publish").await;
    window.press("File for review").await;
    window.see("[data-delivery='delivered']").await;
    data.stored("a story that is filed", |story| story["status"] == "filed").await;
    window.says("main header", "Filed").await;
    let headline = "Library reopens after two-year repair";
    assert!(!fetch(&format!("{}/feed.xml", site.url)).contains(headline), "it is public");
    assert!(!fetch(&site.url).contains(headline), "it is public");
    window.close().await;
}
