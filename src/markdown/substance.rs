//! What HTML says, whatever it is written like.

mod beside;

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
    ("a", "link"),
    ("img", "image"),
    ("iframe", "frame"),
    ("figcaption", "caption"),
];

/// Those of them whose end means something too: how far an emphasis or a quotation goes.
const ENDED: &[&str] = &["b", "i", "s", "code", "quote", "li", "ol", "ul", "link"];

/// Blocks of WordPress's editor whose comment says no more than their HTML does, beside how it looks.
/// Those that arrange words and pictures in a way that is told as lost are not among them.
const SAID_IN_HTML: &[&str] = &[
    "audio",
    "button",
    "buttons",
    "code",
    "details",
    "embed",
    "file",
    "freeform",
    "group",
    "heading",
    "html",
    "image",
    "list",
    "list-item",
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
/// pictures and frames begin and how far they go, where the last three lead and what a picture's alternative text is; and
/// with the blocks that stand in a comment alone, as WordPress's editor writes what a site fills in
/// by itself; and with films, sounds, forms, scripts, and how words are set. Two pieces of HTML that a reader could not tell apart give the same text: other
/// comments, classes, white space and entities do not count.
pub fn substance(html: &str) -> String {
    let document = Html::parse_fragment(html);
    let mut said = Said::default();
    said.children(document.root_element());
    said.text
}

/// What a comment parts a text for, as Ghost writes it: from `members-only` on it is for members, and
/// a `kg-gated-block` is for whom it names. `None` for any other comment.
pub(super) fn parting(comment: &str) -> Option<&str> {
    let comment = comment.trim();
    (comment == "members-only" || comment.starts_with("kg-gated-block:")).then_some(comment)
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
        let mut open = vec![(element.children(), None)];
        while let Some((siblings, ends)) = open.last_mut() {
            let Some(node) = siblings.next() else {
                if let Some(ends) = ends.take() {
                    self.mark("end", ends);
                }
                open.pop();
                continue;
            };
            match node.value() {
                Node::Text(text) => self.words(text),
                Node::Element(_) => {
                    let Some(element) = ElementRef::wrap(node) else { continue };
                    let code = element.value().name();
                    if matches!(code, "script" | "style") {
                        self.mark(code, &beside::code(element));
                        continue;
                    }
                    let ends = self.begin(element).filter(|meant| ENDED.contains(meant));
                    for (what, which) in beside::of(element) {
                        self.mark(what, &which);
                    }
                    open.push((node.children(), ends.or(beside::ends(element))));
                }
                Node::Comment(comment) => self.comment(comment),
                _ => {}
            }
        }
    }

    /// `<!-- wp:NAME {…} /-->` stands for what the site puts there; `more` parts a text, and so does
    /// what says for whom it is.
    fn comment(&mut self, comment: &str) {
        let comment = comment.trim();
        if comment == "nextpage" || comment.split_whitespace().next() == Some("more") {
            return self.mark("part", "");
        }
        if let Some(whom) = parting(comment) {
            return self.mark("for", whom);
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
        let attributes = alone.unwrap_or(attributes);
        let attributes = attributes.split_whitespace().collect::<Vec<_>>().join(" ");
        self.mark("block", &format!("{name} {attributes}"));
    }

    /// Marks the beginning of an element that means something, and tells what it means.
    fn begin(&mut self, element: ElementRef<'_>) -> Option<&'static str> {
        let meant = meant(element)?;
        let parent = element.parent().and_then(ElementRef::wrap);
        if matches!(meant, "b" | "i" | "s") && parent.and_then(self::meant) == Some(meant) {
            // Ghost's editor writes `<i><em>`.
            return None;
        }
        match meant {
            "link" => self.mark(meant, element.attr("href").unwrap_or_default()),
            "frame" => self.mark(meant, element.attr("src").unwrap_or_default()),
            "image" => {
                self.mark(meant, element.attr("src").unwrap_or_default());
                self.mark("alt", element.attr("alt").unwrap_or_default());
            }
            _ => self.mark(meant, ""),
        }
        Some(meant)
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

fn meant(element: ElementRef<'_>) -> Option<&'static str> {
    let name = element.value().name();
    MEANT.iter().find(|(written, _)| *written == name).map(|(_, meant)| *meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_can_have_meant_counts() {
        for (one, other) in [
            ("<a href=\"/a\">a</a>", "<a href=\"/b\">a</a>"),
            ("<p><em>a</em> b</p>", "<p><em>a b</em></p>"),
            ("<p><a href=\"/a\">a</a> b</p>", "<p><a href=\"/a\">a b</a></p>"),
            (
                "<blockquote><p>a</p></blockquote><p>b</p>",
                "<blockquote><p>a</p><p>b</p></blockquote>",
            ),
            ("<ul><li>a<ul><li>b</li></ul></li></ul>", "<ul><li>a</li></ul><ul><li>b</li></ul>"),
            ("<img src=\"/a\" alt=\"A\">", "<img src=\"/a\" alt=\"B\">"),
            ("<img src=\"/1/a\" alt=\"\">", "<img src=\"/2/a\" alt=\"\">"),
            ("<p>a</p>", "<p>a</p><!-- wp:block {\"ref\":123} /-->"),
            ("<!-- wp:block {\"ref\":123} /-->", "<!-- wp:block {\"ref\":124} /-->"),
            ("<!-- wp:latest-posts /-->", "<!-- wp:latest-comments /-->"),
            ("<p>a</p>", "<p>a</p><!-- wp:latest-posts/-->"),
            ("<p>a</p>", "<!-- wp:more -->\n<!--more-->\n<!-- /wp:more --><p>a</p>"),
            ("<p>a</p><p>b</p>", "<p>a</p><!--nextpage--><p>b</p>"),
            ("<p>a</p><p>b</p>", "<p>a</p><!--members-only--><p>b</p>"),
            ("<p>a</p>", "<!--kg-gated-block:begin nonMember:false --><p>a</p>"),
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
            ("<!-- wp:x/map {\"a\":1} /-->", "<!--  wp:x/map\n  {\"a\":1}  /-->"),
            ("<img src=\"/a\">", "<img class=\"b\" alt=\"\" src=\"/a\" />"),
            ("<!-- wp:core/archives /-->", "<!-- wp:archives /-->"),
            ("a", "a<!-- a remark -->"),
            ("<em>a</em>", "<i><em class=\"italic\">a</em></i>"),
            ("<p><em>a</em> b</p>", "<p><em>a </em>b</p>"),
        ] {
            assert_eq!(substance(one), substance(other), "{one} {other}");
        }
    }
}
