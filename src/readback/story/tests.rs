mod added;

use super::*;
use crate::render::page::Image;
use crate::render::{self, example};
use crate::story::Kind;
use proptest::prelude::*;

fn story() -> Story {
    let mut story = example::story();
    story.kind = Kind::News;
    story.copy.headline = "Council's \"grand\" library plan - & more".into();
    story
}

fn site_pictures() -> Vec<SitePicture> {
    ["lead.jpg", "roof.jpg", "steps.jpg"]
        .map(|name| SitePicture {
            name: name.into(),
            id: format!("{}", name.len()),
            url: format!("https://news.example/uploads/2026/11/{name}"),
        })
        .into()
}

fn address() -> Url {
    Url::parse("https://news.example/2026/11/library/").unwrap()
}

/// The article as a theme sets it: furniture, other stories, structured data, a comment form.
fn page_of(story: &Story, house: &House) -> String {
    let article = render::article(story, house);
    let image = |picture: &crate::picture::Picture| Image {
        url: format!(
            "https://news.example/uploads/2026/11/{}",
            picture.name.replace(".jpg", "-1024x683.jpg")
        ),
        width: 1024,
        height: 683,
    };
    let body = render::page::body(&article, &image);
    let text = |words: &str| crate::markdown::html::text(words);
    let (headline, standfirst) = (text(&story.copy.headline), text(&story.copy.standfirst));
    let lead = text(&house.caption_line(&story.lead().unwrap().words));
    let byline = text(&article.byline);
    let label = article
        .label
        .map(|label| format!("<p class=\"paid-for\">{}</p>", label.to_uppercase()))
        .unwrap_or_default();
    format!(
        "<!doctype html><html><head><title>{headline} – The News</title><meta name=description content=\"{standfirst}\"><style>p {{}}</style></head>\
         <body class=\"single no-sidebar\"><header class=\"site-header\"><p class=\"site-title\"><a href=\"/\">The News</a></p><nav class=\"menu\"><ul><li><a href=\"/sport\">Sport</a></li></ul></nav></header>\
         <main><article class=\"post hentry\"><header class=\"entry-header\">{label}<h1 class=\"entry-title\">{headline}</h1><p class=\"standfirst\">{standfirst}</p><p class=\"byline\">{byline}</p>\
         <div class=\"entry-meta\">Posted on 3 May by <a rel=\"author\" href=\"/author/admin\">admin</a></div></header>\
         <figure class=\"lead\"><img class=\"lazy\" src=\"data:image/gif;base64,R0\" data-src=\"https://news.example/uploads/2026/11/lead-scaled.jpg\" alt=\"x\"><noscript><img src=\"https://news.example/uploads/2026/11/lead-scaled.jpg\"></noscript><figcaption>{lead}</figcaption></figure>\
         <div class=\"entry-content\">{body}<div class=\"sharedaddy\"><h3>Share this:</h3><ul><li><a href=\"https://www.facebook.com/sharer\">Facebook</a></li></ul></div></div></article></main>\
         <aside class=\"related\"><h2>Read on</h2><ul><li><h3><a href=\"/2026/11/library/\">{headline}</a></h3><p>{standfirst}</p><p>By Jo Smith</p></li><li><a href=\"/2025/other/\">The café</a></li></ul></aside>\
         <section id=\"comments\"><h2>Leave a reply</h2><form><p>Name</p></form></section><footer><p>By the people of Marlbridge</p></footer></body></html>"
    )
}

/// What WordPress does to a page on the way to readers.
fn texturised(html: &str) -> String {
    html.replace("Council's", "Council&#8217;s")
        .replace("\"grand\"", "&#8220;grand&#8221;")
        .replace("plan - &amp;", "plan &#8211; &#038;")
        .replace("It was", "It\u{a0}was")
        .replace("garden", "gar\u{ad}den")
        .replace("silence", "<span class=\"x\">si</span>lence")
        .replace("<p>", "<p class=\"wp-block-paragraph\">\n")
        .replace("</p>", "&nbsp;</p>\n")
        .replace("<br>", "<br />\n")
        .replace("<a href", "<a target=\"_blank\" rel=\"noopener\" href")
        .replace("–", "&#8212;")
}

