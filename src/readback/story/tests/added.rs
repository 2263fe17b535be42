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
        // Boxes between paragraphs, what follows on the article, marks that are the theme's.
        ("<hr>", "<div class=\"box\"><p>Read this too</p><ul><li>Sport</li></ul></div><hr>"),
        ("<div class=\"sharedaddy\">", "<p>Tell your friends.</p><div class=\"sharedaddy\">"),
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
