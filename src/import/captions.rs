//! The words below a picture, as its caption and credit.

use crate::house::caption;
use crate::markdown::from_html::{Bit, Held};
use crate::markdown::pasted::{Part, What};

/// Characters of a paragraph below a picture that is taken for its caption at most.
const SHORT: usize = 120;
/// The same where it is marked as a caption, or ends in a credit.
const LONG: usize = 600;

/// What stands below a picture about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Below {
    pub caption: String,
    pub credit: String,
    /// How many parts after the picture say it.
    pub parts: usize,
    /// It was taken for a caption only because it is short.
    pub guessed: bool,
    /// Where its links led to.
    pub links: Vec<String>,
}

/// The words of a line.
pub fn plain(bits: &[Bit]) -> String {
    let words = bits.iter().map(|bit| match bit {
        Bit::Words(words, _) => words.as_str(),
        Bit::Break => " ",
        Bit::Note { .. } => "",
    });
    words.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The addresses a line leads to.
pub fn links(bits: &[Bit]) -> Vec<String> {
    let mut links: Vec<String> = Vec::new();
    for bit in bits {
        if let Bit::Words(_, style) = bit
            && let Some(link) = &style.link
            && links.last() != Some(link)
        {
            links.push(link.clone());
        }
    }
    links
}

/// Caption and credit of words that may end in one.
pub fn taken_apart(words: &str) -> (String, String) {
    let (caption, credit) = caption::split_end(words).unwrap_or((words, ""));
    (caption.trim().to_owned(), credit.trim().to_owned())
}

/// What the parts right after a picture say of it.
pub fn below(after: &[Part]) -> Below {
    let Some(bits) = after.first().and_then(line) else { return Below::default() };
    let words = plain(bits);
    let (caption, credit) = taken_apart(&words);
    let marked = after[0].what == What::Caption;
    let length = words.chars().count();
    let fits = length <= if marked || !credit.is_empty() { LONG } else { SHORT };
    if !fits || words.is_empty() {
        return Below::default();
    }
    let guessed = !marked && credit.is_empty();
    let mut below = Below { caption, credit, parts: 1, guessed, links: links(bits) };
    // The credit may have a line of its own.
    if below.credit.is_empty()
        && let Some(bits) = after.get(1).and_then(line)
        && let (caption, credit) = taken_apart(&plain(bits))
        && caption.is_empty()
        && !credit.is_empty()
    {
        below = Below { credit, parts: 2, guessed: false, ..below };
        below.links.extend(links(bits));
    }
    below
}

/// The line of a part that can be a caption: one paragraph without a footnote.
fn line(part: &Part) -> Option<&[Bit]> {
    let Part { held: Held::Paragraph(bits), what: What::Body | What::Caption } = part else {
        return None;
    };
    let notes = bits.iter().any(|bit| matches!(bit, Bit::Note { .. }));
    (!notes).then_some(bits)
}
