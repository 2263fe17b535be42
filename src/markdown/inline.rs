//! The words inside a block, as safe HTML.

use super::html;
use comrak::arena_tree::NodeEdge;
use comrak::nodes::{Node, NodeFootnoteReference, NodeValue};
use std::fmt;

/// Words with their emphasis and links, as HTML that is safe as it is. Only this module makes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inline(String);

/// Emphasis inside emphasis before the inner marks are left out and only their words kept.
const DEEPEST_MARK: usize = 16;

impl Inline {
    /// Plain text, escaped.
    pub fn plain(text: &str) -> Self {
        Self(html::text(text))
    }

    /// The words of a writer's raw HTML, without its tags.
    pub fn from_raw_html(raw: &str) -> Self {
        Self(html::words_of(raw))
    }

    /// Code as written.
    pub fn code(text: &str) -> Self {
        let lines: Vec<String> = text.trim_end().lines().map(html::text).collect();
        Self(format!("<code>{}</code>", lines.join("<br>")))
    }

    /// Several one after another, `between` (HTML of ours) in the gaps.
    pub fn join(parts: &[Self], between: &'static str) -> Self {
        let parts: Vec<&str> = parts.iter().map(Self::as_html).collect();
        Self(parts.join(between))
    }

    /// Emphasised strongly.
    #[must_use]
    pub fn strong(self) -> Self {
        Self(format!("<strong>{}</strong>", self.0))
    }

    /// The HTML.
    pub fn as_html(&self) -> &str {
        &self.0
    }

    /// Nothing a reader would see.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl fmt::Display for Inline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The words of sibling nodes. Images are not words: their names are added to `figures`.
///
/// Walks without recursion, so no depth of emphasis overflows the stack.
pub fn of_siblings<'a>(
    siblings: impl IntoIterator<Item = Node<'a>>,
    figures: &mut Vec<String>,
) -> Inline {
    let mut writer = Writer { out: String::new(), open: Vec::new(), links: 0 };
    for sibling in siblings {
        let mut inside_image: Option<Node<'a>> = None;
        for edge in sibling.traverse() {
            match (edge, inside_image) {
                (NodeEdge::End(node), Some(image)) if node.same_node(image) => inside_image = None,
                (_, Some(_)) => {}
                (NodeEdge::Start(node), None) => {
                    if let NodeValue::Image(link) = &node.data().value {
                        figures.push(picture_name(&link.url));
                        inside_image = Some(node);
                    } else {
                        writer.start(&node.data().value);
                    }
                }
                (NodeEdge::End(node), None) => writer.end(&node.data().value),
            }
        }
    }
    Inline(writer.out.trim().to_owned())
}

/// Writes the words and marks of one block.
struct Writer {
    out: String,
    /// The marks not yet closed, outermost first.
    open: Vec<Mark>,
    links: usize,
}

/// A mark that was opened.
struct Mark {
    /// Where its start tag begins, in bytes of the output.
    from: usize,
    /// Where its words begin.
    words_from: usize,
    /// Empty for a mark that was left out.
    end_tag: &'static str,
}

impl Writer {
    fn start(&mut self, value: &NodeValue) {
        match value {
            NodeValue::Text(text) => self.out.push_str(&html::text(text)),
            NodeValue::Code(code) => {
                self.out.push_str("<code>");
                self.out.push_str(&html::text(&code.literal));
                self.out.push_str("</code>");
            }
            NodeValue::SoftBreak => self.out.push('\n'),
            NodeValue::LineBreak => self.out.push_str("<br>"),
            NodeValue::HtmlInline(tag) if is_line_break(tag) => self.out.push_str("<br>"),
            NodeValue::Emph => self.mark("<em>", "</em>"),
            NodeValue::Strong => self.mark("<strong>", "</strong>"),
            NodeValue::Strikethrough => self.mark("<s>", "</s>"),
            NodeValue::Link(link) => {
                self.links += 1;
                // A link inside a link is an autolink that HTML does not allow.
                match safe_address(&link.url).filter(|_| self.links == 1) {
                    Some(url) => {
                        self.mark(&format!("<a href=\"{}\">", html::attribute(&url)), "</a>");
                    }
                    None => self.mark("", ""),
                }
            }
            NodeValue::FootnoteReference(note) => self.out.push_str(&note_mark(note)),
            _ => {}
        }
    }

