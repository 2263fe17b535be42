//! What readers get.

mod support;

use practice_site::{Furniture, Kind, StarterPicture, StarterStory, State, StoryDocument};
use serde_json::{Value, json};
use support::{JPEG, OTHER, STORY, TestSite, Who, story, with};

/// The page's structured data.
fn json_ld(page: &str) -> Value {
    let (_, on) = page.split_once("<script type=\"application/ld+json\">").unwrap();
    let (data, _) = on.split_once("</script>").unwrap();
    serde_json::from_str(data).unwrap()
}

#[test]
fn an_article_has_all_its_parts() {
    let site = TestSite::start();
    let dated = with(&story(), "published_at", json!("2024-06-30T23:30:00Z"));
    site.publish(STORY, &with(&dated, "dateline", json!("MARLBECK")));
    let page = site.read("/news/weir-reopens").text();
    for part in [
        "<h1 dir=\"auto\">Weir reopens after “the long winter”</h1>",
        "By Jo Smith, guest writer",
        "1st Jul 2024</time> | Local News",
        "<figcaption dir=\"auto\">The weir in spate (Image - Jo Smith)</figcaption>",
        "<figcaption>The new sign (Image - Ravi Patel)</figcaption>",
        "alt=\"A red square\" width=\"3\" height=\"2\"",
        "<span class=\"dateline\">MARLBECK</span> — The weir has reopened.",
        "https://bsky.app/intent/compose?text=Weir",
        "mailto:?subject=",
        "Your address stays with us.",
        "Jobs in Marlbeck",
        "Follow The Marlbeck Lantern",
        "<link rel=\"canonical\"",
        "<meta property=\"og:image\"",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
}

#[test]
fn structured_data_names_author_and_every_picture() {
    let site = TestSite::start();
    let evil = with(&story(), "headline", json!("Weir </script><script>alert(1)</script>"));
    site.publish(STORY, &evil);
    let page = site.read("/news/weir-reopens").text();
    assert!(!page.contains("<script>"));
    let data = json_ld(&page);
    assert_eq!(data["@type"], "NewsArticle");
    assert_eq!(data["headline"], evil["headline"]);
    assert_eq!(data["author"], json!([{ "@type": "Person", "name": "Jo Smith" }]));
    assert_eq!(data["articleSection"], "Local News");
    let images = data["image"].as_array().unwrap();
    assert_eq!(images.len(), 2);
    let url = format!("{}/pictures/weir.jpg", site.server.url());
    assert_eq!(images[0]["contentUrl"], url);
    assert_eq!(images[0]["caption"], "The weir in spate");
    assert_eq!(images[0]["creditText"], "Jo Smith");
    assert_eq!(images[0]["creator"]["name"], "Jo Smith");
    assert_eq!(images[0]["copyrightNotice"], "© Jo Smith 2024");
    assert_eq!(images[1]["creditText"], "Ravi Patel");
}

#[test]
fn the_licence_of_a_picture_is_told_to_machines() {
    let site = TestSite::start();
    let mut licensed = story();
    licensed["pictures"][0]["web_statement"] = json!("https://terms.example/by");
    licensed["pictures"][0]["licensor"] = json!("https://licence.example/weir");
    licensed["pictures"][0]["usage_terms"] = json!("https://terms.example/old");
    licensed["pictures"][1]["usage_terms"] = json!("https://terms.example/old");
    licensed["pictures"][1]["licensor"] = json!("Ask the photographer");
    site.publish(STORY, &licensed);
    let data = json_ld(&site.read("/news/weir-reopens").text());
    assert_eq!(data["image"][0]["license"], "https://terms.example/by");
    assert_eq!(data["image"][0]["acquireLicensePage"], "https://licence.example/weir");
    assert_eq!(data["image"][1]["license"], "https://terms.example/old");
    assert_eq!(data["image"][1]["acquireLicensePage"], Value::Null, "not an address");
}

#[test]
fn crops_are_made_around_the_focus() {
    let site = TestSite::start();
    let mut focused = story();
    focused["pictures"][0]["focus"] = json!({ "x": 0.84, "y": 0.25 });
    focused["pictures"][1]["focus"] = json!({ "x": 7, "y": 0 });
    site.publish(STORY, &focused);
    let front = site.read("/").text();
    assert!(front.contains("<img class=\"from-left-8 from-top-3\" src=\"/pictures/weir.jpg\""));
    let kept = site.get_story(Who::Editor, STORY).json();
    assert_eq!(kept["pictures"][1]["focus"], Value::Null, "a point outside is none");
    let style = front.split_once("<link rel=\"stylesheet\" href=\"").unwrap().1;
    let style = site.read(style.split_once('"').unwrap().0).text();
    assert!(style.contains(".from-left-8 { --from-left: 80%; }"));
}

#[test]
fn a_hostile_body_arrives_harmless() {
    let site = TestSite::start();
    let body = "<p onclick=\"x()\">Text</p><script>alert(1)</script>\
        <img src=\"/pictures/dot.png\" alt='\"><script>alert(2)</script>' onerror=x()>";
    site.publish(STORY, &with(&story(), "body_html", json!(body)));
    let page = site.read("/news/weir-reopens").text();
    for harm in ["<script>", "onclick", "onerror"] {
        assert!(!page.contains(harm), "{harm}");
    }
    assert!(page.contains("width=\"3\" height=\"2\""));
}

#[test]
fn what_was_paid_for_says_so_everywhere() {
    let site = TestSite::start();
    let advert = with(&story(), "kind", json!("advertisement-feature"));
    let advert =
        with(&advert, "body_html", json!("<p><a href=\"https://example.org/\">Buy</a></p>"));
    site.publish(STORY, &with(&advert, "slug", json!("advert")));
    site.publish(OTHER, &story());
    let page = site.read("/news/advert").text();
    let label = page.find("Advertisement Feature</p>").unwrap();
    assert!(label < page.find("<h1 ").unwrap());
    assert!(page.contains("rel=\"sponsored nofollow\""));
    assert_eq!(json_ld(&page)["@type"], "AdvertiserContentArticle");
    for path in ["/", "/section/local-news", "/news/weir-reopens"] {
        assert!(
            site.read(path).text().contains("class=\"label\">Advertisement Feature<"),
            "{path}"
        );
    }
    assert!(site.read("/feed.xml").text().contains("Advertisement Feature: "));
}

#[test]
fn the_feed_is_well_formed_and_names_the_credit() {
    let site = TestSite::start();
    site.publish(STORY, &with(&story(), "headline", json!("Bread & <b>circuses</b>\u{1}")));
    let feed = site.read("/feed.xml");
    assert!(feed.header("content-type").starts_with("application/rss+xml"));
    let text = feed.text();
    let mut reader = quick_xml::Reader::from_str(&text);
    let mut depth = 0;
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(_) => depth += 1,
            quick_xml::events::Event::End(_) => depth -= 1,
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    assert!(text.contains("Bread &amp; &lt;b&gt;circuses"));
    assert!(text.contains("<media:credit>Jo Smith</media:credit>"));
}

#[test]
fn the_feed_names_people_and_opens_with_the_first_words() {
    let site = TestSite::start();
    let body =
        "<h2>Water</h2><p class=\"x\">The <em>weir</em>&nbsp;&amp; its sign.</p><p>More.</p>";
    let plain = with(&with(&story(), "standfirst", json!("")), "body_html", json!(body));
    site.publish(STORY, &with(&plain, "byline", json!("By Jo Smith and Ravi Patel")));
    let text = site.read("/feed.xml").text();
    let creators = "<dc:creator>Jo Smith</dc:creator><dc:creator>Ravi Patel</dc:creator>";
    assert!(text.contains(creators), "{text}");
    let words = "<description>The weir &amp; its sign.</description>";
    assert!(text.contains(words), "{text}");
}

#[test]
fn the_newsletter_takes_an_address_once() {
    let site = TestSite::start();
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let post = |body: &str| site.call(Who::Nobody, "POST", "/newsletter", &form, body);
    let first = post("email=jo%40example.org");
    assert!(first.status == 200 && first.text().contains("you are on the list</h1>"));
    let again = post("email=JO%40example.org");
    assert!(again.status == 200 && again.text().contains("Already subscribed"));
    for wrong in ["email=jo", "email=", "", "email=%ff"] {
        assert_eq!(post(wrong).status, 422, "{wrong}");
    }
    assert_eq!(post(&format!("email={}", "a".repeat(9000))).status, 422);
}

#[test]
fn a_fresh_site_has_the_starter_stories_and_an_old_one_keeps_its_own() {
    let starter = StarterStory {
        id: OTHER.parse().unwrap(),
        story: StoryDocument {
            headline: "A business feature".into(),
            kind: Kind::AdvertisementFeature,
            section: "Business".into(),
            byline: "By the Baker".into(),
            lead: Some("starter.jpg".into()),
            pictures: vec![practice_site::PictureWords {
                id: "starter.jpg".into(),
                caption: "Loaves".into(),
                credit: "A Baker".into(),
                ..Default::default()
            }],
            state: State::Published,
            ..Default::default()
        },
        pictures: vec![StarterPicture { id: "starter.jpg".into(), bytes: JPEG.into() }],
    };
    let furniture = Furniture { starter: vec![starter.clone()], ..Furniture::default() };
    let text = serde_json::to_string(&furniture).unwrap();
    assert_eq!(serde_json::from_str::<Furniture>(&text).unwrap().starter, [starter]);
    let site = TestSite::with(furniture);
    site.publish(STORY, &story());
    let page = site.read("/news/weir-reopens").text();
    assert!(page.contains("Loaves (Image - A Baker)"));
    assert_eq!(site.read("/pictures/starter.jpg").bytes, JPEG);
}

#[test]
fn pages_are_guarded_and_lost_ones_say_so() {
    let site = TestSite::start();
    for (path, status) in [
        ("/", 200),
        ("/privacy", 200),
        ("/newsletter", 200),
        ("/nowhere", 404),
        ("/section/none", 404),
    ] {
        let page = site.read(path);
        assert_eq!(page.status, status, "{path}");
        assert!(page.header("content-security-policy").starts_with("default-src 'none'"));
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        assert!(page.text().starts_with("<!DOCTYPE html>"));
    }
    let page = site.read("/").text();
    let (_, on) = page.split_once("<link rel=\"stylesheet\" href=\"").unwrap();
    let style = site.read(on.split_once('"').unwrap().0);
    assert!(style.status == 200 && style.header("cache-control").contains("immutable"));
}
