//! What people have in other programs, taken in: each fixture gives the Markdown and the receipt that
//! lie beside it, and no word or picture of any is lost without being told.

#![allow(clippy::disallowed_methods)]

use copydesk::import::{
    Brought, Clip, Limits, Receipt, from_clipboard, from_docx, from_html, from_text,
};
use copydesk::picture::Words;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

mod hostile;

fn file(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/fixtures");
    fs::read(folder.join(name)).expect(name)
}

fn text(name: &str) -> String {
    String::from_utf8(file(name)).expect("fixtures are UTF-8")
}

fn pasted(name: &str) -> Clip {
    from_clipboard(&text(name), &BTreeSet::new()).expect(name)
}

/// A clip as it lies beside its fixture.
fn written_clip(clip: &Clip) -> String {
    let pictures: Vec<_> =
        clip.pictures.iter().map(|one| (one.name.clone(), one.words.clone())).collect();
    written(&[], &pictures, &clip.markdown, &clip.receipt)
}

fn written_story(brought: &Brought) -> String {
    let copy = &brought.document.copy;
    let head =
        [("headline", &copy.headline), ("standfirst", &copy.standfirst), ("byline", &copy.byline)];
    written(&head, &brought.document.pictures, &copy.body, &brought.receipt)
}

fn written(
    head: &[(&str, &String)],
    pictures: &[(String, Words)],
    body: &str,
    receipt: &Receipt,
) -> String {
    let mut out = String::new();
    for (name, value) in head.iter().filter(|(_, value)| !value.is_empty()) {
        writeln!(out, "{name}: {value}").unwrap();
    }
    for (name, words) in pictures {
        let Words { caption, credit, alt, .. } = words;
        writeln!(out, "picture {name}: caption “{caption}”, credit “{credit}”, alt “{alt}”")
            .unwrap();
    }
    writeln!(out, "=====\n{body}\n=====").unwrap();
    for (what, sentences) in
        [("kept", &receipt.kept), ("changed", &receipt.changed), ("dropped", &receipt.dropped)]
    {
        for sentence in sentences {
            writeln!(out, "{what}: {sentence}").unwrap();
        }
    }
    out
}

/// Every fixture as it is taken in.
fn all() -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    for name in ["word.html", "word-web.html", "google-docs.html", "libreoffice.html", "mail.html"]
    {
        all.push((name, written_clip(&pasted(name))));
    }
    for name in ["python-docx.docx", "libreoffice.docx"] {
        all.push((name, written_story(&from_docx(file(name), &Limits::default()).expect(name))));
    }
    all.push(("page.html", written_story(&from_html(&text("page.html")).unwrap())));
    all.push(("plain.txt", written_story(&from_text(&text("plain.txt")).unwrap())));
    all
}

#[test]
fn each_fixture_gives_the_text_and_the_receipt_that_lie_beside_it() {
    for (name, got) in all() {
        let expected = text(&format!("{name}.expected"));
        assert_eq!(got, expected, "{name}");
    }
}

/// Words of a text: letters and digits that stand together.
fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

#[test]
fn no_word_and_no_picture_is_lost_without_being_told() {
    for (name, got) in all() {
        let there = words(&got);
        let mut said = said(name);
        // Signs before items and notes are written anew; what stands before a name is its field now.
        let anew = ["o", "By", "Image", "Photo", "Picture"];
        said.retain(|word| {
            !word.chars().all(|c| c.is_ascii_digit()) && !anew.contains(&word.as_str())
        });
        let lost: Vec<&String> = said.difference(&there).collect();
        assert!(lost.is_empty(), "{name}: {lost:?}");
    }
    let pictures = [
        ("word.html", 1),
        ("google-docs.html", 2),
        ("libreoffice.html", 1),
        ("mail.html", 1),
        ("python-docx.docx", 2),
        ("libreoffice.docx", 1),
        ("page.html", 2),
    ];
    let all = all();
    for (name, pictures) in pictures {
        let (_, got) = all.iter().find(|(known, _)| *known == name).unwrap();
        let there = got.lines().filter(|line| line.starts_with("picture ")).count();
        let told = got
            .lines()
            .filter(|line| line.contains("picture was not") || line.contains("picture of a dot"));
        assert_eq!(there + told.count(), pictures, "{name}");
    }
}

/// Every word that a fixture says to whoever reads it in its own program.
fn said(name: &str) -> BTreeSet<String> {
    if name.ends_with(".docx") {
        let mut all = BTreeSet::new();
        for part in ["document", "footnotes", "comments", "header1", "footer1"] {
            all.extend(words(&between(&zipped(name, &format!("word/{part}.xml")))));
        }
        return all;
    }
    let text = text(name);
    let body = text.find("<body").map_or(text.as_str(), |at| &text[at..]);
    words(&between(body))
}

/// The words between the tags of a text; tags that begin a block part words.
fn between(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let is_comment = after.starts_with("!--");
        let end = if is_comment { "-->" } else { ">" };
        let (tag, behind) = after.split_once(end).unwrap_or((after, ""));
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        const PARTING: [&str; 18] = [
            "a",
            "sup",
            "p",
            "td",
            "li",
            "br",
            "div",
            "ins",
            "del",
            "title",
            "nav",
            "footer",
            "w:p",
            "w:ins",
            "w:del",
            "h1",
            "h2",
            "figcaption",
        ];
        if PARTING.contains(&name) {
            out.push(' ');
        }
        rest = behind;
    }
    out.push_str(rest);
    let out = out.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">");
    out.replace("&amp;", "&")
}

/// A part of a document; empty if it is not there.
fn zipped(name: &str, part: &str) -> String {
    let bytes = file(name);
    hostile::unpacked(&bytes, part)
        .map_or_else(String::new, |part| String::from_utf8(part).unwrap())
}

#[test]
fn footnotes_get_labels_that_are_free() {
    let taken = ["1".to_owned(), "3".to_owned()].into();
    let clip = from_clipboard(&text("libreoffice.html"), &taken).unwrap();
    assert!(clip.markdown.contains("by hand[^2], says"), "{}", clip.markdown);
    assert!(
        clip.markdown.ends_with("[^2]: It fell in the storm of 9 March.\n\n[^4]: Gloves are lent.")
    );
}

#[test]
fn what_was_copied_comes_without_what_stood_around_it() {
    let html = "<html><body><p>Not this</p><!--StartFragment--><p>This</p><!--EndFragment--></body></html>";
    assert_eq!(from_clipboard(html, &BTreeSet::new()).unwrap().markdown, "This");
}
