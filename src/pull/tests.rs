use super::*;
use crate::markdown::from_html::plain;
use crate::picture::Picture;
use crate::render::wordpress::WpImage;
use crate::render::{self, example, page, page::Image};
use crate::story::Kind;
use proptest::prelude::*;

fn known() -> Vec<KnownPicture> {
    ["lead.jpg", "roof.jpg", "steps.jpg"]
        .into_iter()
        .zip(["6", "7", "8"])
        .map(|(name, id)| KnownPicture {
            name: name.into(),
            id: id.into(),
            url: format!("https://wp.example/wp-content/uploads/2026/11/{name}"),
        })
        .collect()
}

fn url(picture: &Picture) -> String {
    let known = known();
    known.into_iter().find(|one| one.name == picture.name).map(|one| one.url).unwrap_or_default()
}

fn wordpress(story: &Story, house: &House) -> String {
    let article = render::article(story, house);
    let id =
        |picture: &Picture| known().iter().position(|one| one.name == picture.name).unwrap() + 6;
    let image = |picture: &Picture| WpImage {
        id: u64::try_from(id(picture)).unwrap(),
        url: url(picture),
        width: 1600,
        height: 1067,
    };
    let line = |class: &str, words: &str| {
        let words = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        format!(
            "<!-- wp:paragraph {{\"className\":\"{class}\"}} -->\n<p class=\"{class}\">{words}</p>\n<!-- /wp:paragraph -->\n\n"
        )
    };
    let lead = article.lead.as_ref().map(|lead| format!("Main picture: {}", lead.caption));
    line("byline copydesk-1", &article.byline)
        + &lead.map(|lead| line("lead-credit", &lead)).unwrap_or_default()
        + &render::wordpress::content(&article, &image)
}

fn own(story: &Story, house: &House) -> String {
    let image = |picture: &Picture| Image { url: url(picture), width: 1600, height: 1067 };
    page::body(&render::article(story, house), &image)
}

fn pulled(base: &Story, rendered: &str, body: &str) -> Pulled {
    let theirs = Theirs { body, ..Theirs::default() };
    pull(base, House::built_in(), rendered, &theirs, &known()).unwrap()
}

/// What WordPress and its editors do to a text that nobody changed.
fn rewritten(html: &str) -> String {
    html.replace("<br>", "<br />\n")
        .replace("-full\">", "-full is-resized\" id=\"x\">")
        .replace(
            ".jpg\" alt",
            "-1024x683.jpg\" srcset=\"x 300w\" width=\"1024\" loading=\"lazy\" alt",
        )
        .replace("<p>", "<p class=\"x\">\n  ")
        .replace("</p>", "\u{ad}&nbsp;\n</p>")
        .replace("’", "&#8217;")
        .replace("“", "\"")
        .replace(" – ", " &#8212; ")
        .replace("<strong>", "<b>")
        .replace("</strong>", "</b>")
        .replace("<em>", "<i>")
        .replace("</em>", "</i>")
}

#[test]
fn what_was_sent_comes_back_to_the_letter() {
    let house = House::built_in();
    let mut story = example::story();
    for kind in [Kind::AdvertisementFeature, Kind::News] {
        story.kind = kind;
        for sent in [wordpress(&story, house), own(&story, house)] {
            for (rendered, held) in [
                (sent.as_str(), sent.clone()),
                (sent.as_str(), rewritten(&sent)),
                ("", sent.clone()),
            ] {
                let pulled = pulled(&story, rendered, &held);
                assert_eq!(pulled.wording.copy.body, story.copy.body, "{held}");
                assert_eq!(pulled.wording, Wording::of(&story));
                assert_eq!((pulled.added, pulled.not_carried), (vec![], vec![]), "{held}");
            }
        }
    }
}

