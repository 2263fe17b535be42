//! A body cut into the pieces it is written in, so that texts can be compared piece by piece.

use super::survey::{Lines, read};
use super::{Block, Inline, blocks};
use comrak::nodes::{Node, NodeValue};
use std::collections::BTreeSet;
use std::ops::Range;

/// The pieces of a body as they are written, in bytes: a paragraph, heading, list, quote, table,
/// picture line or footnote each, and whatever else stands apart (an address kept for later).
///
/// Every piece begins on a line of its own and ends with a character that is no blank; between the
/// pieces, before the first and after the last there is white space only. So nothing of a body is
/// outside of its pieces, however strange its Markdown is.
pub fn pieces(body: &str) -> Vec<Range<usize>> {
    let lines = Lines::of(body);
    let starts = lines.starts();
    let cuts = read(body, cuts);
    let mut edges: Vec<usize> =
        cuts.into_iter().filter_map(|line| starts.get(line)).copied().collect();
    edges.push(body.len());
    edges.windows(2).filter_map(|pair| trimmed(body, starts, pair[0]..pair[1])).collect()
}

/// A stretch of a body as it is written, and what it becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub bytes: Range<usize>,
    /// Empty for what prints nothing where it stands: a note, an address kept for later.
    pub blocks: Vec<Block>,
    /// The label of the note it is.
    pub note: Option<String>,
}

/// A body with the blocks that each stretch of it becomes, in the order it is written, and its notes
/// with their labels, in the order they are printed. A paragraph is one stretch here, pictures on
/// lines within it included.
pub fn sources(body: &str, smart: bool) -> (Vec<Source>, Vec<(String, Inline)>) {
    let arena = comrak::Arena::new();
    let root = comrak::parse_document(&arena, body, &super::options(smart));
    let (parts, notes) = blocks::by_node(root);
    let label = |node: &Node<'_>| match &node.data().value {
        NodeValue::FootnoteDefinition(note) => Some(note.name.clone()),
        _ => None,
    };
    let labels = parts.iter().filter_map(|(node, _)| label(node));
    let notes: Vec<(String, Inline)> = labels.zip(notes).collect();
    let mut spans: Vec<(usize, usize, Source)> = Vec::new();
    let mut parts: Vec<_> = parts
        .into_iter()
        .map(|(node, blocks)| {
            let at = node.data().sourcepos;
            let source = Source { bytes: 0..0, blocks, note: label(&node) };
            (at.start.line.saturating_sub(1), at.end.line, source)
        })
        .collect();
    parts.sort_by_key(|(start, end, _)| (*start, *end));
    for (start, end, source) in parts {
        match spans.last_mut().filter(|(_, free, _)| start < *free) {
            Some((_, _, before)) => before.blocks.extend(source.blocks),
            None => spans.push((start, end, source)),
        }
    }
    (tiled(body, spans), notes)
}

/// The spans, counted in lines, as bytes, with what stands between them.
fn tiled(body: &str, spans: Vec<(usize, usize, Source)>) -> Vec<Source> {
    let lines = Lines::of(body);
    let starts = lines.starts();
    let byte = |line: usize| starts.get(line).copied().unwrap_or(body.len());
    let loose = |bytes| Source { bytes, blocks: Vec::new(), note: None };
    let mut sources = Vec::new();
    let mut at = 0;
    for (start, end, source) in spans {
        sources.extend(trimmed(body, starts, at..byte(start)).map(loose));
        at = byte(end).max(byte(start));
        let bytes = trimmed(body, starts, byte(start)..at);
        sources.extend(bytes.map(|bytes| Source { bytes, ..source }));
    }
    sources.extend(trimmed(body, starts, at..body.len()).map(loose));
    sources
}

