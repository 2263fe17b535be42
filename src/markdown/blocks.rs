//! comrak's tree into blocks.

use super::inline::{self, Inline};
use super::{Align, Block, DEEPEST, Item, List, Table};
use comrak::nodes::{ListType, Node, NodeList, NodeValue, TableAlignment};

/// The blocks of a whole document.
pub fn of_document(root: Node<'_>) -> Vec<Block> {
    let (parts, notes) = by_node(root);
    let mut blocks: Vec<Block> = parts.into_iter().flat_map(|(_, blocks)| blocks).collect();
    if !notes.is_empty() {
        blocks.push(Block::Footnotes(notes));
    }
    blocks
}

/// The blocks that each node at the top level becomes, and the notes.
pub fn by_node(root: Node<'_>) -> (Vec<(Node<'_>, Vec<Block>)>, Vec<Inline>) {
    let mut builder = Builder::default();
    let mut parts = Vec::new();
    for child in root.children() {
        let mut blocks = Vec::new();
        if matches!(child.data().value, NodeValue::Paragraph) {
            builder.split_at_figures(child, &mut blocks);
        } else {
            builder.block(child, 0, &mut blocks);
        }
        blocks.extend(builder.figures.drain(..).map(|name| Block::Figure { name }));
        parts.push((child, blocks));
    }
    (parts, builder.notes)
}

#[derive(Default)]
struct Builder {
    /// Pictures met inside the block at hand; they are set after it.
    figures: Vec<String>,
    notes: Vec<Inline>,
}