#[test]
fn what_runs_right_to_left_comes_back_to_the_letter() {
    let house = House::built_in();
    let mut story = example::story();
    story.copy.body = "مرحبا بالعالم\n\n![](roof.jpg)\n\n- שלום".to_owned();
    story.pictures[1].words.caption = "גג חדש".to_owned();
    for sent in [wordpress(&story, house), own(&story, house)] {
        let pulled = pulled(&story, &sent, &rewritten(&sent));
        assert_eq!(pulled.wording, Wording::of(&story), "{sent}");
        assert_eq!(pulled.not_carried, [], "{sent}");
    }
}

/// Bodies with what is written in other ways than this desk would write it anew.
const BODIES: &[&str] = &[
    "",
    "One\n",
    "\n\nOne\r\n\r\n* a\r\n* b\r\n\r\nTwo\r\n",
    "# Head\n__bold__ _lean_\n\n***\n\n1) a\n2) b\n\n+ c",
    "a [x] b\n\n[x]: /y 'T'\n\n[^1]: Note.\n\nc[^1]",
    "![](lead.jpg)\n\nOne ![alt](roof.jpg) two\n![](steps.jpg)\nthree\n\n![](gone.jpg)\n",
    "Setext\n======\n\n    code\n    more\n\n~~~\nx\n~~~\n\n> a\nlazy\n> > b",
    "مرحبا بالعالم\n\n## שלום\n\n> عربي\n\n- שלום\n- one\n\n| שלום | a |\n|---|---|\n| b | עוד |\n\nx[^1]\n\n[^1]: שלום",
    "<div>raw</div>\n\na<br>b\\\nc\n\n| a |\n|---|\n| b |",
    "Twice.\n\nTwice.\n\n![](roof.jpg)\n\nTwice.\n\n![](roof.jpg)\n\n---\n\n---\n",
];

#[test]
fn every_way_of_writing_comes_back_to_the_letter() {
    let house = House::built_in();
    for body in BODIES {
        for dateline in [None, Some("Marlbridge".to_owned())] {
            let mut story = example::story();
            story.copy.body = (*body).to_owned();
            story.copy.dateline = dateline;
            for sent in [wordpress(&story, house), own(&story, house)] {
                let pulled = pulled(&story, &sent, &rewritten(&sent));
                assert_eq!(pulled.wording, Wording::of(&story), "{sent}");
                assert_eq!(pulled.not_carried, []);
            }
        }
    }
}

/// An edit of the site's HTML and what it makes of the body: text there, text now.
fn edited(story: &Story, edits: &[(&str, &str)]) -> Pulled {
    let sent = wordpress(story, House::built_in());
    let mut held = sent.clone();
    for (from, to) in edits {
        assert!(held.contains(from), "{from} in {held}");
        held = held.replacen(from, to, 1);
    }
    pulled(story, &sent, &held)
}

#[test]
fn one_changed_word_changes_one_block() {
    let story = example::story();
    for (from, to, written, now) in [
        (
            "Nobody asked me",
            "Nobody asked us",
            "> \"It was about time.\"\n>\n> - Jo, 34\n>\n> > Nobody asked me.",
            "> “It was about time.”\n>\n> - Jo, 34\n>\n> > Nobody asked us.",
        ),
        ("Last words", "Final words", "Last words --> with an end.", "Final words –> with an end."),
        (
            "for <strong>children</strong>",
            "for <strong>everybody</strong>",
            "1. A new roof\n2. Two reading rooms:\n   - one for **children**\n     1. with low shelves\n   - one for ~~silence~~ study\n\n   and a lift\n3. The café",
            "1. A new roof\n2. Two reading rooms:\n   - one for **everybody**\n     1. with low shelves\n\n   - one for ~~silence~~ study\n\n     and a lift\n3. The café",
        ),
        (
            "Counted <em>twice</em>",
            "Counted <em>once</em>",
            "[^count]: Counted *twice*.",
            "[^count]: Counted *once*.",
        ),
        (
            "is the garden",
            "is a garden",
            "Seventh in the list[^count] is the garden[^garden].",
            "Seventh in the list[^count] is a garden[^garden].",
        ),
        (
            "on hold",
            "held up",
            "The council's plan, \"on hold\" since 2021 & now <b>back</b>, costs less than £5m -- or so they say... See [the *full* plan](https://council.example/plan?a=1&b=2 \"Plan\") or write to desk@courier.example.",
            "The council’s plan, “held up” since 2021 & now back, costs less than £5m – or so they say… See [the *full* plan](https://council.example/plan?a=1&b=2) or write to [desk@courier.example](mailto:desk@courier.example).",
        ),
    ] {
        let pulled = edited(&story, &[(from, to)]);
        assert!(story.copy.body.contains(written), "{written}");
        assert_eq!(pulled.wording.copy.body, story.copy.body.replacen(written, now, 1), "{from}");
        let mut copy = pulled.wording.copy.clone();
        copy.body.clone_from(&story.copy.body);
        assert_eq!(copy, story.copy);
        assert_eq!(pulled.not_carried, [], "{from}");
    }
}