/// The lines, counted from 0, at which pieces begin. Line 0 is always among them.
fn cuts(root: Node<'_>) -> BTreeSet<usize> {
    let mut spans: Vec<(usize, usize, Node<'_>)> = root
        .children()
        .map(|node| {
            let at = node.data().sourcepos;
            (at.start.line.saturating_sub(1), at.end.line, node)
        })
        .collect();
    // Footnotes are read last wherever they stand.
    spans.sort_by_key(|(start, end, _)| (*start, *end));
    let mut cuts = BTreeSet::from([0]);
    let mut free = 0;
    for (start, end, node) in spans {
        if start < free {
            continue;
        }
        cuts.extend([start, end]);
        if matches!(node.data().value, NodeValue::Paragraph) {
            cuts.extend(images(node).flat_map(|line| [line, line + 1]));
        }
        free = end;
    }
    cuts
}

/// The lines of a paragraph on which a picture stands alone.
fn images<'a>(paragraph: Node<'a>) -> impl Iterator<Item = usize> {
    let alone = paragraph.children().filter(|node| super::blocks::stands_alone(node));
    alone.map(|node| node.data().sourcepos.start.line.saturating_sub(1))
}

/// The stretch without blank lines before its first line and without white space at its end.
fn trimmed(body: &str, starts: &[usize], bytes: Range<usize>) -> Option<Range<usize>> {
    let text = body.get(bytes.clone())?;
    let end = bytes.start + text.trim_end().len();
    let words = bytes.start + (text.len() - text.trim_start().len());
    let line = starts.iter().rev().find(|start| **start <= words).copied().unwrap_or(bytes.start);
    (words < end).then_some(line.max(bytes.start)..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(body: &str) -> Vec<&str> {
        pieces(body).into_iter().map(|bytes| &body[bytes]).collect()
    }

    #[test]
    fn each_block_is_a_piece_as_it_is_written() {
        let cases: [(&str, &[&str]); 7] = [
            ("# A\ntext\r\n\r\n- a\n- b\n\n  c\n", &["# A", "text", "- a\n- b\n\n  c"]),
            ("a\n![](x.jpg)\nb", &["a", "![](x.jpg)", "b"]),
            (
                "a[^1] [x]\n\n[^1]: Note.\n\n[x]: /y\n\nb",
                &["a[^1] [x]", "[^1]: Note.", "[x]: /y", "b"],
            ),
            ("\n\n    code\n\n    more\n\n> a\n>\n> b", &["    code\n\n    more", "> a\n>\n> b"]),
            ("```\na\n\nb\n```\n|a|\n|-|\n|1|", &["```\na\n\nb\n```", "|a|\n|-|\n|1|"]),
            ("one\ntwo  \nthree", &["one\ntwo  \nthree"]),
            (" \r\n\n", &[]),
        ];
        for (body, expected) in cases {
            assert_eq!(texts(body), expected, "{body:?}");
        }
    }

    #[test]
    fn each_stretch_knows_its_blocks_and_each_note_its_label() {
        let body = "a[^x] b[^y]\n![](p.jpg)\nc\n\n[^y]: Why.\n\n[r]: /r\n\n[^x]: Ex.\n";
        let (sources, notes) = sources(body, false);
        let told: Vec<_> = sources
            .iter()
            .map(|source| {
                (&body[source.bytes.clone()], source.blocks.len(), source.note.as_deref())
            })
            .collect();
        let expected = [
            ("a[^x] b[^y]\n![](p.jpg)\nc", 3, None),
            ("[^y]: Why.", 0, Some("y")),
            ("[r]: /r", 0, None),
            ("[^x]: Ex.", 0, Some("x")),
        ];
        assert_eq!(told, expected);
        assert_eq!(notes.iter().map(|(label, _)| label.as_str()).collect::<Vec<_>>(), ["x", "y"]);
    }

    proptest! {
        #[test]
        fn nothing_stands_outside_of_the_pieces(body in "[-a *_`>#|\\[\\]()!<&\n\r\t0-9.:~^é😀]{0,80}") {
            let mut last = 0;
            for bytes in pieces(&body) {
                prop_assert!(body[last..bytes.start].trim().is_empty());
                prop_assert!(!body[bytes.clone()].trim().is_empty());
                last = bytes.end;
            }
            prop_assert!(body[last..].trim().is_empty());
        }
    }
}