fn report(story: &Story, html: &str) -> PageReport {
    let pictures = site_pictures();
    let approved = Approved { story, house: House::built_in(), pictures: &pictures };
    compare(html, &address(), &approved).unwrap()
}

fn sentences(report: &PageReport) -> Vec<&str> {
    report.differences.iter().map(|one| one.what.as_str()).collect()
}

/// Ghost sets the link around the raised number, and keeps no way back.
#[test]
fn two_notes_in_one_paragraph_as_ghost_sets_them_are_no_difference() {
    let house = House::built_in();
    let mut story = story();
    story.copy.body = "One.[^a] Two.[^b]\n\n[^a]: First.\n\n[^b]: Second.\n".into();
    let mut page = page_of(&story, house);
    for n in 1..=2 {
        let (mark, back) = (
            format!("<sup><a href=\"#footnote-{n}\" id=\"footnote-ref-{n}\">{n}</a></sup>"),
            format!(" <a href=\"#footnote-ref-{n}\" id=\"footnote-{n}\">↩</a>"),
        );
        assert!(page.contains(&mark) && page.contains(&back), "{page}");
        let note = format!("<li id=\"footnote-{n}\">{}.", ["First", "Second"][n - 1]);
        page = page
            .replace(&mark, &format!("<a href=\"#footnote-{n}\"><sup>{n}</sup></a>"))
            .replace(&back, "")
            .replace(&note.replace(&format!(" id=\"footnote-{n}\""), ""), &note);
    }
    let approved = Approved { story: &story, house, pictures: &site_pictures() };
    let report = compare(&page, &address(), &approved).unwrap();
    assert_eq!(report.differences, []);
    assert_eq!(report.paragraphs_found, report.paragraphs);
}

#[test]
fn a_page_that_shows_what_was_approved_has_no_difference() {
    let mut story = story();
    for kind in [Kind::News, Kind::AdvertisementFeature] {
        story.kind = kind;
        let html = page_of(&story, House::built_in());
        for html in [html.clone(), texturised(&html)] {
            let report = report(&story, &html);
            assert_eq!(sentences(&report), Vec::<&str>::new());
            assert_eq!(
                [&report.headline, &report.standfirst, &report.byline, &report.sign_off],
                [&Told::Found; 4]
            );
            assert_eq!(report.paragraphs, report.paragraphs_found);
            assert!(report.remark().is_none());
        }
    }
}

#[test]
fn what_a_theme_sets_otherwise_is_no_difference() {
    let story = story();
    let html = page_of(&story, House::built_in());
    for (from, to) in [
        // No standfirst, two paragraphs run together, one parted.
        ("<p class=\"standfirst\">What it costs, and who pays.</p>", ""),
        ("<p>Last words –&gt; with an end.</p>", "<p>Last words –&gt;</p><p>with an end.</p>"),
        (
            "<p>“It was about time.”</p>\n<ul><li>Jo, 34</li></ul>",
            "<p>“It was about time.” Jo, 34</p>",
        ),
        // The byline only where themes have it, and in another sentence.
        (
            "<p class=\"byline\">By Jo Smith</p>",
            "<p class=\"meta\">3 May | by Jo Smith in News</p>",
        ),
        ("<p class=\"byline\">By Jo Smith</p>", "<span class=\"author vcard\">Jo Smith</span>"),
        // The headline as a link to the page itself.
        (
            "<h1 class=\"entry-title\">Council's \"grand\" library plan - &amp; more</h1>",
            "<h2 class=\"title\"><a href=\"/2026/11/library/#x\">Council's \"grand\" library plan - &amp; more</a></h2>",
        ),
        ("https://council.example/plan?a=1&amp;b=2", "https://council.example/plan?a=1&#038;b=2"),
        (
            "<figcaption>The reading room (Image - Jo Smith / \"Courier\")</figcaption>",
            "<figcaption>The reading room <span>Jo Smith / “Courier”</span></figcaption>",
        ),
    ] {
        assert!(html.contains(from), "{from}");
        let report = report(&story, &html.replacen(from, to, 1));
        assert_eq!(sentences(&report), Vec::<&str>::new(), "{to}");
    }
}