#[test]
fn lines_around_the_body_are_fields_again() {
    let story = example::story();
    let changed = edited(
        &story,
        &[
            ("By Jo Smith</p>", "By Ann O’Hara</p>"),
            ("The reading room (Image - Jo Smith", "The old room (Image - Ann Lee"),
            ("MARLBRIDGE — ", "LEEDS — "),
            ("The roof &lt;old&gt;", "The new roof"),
            ("alt=\"Slates &amp;", "alt=\"Tiles &amp;"),
        ],
    );
    let copy = &changed.wording.copy;
    assert_eq!((copy.byline.as_str(), copy.dateline.as_deref()), ("Ann O’Hara", Some("LEEDS")));
    let words = |name: &str| &changed.wording.pictures[name];
    assert_eq!(words("lead.jpg").caption, "The old room");
    assert_eq!(words("lead.jpg").credit, "Ann Lee / \"Courier\"");
    assert_eq!(words("roof.jpg").caption, "The new roof & [new]");
    assert_eq!(words("roof.jpg").alt, "Tiles & \"lead\" > tin");
    assert_eq!(words("steps.jpg"), &story.picture("steps.jpg").unwrap().words);
    assert!(copy.body.starts_with("The council’s plan"), "{}", copy.body);
    assert_eq!(changed.not_carried, []);

    let taken_out = edited(
        &story,
        &[
            ("MARLBRIDGE — ", ""),
            ("by people who live here", "by us"),
            ("<p><strong>Advertisement feature</strong></p>", ""),
        ],
    );
    assert_eq!(taken_out.wording.copy.dateline, None);
    let told: Vec<_> = taken_out.not_carried.iter().map(|one| one.what.as_str()).collect();
    assert_eq!(told, ["sign-off, changed on the site", "label, taken out"]);
    assert!(!taken_out.wording.copy.body.contains("by us"));
}

#[test]
fn what_people_add_move_and_take_out_is_markdown_in_its_place() {
    let mut story = example::story();
    story.kind = Kind::News;
    story.copy.dateline = None;
    story.copy.body = "One *here*.\n\nTwo here.\n\n![](roof.jpg)\n\nThree here.\n".into();
    let block = |html: &str| format!("<!-- wp:paragraph -->\n{html}\n<!-- /wp:paragraph -->");
    let (one, two) = (block("<p>One <em>here</em>.</p>"), block("<p>Two here.</p>"));
    let new = "<figure class=\"wp-block-image\"><img src=\"https://wp.example/wp-content/uploads/2026/12/New-View-1024x683.png\" alt=\"Hills\" class=\"wp-image-99\"/><figcaption>Hills (Photo: Ann Lee)</figcaption></figure>";
    let added = edited(
        &story,
        &[(&two, &format!("{two}\n\n{new}\n\n{}", block("<p>New <u>words</u>.</p>")))],
    );
    assert_eq!(
        added.wording.copy.body,
        "One *here*.\n\nTwo here.\n\n![](new-view.png)\n\nNew words.\n\n![](roof.jpg)\n\nThree here.\n"
    );
    assert_eq!(added.added.len(), 1);
    assert_eq!(added.added[0].name, "new-view.png");
    let words = &added.wording.pictures["new-view.png"];
    assert_eq!([&words.caption, &words.credit, &words.alt], ["Hills", "Ann Lee", "Hills"]);
    assert_eq!(added.not_carried, [NotCarried::new("underlining", "words")]);

    let marked =
        new.replace("Hills (Photo: Ann Lee)", "<b>Green</b> hills <em>(Photo: Ann Lee)</em>");
    let added = edited(&story, &[(&two, &format!("{two}\n\n{marked}"))]);
    assert_eq!(added.not_carried, [NotCarried::new("marks in a caption", "Green")]);

    let moved = edited(&story, &[(&one, ""), (&two, &format!("{two}\n\n{one}"))]);
    assert_eq!(
        moved.wording.copy.body,
        "Two here.\n\nOne *here*.\n\n![](roof.jpg)\n\nThree here.\n"
    );
    let gone = edited(&story, &[(&two, "")]);
    assert_eq!(gone.wording.copy.body, "One *here*.\n\n![](roof.jpg)\n\nThree here.\n");
    assert_eq!(gone.not_carried, []);
}

