//! White space that Markdown does not distinguish: a line break within a paragraph, a blank at the end of
//! a line, a run of blanks. A site's HTML loses it, so two texts that differ in it alone say the same.

use crate::markdown::{Block, Inline, Item, List, Table, parse};

/// Whether two pieces of a body differ at most in white space that nothing is printed of. Code is printed
/// to the letter, and a line break that is asked for stays one.
pub fn same(one: &str, other: &str) -> bool {
    one == other || (words(one).eq(words(other)) && printed(one) == printed(other))
}

/// Whether two texts of one line differ at most in white space.
pub fn same_line(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// A paragraph as one line, if it says the same so.
pub fn in_one_line(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_paragraph = matches!(parse(text, false).as_slice(), [Block::Paragraph(_)]);
    (is_paragraph && printed(text) == printed(&line)).then_some(line)
}

/// Each word; a stroke that asks for a line break is none.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().map(|line| line.trim_end().strip_suffix('\\').unwrap_or(line));
    lines.flat_map(str::split_whitespace)
}

/// What is printed of a piece, with its label if it is a note.
fn printed(text: &str) -> (Option<&str>, Vec<Block>) {
    let note = text.strip_prefix("[^").and_then(|note| note.split_once("]:"));
    let (label, text) = note.map_or((None, text), |(label, text)| (Some(label), text));
    (label, parse(text, false).into_iter().map(block).collect())
}

fn block(block: Block) -> Block {
    match block {
        Block::Paragraph(text) => Block::Paragraph(inline(&text)),
        Block::Heading { level, text } => Block::Heading { level, text: inline(&text) },
        Block::List(one) => Block::List(list(one)),
        Block::Quote(blocks) => Block::Quote(blocks.into_iter().map(self::block).collect()),
        Block::Table(Table { align, head, rows }) => {
            let row = |cells: Vec<Inline>| cells.iter().map(inline).collect::<Vec<_>>();
            Block::Table(Table {
                align,
                head: row(head),
                rows: rows.into_iter().map(row).collect(),
            })
        }
        Block::Footnotes(notes) => Block::Footnotes(notes.iter().map(inline).collect()),
        Block::Code(_) | Block::Rule | Block::Figure { .. } => block,
    }
}

fn list(List { ordered, start, items }: List) -> List {
    let item = |Item { text, lists }: Item| Item {
        text: inline(&text),
        lists: lists.into_iter().map(list).collect(),
    };
    List { ordered, start, items: items.into_iter().map(item).collect() }
}

/// The words with one blank wherever white space stands, but for code.
fn inline(text: &Inline) -> Inline {
    let mut folded = String::new();
    for (n, part) in text.as_html().split("<code>").enumerate() {
        let (code, rest) = match part.split_once("</code>").filter(|_| n > 0) {
            Some((code, rest)) => (Some(code), rest),
            None => (None, part),
        };
        folded.extend(code.map(|code| format!("<code>{code}</code>")));
        let mut blank = false;
        for letter in rest.trim_end_matches(' ').chars() {
            let is_blank = letter.is_whitespace() && letter != '\u{a0}';
            if !(is_blank && blank) {
                folded.push(if is_blank { ' ' } else { letter });
            }
            blank = is_blank;
        }
    }
    Inline::plain(&folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_that_prints_nothing_is_no_difference() {
        for (one, other, expected) in [
            ("One line\nand another.", "One line and another.", true),
            ("One line \nand another.", "One line and another.", true),
            ("One  line,  wide.", "One line, wide.", true),
            ("One line.  ", "One line.", true),
            ("One line  \nand another.", "One line\\\nand another.", true),
            ("One line  \nand another.", "One line and another.", false),
            ("One line.", "One lime.", false),
            ("- One\n  item\n- Two", "- One item\n- Two", true),
            ("- One\n- Two", "- One - Two", false),
            ("> Said\n> so.", "> Said so.", false),
            ("> Said  so.", "> Said so.", true),
            ("    one\n    two", "    one two", false),
            ("`a  b` c\nd", "`a  b` c d", true),
            ("`a  b` c", "`a b` c", false),
            ("[^1]: A\nnote.", "[^1]: A note.", true),
            ("[^1]: A note.", "[^2]: A note.", false),
            ("# One\ntwo", "# One two", false),
            ("10\u{a0}km", "10 km", false),
        ] {
            assert_eq!(same(one, other), expected, "{one:?} {other:?}");
            assert_eq!(same(other, one), expected, "{other:?} {one:?}");
        }
    }
}
