//! What is in a body and where: title, images, words.

use super::inline::picture_name;
use super::range::floor;
use comrak::arena_tree::NodeEdge;
use comrak::nodes::{Node, NodeValue, Sourcepos};
use std::ops::Range;

/// An image of a body, wherever it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageLine {
    /// The picture's name in the story.
    pub name: String,
    /// What stands between the square brackets.
    pub alt: String,
    /// What stands in quotation marks after the address.
    pub title: String,
    /// Where it stands, in bytes of the body.
    pub bytes: Range<usize>,
}

/// The first heading of the first level that stands on its own: its words, and where it stands in
/// bytes.
pub(crate) fn title(body: &str) -> Option<(String, Range<usize>)> {
    let lines = Lines::of(body);
    read(body, |root| {
        let is_title =
            |n: &Node<'_>| matches!(&n.data().value, NodeValue::Heading(h) if h.level == 1);
        let node = root.children().find(is_title)?;
        Some((plain(node).trim().to_owned(), lines.bytes(body, node.data().sourcepos)))
    })
}

/// The images of a body, in order.
pub fn images(body: &str) -> Vec<ImageLine> {
    let lines = Lines::of(body);
    read(body, |root| {
        let mut images = Vec::new();
        for node in root.descendants() {
            if let NodeValue::Image(link) = &node.data().value {
                images.push(ImageLine {
                    name: picture_name(&link.url),
                    alt: alt(node),
                    title: link.title.clone(),
                    bytes: lines.bytes(body, node.data().sourcepos),
                });
            }
        }
        images
    })
}

/// Where the words a reader reads stand, in bytes and in order: a stretch for each run without marks.
/// Code, addresses, HTML and what stands in images is in none.
pub fn prose(body: &str) -> Vec<Range<usize>> {
    let lines = Lines::of(body);
    read(body, |root| {
        let mut stretches = Vec::new();
        for node in root.descendants() {
            if matches!(node.data().value, NodeValue::Text(_))
                && !node.ancestors().any(|above| is_image(above))
            {
                stretches.push(lines.bytes(body, node.data().sourcepos));
            }
        }
        stretches.sort_by_key(|stretch| stretch.start);
        stretches
    })
}

/// The words a reader reads, a line for each block: no marks, no addresses, no alt text.
pub fn plain_text(body: &str) -> String {
    read(body, |root| {
        let mut text = String::with_capacity(body.len());
        for node in root.descendants() {
            match &node.data().value {
                NodeValue::Paragraph | NodeValue::Heading(_) | NodeValue::TableCell => {
                    text.push_str(&plain(node));
                    text.push('\n');
                }
                NodeValue::CodeBlock(code) => {
                    text.push_str(&code.literal);
                    text.push('\n');
                }
                _ => {}
            }
        }
        text
    })
}

/// How many words a reader reads: runs of letters or digits between white space.
pub fn words(body: &str) -> usize {
    let has_letter = |word: &&str| word.chars().any(char::is_alphanumeric);
    plain_text(body).split_whitespace().filter(has_letter).count()
}

/// Parses a body and asks the tree something.
pub(super) fn read<T>(body: &str, ask: impl FnOnce(Node<'_>) -> T) -> T {
    let arena = comrak::Arena::new();
    ask(comrak::parse_document(&arena, body, &super::options(false)))
}

/// The text of a block's words, images left out.
fn plain(block: Node<'_>) -> String {
    let mut text = String::new();
    let mut images = 0_usize;
    for edge in block.traverse() {
        match edge {
            NodeEdge::Start(node) if is_image(node) => images += 1,
            NodeEdge::End(node) if is_image(node) => images -= 1,
            NodeEdge::Start(node) if images == 0 => push_text(node, &mut text),
            _ => {}
        }
    }
    text
}

/// All text beneath an image.
fn alt(image: Node<'_>) -> String {
    let mut text = String::new();
    image.descendants().for_each(|node| push_text(node, &mut text));
    text
}

fn is_image(node: Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::Image(_))
}

fn push_text(node: Node<'_>, text: &mut String) {
    match &node.data().value {
        NodeValue::Text(words) => text.push_str(words),
        NodeValue::Code(code) => text.push_str(&code.literal),
        NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
        _ => {}
    }
}

/// Where each line of a text begins, in bytes. comrak counts lines and columns from 1.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends_line = |(at, byte): (usize, &u8)| {
            let lone_return = *byte == b'\r' && bytes.get(at + 1) != Some(&b'\n');
            (*byte == b'\n' || lone_return).then_some(at + 1)
        };
        Self(std::iter::once(0).chain(bytes.iter().enumerate().filter_map(ends_line)).collect())
    }

    /// Where each line begins.
    pub(super) fn starts(&self) -> &[usize] {
        &self.0
    }

    /// The bytes a node stands on, moved to whole characters of `text`.
    fn bytes(&self, text: &str, at: Sourcepos) -> Range<usize> {
        let byte = |line: usize, column: usize| {
            let start = self.0.get(line.saturating_sub(1)).copied().unwrap_or(text.len());
            start.saturating_add(column)
        };
        let start = floor(text, byte(at.start.line, at.start.column.saturating_sub(1)));
        let mut end = byte(at.end.line, at.end.column).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        start..end.max(start)
    }
}
