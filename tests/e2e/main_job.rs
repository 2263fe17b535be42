//! The main job: a guest writes a story with two photographs, goes home, comes back, publishes.

use crate::data::{Data, fetch, picture, sample};
use crate::desktop;
use crate::window::Window;

const HEADLINE: &str = "Library reopens with a roof of glass";
const STANDFIRST: &str = "Marlbridge has its reading room back after two years of scaffolding.";

/// As typed: the editor itself begins the second line of the list.
const TYPED: &str = "The doors opened at nine on Saturday, and 600 people were waiting.

## What **has** changed

- step-free access
a café counter

\"Nobody said a word,\" the librarian said.

";

const BODY: &str = "The doors opened at nine on Saturday, and 600 people were waiting.

## What **has** changed

- step-free access
- a café counter

\"Nobody said a word,\" the librarian said.

";

/// What is written beneath a picture: caption, credit, alt text.
type Written<'a> = (&'a str, &'a str, &'a str);

const LEAD: Written<'_> =
    ("The restored reading room", "Tessa Arkwright", "Rows of oak desks under a glass roof");
const ROOF: Written<'_> =
    ("The new roof at dusk", "Marlbridge Borough Council", "A curved glass roof glows at dusk");

#[tokio::test]
#[ignore = "needs a desktop: scripts/e2e.sh"]
async fn a_guest_writes_goes_home_comes_back_and_publishes() {
    let data = Data::new();
    let window = Window::open(data.path()).await;
    window.begin_story("Nell Farrow").await;
    window.write("headline", HEADLINE).await;
    window.write("standfirst", STANDFIRST).await;
    window.choose("section", "Local News").await;
    window.write("body", TYPED).await;
    assert_eq!(window.body().await, BODY);
    add_pictures(&window).await;
    let story =
        data.stored("everything typed", |story| picture(story, "roof.jpg")["alt"] == ROOF.2).await;
    assert_eq!(story["copy"]["headline"], HEADLINE);
    assert_eq!(story["copy"]["byline"], "By Nell Farrow");
    let with_roof = story["copy"]["body"].as_str().unwrap().to_owned();
    assert!(with_roof.contains("\n![](roof.jpg)\n"), "{with_roof}");
    assert_eq!(with_roof.replacen("![](roof.jpg)\n\n", "", 1), BODY, "the text around the picture");
    window.close().await;

    assert_eq!(data.story(), story, "closing changed what is stored");
    let window = Window::open(data.path()).await;
    assert_eq!(window.value("headline").await, HEADLINE);
    assert_eq!(window.value("standfirst").await, STANDFIRST);
    assert_eq!(window.value("section").await, "Local News");
    assert_eq!(window.body().await, with_roof);
    for (name, (caption, credit, alt)) in [("reading-room.jpg", LEAD), ("roof.jpg", ROOF)] {
        for (field, said) in [("caption", caption), ("credit", credit), ("alt", alt)] {
            assert_eq!(window.value(&format!("picture:{name}:{field}")).await, said);
        }
    }
    let page = fetch(&window.publish().await);
    for words in [
        HEADLINE,
        STANDFIRST,
        "By Nell Farrow",
        "Local News",
        "What <strong>has</strong> changed",
        "a café counter",
        "The restored reading room (Image - Tessa Arkwright)",
        "The new roof at dusk (Image - Marlbridge Borough Council)",
        "Rows of oak desks under a glass roof",
        "is written by people who live here",
    ] {
        assert!(page.contains(words), "the public page lacks “{words}”:\n{page}");
    }
    assert_eq!(data.stories()[0]["status"], "published");
    window.close().await;
}

/// Drags two photographs onto the page from another program and says what they show. Until that is
/// said, the story cannot go out.
async fn add_pictures(window: &Window) {
    drop_on_page(window, "reading-room.jpg").await;
    window.see("figure[data-picture='reading-room.jpg'][data-role=lead]").await;
    drop_on_page(window, "roof.jpg").await;
    window.see(".cm-content figure[data-picture='roof.jpg']").await;
    describe(window, "reading-room.jpg", LEAD).await;
    window.tab("Publish").await;
    let missing = "return document.querySelector(\"section[aria-label='Publish'] button[data-variant=primary]\").disabled";
    window.holds("a story with a bare picture cannot go out", missing).await;
    describe(window, "roof.jpg", ROOF).await;
}

async fn drop_on_page(window: &Window, name: &str) {
    window.see("[data-field='body']").await;
    let (x, y) = window.on_screen("[data-field='body'] .cm-line").await;
    desktop::drag(&sample(&format!("library-reopens/{name}")), x, y).await;
}

async fn describe(window: &Window, name: &str, (caption, credit, alt): Written<'_>) {
    for (field, words) in [("caption", caption), ("credit", credit), ("alt", alt)] {
        window.write(&format!("picture:{name}:{field}"), words).await;
    }
}