impl Builder {
    /// A top-level paragraph: an image alone on its line parts it in two, even where the writer
    /// left no blank lines around it.
    fn split_at_figures<'a>(&mut self, paragraph: Node<'a>, blocks: &mut Vec<Block>) {
        let mut run: Vec<Node<'a>> = Vec::new();
        for child in paragraph.children() {
            if stands_alone(child) {
                self.paragraph(std::mem::take(&mut run), blocks);
                // What the run before it held inside sentences comes first.
                blocks.extend(self.figures.drain(..).map(|name| Block::Figure { name }));
                self.paragraph(vec![child], blocks);
                blocks.extend(self.figures.drain(..).map(|name| Block::Figure { name }));
            } else {
                run.push(child);
            }
        }
        self.paragraph(run, blocks);
    }

    fn paragraph<'a>(&mut self, nodes: Vec<Node<'a>>, blocks: &mut Vec<Block>) {
        let text = inline::of_siblings(nodes, &mut self.figures);
        if !text.is_blank() {
            blocks.push(Block::Paragraph(text));
        }
    }

    fn block<'a>(&mut self, node: Node<'a>, depth: usize, blocks: &mut Vec<Block>) {
        match &node.data().value {
            NodeValue::Paragraph => self.paragraph(node.children().collect(), blocks),
            NodeValue::Heading(heading) => {
                let text = inline::of_siblings(node.children(), &mut self.figures);
                if !text.is_blank() {
                    blocks.push(Block::Heading { level: heading.level.clamp(2, 6), text });
                }
            }
            NodeValue::CodeBlock(code) => {
                blocks.push(Block::Code(code.literal.trim_end_matches('\n').to_owned()));
            }
            NodeValue::HtmlBlock(raw) => {
                let text = Inline::from_raw_html(&raw.literal);
                if !text.is_blank() {
                    blocks.push(Block::Paragraph(text));
                }
            }
            NodeValue::ThematicBreak => blocks.push(Block::Rule),
            NodeValue::Table(table) => {
                let align = table.alignments.iter().map(|a| align(*a)).collect();
                blocks.push(Block::Table(self.table(node, align)));
            }
            NodeValue::FootnoteDefinition(_) => self.note(node),
            NodeValue::BlockQuote | NodeValue::List(_) if depth >= DEEPEST => {
                blocks.extend(self.leaves(node).into_iter().map(Block::Paragraph));
            }
            NodeValue::BlockQuote => {
                let mut inside = Vec::new();
                for child in node.children() {
                    self.block(child, depth + 1, &mut inside);
                }
                if !inside.is_empty() {
                    blocks.push(Block::Quote(inside));
                }
            }
            NodeValue::List(list) => blocks.push(Block::List(self.list(node, *list, depth))),
            // Nothing else comes out of the options we parse with.
            _ => blocks.extend(self.leaves(node).into_iter().map(Block::Paragraph)),
        }
    }

    fn list(&mut self, node: Node<'_>, list: NodeList, depth: usize) -> List {
        List {
            ordered: list.list_type == ListType::Ordered,
            start: list.start,
            items: node.children().map(|item| self.item(item, depth)).collect(),
        }
    }

    fn item(&mut self, node: Node<'_>, depth: usize) -> Item {
        let mut item = Item::default();
        let mut texts = Vec::new();
        for child in node.children() {
            match &child.data().value {
                NodeValue::List(list) if depth + 1 < DEEPEST => {
                    item.lists.push(self.list(child, *list, depth + 1));
                }
                // Words after an inner list stay after it, at the end of its last item: their
                // order matters more than their indentation.
                _ if item.lists.last().is_some_and(|list| !list.items.is_empty()) => {
                    let words = self.leaves(child);
                    append_to_last(&mut item, &words);
                }
                _ => texts.extend(self.leaves(child)),
            }
        }
        item.text = Inline::join(&texts, "<br><br>");
        item
    }

    fn table(&mut self, node: Node<'_>, align: Vec<Align>) -> Table {
        let mut rows = node.children().map(|row| -> Vec<Inline> {
            row.children().map(|c| inline::of_siblings(c.children(), &mut self.figures)).collect()
        });
        let head = rows.next().unwrap_or_default();
        let rows = rows.collect();
        Table { align, head, rows }
    }

    fn note(&mut self, node: Node<'_>) {
        let mut parts = self.leaves(node);
        let back = inline::note_return(self.notes.len() + 1);
        match parts.last_mut() {
            Some(last) => *last = Inline::join(&[last.clone(), back], " "),
            None => parts.push(back),
        }
        self.notes.push(Inline::join(&parts, "<br><br>"));
    }

    /// The words of every paragraph, heading, cell and code block in and beneath a node, in order.
    fn leaves(&mut self, node: Node<'_>) -> Vec<Inline> {
        let mut leaves = Vec::new();
        for inner in node.descendants() {
            let leaf = match &inner.data().value {
                NodeValue::Paragraph | NodeValue::Heading(_) | NodeValue::TableCell => {
                    inline::of_siblings(inner.children(), &mut self.figures)
                }
                NodeValue::CodeBlock(code) => Inline::code(&code.literal),
                NodeValue::HtmlBlock(raw) => Inline::from_raw_html(&raw.literal),
                _ => continue,
            };
            if !leaf.is_blank() {
                leaves.push(leaf);
            }
        }
        leaves
    }
}

/// Whether a node is an image with nothing else on its line.
pub(super) fn stands_alone(node: Node<'_>) -> bool {
    let breaks_line = |beside: Option<Node<'_>>| {
        beside.is_none_or(|n| matches!(n.data().value, NodeValue::SoftBreak | NodeValue::LineBreak))
    };
    matches!(node.data().value, NodeValue::Image(_))
        && breaks_line(node.previous_sibling())
        && breaks_line(node.next_sibling())
}

/// Adds words to the end of the innermost last item.
fn append_to_last(item: &mut Item, words: &[Inline]) {
    if let Some(last) = item.lists.last_mut().and_then(|list| list.items.last_mut()) {
        append_to_last(last, words);
        return;
    }
    let mut parts = vec![std::mem::take(&mut item.text)];
    parts.extend_from_slice(words);
    parts.retain(|part| !part.is_blank());
    item.text = Inline::join(&parts, "<br><br>");
}

fn align(align: TableAlignment) -> Align {
    match align {
        TableAlignment::None => Align::Natural,
        TableAlignment::Left => Align::Left,
        TableAlignment::Center => Align::Center,
        TableAlignment::Right => Align::Right,
    }
}
