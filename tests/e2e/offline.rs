//! With the site out of reach, everything but the sending goes on; the story then goes out once.

use crate::data::{Data, fetch, sample};
use crate::desktop::Running;
use crate::page::CTRL_END;
use crate::window::Window;
use crate::wordpress_site::free_port;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

const HEADLINE: &str = "Library reopens after two-year repair";

/// A newsroom's own site in another process, which can be switched off.
struct NewsSite {
    url: String,
    token: String,
    _process: Running,
}

impl NewsSite {
    fn start(data: &Data, port: u16) -> Self {
        let mut process = data
            .command(&["practice-site", "--json", "--port", &port.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let told: Value = serde_json::from_str(&line).unwrap();
        let word = |value: &Value| value.as_str().unwrap().to_owned();
        Self {
            url: word(&told["url"]),
            token: word(&told["tokens"]["editor"]),
            _process: Running(process),
        }
    }
}

#[tokio::test]
#[ignore = "needs a desktop: scripts/e2e.sh"]
async fn a_story_published_offline_goes_out_once_when_the_site_is_back() {
    let (newsroom, port) = (Data::new(), free_port());
    let site = NewsSite::start(&newsroom, port);
    let data = Data::new();
    data.desk(&["import", sample("library-reopens/library-reopens.md").to_str().unwrap()]);
    let window = Window::open(data.path()).await;
    window.introduce("Nell Farrow").await;
    add(&window, &site).await;
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

async fn add(window: &Window, site: &NewsSite) {
    window.tab("Publish").await;
    window.press("Sites…").await;
    window.press("Add a site…").await;
    let own = "Own site (Copydesk site API)";
    window.labelled("Kind").await.select_by_label(own).await.unwrap();
    for (label, words) in [("Name", "Weekly"), ("Address", &site.url), ("Token", &site.token)] {
        window.labelled(label).await.send_keys(words).await.unwrap();
    }
    window.press("Add this site").await;
    window.says("dialog[open]", "Weekly").await;
    window.press("Close").await;
    window.closed_dialog().await;
}