/// A change of the page, and what is told of it.
const CHANGES: &[(&str, &str, &[&str])] = &[
    (
        "<p>Last words –&gt; with an end.</p>",
        "",
        &["The paragraph “Last words –> with an end.” is not on the page."],
    ),
    (
        "<p>Last words –&gt; with an end.</p>",
        "<p hidden>Last words –&gt; with an end.</p>",
        &["The paragraph “Last words –> with an end.” is not on the page."],
    ),
    (
        "<h2>What is <em>planned</em></h2>",
        "",
        &["The heading “What is planned” is not on the page."],
    ),
    ("<li>A gate</li>", "", &["The list item “A gate” is not on the page."]),
    (
        "£5m</td>",
        "£6m</td>",
        &[
            "The table cell “£5m” is not on the page.",
            "The table cell “£6m” was added to the article.",
        ],
    ),
    (
        "costs less than",
        "costs more than",
        &[
            "“less” is shown as “more” in the paragraph beginning “MARLBRIDGE — The council’s plan, “on hold”…”.",
        ],
    ),
    (
        "Nobody asked me.",
        "Me asked nobody.",
        &[
            "“Nobody” is shown as “Me” in the paragraph “Nobody asked me.”.",
            "“me.” is shown as “nobody.” in the paragraph “Nobody asked me.”.",
        ],
    ),
    (
        "Two reading rooms:",
        "Two rooms:",
        &["“reading” is left out of the list item “Two reading rooms:”."],
    ),
    (
        "with an end",
        "with no end",
        &["“an” is shown as “no” in the paragraph “Last words –> with an end.”."],
    ),
    (
        "with an end.",
        "with an end. Or not.",
        &["“Or not.” was added to the paragraph “Last words –> with an end.”."],
    ),
    (
        "Behind the wall.",
        "Behind the walls.",
        &["“wall.” is shown as “walls.” in the footnote “Behind the wall. It has a pond.”."],
    ),
    (
        "https://council.example/plan",
        "https://elsewhere.example/plan",
        &[
            "The link “the full plan” leads to https://elsewhere.example/plan?a=1&b=2 instead of https://council.example/plan?a=1&b=2.",
        ],
    ),
    (
        "<a href=\"https://courier.example/newsletter\">HERE</a>",
        "HERE",
        &["The link “HERE” to https://courier.example/newsletter is not on the page."],
    ),
    (
        "<p>The Marlbridge Courier is written by people who live here, and it is free to read.</p>",
        "",
        &[
            "The sign-off’s paragraph beginning “The Marlbridge Courier is written by people…” is not on the page.",
        ],
    ),
    (
        "library plan - &amp; more</h1>",
        "library plan</h1>",
        &["The headline is shown as “Council's \"grand\" library plan”."],
    ),
    (
        "<h1 class=\"entry-title\">Council's \"grand\" library plan - &amp; more</h1>",
        "",
        &["The page does not show the headline."],
    ),
    (
        "What it costs, and who pays.</p><p class=\"byline\">",
        "What it costs, and who pays for it.</p><p class=\"byline\">",
        &["The standfirst is shown as “What it costs, and who pays for it.”."],
    ),
    (
        "<p class=\"byline\">By Jo Smith</p>",
        "<p class=\"byline\">By Jo Smyth</p>",
        &["The byline is shown as “By Jo Smyth”."],
    ),
    (
        "<p class=\"byline\">By Jo Smith</p>",
        "",
        &["The byline is shown as “Posted on 3 May by admin”."],
    ),
    (
        "<img src=\"https://news.example/uploads/2026/11/roof-1024x683.jpg\"",
        "<img src=\"https://news.example/uploads/2026/11/other.jpg\"",
        &["The picture roof.jpg is not on the page."],
    ),
    (
        "data-src=\"https://news.example/uploads/2026/11/lead-scaled.jpg\"",
        "",
        &["The picture lead.jpg is not on the page."],
    ),
    (
        "<figcaption>The reading room (Image - Jo Smith / \"Courier\")</figcaption>",
        "<figcaption>The reading room</figcaption>",
        &["The credit “Jo Smith / \"Courier\"” of lead.jpg is not by it."],
    ),
    (
        "<figcaption>The roof &lt;old&gt; &amp; [new] (Image - Jo Smith / \"Courier\")</figcaption>",
        "<figcaption>The gate (Image - Jo Smith / \"Courier\")</figcaption>",
        &["The caption of roof.jpg is shown as “The gate (Image - Jo Smith / \"Courier\")”."],
    ),
    (
        "<figcaption>The reading room (Image - Jo Smith / \"Courier\")</figcaption>",
        "",
        &[
            "The caption of lead.jpg is not on the page.",
            "The credit “Jo Smith / \"Courier\"” of lead.jpg is not by it.",
        ],
    ),
    (
        "<code>if a",
        "<code>if b",
        &["“a” is shown as “b” in the block of code beginning “if a < b && c[0] {…”."],
    ),
];