#[test]
fn notes_people_add_are_notes() {
    let mut story = example::story();
    story.copy.body = "One[^1].\n\n[^1]: First.\n".into();
    story.copy.dateline = None;
    let house = House::built_in();
    let sent = wordpress(&story, house);
    let held = sent.replace("One<sup", "One, two<sup data-fn=\"u-2\" class=\"fn\"><a href=\"#u-2\" id=\"u-2-link\">1</a></sup><sup");
    let notes = [("u-2".to_owned(), "A <em>new</em> note.".to_owned())];
    let theirs = Theirs { body: &held, notes: &notes, ..Theirs::default() };
    let pulled = pull(&story, house, &sent, &theirs, &known()).unwrap();
    assert_eq!(
        pulled.wording.copy.body,
        "One, two[^site-1][^1].\n\n[^1]: First.\n\n[^site-1]: A *new* note.\n"
    );
    let theirs = Theirs { body: &held, ..Theirs::default() };
    let pulled = pull(&story, house, &sent, &theirs, &known()).unwrap();
    assert_eq!(pulled.not_carried, [NotCarried::new("footnote whose words were not told", "1")]);
}

/// How Ghost 6 keeps a story (its own form after `source=html`), and how its editor saves it again.
#[test]
fn what_ghost_makes_of_a_story_is_no_change_and_an_edit_in_its_editor_is() {
    let mut story = example::story();
    story.kind = Kind::News;
    story.copy.dateline = None;
    story.copy.body = "One *two* [three](https://x.example/a).[^a] Four.[^b]\n\n> Q1\n>\n> Q2\n\n- a\n\n  b\n\n![](roof.jpg)\n\n|A|\n|-|\n|1|\n\n[^a]: First.\n[^b]: *Second*.\n".into();
    let house = House { sign_off: String::new(), ..House::built_in().clone() };
    let figure = |src: &str, caption: &str| {
        format!(
            "<figure class=\"kg-card kg-image-card kg-card-hascaption\"><img src=\"{src}\" class=\"kg-image\" alt=\"Slates &amp; &quot;lead&quot; &gt; tin\" loading=\"lazy\"><figcaption>{caption}</figcaption></figure>"
        )
    };
    let (url, caption) = (
        "https://wp.example/wp-content/uploads/2026/11/roof.jpg",
        "The roof &lt;old&gt; &amp; [new] (Image - Jo Smith / \"Courier\")",
    );
    let kept = format!(
        "<p>One <em>two</em> <a href=\"https://x.example/a\">three</a>.<a href=\"#footnote-1\"><sup>1</sup></a> Four.<a href=\"#footnote-2\"><sup>2</sup></a></p><blockquote>Q1<br><br>Q2</blockquote><ul><li>ab</li></ul>{}\n<!--kg-card-begin: html-->\n<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>\n<!--kg-card-end: html-->\n<!--kg-card-begin: html-->\n<ol><li id=\"footnote-1\">First.</li><li id=\"footnote-2\"><em>Second</em>.</li></ol>\n<!--kg-card-end: html-->\n",
        figure(url, caption)
    );
    let spanned = format!("<span style=\"white-space: pre-wrap;\">{caption}</span>");
    let saved = kept
        .replace(
            "<em>two</em>",
            "<i><em class=\"italic\" style=\"white-space: pre-wrap;\">two</em></i>",
        )
        .replace("<sup>1</sup>", "<sup><span style=\"white-space: pre-wrap;\">1</span></sup>")
        .replace(caption, &spanned);
    let theirs = |body| Theirs { body, ..Theirs::default() };
    for held in [&kept, &saved] {
        let pulled = pull(&story, &house, &kept, &theirs(held), &known()).unwrap();
        assert_eq!(pulled.wording, Wording::of(&story));
        assert_eq!(pulled.not_carried, []);
    }
    let edited = saved.replace("Q2", "Q3").replace("The roof", "A roof");
    let pulled = pull(&story, &house, &kept, &theirs(&edited), &known()).unwrap();
    assert_eq!(pulled.wording.copy.body, story.copy.body.replace("Q2", "Q3"));
    assert_eq!(pulled.wording.pictures["roof.jpg"].caption, "A roof <old> & [new]");
    assert_eq!(pulled.not_carried, []);
}

