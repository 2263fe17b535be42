//! What HTML says, whatever it is written like.

use scraper::{ElementRef, Html, Node};

/// Elements whose beginning means something to a reader, by the one name each goes by here. Others
/// (`div`, `span`, `figure`, `cite` …) count for the words in them only: sites put them around and
/// take them away.
const MEANT: &[(&str, &str)] = &[
    ("p", "p"),
    ("h1", "h1"),
    ("h2", "h2"),
    ("h3", "h3"),
    ("h4", "h4"),
    ("h5", "h5"),
    ("h6", "h6"),
    ("strong", "b"),
    ("b", "b"),
    ("em", "i"),
    ("i", "i"),
    ("s", "s"),
    ("del", "s"),
    ("strike", "s"),
    ("code", "code"),
    ("pre", "pre"),
    ("blockquote", "quote"),
    ("li", "li"),
    ("ol", "ol"),
    ("ul", "ul"),
    ("td", "cell"),
    ("th", "cell"),
    ("hr", "hr"),
    ("br", "br"),
    ("iframe", "frame"),
    ("figcaption", "caption"),
];

/// Blocks of WordPress's editor whose comment says no more than their HTML does, beside how it looks.
const SAID_IN_HTML: &[&str] = &[
    "audio",
    "button",
    "buttons",
    "code",
    "column",
    "columns",
    "cover",
    "details",
    "embed",
    "file",
    "freeform",
    "gallery",
    "group",
    "heading",
    "html",
    "image",
    "list",
    "list-item",
    "media-text",
    "missing",
    "more",
    "nextpage",
    "paragraph",
    "preformatted",
    "pullquote",
    "quote",
    "separator",
    "shortcode",
    "spacer",
    "table",
    "verse",
    "video",
];

/// The words of HTML in their order, with where its paragraphs, headings, lists, emphasis, links,
/// pictures and frames begin, where the last three lead and what a picture's alternative text is; and
/// with the blocks that stand in a comment alone, as WordPress's editor writes what a site fills in
/// by itself. Two pieces of HTML that a reader could not tell apart give the same text: other
/// comments, classes, white space and entities do not count.
pub fn substance(html: &str) -> String {
    let document = Html::parse_fragment(html);
    let mut said = Said::default();
    said.children(document.root_element());
    said.text
}

#[derive(Default)]
struct Said {
    text: String,
    /// White space was passed since the last word.
    gap: bool,
}

impl Said {
    fn children(&mut self, element: ElementRef<'_>) {
        // A stack of our own: pages can be nested deeper than a thread's.
        let mut open = vec![element.children()];
        while let Some(siblings) = open.last_mut() {
            let Some(node) = siblings.next() else {
                open.pop();
                continue;
            };
            match node.value() {
                Node::Text(text) => self.words(text),
                Node::Element(element) if matches!(element.name(), "script" | "style") => {}
                Node::Element(_) => {
                    if let Some(element) = ElementRef::wrap(node) {
                        self.begin(element);
                    }
                    open.push(node.children());
                }
                Node::Comment(comment) => self.comment(comment),
                _ => {}
            }
        }
    }

    /// `<!-- wp:NAME {…} /-->` stands for what the site puts there; `more` parts a text.
    fn comment(&mut self, comment: &str) {
        let comment = comment.trim();
        if comment == "nextpage" || comment.split_whitespace().next() == Some("more") {
            return self.mark("part", "");
        }
        let Some(block) = comment.strip_prefix("wp:") else { return };
        let (name, attributes) = block.split_once(char::is_whitespace).unwrap_or((block, ""));
        let (name, alone) = match (name.strip_suffix('/'), attributes.trim().strip_suffix('/')) {
            (Some(name), _) => (name, Some("")),
            (None, alone) => (name, alone),
        };
        let name = name.strip_prefix("core/").unwrap_or(name);
        if alone.is_none() && SAID_IN_HTML.contains(&name) {
            return;
        }
        let attributes = alone.unwrap_or(attributes).trim();
        // The order of an object's members is the editor's own.
        let attributes = match serde_json::from_str::<serde_json::Value>(attributes) {
            Ok(value) => value.to_string(),
            Err(_) => attributes.to_owned(),
        };
        self.mark("block", &format!("{name} {attributes}"));
    }

    fn begin(&mut self, element: ElementRef<'_>) {
        let name = element.value().name();
        match name {
            "a" => self.mark("link", element.attr("href").unwrap_or_default()),
            "img" => {
                self.mark("image", element.attr("src").unwrap_or_default());
                self.mark("alt", element.attr("alt").unwrap_or_default());
            }
            "iframe" => self.mark("frame", element.attr("src").unwrap_or_default()),
            _ => {
                if let Some((_, meant)) = MEANT.iter().find(|(written, _)| *written == name) {
                    self.mark(meant, "");
                }
            }
        }
    }

    fn mark(&mut self, what: &str, which: &str) {
        self.gap = false;
        self.text.push_str(&format!("\u{1}{what}\u{2}{}\u{3}", which.trim()));
    }

    fn words(&mut self, text: &str) {
        for letter in text.chars() {
            if letter.is_whitespace() {
                self.gap = true;
                continue;
            }
            if std::mem::take(&mut self.gap)
                && !self.text.is_empty()
                && !self.text.ends_with('\u{3}')
            {
                self.text.push(' ');
            }
            self.text.push(letter);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_can_have_meant_counts() {
        for (one, other) in [
            ("<a href=\"/a\">a</a>", "<a href=\"/b\">a</a>"),
            ("<img src=\"/a\" alt=\"A\">", "<img src=\"/a\" alt=\"B\">"),
            ("<img src=\"/1/a\" alt=\"\">", "<img src=\"/2/a\" alt=\"\">"),
            ("<p>a</p>", "<p>a</p><!-- wp:block {\"ref\":123} /-->"),
            ("<!-- wp:block {\"ref\":123} /-->", "<!-- wp:block {\"ref\":124} /-->"),
            ("<!-- wp:latest-posts /-->", "<!-- wp:latest-comments /-->"),
            ("<p>a</p>", "<p>a</p><!-- wp:latest-posts/-->"),
            ("<p>a</p>", "<!-- wp:more -->\n<!--more-->\n<!-- /wp:more --><p>a</p>"),
            ("<p>a</p><p>b</p>", "<p>a</p><!--nextpage--><p>b</p>"),
            ("<!-- wp:x/map {\"at\":1} --><i></i>", "<!-- wp:x/map {\"at\":2} --><i></i>"),
        ] {
            assert_ne!(substance(one), substance(other), "{one} {other}");
        }
    }

    #[test]
    fn what_only_looks_otherwise_does_not_count() {
        for (one, other) in [
            (
                "<p>a</p>",
                "<!-- wp:paragraph {\"align\":\"left\"} -->\n<p>a</p>\n<!-- /wp:paragraph -->",
            ),
            ("<!-- wp:x/map {\"a\":1,\"b\":2} /-->", "<!-- wp:x/map   {\"b\": 2, \"a\": 1}  /-->"),
            ("<img src=\"/a\">", "<img class=\"b\" alt=\"\" src=\"/a\" />"),
            ("<!-- wp:core/archives /-->", "<!-- wp:archives /-->"),
            ("a", "a<!-- a remark -->"),
        ] {
            assert_eq!(substance(one), substance(other), "{one} {other}");
        }
    }
}
