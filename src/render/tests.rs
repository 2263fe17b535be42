use super::page::Image;
use super::wordpress::WpImage;
use super::*;
use crate::story::StoryId;
use jiff::Timestamp;
use uuid::Uuid;

/// A house without a sign-off, so that only the body is printed.
fn house() -> House {
    House { sign_off: String::new(), smart_punctuation: false, ..House::built_in().clone() }
}

fn story(body: &str) -> Story {
    let mut story = example::story();
    story.kind = Kind::News;
    story.copy.dateline = None;
    story.copy.body = body.to_owned();
    story
}

fn image(picture: &Picture) -> Image {
    Image { url: format!("/p/{}?a&b", picture.name), width: 800, height: 533 }
}

fn wp_image(picture: &Picture) -> WpImage {
    let url = format!("https://wp.example/{}", picture.name);
    WpImage { id: 7, url, width: 800, height: 533 }
}

/// Body, its page, its WordPress blocks; in the latter `wp:` comments are as the server keeps them.
const FORMS: &[(&str, &str, &str)] = &[
    (
        "a & [b](/c)",
        "<p>a &amp; <a href=\"/c\">b</a></p>\n",
        "<!-- wp:paragraph -->\n<p>a &amp; <a href=\"/c\">b</a></p>\n<!-- /wp:paragraph -->",
    ),
    (
        "# a",
        "<h2>a</h2>\n",
        "<!-- wp:heading -->\n<h2 class=\"wp-block-heading\">a</h2>\n<!-- /wp:heading -->",
    ),
    (
        "#### a",
        "<h4>a</h4>\n",
        "<!-- wp:heading {\"level\":4} -->\n<h4 class=\"wp-block-heading\">a</h4>\n<!-- /wp:heading -->",
    ),
    (
        "- a\n\n  3. b",
        "<ul><li>a<ol start=\"3\"><li>b</li></ol></li></ul>\n",
        "<!-- wp:list -->\n<ul class=\"wp-block-list\"><!-- wp:list-item -->\n<li>a<!-- wp:list {\"ordered\":true,\"start\":3} -->\n<ol start=\"3\" class=\"wp-block-list\"><!-- wp:list-item -->\n<li>b</li>\n<!-- /wp:list-item --></ol>\n<!-- /wp:list --></li>\n<!-- /wp:list-item --></ul>\n<!-- /wp:list -->",
    ),
    (
        "> a",
        "<blockquote>\n<p>a</p>\n</blockquote>\n",
        "<!-- wp:quote -->\n<blockquote class=\"wp-block-quote\"><!-- wp:paragraph -->\n<p>a</p>\n<!-- /wp:paragraph --></blockquote>\n<!-- /wp:quote -->",
    ),
    (
        "|a|b|\n|-|-:|\n|1|2|",
        "<table><thead><tr><th>a</th><th class=\"align-right\">b</th></tr></thead><tbody><tr><td>1</td><td class=\"align-right\">2</td></tr></tbody></table>\n",
        "<!-- wp:table {\"hasFixedLayout\":false} -->\n<figure class=\"wp-block-table\"><table><thead><tr><th>a</th><th class=\"has-text-align-right\" data-align=\"right\">b</th></tr></thead><tbody><tr><td>1</td><td class=\"has-text-align-right\" data-align=\"right\">2</td></tr></tbody></table></figure>\n<!-- /wp:table -->",
    ),
    (
        "    a < [b]",
        "<pre><code>a &lt; [b]</code></pre>\n",
        "<!-- wp:code -->\n<pre class=\"wp-block-code\"><code>a &lt; &#091;b&#093;</code></pre>\n<!-- /wp:code -->",
    ),
    (
        "---",
        "<hr>\n",
        "<!-- wp:separator -->\n<hr class=\"wp-block-separator has-alpha-channel-opacity\" />\n<!-- /wp:separator -->",
    ),
    (
        "![](roof.jpg)",
        "<figure class=\"figure\"><img src=\"/p/roof.jpg?a&amp;b\" alt=\"Slates &amp; &quot;lead&quot; &gt; tin\" width=\"800\" height=\"533\"><figcaption>The roof &lt;old&gt; &amp; [new] (Image - Jo Smith / \"Courier\")</figcaption></figure>\n",
        "<!-- wp:image {\"id\":7,\"sizeSlug\":\"full\",\"linkDestination\":\"none\"} -->\n<figure class=\"wp-block-image size-full\"><img src=\"https://wp.example/roof.jpg\" alt=\"Slates &amp; &quot;lead&quot; &gt; tin\" class=\"wp-image-7\" /><figcaption class=\"wp-element-caption\">The roof &lt;old&gt; &amp; &#091;new&#093; (Image - Jo Smith / \"Courier\")</figcaption></figure>\n<!-- /wp:image -->",
    ),
    ("![](lead.jpg)", "", ""),
    ("![](gone.jpg)", "", ""),
];