#[test]
fn fields_that_say_the_same_stay_as_they_were_written() {
    let mut story = example::story();
    story.copy.headline = "The \"grand\" plan -- & more".into();
    story.copy.tags = vec!["Roads".into(), "Council".into()];
    let house = House::built_in();
    let sent = own(&story, house);
    let headline = plain("The &#8220;grand&#8221; plan &#8211; &amp; more");
    let tags = ["Council".to_owned(), "Roads".to_owned()];
    let theirs = Theirs {
        headline: Some(&headline),
        standfirst: Some("What it costs, and who pays."),
        byline: Some("By Jo Smith"),
        body: &sent,
        section: Some("Advertisement Features"),
        tags: Some(&tags),
        ..Theirs::default()
    };
    let pulled = pull(&story, house, &sent, &theirs, &known()).unwrap();
    assert_eq!(pulled.wording, Wording::of(&story));
    let theirs = Theirs {
        headline: Some("The plan"),
        byline: Some("By Ann"),
        standfirst: Some(""),
        tags: Some(&tags[..1]),
        ..theirs
    };
    let copy = pull(&story, house, &sent, &theirs, &known()).unwrap().wording.copy;
    assert_eq!([&copy.headline, &copy.byline, &copy.standfirst], ["The plan", "Ann", ""]);
    assert_eq!(copy.tags, ["Council"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn any_body_comes_back_to_the_letter(body in "([-*_`>#|\\[\\]()!<&0-9.:~^é😀ab ]{0,12}(\n|\n\n|\r\n|  \n)){0,8}") {
        let house = House::built_in();
        let mut story = example::story();
        story.copy.body = body;
        for sent in [wordpress(&story, house), own(&story, house)] {
            let pulled = pulled(&story, &sent, &rewritten(&sent));
            prop_assert_eq!(pulled.wording, Wording::of(&story));
        }
    }

    #[test]
    fn words_written_anew_say_what_the_site_says(words in "[-a *_`>#|\\[\\]()!<&;0-9.:~^\\\\é😀/\"'=+]{1,60}") {
        let story = Story { kind: Kind::News, ..example::story() };
        let escaped = crate::markdown::html::text(&words);
        let html = format!("<p>{escaped}</p><ul><li>{escaped}</li></ul><h3>{escaped}</h3><table><tr><td>{escaped}</td></tr></table>");
        let pulled = pulled(&story, "", &html);
        let told: Vec<_> = pulled.not_carried.iter().filter(|one| one.what.contains("exact form")).collect();
        prop_assert!(told.is_empty() || words.contains('@') || words.contains("//"), "{:?} {}", told, pulled.wording.copy.body);
    }
}
