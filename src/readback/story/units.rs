//! A page and an approved story line by line.

use super::marks::{Marked, marked};
use crate::markdown::from_html::{Bit, Held, HeldList, Placed, fold, plain_line};

/// A paragraph, heading, list item, cell or note.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unit {
    /// What it is called in a sentence.
    pub noun: &'static str,
    /// Its words as they are written.
    pub text: String,
    /// Its words as they are compared.
    pub folded: String,
    /// The links in it: their words as they are compared, and where they lead.
    pub links: Vec<(String, String)>,
    /// 1 to 6 for a heading, else 0.
    pub level: u8,
    /// It belongs to the house's sign-off.
    pub sign_off: bool,
    /// The classes of its element, in lower case.
    pub class: String,
    /// It goes with the page, not with the article.
    pub aside: bool,
    /// Its words, and how each is set.
    pub words: Vec<Marked>,
    /// The block of the page it is in, and the element that stands in: see [`Placed::within`].
    pub block: usize,
    pub within: usize,
    /// The element that holds the article's text and this: see [`Placed::content`].
    pub content: usize,
}

/// The lines of a page, in order.
pub fn of_page(blocks: &[Placed]) -> Vec<Unit> {
    let mut units = Vec::new();
    for (block, placed) in blocks.iter().enumerate() {
        let from = units.len();
        push(&placed.held, &mut units);
        for unit in &mut units[from..] {
            unit.class = placed.class.to_lowercase();
            unit.aside = placed.aside;
            unit.block = block;
            unit.within = placed.within;
            unit.content = placed.content;
        }
    }
    units
}

/// The lines of a block.
pub fn push(held: &Held, units: &mut Vec<Unit>) {
    match held {
        Held::Paragraph(text) => units.extend(unit("paragraph", text)),
        Held::Heading { level, text } => {
            units.extend(unit("heading", text).map(|unit| Unit { level: *level, ..unit }));
        }
        Held::List(list) => push_list(list, units),
        Held::Quote(inside) => inside.iter().for_each(|held| push(held, units)),
        Held::Table(table) => {
            let cells = table.head.iter().chain(table.rows.iter().flatten());
            units.extend(cells.filter_map(|cell| unit("table cell", cell)));
        }
        Held::Code { text, .. } => {
            let bits = [Bit::Words(text.clone(), Default::default())];
            units.extend(unit("block of code", &bits));
        }
        Held::Note { text, .. } => units.extend(unit("footnote", text)),
        Held::Rule | Held::Figure(_) => {}
    }
}

fn push_list(list: &HeldList, units: &mut Vec<Unit>) {
    for item in &list.items {
        units.extend(unit("list item", &item.text));
        item.lists.iter().for_each(|list| push_list(list, units));
    }
}

fn unit(noun: &'static str, bits: &[Bit]) -> Option<Unit> {
    let bits: Vec<Bit> = bits.iter().filter(|bit| !is_note_mark(bit)).cloned().collect();
    let bits = bits.as_slice();
    let text = plain_line(bits).replace('↩', "").trim().to_owned();
    let folded = fold(&text).trim().to_owned();
    let mut links: Vec<(String, String)> = Vec::new();
    let mut last: Option<&String> = None;
    for bit in bits {
        let Bit::Words(words, style) = bit else {
            last = None;
            continue;
        };
        match (&style.link, links.last_mut()) {
            // One link whose words are set in several ways.
            (Some(link), Some((held, _))) if last == Some(link) => held.push_str(words),
            (Some(link), _) => links.push((words.clone(), link.clone())),
            (None, _) => {}
        }
        last = style.link.as_ref();
    }
    let links = links.into_iter().map(|(words, link)| (fold(&words).trim().to_owned(), link));
    let links = links.filter(|(words, link)| *words != "↩" && !link.starts_with('#')).collect();
    let words = marked(bits);
    (!folded.is_empty()).then(|| Unit { noun, text, folded, links, words, ..Unit::default() })
}

/// Whether a link is the mark of a footnote, set otherwise than notes are: Ghost raises the number
/// within the link.
fn is_note_mark(bit: &Bit) -> bool {
    let Bit::Words(words, style) = bit else { return false };
    let number = words.trim().trim_matches(['[', ']']);
    let within = style.link.as_ref().is_some_and(|link| link.starts_with('#'));
    within && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}
