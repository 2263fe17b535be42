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

/// The words of HTML in their order, with where its paragraphs, headings, lists, emphasis, links
/// and pictures begin. Two pieces of HTML that a reader could not tell apart give the same text;
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
                _ => {}
            }
        }
    }

    fn begin(&mut self, element: ElementRef<'_>) {
        let name = element.value().name();
        match name {
            "a" => self.mark("link", element.attr("href").unwrap_or_default()),
            "img" => self.mark("image", element.attr("src").map(last_part).unwrap_or_default()),
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

/// The file's name: a site may serve the same picture from another folder or address.
fn last_part(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}