#[test]
fn each_form_is_written_for_each_site() {
    let house = house();
    for (body, page, blocks) in FORMS {
        let story = story(body);
        let article = article(&story, &house);
        assert_eq!(page::body(&article, &image), *page, "{body}");
        assert_eq!(wordpress::content(&article, &wp_image), *blocks, "{body}");
    }
}

#[test]
fn the_sign_off_stands_under_every_form_with_its_links() {
    let story = story("a");
    let article = article(&story, House::built_in());
    let page = page::body(&article, &image);
    let (_, sign_off) = page.split_once("<hr>").expect(&page);
    assert!(sign_off.contains("<a href=\"https://courier.example/newsletter\">HERE</a>"));
    let blocks = wordpress::content(&article, &wp_image);
    let (_, sign_off) = blocks.split_once("<!-- /wp:separator -->").expect(&blocks);
    assert!(sign_off.contains("HERE</a>"));
}

#[test]
fn the_dateline_opens_the_first_paragraph() {
    let house = house();
    let page = |body: &str| {
        let mut story = story(body);
        story.copy.dateline = Some("Marlbridge <M>".into());
        page::body(&article(&story, &house), &image)
    };
    assert_eq!(page("## A\n\nb"), "<h2>A</h2>\n<p>MARLBRIDGE &lt;M&gt; — b</p>\n");
    assert_eq!(page("---"), "<p>MARLBRIDGE &lt;M&gt; —</p>\n<hr>\n");
}

#[test]
fn the_preview_shows_what_the_paper_prints_around_the_body() {
    let mut story = story("First.\n\n![](gone.jpg)");
    story.section = "Local News".into();
    let now = "2024-01-11T12:00:00Z".parse().unwrap();
    let shown = preview(&story, &house(), &|p| format!("picture://localhost/{}", p.sha256), now);
    let in_order = [
        "<h1 class=\"headline\">Library's &lt;grand&gt; plan &amp; more</h1>",
        "<p class=\"standfirst\">What it costs, and who pays.</p>",
        "<p class=\"byline\">By Jo Smith</p>",
        "<p class=\"date\">11th Jan 2024 | Local News</p>",
        "<figure class=\"lead\"><img src=\"picture://localhost/000",
        "<figcaption>The reading room (Image - Jo Smith / \"Courier\")</figcaption>",
        "<p>First.</p>",
        "<p class=\"missing\">There is no picture called “gone.jpg” in this story.</p>",
    ];
    let mut rest = shown.as_str();
    for part in in_order {
        let at = rest.find(part).unwrap_or_else(|| panic!("{part} in {shown}"));
        rest = &rest[at..];
    }
    assert!(!shown.contains("class=\"label\""));
}

#[test]
fn a_paid_for_article_says_so_first() {
    let story = example::story();
    let house = House::built_in();
    let blocks = wordpress::content(&article(&story, house), &wp_image);
    assert!(blocks.starts_with(
        "<!-- wp:paragraph -->\n<p><strong>Advertisement feature</strong></p>\n<!-- /wp:paragraph -->"
    ));
    let shown = preview(&story, house, &|p| p.name.clone(), Timestamp::UNIX_EPOCH);
    assert!(shown.starts_with("<p class=\"label\">Advertisement feature</p>"));
}

#[test]
fn a_decorative_picture_has_an_empty_alt_text() {
    let mut story = story("![](roof.jpg)");
    story.pictures[1].words.decorative = true;
    let house = house();
    assert!(page::body(&article(&story, &house), &image).contains(" alt=\"\" "));
}

