use super::*;
use crate::error::Code;
use crate::picture::{Format, Picture, Role};
use crate::story::StoryId;
use proptest::prelude::*;
use uuid::Uuid;

const FILE: &str = "---
headline: Library reopens after two-year repair
standfirst: The reading room is back.
byline: By Copydesk guest writer
section: Local News
tags: [libraries, council]
kind: feature
lead: reading-room.jpg
pictures:
  reading-room.jpg: {caption: The restored reading room, credit: Jo Smith, alt: Rows of oak desks}
  roof.jpg: {caption: The new roof (Image - Ann Lee), alt: Slates}
  plain.jpg:
---

First paragraph.

![](roof.jpg)
";

#[test]
fn the_file_of_the_design_is_understood() {
    let document = read(FILE, "library.md").unwrap();
    assert_eq!(document.copy.headline, "Library reopens after two-year repair");
    assert_eq!(document.copy.standfirst, "The reading room is back.");
    assert_eq!(document.copy.byline, "By Copydesk guest writer");
    assert_eq!(document.copy.tags, ["libraries", "council"]);
    assert_eq!(document.copy.body, "First paragraph.\n\n![](roof.jpg)");
    assert_eq!((document.kind, document.section.as_str()), (Kind::Feature, "Local News"));
    assert_eq!(document.lead.as_deref(), Some("reading-room.jpg"));
    let names: Vec<&str> = document.pictures.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["reading-room.jpg", "roof.jpg", "plain.jpg"]);
    let roof = &document.pictures[1].1;
    assert_eq!((roof.caption.as_str(), roof.credit.as_str()), ("The new roof", "Ann Lee"));
    assert_eq!(document.pictures[2].1, Words::default());
}

#[test]
fn windows_files_are_understood() {
    let windows = format!("\u{feff}{}", FILE.replace('\n', "\r\n"));
    assert_eq!(read(&windows, "library.md"), read(FILE, "library.md"));
}

#[test]
fn plain_markdown_is_a_story_too() {
    let document = read("\n# A *fine* headline\n\nText.\n\n![Slates](roof.jpg)\n", "x.md").unwrap();
    assert_eq!(document.copy.headline, "A fine headline");
    assert_eq!(document.copy.body, "Text.\n\n![](roof.jpg)");
    assert_eq!(document.pictures[0].1.alt, "Slates");
    let document = read("---\n\nA rule, no front matter.", "x.md").unwrap();
    assert_eq!(document.copy.body, "---\n\nA rule, no front matter.");
    assert_eq!(read("", "x.md"), Ok(Document::default()));
}

#[test]
fn a_lead_only_named_is_a_picture_too() {
    let document = read("---\nlead: a.jpg\n---\nText.", "x.md").unwrap();
    assert_eq!(document.pictures, [("a.jpg".to_owned(), Words::default())]);
}

#[test]
fn wrong_front_matter_is_refused_with_file_line_and_reason() {
    let cases = [
        ("headline: A: B\n", 2, "mapping values"),
        ("byline: x\nheadlin: A\n", 3, "no field called “headlin”"),
        ("byline: x\nkind: novel\n", 3, "“novel” is not known here; choose news"),
        ("byline: x\ntags: one\n", 3, "tags"),
        ("- a\n- b\n", 2, "fields such as headline"),
        ("pictures:\n  a.jpg: {capton: x}\n", 3, "capton"),
        ("pictures:\n  a.jpg: {}\n  a.jpg: {}\n", 3, "twice"),
        ("embargo: tomorrow\n", 2, "the embargo “tomorrow” is not a moment"),
    ];
    for (yaml, line, reason) in cases {
        let error = read(&format!("---\n{yaml}---\n\nText.\n"), "x.md").expect_err(yaml);
        assert_eq!(error.code, Code::Invalid);
        assert!(error.message.starts_with(&format!("x.md, line {line}: ")), "{}", error.message);
        assert!(error.message.contains(reason), "{}", error.message);
    }
}

#[test]
fn front_matter_that_never_ends_is_refused_and_a_rule_across_the_page_is_not() {
    let error = read("---\nheadline: A\n\nText.\n", "x.md").unwrap_err();
    assert!(error.message.starts_with("x.md, line 1: ") && error.message.contains("never ends"));
    for text in ["---\nText: of a kind, and more.\n---\n", "---\n\nText.\n", "---\nSaid she.\n"] {
        let told = read(text, "x.md");
        assert!(told.is_ok() || told.is_err_and(|error| !error.message.contains("never ends")));
    }
    assert_eq!(read("---\nhttps://news.example\n", "x.md").unwrap().copy.body.lines().count(), 2);
}