#[test]
fn every_kind_of_change_is_told_and_nothing_else() {
    told_and_nothing_else(CHANGES);
}

fn told_and_nothing_else(changes: &[(&str, &str, &[&str])]) {
    let story = story();
    let html = page_of(&story, House::built_in());
    for (from, to, expected) in changes {
        assert!(html.contains(from), "{from}");
        for html in [html.replacen(from, to, 1), texturised(&html.replacen(from, to, 1))] {
            let report = report(&story, &html);
            let told: Vec<String> = sentences(&report).into_iter().map(plain).collect();
            let expected: Vec<String> = expected.iter().map(|one| plain(one)).collect();
            assert_eq!(told, expected, "{to}");
            assert!(report.remark().is_some());
        }
    }
}

/// A sentence whose quotes from the page may have been texturised.
fn plain(sentence: &str) -> String {
    from_html::fold(sentence)
}

#[test]
fn paragraphs_that_changed_places_are_told() {
    let story = story();
    let html = page_of(&story, House::built_in());
    let (one, two) = ("<h2>What is <em>planned</em></h2>", "<h3>What people say</h3>");
    let html = html.replace(one, "¤").replace(two, one).replace('¤', two);
    let report = report(&story, &html);
    assert_eq!(report.differences.len(), 2, "{report:?}");
    let moved = |one: &&str| one.ends_with("stands in another place on the page.");
    assert!(sentences(&report).iter().all(moved), "{report:?}");
    assert_eq!(report.paragraphs, report.paragraphs_found);
}

#[test]
fn an_advertisement_that_does_not_say_so_is_told() {
    let story = Story { kind: Kind::AdvertisementFeature, ..story() };
    let html = page_of(&story, House::built_in()).replace("ADVERTISEMENT FEATURE", "More");
    assert_eq!(
        sentences(&report(&story, &html)),
        ["The page does not say “Advertisement feature”."]
    );
}

#[test]
fn a_page_without_the_story_is_not_taken_for_it() {
    let story = story();
    let html = "<html><body><h1>Nothing here</h1><p>The page was not found.</p></body></html>";
    let report = report(&story, html);
    assert_eq!(report.headline, Told::Changed { now: "Nothing here".into() });
    assert_eq!(
        (report.paragraphs_found, &report.sign_off, &report.byline),
        (0, &Told::Missing, &Told::Missing)
    );
    assert!(report.differences.len() > report.paragraphs);
    let deep = "<div>".repeat(1_000);
    let pictures = site_pictures();
    let approved = Approved { story: &story, house: House::built_in(), pictures: &pictures };
    assert_eq!(compare(&deep, &address(), &approved).unwrap_err().code, Code::Refused);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn no_body_is_a_false_alarm_and_no_lost_paragraph_is_missed(
        body in "([-*_`>#|\\[\\]()!<&0-9.:~^é😀ab \"']{0,12}(\n|\n\n|  \n)){0,8}",
        at in 0_usize..4,
    ) {
        let lost = format!("The {at}th paragraph is nowhere else.");
        let mut pieces: Vec<&str> = body.split("\n\n").collect();
        pieces.insert(at.min(pieces.len()), &lost);
        let mut story = story();
        story.copy.body = pieces.join("\n\n");
        let html = page_of(&story, House::built_in());
        for html in [html.clone(), texturised(&html)] {
            let report = report(&story, &html);
            prop_assert_eq!(sentences(&report), Vec::<&str>::new());
        }
        let without = html.replace(&lost, "");
        prop_assert!(without == html || !report(&story, &without).differences.is_empty());
    }
}
