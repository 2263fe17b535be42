//! What a story's body may hold, and the pictures it names.

use ammonia::Builder;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::mem;
use std::sync::{Arc, Mutex};

/// Where the site serves a picture's file, before the id.
pub const PICTURE_PATH: &str = "/pictures/";

/// What a body may be made of: prose, lists, quotations, tables, footnotes and figures.
const TAGS: [&str; 52] = [
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];

/// A body fit to be kept.
#[derive(Debug, PartialEq, Eq)]
pub struct CleanBody {
    /// The site's own picture addresses in it start with [`PICTURE_PATH`].
    pub html: String,
    /// Ids of the pictures it shows.
    pub pictures: BTreeSet<String>,
    /// Addresses of pictures that are not on this site.
    pub foreign: BTreeSet<String>,
}

/// Keeps of `html` what a body may hold. `base` is the site's own address, without a slash at
/// the end; it is taken off picture addresses, so that they outlive a change of port.
pub fn body(html: &str, base: &str) -> CleanBody {
    let named = Arc::new(Mutex::new(Named::default()));
    let (site, found) = (base.to_owned(), Arc::clone(&named));
    let html = builder()
        .attribute_filter(move |tag, attribute, value| match (tag, attribute) {
            ("img", "src") => {
                let path = value.strip_prefix(&site).unwrap_or(value);
                if let Ok(mut named) = found.lock() {
                    named.insert(path);
                }
                Some(Cow::Borrowed(path))
            }
            // The page's own anchors start so.
            (_, "id") if value.starts_with("page-") => None,
            _ => Some(Cow::Borrowed(value)),
        })
        .link_rel(None)
        .clean(html)
        .to_string();
    let Named { pictures, foreign } =
        named.lock().map(|mut named| mem::take(&mut *named)).unwrap_or_default();
    CleanBody { html, pictures, foreign }
}

/// The pictures met while cleaning.
#[derive(Default)]
struct Named {
    pictures: BTreeSet<String>,
    foreign: BTreeSet<String>,
}

impl Named {
    fn insert(&mut self, path: &str) {
        match path.strip_prefix(PICTURE_PATH) {
            Some(id) => self.pictures.insert(id.to_owned()),
            None => self.foreign.insert(path.to_owned()),
        };
    }
}

/// A kept body with `rel` on its links, as an advertisement's must have.
pub fn with_link_rel(html: &str, rel: &'static str) -> String {
    builder().link_rel(Some(rel)).clean(html).to_string()
}

/// The words of the first paragraph of a body, escaped as both HTML and XML have it.
pub fn first_paragraph(html: &str) -> String {
    let start = ["<p>", "<p "].into_iter().filter_map(|tag| html.find(tag)).min();
    let paragraph = start.map_or("", |at| &html[at..]).split("</p>").next().unwrap_or_default();
    let words = Builder::empty().clean(paragraph).to_string();
    line(&words.replace("&nbsp;", "\u{a0}"))
}

fn builder() -> Builder<'static> {
    let mut builder = Builder::default();
    builder
        .tags(HashSet::from(TAGS))
        .generic_attributes(HashSet::from(["id", "class", "lang", "dir", "title"]))
        .add_tag_attributes("a", ["aria-label", "role"])
        .add_tag_attributes("section", ["role", "aria-label"])
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]));
    builder
}

/// One line of plain text: control characters and runs of white space become single spaces.
pub fn line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The last part of an address: ASCII letters and digits in lower case with single hyphens
/// between, at most 80 characters.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            '\'' | '’' => {}
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    if slug.len() > 80 {
        // Not in the middle of a word, if the words allow it.
        let cut = slug[..80].rfind('-').filter(|cut| *cut > 20).unwrap_or(80);
        slug.truncate(cut);
    }
    slug.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "http://127.0.0.1:8400";

    #[test]
    fn what_articles_are_made_of_stays() {
        for html in [
            r#"<p>A <a href="https://example.org/">link</a>, <em>so</em>.</p>"#,
            r#"<figure><img src="/pictures/a.jpg" alt="A weir"><figcaption>W <cite>Jo</cite></figcaption></figure>"#,
            r##"<p>Note<sup class="footnote-ref"><a href="#fn-1" id="fnref-1">1</a></sup></p>"##,
            r#"<section class="footnotes"><ol><li id="fn-1"><p>See.</p></li></ol></section>"#,
            r#"<table><thead><tr><th align="right">n</th></tr></thead></table>"#,
        ] {
            assert_eq!(body(html, BASE).html, html);
        }
    }

    #[test]
    fn what_could_do_harm_goes() {
        for (html, left) in [
            ("<p>a<script>alert(1)</script></p>", "<p>a</p>"),
            (r#"<p onclick="x()" style="color:red">a</p>"#, "<p>a</p>"),
            (r#"<a href="javascript:x()">a</a>"#, "<a>a</a>"),
            (r#"<iframe src="https://example.org"></iframe><h1>a</h1>"#, "a"),
            (r#"<p id="page-content">a</p>"#, "<p>a</p>"),
        ] {
            assert_eq!(body(html, BASE).html, left);
        }
    }

    #[test]
    fn pictures_are_named_and_lose_the_port() {
        let clean = body(
            r#"<img src="http://127.0.0.1:8400/pictures/a.jpg"><img src="https://example.org/b.jpg">"#,
            BASE,
        );
        assert!(clean.html.contains(r#"src="/pictures/a.jpg""#));
        assert_eq!(clean.pictures, BTreeSet::from(["a.jpg".to_owned()]));
        assert_eq!(clean.foreign, BTreeSet::from(["https://example.org/b.jpg".to_owned()]));
    }

    #[test]
    fn slugs_are_plain_words() {
        assert_eq!(slug("  Mayor’s “mad” plan: 50% more!"), "mayors-mad-plan-50-more");
        assert_eq!(slug("Ünïted"), "n-ted");
        assert!(slug(&"word ".repeat(40)).len() <= 80);
        assert_eq!(slug("???"), "");
    }
}
