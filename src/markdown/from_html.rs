//! HTML that a site holds, read into blocks and written as Markdown the way this desk writes it.
//!
//! Understood are WordPress posts (blocks with their comments, and what the classic editor keeps
//! without paragraphs), Ghost's cards, our own sites' bodies and any plain page. What Markdown cannot
//! say is kept as words or as a link and listed in [`Read::not_carried`].

mod address;
mod cards;
mod embeds;
mod figures;
mod fold;
mod inline;
mod lists;
mod lost;
mod notes;
mod shortcodes;
mod substance;
mod tables;
mod walk;
mod write;

pub use address::{file_path, whole_file};
pub use fold::fold;
pub use inline::{is_blank, paragraphs, tidy};
pub use substance::{key, plain as plain_line, unmarked, words};
pub use write::{Names, write};

use scraper::{ElementRef, Html};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How words are set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Style {
    pub emphasis: bool,
    pub strong: bool,
    pub struck: bool,
    pub code: bool,
    /// The address it leads to, as it is written.
    pub link: Option<String>,
}

/// A stretch of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bit {
    Words(String, Style),
    Break,
    /// The mark of a footnote: the id its note has, and the number that is printed.
    Note {
        target: String,
        number: String,
    },
}

/// A block as a site holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    Paragraph(Vec<Bit>),
    /// `level` is 1 to 6.
    Heading {
        level: u8,
        text: Vec<Bit>,
    },
    List(HeldList),
    Quote(Vec<Held>),
    Table(HeldTable),
    /// The text as it is shown, and the language it is marked with; empty for none.
    Code {
        text: String,
        language: String,
    },
    Rule,
    Figure(Shown),
    /// A footnote by the id that its mark leads to.
    Note {
        target: String,
        text: Vec<Bit>,
    },
}

/// A list; paragraphs of one item are parted by two breaks, as in [`super::Item`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeldList {
    pub ordered: bool,
    pub start: usize,
    pub items: Vec<HeldItem>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeldItem {
    pub text: Vec<Bit>,
    pub lists: Vec<HeldList>,
}

/// A table; where the site's has no head, its first row is taken for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeldTable {
    pub align: Vec<super::Align>,
    pub head: Vec<Vec<Bit>>,
    pub rows: Vec<Vec<Vec<Bit>>>,
}

/// A picture as a page shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// Every address its file is asked for at, the usual one first.
    pub addresses: Vec<String>,
    /// WordPress's number for it.
    pub number: Option<String>,
    pub alt: Option<String>,
    pub caption: Vec<Bit>,
    /// Where it leads, unless to its own file.
    pub link: Option<String>,
}

/// A block and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    pub held: Held,
    /// The classes of the element it was read from, and `author` where it is marked as such; on a page
    /// `authorbox` in a box that says who wrote it.
    pub class: String,
    /// It stands among what goes with a page: navigation, side columns, other stories, comments.
    pub aside: bool,
    /// The element it stands in, by number: the same for all that stand in one and no deeper.
    pub within: usize,
    /// The element around it that a site says to hold an article's text and no more, by number; 0 for
    /// none.
    pub content: usize,
}

/// Something that Markdown cannot hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct NotCarried {
    /// What it is, in a few words: “form”, “underlining”, “block core/columns”.
    pub what: String,
    /// Its words or its address, shortened.
    pub words: String,
}

impl NotCarried {
    /// Longest extract, in characters.
    const MOST: usize = 200;

    pub fn new(what: impl Into<String>, words: &str) -> Self {
        let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut short: String = words.chars().take(Self::MOST).collect();
        if short.len() < words.len() {
            short.push('…');
        }
        Self { what: what.into(), words: short }
    }

    /// Whether it keeps words from readers, who would all get them without it.
    pub fn is_for_some_readers(&self) -> bool {
        [MEMBERS_ONLY, FOR_SOME].contains(&self.what.as_str())
    }
}

/// A place from which only members read on, in Ghost.
const MEMBERS_ONLY: &str = "place from which only members read on";
/// A part for members, or for those who do not pay, in Ghost.
const FOR_SOME: &str = "part for some readers only";

/// What was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Read {
    pub blocks: Vec<Placed>,
    /// In the order it stands.
    pub not_carried: Vec<NotCarried>,
}

/// Reads the body of a post. `None` if it is nested so deeply that nobody wrote it
/// ([`is_too_deep`]).
pub fn read(html: &str) -> Option<Read> {
    if is_too_deep(html) {
        return None;
    }
    let html = shortcodes::replaced(html);
    let document = Html::parse_fragment(&html);
    Some(walk::walk(document.root_element(), None))
}

/// Reads a whole page as a reader sees it: elements of which `hidden` is true are left out.
/// `None` as for [`read`].
pub fn read_page(html: &str, hidden: &dyn Fn(ElementRef<'_>) -> bool) -> Option<Read> {
    if is_too_deep(html) {
        return None;
    }
    Some(walk::walk(Html::parse_document(html).root_element(), Some(hidden)))
}

/// The plain words of a field that a site keeps as HTML, such as a title.
pub fn plain(html: &str) -> String {
    let Some(read) = read(html) else { return html.to_owned() };
    let texts: Vec<String> = read.blocks.iter().map(|block| words(&block.held)).collect();
    texts.join(" ")
}

/// How deep HTML may be nested: browsers go no deeper either, and time grows with its square.
const NESTED: usize = 512;

/// Whether so many elements stand within each other that reading them would take too long. What
/// needs no closing tag is not counted.
pub fn is_too_deep(html: &str) -> bool {
    const UNCLOSED: [&str; 26] = [
        "area", "base", "body", "br", "col", "dd", "dt", "embed", "head", "hr", "html", "img",
        "input", "li", "link", "meta", "option", "p", "param", "source", "td", "th", "tr", "track",
        "wbr", "",
    ];
    let mut depth = 0_usize;
    html.split('<').skip(1).any(|tag| {
        let (closing, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
        let name = tag[..end].to_ascii_lowercase();
        if !UNCLOSED.contains(&name.as_str()) {
            depth = if closing { depth.saturating_sub(1) } else { depth + 1 };
        }
        depth > NESTED
    })
}

#[cfg(test)]
mod tests;