fn story(copy: Copy, pictures: Vec<Words>, lead: bool) -> Story {
    let mut story = Story::new(StoryId(Uuid::nil()), Timestamp::UNIX_EPOCH);
    story.copy = copy;
    for (n, words) in pictures.into_iter().enumerate() {
        story.pictures.push(Picture {
            name: format!("picture {n}.jpg"),
            sha256: String::new(),
            format: Format::Jpeg,
            width: 1,
            height: 1,
            role: if lead && n == 0 { Role::Lead } else { Role::Inline },
            words,
            ..Picture::default()
        });
        if n > 0 {
            story.copy.body.push_str(&format!("\n\n![](picture%20{n}.jpg)\n"));
        }
    }
    story
}

/// Text that is hard to write down: YAML's and Markdown's own signs, white space, emoji.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z:#'\"{}\\[\\],&*?|<>=%@`~!\\-+. \n\t\\\\é😀\u{a0}\u{2028}]{0,24}",
        Just("The roof (Image - Jo Smith)".to_owned()),
        Just("# Title\n\ntext".to_owned()),
        Just("---\na: b\n---\n".to_owned()),
        Just("null".to_owned()),
        Just("2024-01-11".to_owned()),
        Just(" padded \n\n".to_owned()),
    ]
}

prop_compose! {
    fn copy()(
        headline in text(), standfirst in text(), byline in text(),
        dateline in proptest::option::of(text()),
        // An ordinary image's words move to its picture, which is not what is tried here.
        body in text().prop_filter("no image", |b| !b.contains('!')),
        tags in proptest::collection::vec(text(), 0..3),
    ) -> Copy {
        Copy { headline, standfirst, byline, dateline, body, tags }
    }
}

prop_compose! {
    fn words()(
        caption in text(), credit in text(), creator in text(), copyright in text(),
        usage_terms in text(), rare in proptest::collection::vec(text(), 5),
        source in text(), alt in text(), decorative: bool,
    ) -> Words {
        let [web_statement, licensor, headline, created, digital_source] = rare.try_into().unwrap();
        let words = Words { caption, credit, creator, copyright, usage_terms, ..Words::default() };
        let words = Words { source, alt, decorative, web_statement, licensor, ..words };
        Words { headline, created, digital_source, ..words }
    }
}

#[test]
fn words_with_every_sign_a_computer_knows_survive_the_file() {
    for alt in [
        "\n\u{2028}",
        "a\n\u{85}b",
        "\u{feff}\n",
        "tab\t\nbell\u{7}",
        "\u{7f}\u{9b}\n",
        "\u{ffff}\n---\n",
    ] {
        let words = Words { alt: alt.to_owned(), ..Words::default() };
        let story = story(Copy::default(), vec![words.clone()], false);
        let file = write(&story);
        assert_eq!(read(&file, "x.md").unwrap().pictures[0].1, words, "{file}");
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back_to_the_letter(
        copy in copy(),
        words in proptest::collection::vec(words(), 0..3),
        lead: bool,
        section in text(),
        slug in text(),
        embargo in proptest::option::of(0i64..4_000_000_000),
    ) {
        let mut story = story(copy, words, lead);
        story.section = section;
        story.slug = slug;
        story.embargo = embargo.map(|at| Timestamp::from_second(at).unwrap());
        story.kind = Kind::Review;
        let file = write(&story);
        let document = read(&file, "x.md").unwrap();
        prop_assert_eq!(&document.copy, &story.copy, "{}", file);
        prop_assert_eq!(&document.section, &story.section);
        prop_assert_eq!(&document.slug, &story.slug);
        prop_assert_eq!(document.embargo, story.embargo);
        prop_assert_eq!(document.kind, story.kind);
        prop_assert_eq!(document.lead.as_deref(), story.lead().map(|p| p.name.as_str()));
        let pictures: Vec<_> =
            story.pictures.iter().map(|p| (p.name.clone(), p.words.clone())).collect();
        prop_assert_eq!(document.pictures, pictures);
    }

    #[test]
    fn no_file_panics(text in "(---\n)?[a-z:#{}\\[\\]!()\"'*&\n -]{0,80}(\n---\n)?[a-z\n!\\[\\]()]{0,20}") {
        let _ = read(&text, "x.md");
    }
}