#[test]
fn the_blocks_of_the_example_open_and_close_and_hold_no_shortcode() {
    let story = example::story();
    let blocks = wordpress::content(&article(&story, House::built_in()), &wp_image);
    let mut open: Vec<&str> = Vec::new();
    for comment in blocks.split("<!-- ").skip(1) {
        let (comment, _) = comment.split_once(" -->").unwrap();
        if let Some(name) = comment.strip_prefix("/wp:") {
            assert_eq!(open.pop(), Some(name));
        } else {
            let name = comment.strip_prefix("wp:").expect(comment);
            let (name, attributes) = name.split_once(' ').unwrap_or((name, "{}"));
            serde_json::from_str::<serde_json::Value>(attributes).expect(attributes);
            open.push(name);
        }
    }
    assert!(open.is_empty());
    assert!(!blocks.contains('['), "{blocks}");
    assert!(!blocks.contains("<b>"));
    for name in ["heading", "list", "quote", "table", "code", "separator", "image"] {
        assert!(blocks.contains(&format!("<!-- wp:{name}")), "{name}");
    }
}

#[test]
fn an_empty_story_prints_nothing_and_does_not_panic() {
    let story = Story::new(StoryId(Uuid::nil()), Timestamp::UNIX_EPOCH);
    assert_eq!(page::body(&article(&story, &house()), &image), "");
}

#[test]
fn what_is_written_in_arabic_or_hebrew_runs_right_to_left_and_nothing_else_says_so() {
    let body = "مرحبا بالعالم\n\nPlain.\n\n## שלום\n\n> عربي\n\n- שלום\n- one\n\n![](roof.jpg)\n\n|a|עוד|\n|-|-:|\n|שלום|b|";
    let mut story = story(body);
    story.copy.headline = "عنوان".to_owned();
    story.pictures[1].words.caption = "גג".to_owned();
    let house = house();
    let page = page::body(&article(&story, &house), &image);
    for part in [
        "<p dir=\"auto\">مرحبا بالعالم</p>",
        "<p>Plain.</p>",
        "<h2 dir=\"auto\">שלום</h2>",
        "<blockquote dir=\"auto\">\n<p dir=\"auto\">عربي</p>",
        "<ul dir=\"auto\"><li dir=\"auto\">שלום</li><li dir=\"auto\">one</li></ul>",
        "<figcaption dir=\"auto\">גג",
        "<table><thead><tr><th>a</th><th dir=\"auto\" class=\"align-right\">עוד</th>",
        "<tr><td dir=\"auto\">שלום</td><td class=\"align-right\">b</td>",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let blocks = wordpress::content(&article(&story, &house), &wp_image);
    for part in [
        "<!-- wp:paragraph {\"direction\":\"rtl\"} -->\n<p dir=\"rtl\">مرحبا بالعالم</p>",
        "<!-- wp:paragraph -->\n<p>Plain.</p>",
        "<h2 class=\"wp-block-heading\"><span dir=\"rtl\">שלום</span></h2>",
        "<li><span dir=\"rtl\">שלום</span></li>",
        "<li>one</li>",
        "<figcaption class=\"wp-element-caption\"><span dir=\"rtl\">גג",
        "<td><span dir=\"rtl\">שלום</span></td>",
    ] {
        assert!(blocks.contains(part), "{part} in {blocks}");
    }
    let shown = preview(&story, &house, &|p| p.name.clone(), Timestamp::UNIX_EPOCH);
    assert!(shown.contains("<h1 class=\"headline\" dir=\"auto\">عنوان</h1>"), "{shown}");
    let plain = page::body(&article(&example::story(), &house), &image);
    assert!(!plain.contains("dir="), "{plain}");
}

#[test]
fn a_sign_that_is_escaped_hides_no_direction() {
    let mut story = story("");
    for (headline, is) in [("& שלום", "&amp; שלום"), ("< שלום", "&lt; שלום")] {
        story.copy.headline = headline.to_owned();
        let shown = preview(&story, &house(), &|p| p.name.clone(), Timestamp::UNIX_EPOCH);
        let line = format!("<h1 class=\"headline\" dir=\"auto\">{is}</h1>");
        assert!(shown.contains(&line), "{shown}");
    }
}