    fn end(&mut self, value: &NodeValue) {
        match value {
            NodeValue::Emph | NodeValue::Strong | NodeValue::Strikethrough => {}
            NodeValue::Link(_) => self.links -= 1,
            _ => return,
        }
        let Some(mark) = self.open.pop() else { return };
        if mark.words_from == self.out.len() {
            // A mark around nothing, as a linked picture leaves: nobody could see or follow it.
            self.out.truncate(mark.from);
        } else {
            self.out.push_str(mark.end_tag);
        }
    }

    fn mark(&mut self, start_tag: &str, end_tag: &'static str) {
        let from = self.out.len();
        let deep = self.open.len() >= DEEPEST_MARK;
        let (start_tag, end_tag) = if deep { ("", "") } else { (start_tag, end_tag) };
        self.out.push_str(start_tag);
        self.open.push(Mark { from, words_from: self.out.len(), end_tag });
    }
}

/// The number in the text, linked to its note; the note links back.
fn note_mark(note: &NodeFootnoteReference) -> String {
    let again = if note.ref_num > 1 { format!("-{}", note.ref_num) } else { String::new() };
    format!(
        "<sup><a href=\"#footnote-{n}\" id=\"footnote-ref-{n}{again}\">{n}</a></sup>",
        n = note.ix
    )
}

/// The way back from note `number`, which is also what its mark in the text links to.
pub fn note_return(number: usize) -> Inline {
    Inline(format!("<a href=\"#footnote-ref-{number}\" id=\"footnote-{number}\">↩</a>"))
}

/// Whether raw HTML is a line break, which Markdown has as well.
fn is_line_break(tag: &str) -> bool {
    matches!(tag.to_ascii_lowercase().replace(' ', "").as_str(), "<br>" | "<br/>")
}

/// The address as it may stand in a link, or `None` for one that may not: only http, https,
/// mailto, tel and relative addresses lead anywhere.
///
/// Browsers drop control characters from addresses, which would let `java\nscript:` through.
pub fn safe_address(url: &str) -> Option<String> {
    let url = url.trim();
    if url.is_empty() || url.chars().any(char::is_control) {
        return None;
    }
    let before_path = url.split(['/', '?', '#']).next().unwrap_or(url);
    if let Some((scheme, _)) = before_path.split_once(':') {
        let scheme = scheme.to_ascii_lowercase();
        if !matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel") {
            return None;
        }
    }
    Some(url.replace(char::is_whitespace, "%20"))
}

/// The picture an image's address names: `./my%20roof.jpg` is `my roof.jpg`.
pub fn picture_name(url: &str) -> String {
    let url = url.trim();
    let mut bytes = Vec::with_capacity(url.len());
    let mut rest = url.strip_prefix("./").unwrap_or(url).as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = (*first == b'%').then(|| after.get(..2)).flatten();
        let decoded = hex
            .and_then(|two| std::str::from_utf8(two).ok())
            .filter(|two| two.bytes().all(|b| b.is_ascii_hexdigit()))
            .and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(decoded.unwrap_or(*first));
        rest = if decoded.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| url.to_owned())
}

/// The Markdown that shows a picture: `![](my%20roof.jpg)`, without a line break.
pub fn image_line(name: &str) -> String {
    let mut line = String::from("![](");
    for c in name.chars() {
        if c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '~' | '/') {
            line.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                line.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    line.push(')');
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_lead_somewhere_are_linked() {
        for url in
            ["https://x.example/?a=b:c", "mailto:a@b.example", "tel:+441", "/a:b", "a/b", "#n"]
        {
            assert_eq!(safe_address(url).as_deref(), Some(url));
        }
        for url in [
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            "java\nscript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc",
            "",
        ] {
            assert_eq!(safe_address(url), None, "{url}");
        }
    }

    #[test]
    fn a_picture_is_named_as_people_write_it() {
        assert_eq!(picture_name("./my%20roof.jpg"), "my roof.jpg");
        assert_eq!(picture_name("100%25.jpg"), "100%.jpg");
        assert_eq!(picture_name("100%.jpg"), "100%.jpg");
        assert_eq!(picture_name("caf%C3%A9.jpg"), "café.jpg");
        assert_eq!(picture_name("%+1.jpg"), "%+1.jpg");
    }

    proptest::proptest! {
        #[test]
        fn a_picture_line_names_its_picture(name in "[a-z0-9 ()<>\\[\\]&;%\\\\é😀\"'*_.-]{0,20}x") {
            let images = crate::markdown::images(&image_line(&name));
            proptest::prop_assert_eq!(&images[0].name, &name);
        }
    }
}
