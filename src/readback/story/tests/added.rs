//! What a site put into the article, and what a theme may have there.

use super::*;

/// A change of the page, and what is told of it.
const ADDED: &[(&str, &str, &[&str])] = &[
    (
        "<li>A gate</li>",
        "<li>A gate</li><li>A moat</li>",
        &["The list item “A moat” was added to the article."],
    ),
    (
        "<p>Last words –&gt; with an end.</p>",
        "<p>Buy it while it lasts.</p><p>Last words –&gt; with an end.</p>",
        &["The paragraph “Buy it while it lasts.” was added to the article."],
    ),
    // In a box of its own, and by an advertisement's usual name.
    (
        "<hr>",
        "<div class=\"ad\">Advertisement</div><hr>",
        &["The paragraph “Advertisement” was added to the article."],
    ),
    (
        "<hr>",
        "<div class=\"box\"><p>Related: <a href=\"/x/\">Swimming pool shut</a></p></div><hr>",
        &["The paragraph “Related: Swimming pool shut” was added to the article."],
    ),
    (
        "<hr>",
        "<aside><h4>Read this too</h4><ul><li>Sport</li><li>Weather</li></ul></aside><hr>",
        &["The heading “Read this too” was added to the article, with 2 more lines."],
    ),
    // Before the first line and after the last, in the element that holds the text.
    (
        "<div class=\"entry-content\">",
        "<div class=\"entry-content\"><p>Listen to this story.</p>",
        &["The paragraph “Listen to this story.” was added to the article."],
    ),
    (
        "<div class=\"sharedaddy\">",
        "<div class=\"box\">Become a member today</div><div class=\"sharedaddy\">",
        &["The paragraph “Become a member today” was added to the article."],
    ),
    (
        "with an end.",
        "with an <a href=\"https://shop.example/?tag=7\">end</a>.",
        &[
            "A link on “end” to https://shop.example/?tag=7 was added to the paragraph “Last words –> with an end.”.",
        ],
    ),
    (
        "<h2>What is <em>planned</em></h2>",
        "<h2>What is planned</h2>",
        &["“planned” is not set in italics in the heading “What is planned”."],
    ),
    (
        "with an end.",
        "with <s>an end</s>.",
        &["“an end.” is set struck through in the paragraph “Last words –> with an end.”."],
    ),
];

#[test]
fn what_the_site_put_into_the_article_is_told_and_nothing_else() {
    told_and_nothing_else(ADDED);
}

#[test]
fn what_a_theme_has_beside_the_article_is_no_addition() {
    let story = story();
    let html = page_of(&story, House::built_in());
    for (from, to) in [
        // Lists of other stories after the article, what stands outside of it, marks that are the theme's.
        (
            "<div class=\"sharedaddy\">",
            "<div class=\"jp-relatedposts\"><h3>Related</h3><p>Pool shut</p></div><div class=\"sharedaddy\">",
        ),
        // As PublishPress Authors 4.8 sets it beneath the text.
        (
            "<div class=\"sharedaddy\">",
            "<div class=\"pp-multiple-authors-boxes-wrapper pp-multiple-authors-wrapper\"><h2 class=\"widget-title box-header-title\">Author</h2><ul class=\"pp-multiple-authors-boxes-ul\"><li><div class=\"pp-author-boxes-name\"><a href=\"/author/jo-smith/\" rel=\"author\">Jo Smith</a></div><p class=\"pp-author-boxes-description\">Jo writes about roofs.</p></li></ul></div><div class=\"sharedaddy\">",
        ),
        ("</header><figure class=\"lead\"", "</header><p>5 min read</p><figure class=\"lead\""),
        ("</article>", "<p class=\"tags\">Filed under: Town</p></article>"),
        ("asked me.</p>", "asked me<a href=\"#footnote-9\"><sup>9</sup></a>.</p>"),
        ("<p>Nobody asked me.</p>", "<p><strong>Nobody asked me.</strong></p>"),
        (
            "<h2>What is <em>planned</em></h2>",
            "<h2 id=\"x\"><a href=\"https://news.example/2026/11/library/#x\">What is <em>planned</em></a></h2>",
        ),
        (
            "https://news.example/uploads/2026/11/roof-1024x683.jpg",
            "https://i0.wp.com/news.example/uploads/2026/11/roof.jpg?w=600",
        ),
    ] {
        assert!(html.contains(from), "{from}");
        let report = report(&story, &html.replacen(from, to, 1));
        assert_eq!(sentences(&report), Vec::<&str>::new(), "{to}");
    }
}

/// Where a site does not say which element holds the text, only what stands between its lines is known
/// to be within it.
#[test]
fn without_a_name_for_the_text_what_stands_around_it_is_not_spoken_of() {
    let story = story();
    let html = page_of(&story, House::built_in()).replace("class=\"entry-content\"", "class=\"x\"");
    let around = html.replace("<div class=\"x\">", "<div class=\"x\"><p>Listen to this story.</p>");
    assert_eq!(sentences(&report(&story, &around)), Vec::<&str>::new());
    let between = html.replacen("<hr>", "<div class=\"ad\">Advertisement</div><hr>", 1);
    let told = report(&story, &between);
    assert_eq!(sentences(&told), ["The paragraph “Advertisement” was added to the article."]);
    let itemprop = around.replace("class=\"x\"", "itemprop=\"articleBody\"");
    assert_eq!(sentences(&report(&story, &itemprop)).len(), 1, "schema.org’s name for it");
}
