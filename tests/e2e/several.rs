//! Several sites at once, an embargo, and a story taken off again: what a person sees of each, and
//! what a reader gets.

use crate::data::{Data, fetch, sample};
use crate::news_site::{NAME, NewsSite};
use crate::window::Window;
use crate::wordpress_site::free_port;
use jiff::Timestamp;
use serde_json::Value;
use url::Url;

const PRACTICE: &str = "The Marlbridge Courier";
const LIBRARY: &str = "Library reopens after two-year repair";
/// Not as the practice site's own stories are called.
const LANTERNS: &str = "Canal evening: the order of the boats";

#[tokio::test]
#[ignore = "needs a desktop: scripts/e2e.sh"]
async fn one_site_of_two_is_out_of_reach_a_story_is_withdrawn_and_another_is_held() {
    let newsroom = Data::new();
    let site = NewsSite::start(&newsroom, free_port());
    let data = Data::new();
    data.desk(&["import", sample("library-reopens/library-reopens.md").to_str().unwrap()]);
    let window = Window::open(data.path()).await;
    window.introduce("Edith Marsh").await;
    site.add_to(&window, &site.editor).await;
    drop(site);

    let url = to_two_sites(&window, &data).await;
    withdrawn(&window, &data, &url).await;
    let front = Url::parse(&url).unwrap().join("/feed.xml").unwrap();
    held(&window, &data, front.as_str()).await;
    window.close().await;
}

/// Publishes to two sites at once. The one that answers is served; the other waits and says why.
async fn to_two_sites(window: &Window, data: &Data) -> String {
    window.tab("Publish").await;
    window.tick(PRACTICE).await;
    window.press("Publish to 2 sites").await;
    let url = window.delivered().await;
    assert!(fetch(&url).contains(LIBRARY));
    window.card_says(NAME, "Waiting to go out").await;
    window.card_says(NAME, "The site cannot be reached").await;
    window.card_says(PRACTICE, "Published").await;
    window.says("section[aria-label='On these sites']", "Public").await;
    // Nothing is left to be pressed: the text that waits is the text on the page.
    window.says("section[aria-label='Publish'] [role=group]", "On its way").await;
    window.says("section[aria-label='Publish'] [role=group]", "Up to date").await;
    assert_eq!(states(data), [("Weekly", "queued"), ("practice", "delivered")].map(owned));
    assert_eq!(data.stories()[0]["status"], "published");
    url
}

/// Takes the story off the site that shows it; readers get it no longer, and the text stays.
async fn withdrawn(window: &Window, data: &Data, url: &str) {
    let before = data.story()["copy"].clone();
    window.press("Withdraw…").await;
    window.press(&format!("Withdraw from {PRACTICE}")).await;
    window.closed_dialog().await;
    window.card_says(PRACTICE, "Withdrawn").await;
    let gone = [404, 410];
    assert!(gone.contains(&status(url)), "{url} answers {}", status(url));
    let feed = fetch(Url::parse(url).unwrap().join("/feed.xml").unwrap().as_str());
    assert!(!feed.contains(LIBRARY), "the feed still has it: {feed}");
    window.says("section[aria-label='On these sites']", "Withdrawn").await;
    assert_eq!(data.story()["copy"], before, "the text stays");
}

/// Sets an embargo on another story and queues it: nothing of it is public, until the lock is lifted.
async fn held(window: &Window, data: &Data, feed: &str) {
    begin_lanterns(data);
    window.read_story(LANTERNS).await;
    window.tick(NAME).await;

    let next_year = Timestamp::now().to_string()[..4].parse::<u32>().unwrap() + 1;
    window.press("Embargo until…").await;
    let field = window.see("section[aria-label='Publish'] input[aria-label='Embargo until']").await;
    let parts = format!("12/11/{next_year} 06:00");
    field.send_keys(&parts).await.unwrap();
    window.press("Set").await;
    let button = "section[aria-label='Publish'] button[data-variant=primary]:enabled";
    window.says(button, "Queue until").await;
    window.says(button, &format!("12 Nov {next_year}, 06:00")).await;
    window.see(button).await.click().await.unwrap();
    window.see("[data-delivery='held']").await;
    window.says("[data-delivery='held']", "Held until the embargo ends").await;
    assert!(!fetch(feed).contains(LANTERNS), "it is public before its embargo ends");
    assert!(data.story()["embargo"].is_string(), "the lock is kept");

    window.press("Lift").await;
    let url = window.delivered().await;
    assert!(fetch(&url).contains(LANTERNS));
    assert!(fetch(feed).contains(LANTERNS));
}

/// Brings another story onto the desk that nothing is missing from.
fn begin_lanterns(data: &Data) {
    let folder = tempfile::tempdir().unwrap();
    let story = std::fs::read_to_string(sample("lantern-evening/lantern-evening.md")).unwrap();
    let story = story.replacen(
        "Boats to carry 400 lanterns for canal evening",
        &format!("\"{LANTERNS}\""),
        1,
    );
    assert!(story.contains(LANTERNS));
    let file = folder.path().join("boats.md");
    std::fs::write(&file, story).unwrap();
    let picture = "canal-boats.jpg";
    std::fs::copy(sample(&format!("lantern-evening/{picture}")), folder.path().join(picture))
        .unwrap();
    data.desk(&["import", file.to_str().unwrap()]);
}

/// Site and state of each delivery, by site.
fn states(data: &Data) -> Vec<(String, String)> {
    let outbox: Value = serde_json::from_str(&data.desk(&["outbox", "--json"])).unwrap();
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let told = |one: &Value| (word(&one["site"]), word(&one["state"]));
    let mut states: Vec<_> = outbox["deliveries"].as_array().unwrap().iter().map(told).collect();
    states.sort();
    states
}

fn owned((site, state): (&str, &str)) -> (String, String) {
    (site.to_owned(), state.to_owned())
}

/// The number a reader's browser gets from an address.
fn status(url: &str) -> u16 {
    let agent: ureq::Agent =
        ureq::Agent::config_builder().http_status_as_error(false).build().into();
    agent.get(url).call().unwrap_or_else(|error| panic!("{url}: {error}")).status().as_u16()
}
