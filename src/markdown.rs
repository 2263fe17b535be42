//! A story's body: Markdown into blocks every site's form is written from. Pure.
//!
//! Markdown is GitHub's (tables, strikethrough, autolinks, footnotes), without task lists. Raw HTML
//! is not a way around it: tags fall away and their text stays. What comes out is safe to set into
//! a page as it is, and never nested deeper than [`DEEPEST`].

mod blocks;
pub mod from_html;
mod gist;
pub mod html;
mod inline;
pub mod pasted;
mod pieces;
mod range;
mod substance;
mod survey;

pub use gist::gist;
pub use inline::{Inline, image_line};
pub use pieces::{Source, pieces, sources};
pub use range::Utf16Range;
pub use substance::substance;
pub(crate) use survey::title;
pub use survey::{ImageLine, images, plain_text, prose, words};

use comrak::Options;

/// Containers (quotes, lists) inside one another before the inner ones are taken as plain text.
pub const DEEPEST: usize = 12;

/// A piece of a body, in the order they are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Paragraph(Inline),
    /// `level` is 2 to 6: the page's only first-level heading is the headline.
    Heading {
        level: u8,
        text: Inline,
    },
    List(List),
    Quote(Vec<Block>),
    Table(Table),
    /// The text as written, not escaped.
    Code(String),
    Rule,
    /// A picture by its name in the story. Stands at the top level only: an image inside a list,
    /// quote or table is set after it.
    Figure {
        name: String,
    },
    /// The notes of the whole body, numbered from 1; always last.
    Footnotes(Vec<Inline>),
}

/// A list; `start` counts only for an ordered one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    pub ordered: bool,
    pub start: usize,
    pub items: Vec<Item>,
}

/// An item: its words, then the lists inside it. Paragraphs of one item are parted by line breaks,
/// because that is all the WordPress list item can hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    pub text: Inline,
    pub lists: Vec<List>,
}

/// A table; every row has as many cells as the head.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    pub align: Vec<Align>,
    pub head: Vec<Inline>,
    pub rows: Vec<Vec<Inline>>,
}

/// How a table's column is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    #[default]
    Natural,
    Left,
    Center,
    Right,
}

impl Align {
    /// The word for it in class names; `None` where nothing need be said.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Natural => None,
            Self::Left => Some("left"),
            Self::Center => Some("center"),
            Self::Right => Some("right"),
        }
    }
}

/// The blocks of a body. With `smart`, straight quotation marks, `--` and `...` become typographic.
pub fn parse(body: &str, smart: bool) -> Vec<Block> {
    let arena = comrak::Arena::new();
    blocks::of_document(comrak::parse_document(&arena, body, &options(smart)))
}

/// The Markdown this desk writes.
fn options(smart: bool) -> Options<'static> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.footnotes = true;
    options.parse.smart = smart;
    options
}

#[cfg(test)]
mod tests;
